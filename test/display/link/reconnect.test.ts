import { expect, test } from 'vitest';
import { waitMs } from '../../../display/link/reconnect.js';

test('the first wait is uniform from 0 to 15 s, every later one from 15 to 30 s', () => {
  expect([waitMs(0, 0), waitMs(0, 0.999_999)]).toEqual([0, 15_000]);
  expect([waitMs(1, 0), waitMs(5, 0.999_999)]).toEqual([15_000, 30_000]);
});
test('ten thousand boards are back within 45 s, and never more than a thousand in a second', () => {
  // A server that is away for 10 s: whoever dials before that waits once more.
  const perSecond = new Map<number, number>();
  let seed = 7;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  for (let board = 0; board < 10_000; board++) {
    let atMs = waitMs(0, random());
    for (let attempt = 1; atMs < 10_000; attempt++) atMs += waitMs(attempt, random());
    const second = Math.floor(atMs / 1000);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(1000);
  expect(Math.max(...perSecond.keys())).toBeLessThanOrEqual(10 + 45);
});
