// A vehicle before its trip: waiting at the terminal, near it, or on its way there; and when it has set out.

import type { EpochS, ServiceDate, VehiclePosition } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { hintedPosition, matchAnywhere } from './match.js';
import { AT_STOP_M, PASSED_M } from './place.js';
import { metresBetween } from './project.js';
import type { TrackedVehicle } from './vehicle.js';

/** Around the first stop a vehicle waits for its trip: it has left beyond this (TheTransitClock, early departure). */
export const LAYOVER_M = 180;

/** At the first stop, or circling near it while its time has not come; later on, standing near it or said to be there. */
export function isWaiting(
  previous: TrackedVehicle | null,
  fix: VehiclePosition,
  timetable: Timetable,
  trip: number,
  start: EpochS,
): boolean {
  if (!previous) {
    // First seen at the stop where a circular trip both begins and ends: the nearer of the two in time.
    const last = timetable.callCount(trip) - 1;
    const end = start - timetable.startS(trip) + timetable.arrivalS(trip, last);
    const endsHere = metresToStop(fix, timetable, trip, last) <= LAYOVER_M;
    if (endsHere && fix.timestamp - start > end - fix.timestamp) return false;
  }
  const apartM = metresToStop(fix, timetable, trip, 0);
  if (fix.timestamp < start || apartM <= AT_STOP_M) return apartM <= LAYOVER_M;
  const saidThere = fix.currentStatus === 'STOPPED_AT' && hintedPosition(timetable, trip, fix) === 0;
  const stands =
    previous?.nextPosition === 0 && metresBetween(previous.fix.lat, previous.fix.lon, fix.lat, fix.lon) < PASSED_M;
  return apartM <= LAYOVER_M && (saidThere || stands);
}

/**
 * Has a vehicle that was waiting, or on its way to the terminal, set out? It must have come forward on its line since the
 * report before: buses also wait beside the line further on, and drive back along it to the first stop.
 */
export function hasSetOut(
  previous: TrackedVehicle,
  timetable: Timetable,
  trip: number,
  date: ServiceDate,
  distanceM: number,
): boolean {
  if (previous.phase === 'layover') {
    const wasM = metresToStop(previous.fix, timetable, trip, 0);
    return distanceM > wasM;
  }
  const was = matchAnywhere(timetable, trip, date, previous.fix);
  return was === null || distanceM - was.distanceM > PASSED_M;
}

/** Metres from a report to the stop at a position of a trip. */
export function metresToStop(fix: VehiclePosition, timetable: Timetable, trip: number, position: number): number {
  const { lat, lon } = timetable.stop(timetable.stopAt(trip, position));
  return lat === null || lon === null ? Number.POSITIVE_INFINITY : metresBetween(fix.lat, fix.lon, lat, lon);
}
