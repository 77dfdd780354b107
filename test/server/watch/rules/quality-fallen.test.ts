import { expect, test } from 'vitest';
import { qualityFallen } from '../../../../server/watch/rules/quality-fallen.js';
import { NOW, quiet } from '../facts.js';

const look = (share: number, predictions = 200, stands = false) =>
  qualityFallen.look(quiet({ quality: [{ routeId: 'R5', share, usual: 0.9, predictions }] }), NOW, () => stands);

test('ten shares in a hundred below the usual is a warning, and five end it', () => {
  expect(look(0.8)).toEqual([]);
  expect(look(0.79)).toMatchObject([{ about: 'R5', severity: 'warning', touched: { lines: ['5'] } }]);
  expect(look(0.84, 200, true)).toHaveLength(1);
  expect(look(0.86, 200, true)).toEqual([]);
});

test('a handful of predictions says nothing', () => {
  expect(look(0.2, 49)).toEqual([]);
});
