import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { HELLO_WITHIN_S } from '../../../server/hub/connection-state.js';
import { HOLD_ABOVE_BYTES } from '../../../server/hub/outbox.js';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { type Seen, Swarm } from '../../support/swarm/swarm.js';
import { documentOf, type House, type HouseOptions, pause, policy, row, startHouse } from './harness.js';

const STOPS = 50;

let house: House | undefined;
let swarm: Swarm | undefined;
afterEach(async () => {
  swarm?.end();
  swarm = undefined;
  await house?.close();
  house = undefined;
});

/** A town of 50 stops whose rows move when `town.at` does; `filler` makes its patches heavy. */
async function start(options: HouseOptions = {}, filler = '') {
  const town = { at: 1_771_257_600 };
  const stops = Array.from({ length: STOPS }, (_, i) => `s${i}`);
  const compose = (stop: string): StopDepartures => {
    const one = row('a', town.at, stop);
    one.headsign.en += filler;
    return documentOf(stop, town.at - 60, [one]);
  };
  const opened = await startHouse(compose, options);
  house = opened;
  const change = (): void => {
    town.at += 60;
    opened.hub.invalidate(stops);
  };
  return { house: opened, change };
}

async function patchesEncoded(of: House): Promise<number> {
  return (await of.metrics.encodes.get()).values.find((one) => one.labels.kind === 'patch')?.value ?? 0;
}

/** Waits until so many boards have heard something since the mark; how soon is for `npm run bench fanout` to say. */
async function heardBy(of: Swarm, boards: number): Promise<Seen> {
  for (let waited = 0; ; waited += 100) {
    const seen = await of.seen();
    if (seen.boards >= boards || waited > 20_000) {
      expect(seen.boards).toBe(boards);
      return seen;
    }
    await pause(100);
  }
}

const gc = ((): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

function heapBytes(): number {
  gc();
  gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('swarm', () => {
  it('L7: 1,000 boards on 50 stops: 50 encodes a round, every board in step', async () => {
    const town = await start();
    swarm = await Swarm.open({ port: town.house.port, boards: 1_000, stops: STOPS, workers: 2 });
    for (let round = 1; round <= 3; round++) {
      await swarm.mark();
      town.change();
      const seen = await heardBy(swarm, 1_000);
      expect(seen).toMatchObject({ boards: 1_000, gaps: 0, open: 1_000 });
      expect(seen.arrivals).toHaveLength(1_000);
      expect(await patchesEncoded(town.house)).toBe(STOPS * round);
    }
  }, 60_000);

  it('L2: a herd of 3,000 that all come at once is let in at the pace of the door and is in, in the end', async () => {
    const town = await start();
    const began = performance.now();
    swarm = await Swarm.open({ port: town.house.port, boards: 3_000, stops: STOPS, workers: 2, perSecond: 1e6 });
    const tookS = (performance.now() - began) / 1000;
    const seen = await swarm.seen();
    expect(seen.open).toBe(3_000);
    expect(tookS).toBeGreaterThan(2);
    expect(tookS).toBeLessThan(60);
  }, 90_000);

  it('L4: a tenth of 400 boards stops reading: the others hear as before, the dead are closed, nothing piles up', async () => {
    let wallS = 1_000;
    const town = await start({ wallS: () => wallS, policy: () => ({ ...policy, beat_s: 3_600 }) }, 'x'.repeat(60_000));
    const opening = Swarm.open({ port: town.house.port, boards: 400, stops: STOPS, workers: 2 });
    const wall = setInterval(() => {
      wallS += 0.05;
    }, 50);
    swarm = await opening;
    clearInterval(wall);
    await swarm.freeze(20);
    const before = process.memoryUsage().rss;
    const held = async () => (await town.house.metrics.heldPatches.get()).values[0]?.value ?? 0;
    for (let round = 0; round < 300 && (await held()) < 40; round++) {
      town.change();
      await pause(60);
    }
    expect(await held()).toBe(40);
    for (let round = 0; round < 20; round++) {
      town.change();
      await pause(60);
    }
    expect(await held()).toBe(40);
    await swarm.mark();
    town.change();
    await heardBy(swarm, 360);
    expect(process.memoryUsage().rss - before).toBeLessThan(40 * 256 * 1024 + 64 * 1024 * 1024);
    wallS += 11;
    await pause(7_000);
    expect(town.house.sockets.count).toBe(360);
  }, 120_000);

  it('L4: 100 sockets that never read cost their budget once and then nothing: the heap stays flat', async () => {
    const wallS = 1_000;
    const town = await start({ wallS: () => wallS, policy: () => ({ ...policy, beat_s: 3_600 }) }, 'x'.repeat(30_000));
    // Where wall time stands the door knows no second one: its bucket holds as many as are opened here at once.
    swarm = await Swarm.open({ port: town.house.port, boards: 140, stops: STOPS, workers: 2 });
    const held = async () => (await town.house.metrics.heldPatches.get()).values[0]?.value ?? 0;
    const rounds = async (count: number): Promise<void> => {
      for (let round = 0; round < count; round++) {
        town.change();
        await pause(30);
      }
    };
    await rounds(5);
    const before = heapBytes();
    await swarm.freeze(50);
    for (let round = 0; round < 600 && (await held()) < 100; round++) await rounds(1);
    expect(await held()).toBe(100);
    await rounds(20);
    const full = heapBytes();
    await rounds(150);
    const after = heapBytes();
    expect(full - before).toBeLessThan(100 * HOLD_ABOVE_BYTES + 4 * 1024 * 1024);
    expect(after / full).toBeLessThan(1.05);
    expect(await held()).toBe(100);
    expect(town.house.sockets.count).toBe(140);
  }, 120_000);

  it('S2: sockets that say nothing are closed with 1008', async () => {
    let wallS = 1_000;
    const town = await start({ wallS: () => wallS });
    const wall = setInterval(() => {
      wallS += 0.05;
    }, 50);
    swarm = await Swarm.open({ port: town.house.port, boards: 500, stops: STOPS, workers: 1, hello: false });
    clearInterval(wall);
    wallS += HELLO_WITHIN_S;
    await pause(1_000);
    expect((await swarm.seen()).closes).toEqual({ 1008: 500 });
    expect(town.house.sockets.count).toBe(0);
  }, 60_000);

  it('L3: a planned stop sends 1,000 boards away with 1012, spread, and ends', async () => {
    const town = await start();
    swarm = await Swarm.open({ port: town.house.port, boards: 1_000, stops: STOPS, workers: 2 });
    const began = performance.now();
    const drained = town.house.sockets.drain(3);
    while ((await swarm.seen()).open > 900) await pause(20);
    expect((await swarm.seen()).open).toBeGreaterThan(0);
    await drained;
    expect((performance.now() - began) / 1000).toBeGreaterThan(2.9);
    await pause(200);
    expect((await swarm.seen()).closes).toEqual({ 1012: 1_000 });
  }, 60_000);
});
