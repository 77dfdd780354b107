import { expect, test } from 'vitest';
import { clockFromAnswer, clockFromBeat, serverTime } from '../../../display/link/server-clock.js';

const NOW = 1_771_257_540;

test('the error of an answer is half its round trip and the half second of the wire at most', () => {
  for (const roundTripMs of [20, 400, 2000]) {
    for (const partOut of [0, 0.5, 1]) {
      const trueS = NOW + 0.3;
      const clock = clockFromAnswer(null, Math.floor(trueS), 1000, 1000 + roundTripMs);
      const trueAtArrival = trueS + ((1 - partOut) * roundTripMs) / 1000;
      expect(Math.abs(serverTime(clock, 1000 + roundTripMs) - trueAtArrival)).toBeLessThanOrEqual(
        roundTripMs / 2000 + 0.51,
      );
    }
  }
});
test('beats do not shake a clock that runs well, and correct one that ran away', () => {
  const clock = clockFromAnswer(null, NOW, 0, 0);
  const steady = clockFromBeat(clock, NOW + 15, 15_900, { nowS: NOW, atMs: 0 });
  expect(serverTime(steady, 15_900)).toBeCloseTo(NOW + 16.4);
  const away = clockFromBeat(clock, NOW + 3600, 15_000, null);
  expect(serverTime(away, 15_000)).toBeCloseTo(NOW + 3600.5);
});
test('a replay’s fast clock is followed', () => {
  const clock = clockFromAnswer(null, NOW, 0, 0);
  const fast = clockFromBeat(clock, NOW + 150, 15_000, { nowS: NOW, atMs: 0 });
  expect(fast.speed).toBe(10);
  expect(serverTime(fast, 16_000)).toBeCloseTo(NOW + 160.5, 0);
});
