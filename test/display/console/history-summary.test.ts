import { expect, test } from 'vitest';
import { byHour, lastAndMost, withGaps } from '../../../display/console/feeds/history-summary.js';

const HOUR = 1_771_308_000; // 08:00 in Sofia

test('what a plot shows, in figures', () => {
  expect(lastAndMost([1, 5, null, 3])).toEqual({ last: 3, most: 5 });
  expect(lastAndMost([])).toEqual({ last: null, most: null });
  expect(lastAndMost([2, null])).toEqual({ last: null, most: 2 });
  const at = [0, 60, 3_540, 3_600, 3_660].map((s) => HOUR + s);
  expect(byHour(at, [1, 9, 4, null, 2], 'Europe/Sofia')).toEqual([
    { hour: '09:00', most: 2, last: 2 },
    { hour: '08:00', most: 9, last: 4 },
  ]);
});

test('a time in which nobody looked is a gap in the line, however fast the samples come', () => {
  expect(withGaps([60, 120, 180, 600, 660], [1, 2, 3, 4, 5])).toEqual([
    [60, 120, 180, 240, 600, 660],
    [1, 2, 3, null, 4, 5],
  ]);
  expect(withGaps([0, 300, 600, 960, 1_260], [1, 2, 3, 4, null])).toEqual([
    [0, 300, 600, 960, 1_260],
    [1, 2, 3, 4, null],
  ]);
  expect(withGaps([], [])).toEqual([[], []]);
  expect(withGaps([60], [1])).toEqual([[60], [1]]);
});
