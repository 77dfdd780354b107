import { expect, test } from 'vitest';
import { readAddress } from '../../../display/board/address.js';
import { isToldNow } from '../../../display/board/shown.js';

test('the address names stops, languages, theme, rows and reach', () => {
  expect(
    readAddress('?stop=0363,0364,0363&lang=bg,en&theme=light&rows=6&reach=3&board=b7&layout=led&size=192x48'),
  ).toEqual({
    stops: ['0363', '0364'],
    board: 'b7',
    languages: ['bg', 'en'],
    theme: 'light',
    rows: 6,
    reachS: 180,
    layout: 'led',
    size: '192x48',
  });
});
test('what is not understood is as if it were not there', () => {
  expect(readAddress('?rows=-3&theme=pink&reach=1e9&lang=xx&layout=tft-landscape&size=12')).toEqual({
    stops: [],
    board: null,
    languages: ['bg'],
    theme: 'dark',
    rows: null,
    reachS: 0,
    layout: 'tft',
    size: '12',
  });
});
test('what is on the glass is told at a change, not more than every 10 s, and every minute anyway', () => {
  expect(isToldNow(undefined, 'a', 0)).toBe(true);
  const last = { steady: 'a', atMs: 0 };
  expect([isToldNow(last, 'b', 9_999), isToldNow(last, 'b', 10_000)]).toEqual([false, true]);
  expect([isToldNow(last, 'a', 59_999), isToldNow(last, 'a', 60_000)]).toEqual([false, true]);
});
