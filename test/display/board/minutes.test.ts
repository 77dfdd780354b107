import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RISE_S, roundMinutes, showMinutes } from '../../../display/board/minutes.js';
import type { ShownMinutes } from '../../../display/board/model.js';

test('minutes are rounded, below 30 s it is now', () => {
  const minutes = [0, 29, 30, 89, 90, 360].map((inS) => roundMinutes(1000 + inS, 1000));
  expect(minutes).toEqual([0, 0, 1, 1, 2, 6]);
  expect(roundMinutes(900, 1000)).toBe(0);
});
test('jitter never lifts a shown number; a real delay does', () => {
  const shown = showMinutes(undefined, 1360, 1000);
  expect(shown.minutes).toBe(6);
  expect(showMinutes(shown, 1395, 1000).minutes).toBe(6);
  expect(showMinutes(shown, 1420, 1000).minutes).toBe(7);
});
test('small steps add up: what counts is the prediction that was shown', () => {
  let shown = showMinutes(undefined, 1360, 1000);
  for (const expected of [1385, 1400, 1415]) shown = showMinutes(shown, expected, 1000);
  expect(shown.minutes).toBe(6);
  expect(showMinutes(shown, 1425, 1000).minutes).toBe(7);
});
test('a number rises only by a move of a minute since it was shown, and falls with time', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -45, max: 45 }), { maxLength: 60 }), (moves) => {
      let expected = 2000;
      let now = 1000;
      let shown: ShownMinutes | undefined;
      for (const move of moves) {
        expected += move;
        now += 5;
        const next = showMinutes(shown, expected, now);
        if (shown && next.minutes > shown.minutes) expect(expected - shown.expected).toBeGreaterThanOrEqual(RISE_S);
        if (shown) expect(next.minutes).toBeLessThanOrEqual(Math.max(shown.minutes, roundMinutes(expected, now)));
        shown = next;
      }
    }),
  );
});
