// When a vehicle's predictions are withdrawn: rather the timetable than a false promise.

import type { EpochS } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import type { SilenceReason, TrackedVehicle } from '../tracking/vehicle.js';

/** No report for this long (TheTransitClock: 6 min). */
export const STALE_AFTER_S = 360;
/** Less than `PROGRESS_M` (60 m) in this time, away from terminals and timepoints (TheTransitClock: 8 min). */
export const NO_PROGRESS_S = 480;
/** A vehicle waits for its time at a stop or as far beyond it as this. */
export const WAITING_M = 150;
/**
 * Further ahead of or behind the timetable than this is an error of the assignment. TheTransitClock has 15 min and 90 min; but
 * where early buses wait on their way (WMATA's C53) they are up to 25 min ahead.
 */
export const TOO_EARLY_S = 1_800;
export const TOO_LATE_S = 5_400;

/** One rule: does it hold this vehicle back? */
export type WithdrawRule = (vehicle: TrackedVehicle, timetable: Timetable, now: EpochS) => boolean;

/** No report. Buses are switched off at terminals: there, only once the departure is overdue as well. */
export const stalePosition: WithdrawRule = (vehicle, timetable, now) => {
  if (now - vehicle.fix.timestamp <= STALE_AFTER_S) return false;
  if (vehicle.phase !== 'layover' || vehicle.date === null) return true;
  return now > timetable.dayStart(vehicle.date) + timetable.startS(vehicle.trip) + STALE_AFTER_S;
};

/** Stuck on the way. Waiting for the timetable at a stop, or a little beyond it, is no standstill: the time counts from then. */
export const noProgress: WithdrawRule = (vehicle, timetable) => {
  if (vehicle.phase !== 'in_progress' || vehicle.date === null || vehicle.nextPosition === null) return false;
  const stuckS = vehicle.fix.timestamp - vehicle.progressAt;
  if (stuckS < NO_PROGRESS_S) return false;
  const position = waitsAt(vehicle, timetable);
  if (position < 0) return true;
  const due = timetable.dayStart(vehicle.date) + timetable.departureS(vehicle.trip, position);
  return vehicle.fix.timestamp - due >= NO_PROGRESS_S;
};

/** The stop that a standing vehicle is at, or waits just beyond; -1 for none. */
function waitsAt(vehicle: TrackedVehicle, timetable: Timetable): number {
  const { trip, nextPosition, distanceM, atStop } = vehicle;
  if (nextPosition === null || distanceM === null) return -1;
  if (atStop) return nextPosition;
  const behind = timetable.distanceAt(trip, nextPosition) <= distanceM ? nextPosition : nextPosition - 1;
  return behind >= 0 && distanceM - timetable.distanceAt(trip, behind) <= WAITING_M ? behind : -1;
}

/** So far off the timetable that it is more likely on another trip. */
export const implausible: WithdrawRule = (vehicle) =>
  vehicle.deviationS !== null && (vehicle.deviationS < -TOO_EARLY_S || vehicle.deviationS > TOO_LATE_S);

/** Why this vehicle predicts nothing now, or null. What tracking itself found (off route, finished, no trip) comes first. */
export function silenceOf(vehicle: TrackedVehicle, timetable: Timetable, now: EpochS): SilenceReason | null {
  if (vehicle.silence) return vehicle.silence;
  if (vehicle.trip < 0) return 'no_trip';
  if (stalePosition(vehicle, timetable, now)) return 'stale_position';
  if (noProgress(vehicle, timetable, now)) return 'no_progress';
  if (implausible(vehicle, timetable, now)) return 'implausible';
  return null;
}
