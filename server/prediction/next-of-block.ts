// The trip that a vehicle does next, and how long it takes to come to the first stop of one.

import type { ServiceDate } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { metresBetween } from '../tracking/project.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';

/** On the way to its first stop: 4 m/s for the first kilometre, then 10 m/s (TheTransitClock's deadhead). */
export const DEADHEAD_SLOW_MPS = 4;
export const DEADHEAD_FAST_MPS = 10;
export const DEADHEAD_SLOW_M = 1_000;

/** The trip that a vehicle does after this one: the next of its block that runs on the date and begins no earlier than this one ends. */
export function nextOfBlock(timetable: Timetable, trip: number, date: ServiceDate): number {
  const endS = timetable.endS(trip);
  for (const other of timetable.block(trip)) {
    if (other !== trip && timetable.startS(other) >= endS && timetable.runsOn(other, date)) return other;
  }
  return -1;
}

/** Seconds from where a vehicle is to the first stop of its trip, as the crow flies. */
export function deadheadS(vehicle: TrackedVehicle, timetable: Timetable): number {
  const { lat, lon } = timetable.stop(timetable.stopAt(vehicle.trip, 0));
  if (lat === null || lon === null) return 0;
  const apartM = metresBetween(vehicle.fix.lat, vehicle.fix.lon, lat, lon);
  const slowM = Math.min(apartM, DEADHEAD_SLOW_M);
  return slowM / DEADHEAD_SLOW_MPS + (apartM - slowM) / DEADHEAD_FAST_MPS;
}
