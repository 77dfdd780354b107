import { expect, test } from 'vitest';
import { clockTime, daysBetween, localTime } from '../../../display/text/clock-time.js';

const at = (iso: string) => Date.parse(iso) / 1000;

test('times are those of the stop, not of the board', () => {
  expect(clockTime(at('2026-02-16T15:59:00Z'), 'Europe/Sofia')).toBe('17:59');
  expect(clockTime(at('2026-02-16T15:59:00Z'), 'America/New_York')).toBe('10:59');
});
test('midnight is 00:00 of the new day', () => {
  expect(localTime(at('2026-02-15T22:00:00Z'), 'Europe/Sofia')).toEqual({
    day: '2026-02-16',
    time: '00:00',
    weekday: 1,
  });
});
test('days are calendar days, through the change of the clock too', () => {
  expect(daysBetween(at('2026-03-28T21:30:00Z'), at('2026-03-29T20:30:00Z'), 'Europe/Sofia')).toBe(1);
  expect(daysBetween(at('2026-03-28T22:30:00Z'), at('2026-03-29T20:30:00Z'), 'Europe/Sofia')).toBe(0);
});
test('an unknown zone still gives a time', () => {
  expect(clockTime(0, 'Mars/Olympus')).toMatch(/^\d\d:\d\d$/);
});
