import { expect, test } from 'vitest';
import { byHour, lastAndMost } from '../../../display/console/feeds/history-summary.js';

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
