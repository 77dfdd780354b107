import { expect, test } from 'vitest';
import { cityTime, lasted, signed } from '../../../display/console/moments.js';

const NOW = 1_771_308_600; // 2026-02-17 08:10 in Sofia

test('a moment of today is its time, another has its day', () => {
  expect(cityTime(NOW - 600, NOW, 'Europe/Sofia', 'bg')).toBe('08:00');
  expect(cityTime(NOW - 86_400, NOW, 'Europe/Sofia', 'bg')).toBe('16.02, 08:10');
  expect(cityTime(NOW - 86_400, NOW, 'Europe/Sofia', 'en')).toBe('16/02, 08:10');
});

test('how long something has lasted, in words', () => {
  expect([12, 60, 3_599, 7_500, 86_400, 200_000].map((s) => lasted(s, 'bg'))).toEqual([
    '12 сек',
    '1 мин',
    '59 мин',
    '2 ч 05 мин',
    '1 ден',
    '2 дни',
  ]);
  expect(lasted(-5, 'en')).toBe('0 s');
});

test('late and early always carry their sign', () => {
  expect([200, -45, 0].map(signed)).toEqual(['+3:20', '−0:45', '+0:00']);
});
