// Is the trip that a feed claims believable? A driver who logged in wrongly is found out by the timetable, the line and the direction.

import type { Timetable } from '../timetable/timetable.js';
import { START_ZONE_S } from './evidence.js';
import { scheduledAtM } from './match.js';
import type { TrackedVehicle } from './vehicle.js';

/** A claimed trip is doubted after so many implausible reports in a row. */
export const DOUBT_AFTER_FIXES = 3;
/** So late, or so early once well under way, is hardly that trip; seconds. */
export const TOO_LATE_S = 2_700;
export const TOO_EARLY_S = 900;
/** It has seemed to drive backwards for so long, seconds. */
export const BACKWARDS_S = 90;

/** Implausible reports in a row after one more. `before` is the count of the report before; the vehicle is as tracking left it. */
export function doubtsAfter(before: number, vehicle: TrackedVehicle, timetable: Timetable): number {
  return isImplausible(vehicle, timetable) ? before + 1 : 0;
}

function isImplausible(vehicle: TrackedVehicle, timetable: Timetable): boolean {
  const { trip, phase, deviationS, distanceM, behindSince, fix } = vehicle;
  if (trip < 0) return false;
  if (phase === 'off_route') return true;
  if (phase !== 'in_progress' || deviationS === null || distanceM === null) return false;
  if (behindSince !== undefined && fix.timestamp - behindSince >= BACKWARDS_S) return true;
  if (deviationS > TOO_LATE_S) return true;
  const underWayS = scheduledAtM(timetable, trip, distanceM) - timetable.startS(trip);
  return deviationS < -TOO_EARLY_S && underWayS > START_ZONE_S;
}
