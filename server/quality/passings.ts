// Which buses left which stops between two looks at the fleet: by where they were and are on their lines, not by any prediction.

import type { Timetable } from '../timetable/timetable.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import type { Passing } from './promises.js';

/** Between fixes further apart nobody knows when a bus passed. */
export const APART_AT_MOST_S = 300;
/** A bus that stands within this of its first stop has not left it (server/evaluation/truth.ts has the same). */
export const AT_FIRST_STOP_M = 45;

/** What one must know of a bus's report before, to say what it passed since. */
export interface Sighting extends Pick<TrackedVehicle, 'trip' | 'date' | 'distanceM'> {
  fix: Pick<TrackedVehicle['fix'], 'timestamp'>;
}

/**
 * The passings between a vehicle's report before (null: it was not seen) and now. A call that it left without anybody
 * knowing when, because it came to its trip behind it or was silent for too long, has no time.
 */
export function passingsBetween(before: Sighting | null, now: TrackedVehicle, timetable: Timetable): Passing[] {
  const { trip, date, distanceM: toM } = now;
  if (trip < 0 || date === null || toM === null) return [];
  const last = before?.trip === trip && before.date === date && before.distanceM !== null ? before : null;
  const fromM = last?.distanceM ?? Number.NEGATIVE_INFINITY;
  const fromS = last?.fix.timestamp ?? Number.NEGATIVE_INFINITY;
  const toS = now.fix.timestamp;
  if (toM <= fromM || toS <= fromS) return [];
  const isKnown = toS - fromS <= APART_AT_MOST_S;
  const { data } = timetable;
  const tripId = data.tripIds[trip]!;
  const startS = data.tripHeadwayS[trip]! > 0 ? `/${timetable.startS(trip)}` : '';
  const found: Passing[] = [];
  for (let position = 0; position < timetable.callCount(trip) - 1; position++) {
    const atM = timetable.distanceAt(trip, position) + (position === 0 ? AT_FIRST_STOP_M : 0);
    if (atM >= toM) break;
    if (atM < fromM) continue;
    found.push({
      rowId: `${date}/${tripId}/${timetable.sequenceAt(trip, position)}${startS}`,
      stopId: timetable.stop(timetable.stopAt(trip, position)).stopId,
      routeId: timetable.routeOf(trip).routeId,
      isBoarding: data.callPickup[data.patternOffset[data.tripPattern[trip]!]! + position] !== 1,
      at: isKnown ? Math.round(fromS + ((atM - fromM) / (toM - fromM)) * (toS - fromS)) : null,
    });
  }
  return found;
}
