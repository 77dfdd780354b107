import { describe, expect, it } from 'vitest';
import type { TripDescriptor, VehiclePosition } from '../../../feeds/model.js';
import { DOUBT_AFTER_FIXES } from '../../../server/tracking/doubt.js';
import { type Assignments, fillingTrips, NO_ASSIGNMENTS } from '../../../server/tracking/fill-trips.js';
import { atOnce } from '../../../server/tracking/steps.js';
import { trackVehicle } from '../../../server/tracking/track.js';
import type { TrackedVehicle } from '../../../server/tracking/vehicle.js';
import { place, type TownTrip, town } from '../../support/town.js';

const DATE = '20260216';
const STREET = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'];
const clock = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
const run = (id: string, startMin: number, stops: string[], block: string): TownTrip => ({
  id,
  block,
  calls: stops.map((stop, i) => `${stop} ${clock(startMin + 3 * i)}`),
});
/** Hourly there and back: block x does 1, 2, 3. */
const shuttle = town({
  trips: [
    run('1', 480, STREET, 'x'),
    run('2', 510, [...STREET].reverse(), 'x'),
    run('3', 540, STREET, 'x'),
    run('4', 600, STREET, 'z'),
    run('5', 510, STREET, 'w'),
  ],
});
const dayStart = shuttle.dayStart(DATE);

const claim = (tripId: string, more: Partial<TripDescriptor> = {}): TripDescriptor => ({
  tripId,
  routeId: null,
  directionId: null,
  startDate: DATE,
  startTimeS: null,
  relationship: 'SCHEDULED',
  ...more,
});

function at(minute: number, eastM: number, trip: TripDescriptor | null, vehicleId = 'v'): VehiclePosition {
  return {
    entityId: vehicleId,
    vehicleId,
    label: null,
    trip,
    ...place(eastM, 0),
    bearingDeg: null,
    speedMps: null,
    currentStopSequence: null,
    stopId: null,
    currentStatus: null,
    occupancyStatus: null,
    occupancyPercentage: null,
    timestamp: dayStart + minute * 60,
    timestampSource: 'vehicle',
  };
}

/** Rounds of reports through assignment and tracking, as the fleet does it; gives the trip that tracking had after each. */
function follow(rounds: VehiclePosition[][]): { trips: (string | null)[]; assignments: Assignments } {
  let assignments = NO_ASSIGNMENTS;
  const tracked = new Map<string, TrackedVehicle>();
  const trips: (string | null)[] = [];
  for (const round of rounds) {
    const now = round[0]!.timestamp;
    const filled = atOnce(fillingTrips(assignments, tracked, round, shuttle, now));
    assignments = filled.assignments;
    for (const fix of filled.positions) {
      tracked.set(fix.vehicleId, trackVehicle(tracked.get(fix.vehicleId) ?? null, fix, shuttle, now));
    }
    const first = tracked.get(round[0]!.vehicleId)!;
    trips.push(first.trip < 0 ? null : shuttle.data.tripIds[first.trip]!);
  }
  return { trips, assignments };
}

const eastwards = (fromMin: number, minutes: number, trip: TripDescriptor | null, startMin = 480, more = {}) =>
  Array.from({ length: minutes * 2 + 1 }, (_, i) => {
    const minute = fromMin + i / 2;
    return [{ ...at(minute, ((minute - startMin) * 500) / 3, trip), ...more }];
  });

describe('trips filled in', () => {
  it('a believable claim is left as it is and nothing is remembered', () => {
    const rounds = eastwards(483, 10, claim('1'));
    const { trips, assignments } = follow(rounds);
    expect(new Set(trips)).toEqual(new Set(['1']));
    expect(assignments.size).toBe(0);
    const fix = rounds[0]![0]!;
    expect(atOnce(fillingTrips(NO_ASSIGNMENTS, new Map(), [fix], shuttle, fix.timestamp)).positions[0]).toBe(fix);
  });

  it('a vehicle without a trip is tracked on the one assigned, with its date', () => {
    const { trips, assignments } = follow(eastwards(483, 8, null));
    expect(trips.at(-1)).toBe('1');
    expect(trips[0]).toBeNull();
    expect(assignments.get('v')?.assignment?.decision?.date).toBe(DATE);
  });

  it('an unknown trip_id (another version of the timetable) is taken for none', () => {
    expect(follow(eastwards(483, 8, claim('renamed'))).trips.at(-1)).toBe('1');
  });

  it('an added trip is left alone: no timetable trip is put in its place', () => {
    const { trips, assignments } = follow(eastwards(483, 8, claim('extra', { relationship: 'ADDED' })));
    expect(trips.at(-1)).toBeNull();
    expect(assignments.size).toBe(0);
  });

  it('edge 32: a claim of the wrong trip of the block is noticed by its timetable and another put in its place', () => {
    // Claims the trip an hour later (3), drives the one of now (1).
    const { trips } = follow(eastwards(480, 20, claim('3')));
    expect(trips.at(-1)).toBe('1');
  });

  it('edge 32: a claim of the trip back while driving there is noticed by its direction', () => {
    const { trips } = follow(eastwards(511, 18, claim('2'), 510));
    expect(trips[0]).toBe('2');
    expect(trips.at(-1)).toBe('5');
  });

  it(`one or two odd reports are not yet a wrong claim (${DOUBT_AFTER_FIXES} are)`, () => {
    const rounds = eastwards(483, 6, claim('1'));
    rounds[4] = [at(485, 1000, claim('1'))];
    rounds[5] = [at(485.5, 900, claim('1'))];
    expect(new Set(follow(rounds).trips)).toEqual(new Set(['1']));
  });

  it('another claim is believed anew', () => {
    const { trips } = follow([...eastwards(480, 14, claim('3')), ...eastwards(494.5, 4, claim('1'))]);
    expect(trips.at(-1)).toBe('1');
  });

  it('a trip that another vehicle claims believably is not given to a second one', () => {
    const rounds = eastwards(483, 10, null).map(([fix]) => [
      fix!,
      at((fix!.timestamp - dayStart) / 60, ((fix!.timestamp - dayStart) / 60 - 480) * (500 / 3), claim('1'), 'w'),
    ]);
    expect(follow(rounds).trips.at(-1)).toBeNull();
  });
});
