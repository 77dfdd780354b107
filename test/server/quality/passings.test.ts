import { expect, it } from 'vitest';
import { serviceDayStart } from '../../../feeds/service-day.js';
import { passingsBetween } from '../../../server/quality/passings.js';
import { trackVehicle } from '../../../server/tracking/track.js';
import type { TrackedVehicle } from '../../../server/tracking/vehicle.js';
import { fix } from '../../support/realtime.js';
import { town } from '../../support/town.js';

const EIGHT = serviceDayStart('20260610', 'Europe/Sofia') + 8 * 3_600;
/** Five stops, 500 m and two minutes apart. */
const street = town({
  trips: [{ id: 't', route: '7', calls: ['A 08:00', 'B 08:02', 'C 08:04', 'D 08:06', 'E 08:08'] }],
});
/** A bus so many seconds past eight and so many metres along the street. */
const bus = (atS: number, atM: number, before: TrackedVehicle | null = null) =>
  trackVehicle(before, fix(EIGHT + atS, [atM, 0]), street, EIGHT + atS + 1);
const told = (before: TrackedVehicle | null, now: TrackedVehicle) =>
  passingsBetween(before, now, street).map(({ rowId, at }) => [rowId, at === null ? null : at - EIGHT]);

it('a bus passes what lies between its places, in proportion, and not its last stop', () => {
  const before = bus(60, 400);
  const now = bus(180, 1_100, before);
  expect(told(before, now)).toEqual([
    ['20260610/t/2', expect.closeTo(77, -1)],
    ['20260610/t/3', expect.closeTo(163, -1)],
  ]);
  expect(passingsBetween(before, now, street)[0]).toMatchObject({ stopId: 'B', routeId: '7', isBoarding: true });
  const late = bus(420, 1_600, now);
  expect(told(late, bus(500, 2_000, late)).map(([id]) => id)).toEqual([]);
});

it('a bus that trembles at its first stop has not left it', () => {
  const before = bus(-60, 0);
  const shaking = bus(-30, 20, before);
  expect(told(before, shaking)).toEqual([]);
  expect(told(shaking, bus(0, 200, shaking)).map(([id]) => id)).toEqual(['20260610/t/1']);
});

it('of a bus that nobody saw for long, or never before, nobody knows when it passed', () => {
  const before = bus(60, 400);
  expect(told(before, { ...bus(180, 1_100, before), fix: fix(EIGHT + 361, [1_100, 0]) })).toEqual([
    ['20260610/t/2', null],
    ['20260610/t/3', null],
  ]);
  expect(told(null, bus(180, 700))).toEqual([
    ['20260610/t/1', null],
    ['20260610/t/2', null],
  ]);
});

it('a bus that stands, goes back, or is on no trip passes nothing', () => {
  const before = bus(60, 400);
  expect(told(before, before)).toEqual([]);
  expect(told(before, { ...before, distanceM: 100, fix: fix(EIGHT + 90, [100, 0]) })).toEqual([]);
  expect(told(null, { ...before, trip: -1 })).toEqual([]);
});
