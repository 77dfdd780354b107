import { describe, expect, it } from 'vitest';
import { HandClock } from '../../../server/clock.js';
import { RECOMPOSE_MOST_S } from '../../../server/hub/composing.js';
import { CACHED_S, Hub, RESTATE_AFTER_S } from '../../../server/hub/hub.js';
import { SLICE_MS } from '../../../server/hub/rounds.js';
import type { Watcher } from '../../../server/hub/view.js';
import { IDLE_AFTER_S, IDLE_VIEWS_AT_MOST } from '../../../server/hub/views.js';
import { silentLog } from '../../../server/log.js';
import { createMetrics } from '../../../server/metrics.js';
import type { ServerMessage, StopDepartures } from '../../../server/wire/messages.js';
import { documentOf, row } from './harness.js';

const START = 1_771_257_540;

/** A board in memory: what it was handed, and whether it has room. */
class Ear implements Watcher {
  readonly heard: ServerMessage[] = [];
  readonly frames: Buffer[] = [];
  hasRoom = true;

  deliver(_stop: string, frame: Buffer): 'sent' | 'held' {
    if (!this.hasRoom) return 'held';
    this.frames.push(frame);
    const header = (frame[1] as number) < 126 ? 2 : frame[1] === 126 ? 4 : 10;
    this.heard.push(JSON.parse(frame.toString('utf8', header)) as ServerMessage);
    return 'sent';
  }

  get types(): string[] {
    return this.heard.map((one) => one.type);
  }
}

/** A hub on a hand-wound clock, over stops that a test moves; work is done when `run` is called. */
function town(stops: string[] = ['s1']) {
  const clock = new HandClock(START);
  const expected = new Map(stops.map((stop) => [stop, START + 600]));
  const composed: string[] = [];
  const jobs: (() => void)[] = [];
  const metrics = createMetrics(false);
  const fail = { now: false };
  const wall = { ms: 0 };
  const compose = (stop: string, now: number): StopDepartures | null => {
    composed.push(stop);
    if (fail.now) throw new Error('broken');
    const at = expected.get(stop);
    return at === undefined ? null : documentOf(stop, Math.floor(now), [row('a', at, stop)]);
  };
  let seq = 5_000;
  const hub = new Hub({
    compose,
    clock,
    log: silentLog,
    metrics,
    firstSeq: () => (seq += 1_000),
    later: (fn) => jobs.push(fn),
    random: () => 0.5,
    wallMs: () => wall.ms,
  });
  const run = (): void => {
    for (let job = jobs.shift(); job; job = jobs.shift()) job();
  };
  return { hub, clock, expected, composed, jobs, run, metrics, fail, wall };
}

describe('hub', () => {
  it('L7: nobody watches, nothing is composed', () => {
    const { hub, composed, jobs } = town();
    hub.invalidate(['s1', 's2']);
    hub.tick();
    expect(jobs).toHaveLength(0);
    expect(composed).toEqual([]);
  });

  it('L7: composed once, encoded once, the same bytes to everyone', async () => {
    const { hub, expected, composed, run, metrics } = town();
    const ears = Array.from({ length: 1_000 }, () => new Ear());
    for (const ear of ears) hub.watch(ear, 's1');
    expect(composed).toEqual(['s1']);
    expected.set('s1', START + 700);
    hub.invalidate(['s1']);
    hub.invalidate(['s1']);
    run();
    expect(composed).toEqual(['s1', 's1']);
    const last = ears.map((ear) => ear.frames.at(-1));
    expect(ears[0]?.types).toEqual(['state', 'patch']);
    expect(new Set(last).size).toBe(1);
    const { values } = await metrics.encodes.get();
    expect(Object.fromEntries(values.map((one) => [one.labels.kind, one.value]))).toEqual({ state: 1, patch: 1 });
  });

  it('a change that is none is not sent; time alone restates only after a minute', () => {
    const { hub, clock, run } = town();
    const ear = new Ear();
    hub.watch(ear, 's1');
    clock.wind(RESTATE_AFTER_S - 1);
    hub.invalidate(['s1']);
    run();
    expect(ear.types).toEqual(['state']);
    expect(hub.document('s1')?.generated_at).toBe(START);
    clock.wind(1);
    hub.invalidate(['s1']);
    run();
    expect(ear.heard[1]).toMatchObject({ type: 'patch', head: { generated_at: START + RESTATE_AFTER_S } });
    expect(hub.document('s1')?.generated_at).toBe(START + RESTATE_AFTER_S);
  });

  it('a watched stop is composed anew as time passes', () => {
    const { hub, clock, composed, expected, run } = town();
    const ear = new Ear();
    hub.watch(ear, 's1');
    expected.set('s1', START + 900);
    clock.wind(10);
    hub.tick();
    run();
    expect(composed).toHaveLength(1);
    clock.wind(RECOMPOSE_MOST_S - 10);
    hub.tick();
    run();
    expect(ear.types).toEqual(['state', 'patch']);
  });

  it('who has the current seq is sent nothing, and its next patch fits', () => {
    const { hub, expected, run } = town();
    const first = new Ear();
    hub.watch(first, 's1');
    const { seq } = first.heard[0] as { seq: number };
    const back = new Ear();
    hub.watch(back, 's1', seq);
    expect(back.types).toEqual([]);
    expected.set('s1', START + 900);
    hub.invalidate(['s1']);
    run();
    expect(back.heard[0]).toMatchObject({ type: 'patch', base: seq, seq: seq + 1 });
    const older = new Ear();
    hub.watch(older, 's1', seq);
    expect(older.types).toEqual(['state']);
  });

  it('a seq never means two documents, not even after the stop was forgotten', () => {
    const { hub, clock } = town();
    const ear = new Ear();
    hub.watch(ear, 's1');
    const { seq } = ear.heard[0] as { seq: number };
    hub.leave(ear, ['s1']);
    clock.wind(IDLE_AFTER_S);
    hub.tick();
    const back = new Ear();
    hub.watch(back, 's1', seq);
    expect(back.types).toEqual(['state']);
    expect((back.heard[0] as { seq: number }).seq).toBeGreaterThan(seq);
  });

  it('who joins while a patch is under way gets the state and not the patch', () => {
    const { hub, expected, run, jobs } = town();
    const ears = Array.from({ length: 3 }, () => new Ear());
    for (const ear of ears) hub.watch(ear, 's1');
    expected.set('s1', START + 900);
    hub.invalidate(['s1']);
    const late = new Ear();
    hub.watch(late, 's1');
    expect(jobs.length).toBeGreaterThan(0);
    run();
    expect(late.types).toEqual(['state']);
    for (const ear of ears) expect(ear.types).toEqual(['state', 'patch']);
  });

  it('L4: who has no room is owed the state, is sent no patch, and then goes on', () => {
    const { hub, expected, run } = town();
    const ear = new Ear();
    hub.watch(ear, 's1');
    ear.hasRoom = false;
    for (const at of [1, 2, 3]) {
      expected.set('s1', START + 900 + at);
      hub.invalidate(['s1']);
      run();
    }
    ear.hasRoom = true;
    expected.set('s1', START + 999);
    hub.invalidate(['s1']);
    run();
    expect(ear.types).toEqual(['state']);
    expect(hub.resend(ear, 's1')).toBe('sent');
    const state = ear.heard[1] as Extract<ServerMessage, { type: 'state' }>;
    expect(state.doc).toEqual(hub.document('s1'));
    expected.set('s1', START + 1_000);
    hub.invalidate(['s1']);
    run();
    expect(ear.heard[2]).toMatchObject({ type: 'patch', base: state.seq });
  });

  it('an unknown stop is told so, and appears when a timetable has it; a stop that goes is told too', () => {
    const { hub, expected, run } = town();
    const ear = new Ear();
    hub.watch(ear, 's9');
    expect(ear.heard).toMatchObject([{ type: 'error', code: 'unknown_stop', stop: 's9' }]);
    expected.set('s9', START + 60);
    hub.invalidateAll();
    run();
    expect(ear.types).toEqual(['error', 'state']);
    expected.delete('s9');
    hub.invalidateAll();
    run();
    expect(ear.types).toEqual(['error', 'state', 'error']);
    expect(hub.document('s9')).toBeNull();
  });

  it('a document that cannot be composed leaves the last one standing', async () => {
    const { hub, clock, run, fail, metrics, expected } = town();
    const ear = new Ear();
    hub.watch(ear, 's1');
    fail.now = true;
    hub.invalidate(['s1']);
    run();
    expect(ear.types).toEqual(['state']);
    expect(hub.document('s1')?.generated_at).toBe(START);
    expect((await metrics.composeFailures.get()).values[0]?.value).toBe(1);
    fail.now = false;
    expected.set('s1', START + 999);
    clock.wind(10);
    hub.tick();
    run();
    expect(ear.types).toEqual(['state', 'patch']);
  });

  it('a stop that never could be composed is not called unknown, and appears when it can', () => {
    const { hub, clock, run, fail } = town();
    fail.now = true;
    const ear = new Ear();
    hub.watch(ear, 's1');
    expect(ear.heard).toMatchObject([{ type: 'error', code: 'not_ready', stop: 's1' }]);
    expect(() => hub.document('s1')).toThrow('could not be composed');
    fail.now = false;
    clock.wind(10);
    hub.tick();
    run();
    expect(ear.types).toEqual(['error', 'state']);
  });

  it('HTTP answers from the same document, and composes for itself at most every 15 s', () => {
    const { hub, clock, composed } = town();
    expect(hub.document('s1')?.generated_at).toBe(START);
    clock.wind(CACHED_S - 1);
    expect(hub.document('s1')?.generated_at).toBe(START);
    expect(composed).toHaveLength(1);
    clock.wind(1);
    expect(hub.document('s1')?.generated_at).toBe(START + CACHED_S);
    hub.invalidate(['s1']);
    expect(hub.document('s1')?.generated_at).toBe(START + CACHED_S);
    expect(composed).toHaveLength(3);
    expect(hub.document('nowhere')).toBeNull();
  });

  it('who asks for every stop over HTTP fills a bounded memory', () => {
    const stops = Array.from({ length: 2 * IDLE_VIEWS_AT_MOST }, (_, i) => `s${i}`);
    const { hub, composed } = town(stops);
    const ear = new Ear();
    hub.watch(ear, 's0');
    for (const stop of stops) hub.document(stop);
    composed.length = 0;
    for (const stop of stops.slice(-100)) hub.document(stop);
    expect(composed).toHaveLength(0);
    for (const stop of stops.slice(1, 101)) hub.document(stop);
    expect(composed).toHaveLength(100);
    hub.document('s0');
    expect(composed).toHaveLength(100);
  });

  it('gives the event loop back between slices, also in the middle of one stop', () => {
    const { hub, expected, jobs, wall } = town();
    const frameMs = 0.25;
    const busy: Watcher = {
      deliver: () => {
        wall.ms += frameMs;
        return 'sent';
      },
    };
    for (let i = 0; i < 500; i++) hub.watch({ ...busy }, 's1');
    expected.set('s1', START + 900);
    hub.invalidate(['s1']);
    const slicesMs: number[] = [];
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const began = wall.ms;
      job();
      slicesMs.push(wall.ms - began);
    }
    expect(slicesMs.reduce((sum, ms) => sum + ms, 0)).toBe(500 * frameMs);
    expect(Math.max(...slicesMs)).toBeLessThanOrEqual(SLICE_MS + 32 * frameMs);
  });
});
