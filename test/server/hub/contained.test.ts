import { describe, expect, it } from 'vitest';
import { HandClock } from '../../../server/clock.js';
import { RETRY_COMPOSE_S } from '../../../server/hub/composing.js';
import { Hub } from '../../../server/hub/hub.js';
import type { Watcher } from '../../../server/hub/view.js';
import { silentLog } from '../../../server/log.js';
import { createMetrics } from '../../../server/metrics.js';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { documentOf, row } from './harness.js';

const START = 1_771_257_540;

/** A board in memory: the frames as text. */
class Ear implements Watcher {
  readonly heard: string[] = [];

  deliver(_stop: string, frame: Buffer): 'sent' {
    this.heard.push(frame.toString('utf8'));
    return 'sent';
  }

  /** What the last frame says, by its type and first words. */
  get last(): string {
    return this.heard.at(-1) ?? '';
  }
}

/** A document that no JSON can be made of: what throws is the hub's own diff or encoding, not `compose`. */
function poisoned(stop: string, way: 'diff' | 'encode'): StopDepartures {
  const one = row('a', START + 900, stop);
  const poison =
    way === 'diff'
      ? { get: (): never => fail('in diff') }
      : { get: () => ({ bg: 'x', en: 'x', toJSON: () => fail('in encode') }) };
  Object.defineProperty(one, 'headsign', { enumerable: true, ...poison });
  return documentOf(stop, START, [one]);
}

function fail(where: string): never {
  throw new Error(where);
}

/** Two stops; `broken` are those whose full document is poisoned until they are set aside. */
function town() {
  const clock = new HandClock(START);
  const jobs: (() => void)[] = [];
  const metrics = createMetrics(false);
  const broken = new Map<string, 'diff' | 'encode'>();
  const setAside: string[] = [];
  const expected = { at: START + 600 };
  const everyWay = { broken: false };
  const hub = new Hub({
    compose: (stop, now) => {
      const way = broken.get(stop);
      if (way && (everyWay.broken || !setAside.includes(stop))) return poisoned(stop, way);
      return documentOf(stop, Math.floor(now), [row(setAside.includes(stop) ? 'timetable' : 'a', expected.at, stop)]);
    },
    onBroken: (stop) => setAside.push(stop),
    clock,
    log: silentLog,
    metrics,
    later: (fn) => jobs.push(fn),
    random: () => 0.5,
    wallMs: () => 0,
  });
  const run = (): void => {
    for (let job = jobs.shift(); job; job = jobs.shift()) job();
  };
  const failures = async () => (await metrics.composeFailures.get()).values[0]?.value ?? 0;
  return { hub, clock, run, broken, setAside, expected, everyWay, failures };
}

describe.each(['diff', 'encode'] as const)('a document that throws in %s', (way) => {
  it('D7: is contained: its stop falls to what is left, the others go on, no stage fails', async () => {
    const { hub, run, broken, setAside, expected, failures } = town();
    const [ill, well] = [new Ear(), new Ear()];
    hub.watch(ill, 's1');
    hub.watch(well, 's2');
    broken.set('s1', way);
    expected.at += 60;
    hub.invalidate(['s1', 's2']);
    run();
    expect(setAside).toEqual(['s1']);
    expect(await failures()).toBe(1);
    expect(ill.last).toContain('"type":"patch"');
    expect(ill.last).toContain('"id":"timetable"');
    expect(well.last).toContain('"type":"patch"');
  });

  it('and whose stop has nothing left keeps its last document and is tried again alone', async () => {
    const { hub, clock, run, broken, setAside, everyWay, expected, failures } = town();
    const ear = new Ear();
    hub.watch(ear, 's1');
    broken.set('s1', way);
    everyWay.broken = true;
    hub.invalidate(['s1']);
    run();
    expect(ear.heard).toHaveLength(1);
    expect(hub.document('s1')?.departures[0]?.id).toBe('a');
    expect(await failures()).toBe(2);
    broken.clear();
    setAside.length = 0;
    expected.at += 60;
    clock.wind(RETRY_COMPOSE_S);
    hub.tick();
    run();
    expect(ear.last).toContain('"type":"patch"');
  });
});

describe('a document that was composed for HTTP and cannot be encoded', () => {
  it('D7: does not throw at whoever comes to watch it', () => {
    const { hub, run, broken, setAside } = town();
    broken.set('s1', 'encode');
    expect(hub.document('s1')).not.toBeNull();
    const ear = new Ear();
    hub.watch(ear, 's1');
    expect(ear.heard[0]).toContain('not_ready');
    run();
    expect(setAside).toEqual(['s1']);
    expect(ear.last).toContain('"type":"state"');
    expect(ear.last).toContain('"id":"timetable"');
  });

  it('nor at a restart of the hub', () => {
    const { hub, run, broken, setAside, everyWay } = town();
    const [ill, well] = [new Ear(), new Ear()];
    hub.watch(ill, 's1');
    hub.watch(well, 's2');
    broken.set('s1', 'encode');
    everyWay.broken = true;
    hub.restart();
    run();
    expect(setAside).toEqual(['s1']);
    expect(well.last).toContain('"type":"state"');
  });
});
