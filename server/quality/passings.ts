// Which buses passed which stops between two looks at the fleet: by where they were and are on their lines, not by any prediction.

import type { Timetable } from '../timetable/timetable.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import type { Passing } from './promises.js';

/** Between fixes further apart nobody knows when a bus passed. */
export const APART_AT_MOST_S = 300;

/** The passings between a vehicle's report before and now; none where it changed its trip or went back. */
export function passingsBetween(before: TrackedVehicle, now: TrackedVehicle, timetable: Timetable): Passing[] {
  const { trip, date } = now;
  if (trip < 0 || date === null || before.trip !== trip || before.date !== date) return [];
  const [fromM, toM] = [before.distanceM, now.distanceM];
  const [fromS, toS] = [before.fix.timestamp, now.fix.timestamp];
  if (fromM === null || toM === null || toM <= fromM || toS <= fromS || toS - fromS > APART_AT_MOST_S) return [];
  const found: Passing[] = [];
  const { routeId } = timetable.routeOf(trip);
  const tripId = timetable.data.tripIds[trip]!;
  const startS = timetable.data.tripHeadwayS[trip]! > 0 ? `/${timetable.startS(trip)}` : '';
  for (let position = 0; position < timetable.callCount(trip) - 1; position++) {
    const atM = timetable.distanceAt(trip, position);
    if (atM < fromM || atM >= toM) continue;
    found.push({
      rowId: `${date}/${tripId}/${timetable.sequenceAt(trip, position)}${startS}`,
      stopId: timetable.stop(timetable.stopAt(trip, position)).stopId,
      routeId,
      at: Math.round(fromS + ((atM - fromM) / (toM - fromM)) * (toS - fromS)),
    });
  }
  return found;
}
