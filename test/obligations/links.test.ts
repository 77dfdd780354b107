import { readFileSync } from 'node:fs';
import { describe } from 'vitest';
import { startCity } from '../../fixtures/city/server.js';
import type { StopDepartures } from '../../server/wire/messages.js';
import { documentOf, type HouseOptions, pause, policy, row, startHouse, TestBoard } from '../server/hub/harness.js';
import { Swarm } from '../support/swarm/swarm.js';
import { Scratch, Tablo } from '../support/tablo-process.js';
import { obligation } from './measured.js';

/** 2026-02-17 08:10 in Blagoevgrad. */
const MORNING = 1_771_308_600;
const FLEET = 1_000;
const STOPS = 50;
const SLOW = 100;
const HEALTHY = 9_900;
/** Stops of those who read, and of those who do not. */
const READ = 500;
const UNREAD = 50;
const SLOW_FOR_S = 600;
const WORD = JSON.stringify({ type: 'ask', stop: 's0' });

/** Patches of these stops are heavy. */
const HEAVY = /^h/;

/** A house whose rows move with `change`. */
async function startTown(options: HouseOptions = {}) {
  const town = { at: 1_771_257_600 };
  const filler = 'x'.repeat(60_000);
  const house = await startHouse((stop: string): StopDepartures => {
    const one = row('a', town.at, stop);
    if (HEAVY.test(stop)) one.headsign.en += filler;
    return documentOf(stop, town.at - 60, [one]);
  }, options);
  const change = (stops: readonly string[]): number => {
    town.at += 60;
    const atNs = Number(process.hrtime.bigint());
    house.hub.invalidate(stops);
    return atNs;
  };
  return { house, change };
}

describe('links', () => {
  obligation(
    'L3',
    `a planned stop is a lame duck: SIGTERM under ${FLEET.toLocaleString('en')} boards`,
    'closes with 1012 spread over 30 s, nobody let in, exit 0 within 60 s',
    lameDuck,
    { wall: true, timeoutMs: 200_000 },
  );

  obligation(
    'L4',
    `${SLOW} readers that never read, new ones as they are closed, cannot grow the server nor slow ${HEALTHY.toLocaleString('en')} others, in ${SLOW_FOR_S / 60} min`,
    'closed (1013); heap after GC ±5 % or 2 MiB; p99 of the others unmoved within 100 ms; 0 patches missed',
    slowReaders,
    { wall: true, timeoutMs: 1_200_000 },
  );

  obligation(
    'L5',
    `dead peers leave: ${FLEET.toLocaleString('en')} boards whose machine stands still, without a FIN`,
    'all gone ≤ 45 s; the others stay',
    deadPeers,
    { wall: true, timeoutMs: 200_000 },
  );

  obligation(
    'L9',
    'what a client may say is bounded: size, fragments, words, rate',
    'each offence closed with its code; ws ≥ 8.21.0',
    offences,
    { timeoutMs: 120_000 },
  );
});

async function lameDuck() {
  const scratch = new Scratch();
  const city = await startCity({ seed: 7, now: () => MORNING, dir: scratch.path('city') });
  const tablo = await Tablo.start([
    ...['serve', '--gtfs', city.gtfsPath, '--port', '0', '--data-dir', scratch.path('data')],
    ...['--clock', String(MORNING), '--log-level', 'error'],
  ]);
  let swarm: Swarm | undefined;
  try {
    const { stops } = await tablo.json<{ stops: { stop_id: string }[] }>('/api/v1/stops?near=42.0115,23.097&limit=100');
    const stopIds = stops.map(({ stop_id }) => stop_id);
    swarm = await Swarm.open({ port: tablo.port, boards: FLEET, stops: stopIds.length, stopIds, workers: 2 });
    const began = performance.now();
    const ended = tablo.stop('SIGTERM');
    await pause(2_000);
    const late = await fetch(`${tablo.url}/ws`, {
      headers: { upgrade: 'websocket', connection: 'Upgrade' },
    }).then(
      ({ status }) => status,
      () => 0,
    );
    let peak = 0;
    let before = { closed: 0, atMs: began };
    const sample = async () => {
      const { closes } = await swarm!.seen();
      const now = { closed: closes['1012'] ?? 0, atMs: performance.now() };
      peak = Math.max(peak, ((now.closed - before.closed) * 1_000) / (now.atMs - before.atMs));
      before = now;
    };
    await sample();
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    while (!isOver) {
      await pause(1_000);
      await sample();
    }
    const { code } = await ended;
    const exitS = (performance.now() - began) / 1000;
    const { closes } = await swarm.seen();
    return {
      measured: `${closes['1012'] ?? 0} of ${FLEET} closed with 1012, at most ${peak.toFixed(0)} in a second; a newcomer got ${late === 0 ? 'no connection' : late}; exit ${code} after ${exitS.toFixed(1)} s`,
      pass: closes['1012'] === FLEET && peak <= FLEET / 10 && late !== 101 && code === 0 && exitS <= 60,
    };
  } finally {
    swarm?.end();
    await tablo.stop('SIGKILL').catch(() => undefined);
    await city.close();
    scratch.remove();
  }
}

async function slowReaders() {
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--expose-gc');
  const gc = (await import('node:vm')).runInNewContext('gc') as () => void;
  const { house, change } = await startTown({
    // Who does not read does not answer pings either, and is gone by L5: here the outbox alone decides.
    policy: () => ({ ...policy, beat_s: 3_600 }),
  });
  const read = Array.from({ length: READ }, (_, i) => `s${i}`);
  const unread = Array.from({ length: UNREAD }, (_, i) => `h${i}`);
  let healthy: Swarm | undefined;
  let slow: Swarm | undefined;
  let missed = 0;
  /** A change at every stop that is read: how long each board's patch took, in milliseconds. */
  const round = async (): Promise<number[]> => {
    await healthy!.mark();
    const atNs = change(read);
    await pause(1_500);
    let seen = await healthy!.seen();
    for (let waits = 0; waits < 5 && seen.boards < HEALTHY; waits++) {
      await pause(1_000);
      seen = await healthy!.seen();
    }
    missed += HEALTHY - seen.boards + seen.gaps;
    return seen.arrivals.map((ns) => (Number(ns) - atNs) / 1e6);
  };
  const heapMib = (): number => {
    gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 1024 ** 2;
  };
  // Who does not read does not hear its 1013 either: it is counted by its absence.
  const left = () => house.sockets.count - HEALTHY;
  const newcomers = async (): Promise<void> => {
    slow?.end();
    slow = await Swarm.open({ port: house.port, boards: SLOW, stops: UNREAD, stopIds: unread, workers: 1 });
    await slow.freeze(SLOW);
  };
  try {
    healthy = await Swarm.open({ port: house.port, boards: HEALTHY, stops: READ, workers: 2 });
    // Between those who do not read there are rounds without them: a busy machine is as busy for both.
    const [alone, beside] = [new Delays(), new Delays()];
    for (let i = 0; i < 10; i++) alone.take(await round());
    const heapBefore = heapMib();
    await newcomers();
    let heapMost = 0;
    let shed = 0;
    let slowestS = 0;
    const began = performance.now();
    let cameAt = began;
    while (performance.now() - began < SLOW_FOR_S * 1_000 || left() > 0) {
      // The kernel holds megabytes for each of them: many changes fill it, then the budget counts.
      for (let i = 0; i < 15 && left() > 0; i++) {
        change(unread);
        await pause(60);
      }
      await pause(500);
      beside.take(await round());
      heapMost = Math.max(heapMost, heapMib());
      if (performance.now() - cameAt > 150_000) break;
      if (left() > 0) continue;
      shed += SLOW;
      slowestS = Math.max(slowestS, (performance.now() - cameAt) / 1000);
      for (let i = 0; i < 5; i++) alone.take(await round());
      if (performance.now() - began >= SLOW_FOR_S * 1_000) break;
      await newcomers();
      cameAt = performance.now();
    }
    const lastedS = (performance.now() - began) / 1000;
    const stay = left();
    const after = heapMib();
    const [aloneMs, besideMs] = [alone.p99(), beside.p99()];
    return {
      measured: `${lastedS.toFixed(0)} s, ${beside.rounds} rounds beside them and ${alone.rounds} without: ${shed} closed, ${SLOW} at a time, within ${slowestS.toFixed(0)} s, ${stay} stay; heap ${heapBefore.toFixed(1)} → ${after.toFixed(1)} MiB (most ${heapMost.toFixed(1)}); others' p99 ${aloneMs} → ${besideMs} ms; ${missed} patches missed`,
      pass:
        lastedS >= SLOW_FOR_S &&
        shed >= SLOW &&
        stay === 0 &&
        after - heapBefore <= Math.max(2, heapBefore * 0.05) &&
        heapMost - heapBefore <= (SLOW * 256 * 1024) / 1024 ** 2 + 4 &&
        besideMs - aloneMs <= 100 &&
        missed === 0,
    };
  } finally {
    healthy?.end();
    slow?.end();
    await house.close();
  }
}

/** Delays counted by the millisecond: two millions of them weigh no more than one, where a heap is to be flat. */
class Delays {
  rounds = 0;
  private readonly counts = new Uint32Array(60_000);
  private count = 0;

  take(delays: readonly number[]): void {
    this.rounds++;
    for (const ms of delays) this.counts[Math.min(this.counts.length - 1, Math.max(0, Math.ceil(ms)))]!++;
    this.count += delays.length;
  }

  p99(): number {
    let seen = 0;
    return this.counts.findIndex((count) => {
      seen += count;
      return seen >= this.count * 0.99;
    });
  }
}

async function deadPeers() {
  const { house } = await startTown();
  let living: Swarm | undefined;
  let dead: Swarm | undefined;
  try {
    living = await Swarm.open({ port: house.port, boards: 200, stops: STOPS, workers: 1 });
    dead = await Swarm.open({ port: house.port, boards: FLEET, stops: STOPS, workers: 2 });
    dead.standStill();
    const began = performance.now();
    while (house.sockets.count > 200 && performance.now() - began < 60_000) await pause(100);
    const goneS = (performance.now() - began) / 1000;
    await pause(1_000);
    const { open } = await living.seen();
    return {
      measured: `all gone after ${goneS.toFixed(1)} s; ${open} of 200 others stay`,
      pass: goneS <= 45 && open === 200 && house.sockets.count === 200,
    };
  } finally {
    living?.end();
    dead?.end();
    await house.close();
  }
}

async function offences() {
  const { house } = await startTown();
  const say: Record<string, [code: number, (board: TestBoard) => void]> = {
    'a message of 65 KiB': [1009, (board) => board.ws.send(`"${'x'.repeat(65 * 1024)}"`)],
    'a message of 17 KiB': [1009, (board) => board.ws.send(`"${'x'.repeat(17 * 1024)}"`)],
    binary: [1003, (board) => board.ws.send(Buffer.from(WORD))],
    'bad JSON': [1008, (board) => board.ws.send('{')],
    'an unknown word': [1008, (board) => board.ws.send('{"type":"reboot"}')],
    'another word before hello': [1008, (board) => board.ws.send(WORD)],
    'endless fragments': [
      1008,
      (board) => {
        for (let i = 0; i < 100_000 && board.ws.readyState === board.ws.OPEN; i++) board.ws.send('', { fin: false });
      },
    ],
    'a thousand messages': [
      1008,
      (board) => {
        board.hello(['s0']);
        for (let i = 0; i < 1_000; i++) board.ws.send(WORD);
      },
    ],
    '31 messages in a minute': [
      1008,
      (board) => {
        board.hello(['s0']);
        for (let i = 0; i < 30; i++) board.ws.send(WORD);
      },
    ],
  };
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  const version = lock.packages['node_modules/ws']?.version ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const wrong: string[] = [];
  try {
    for (const [what, [code, offend]] of Object.entries(say)) {
      const board = await new TestBoard(house.port).open();
      offend(board);
      const got = await Promise.race([board.closed.then((end) => end.code), pause(10_000).then(() => 0)]);
      // Who still sends when it is cut off may see the connection reset instead of the code.
      const isCut = got === code || (got === 1006 && what === 'endless fragments');
      if (!isCut) wrong.push(`${what}: ${got}`);
      board.ws.terminate();
    }
    // And thirty in a minute are borne.
    const good = await new TestBoard(house.port).open();
    good.hello(['s0']);
    for (let i = 0; i < 29; i++) good.ws.send(WORD);
    await good.got('state', 30);
    if (good.ws.readyState !== good.ws.OPEN) wrong.push('30 messages are not borne');
    good.ws.terminate();
  } finally {
    await house.close();
  }
  const count = Object.keys(say).length;
  return {
    measured: `${count - wrong.length} of ${count} offences closed with their code${wrong.map((one) => `; ${one}`).join('')}; 30 a minute borne; ws ${version}`,
    pass: wrong.length === 0 && major * 1000 + minor >= 8_021,
  };
}
