import { expect, test } from 'vitest';
import { tripsUnmatched } from '../../../../server/watch/rules/trips-unmatched.js';
import { bus, NOW, quiet } from '../facts.js';

const updates = (matched: number, unmatched: number, stands = false) =>
  tripsUnmatched.look(quiet({ matching: { matched, unmatched, example: 'trip 7' } }), NOW, () => stands);

test('more than 5 % of the trip updates without a trip is a warning, half of them an alarm', () => {
  expect(updates(95, 5)).toEqual([]);
  expect(updates(94, 6)).toMatchObject([
    { about: 'trip-updates', severity: 'warning', detail: { unmatched: 6, total: 100, example: 'trip 7' } },
  ]);
  expect(updates(40, 60)[0]!.severity).toBe('alarm');
});

test('one or two are everyday life, and it is over only below 3 %', () => {
  expect(updates(2, 2)).toEqual([]);
  expect(updates(96, 4, true)).toHaveLength(1);
  expect(updates(97, 3, true)).toEqual([]);
});

test('vehicles that name unknown trips tell the lines that they touch', () => {
  const vehicles = ['1', '2', '3'].map((id) => bus(id, { unknownTrip: true, routeId: 'R5' }));
  expect(tripsUnmatched.look(quiet({ vehicles: [...vehicles, bus('4')] }), NOW, () => false)).toMatchObject([
    { about: 'vehicle-positions', severity: 'alarm', touched: { lines: ['5'], stops: 2, boards: 7 } },
  ]);
});
