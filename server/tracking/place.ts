// Which call of its trip a vehicle is at or reaches next, and how late that is.

import type { VehiclePosition } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { hintedPosition, scheduledAtM } from './match.js';
import type { TrackedVehicle } from './vehicle.js';

/** At a stop within this of it, before and after (TheTransitClock). */
export const AT_STOP_M = 50;
/** A stop is behind the vehicle from this far beyond it, unless the feed says that it stands there. */
export const PASSED_M = 30;
/** The feed's "stopped at" is believed this near to the stop. */
const STOPPED_AT_M = 120;

/** The call that it is at or will reach next: by position; the feed's word only where it says "stopped" and is near. */
export function place(
  previous: TrackedVehicle | null,
  fix: VehiclePosition,
  timetable: Timetable,
  trip: number,
  distanceM: number,
): { position: number; atStop: boolean } {
  const count = timetable.callCount(trip);
  const least = previous?.nextPosition ?? 0;
  const hinted = fix.currentStatus === 'STOPPED_AT' ? hintedPosition(timetable, trip, fix) : -1;
  if (hinted >= least && Math.abs(timetable.distanceAt(trip, hinted) - distanceM) <= STOPPED_AT_M) {
    return { position: hinted, atStop: true };
  }
  // It has left the first stop once it is no longer waiting there.
  let position = Math.max(least, 1);
  while (position < count && timetable.distanceAt(trip, position) < distanceM - PASSED_M) position++;
  if (position >= count) return { position: count, atStop: false };
  const moved = previous?.distanceM == null ? Number.POSITIVE_INFINITY : distanceM - previous.distanceM;
  const near = Math.abs(timetable.distanceAt(trip, position) - distanceM) <= AT_STOP_M;
  return { position, atStop: near && moved < AT_STOP_M };
}

/** Behind the timetable (positive) or ahead of it. Standing at a stop between its arrival and departure is on time. */
export function deviation(
  atS: number,
  timetable: Timetable,
  trip: number,
  distanceM: number,
  position: number,
  atStop: boolean,
): number {
  if (!atStop) return Math.round(atS - scheduledAtM(timetable, trip, distanceM));
  const arrivalS = timetable.arrivalS(trip, position);
  const departureS = timetable.departureS(trip, position);
  return Math.round(atS < arrivalS ? atS - arrivalS : Math.max(0, atS - departureS));
}
