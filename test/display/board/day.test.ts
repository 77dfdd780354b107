import { expect, test } from 'vitest';
import { dayInWords } from '../../../display/board/day.js';

const at = (iso: string) => Date.parse(`${iso}+02:00`) / 1000;
const words = (from: string, to: string, language: 'bg' | 'en' = 'bg') =>
  dayInWords(at(to), at(from), 'Europe/Sofia', language);

test('today needs no word, nor does the same night', () => {
  expect(words('2026-02-16T14:00', '2026-02-16T22:00')).toBeNull();
  expect(words('2026-02-16T23:50', '2026-02-17T00:10')).toBeNull();
});
test('tomorrow and the days of a week have names, later ones a date', () => {
  expect(words('2026-02-16T23:50', '2026-02-17T05:40')).toBe('утре');
  expect(words('2026-02-16T23:50', '2026-02-17T05:40', 'en')).toBe('tomorrow');
  expect(words('2026-02-16T14:00', '2026-02-18T05:40')).toBe('сряда');
  expect(words('2026-02-16T14:00', '2026-02-26T05:40')).toBe('26.02');
});
