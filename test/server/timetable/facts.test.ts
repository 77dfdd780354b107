import { expect, it } from 'vitest';
import { factsOf } from '../../../server/timetable/facts.js';
import { place, town } from '../../support/town.js';

const TOWN = town({
  stops: { A: [0, 0], B: [1_000, 0], S: [500, 500] },
  parents: { A: 'S' },
  shapes: {
    bend: [
      [0, 0],
      [500, 300],
      [1_000, 0],
    ],
  },
  trips: [
    { id: 'shaped', route: '5', direction: 1, shape: 'bend', calls: ['A 08:00', 'B 08:10'], sequences: [3, 7] },
    { id: 'straight', route: '5', calls: ['A 09:00', 'B 09:10'] },
    {
      id: 'often',
      route: '6',
      calls: ['A 10:00', 'B 10:10'],
      frequency: { start: '10:00', end: '10:30', headwayS: 600, exact: false },
    },
  ],
});
const facts = factsOf(TOWN);

it('tells a trip as the rules ask for it', () => {
  expect(facts.trip('shaped')).toEqual({
    routeId: '5',
    directionId: 1,
    frequency: 'none',
    startsS: [28_800],
    calls: [
      { stopId: 'A', sequence: 3, arrivalS: 28_800, departureS: 28_800 },
      { stopId: 'B', sequence: 7, arrivalS: 29_400, departureS: 29_400 },
    ],
  });
  expect(facts.trip('often')).toMatchObject({ frequency: 'inexact', startsS: [36_000, 36_600, 37_200] });
  expect(facts.trip('none')).toBeNull();
});

it('measures from the shape, and only where there is one', () => {
  const { lat, lon } = place(500, 400);
  expect(facts.distanceFromTripM('shaped', lat, lon)).toBeCloseTo(100, 0);
  expect(facts.distanceFromTripM('straight', lat, lon)).toBeNull();
});

it('knows its area, routes and stops', () => {
  const near = place(-1_500, 0);
  const far = place(-1_700, 0);
  expect(facts.isInArea(near.lat, near.lon)).toBe(true);
  expect(facts.isInArea(far.lat, far.lon)).toBe(false);
  expect([facts.hasRoute('5'), facts.hasRoute('7')]).toEqual([true, false]);
  expect([facts.locationType('A'), facts.locationType('S'), facts.locationType('X')]).toEqual([0, 1, null]);
  expect(facts.calledNonStop()).toBeNull();
});
