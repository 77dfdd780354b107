// What speaks for and against a trip, in nats (natural logarithms of odds; more is worse): the timetable, and what the feed claims.

import type { EpochS, VehiclePosition } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import type { Instance } from './line-trips.js';
import { nextPositionAt, scheduledAtM } from './match.js';

/** Lateness and earliness about which deviations from the timetable lie, seconds; tails are heavy (Student, 2 degrees of freedom). */
const LATE_SCALE_S = 450;
const EARLY_SCALE_S = 150;
/** The same where a vehicle was seen to wait for its time. */
const LEFT_LATE_SCALE_S = 300;
const LEFT_EARLY_SCALE_S = 60;
/** A deviation lasts: it is evidence anew only after this long, seconds. */
const FRESH_EVIDENCE_S = 4_800;
/** Buses wait for their time at the first stop or a little beyond it: being early says nothing in the first so many seconds of a trip. */
export const START_ZONE_S = 600;
/** Contradicting claims. Each is wrong in some feed. */
const OTHER_ROUTE = 4;
const OTHER_DIRECTION = 2.5;
const OTHER_DATE = 3;
const OTHER_START = 3;
const OTHER_STOP = 1.5;
/** The claimed trip itself: the most that any claim speaks for a trip. */
export const CLAIMED_TRIP = -4;
/** A claimed stop is this far off, in calls, before it counts against a place. */
const STOP_SLACK = 2;

/** Cost of a deviation from the timetable, seconds late. */
export function deviationCost(deviationS: number): number {
  const z = deviationS / (deviationS < 0 ? EARLY_SCALE_S : LATE_SCALE_S);
  return 1.5 * Math.log1p((z * z) / 2);
}

/** Cost of having left the first stop so late (positive) or early, after having waited there. */
export function departureCost(deviationS: number): number {
  const z = deviationS / (deviationS < 0 ? LEFT_EARLY_SCALE_S : LEFT_LATE_SCALE_S);
  return 1.5 * Math.log1p((z * z) / 2);
}

/** Mean cost of the deviations over a time, as evidence. */
export function evidenceOf(meanCost: number, overS: number): number {
  return meanCost * (1 + overS / FRESH_EVIDENCE_S);
}

/** Seconds late of a trip instance at a place, and whether that is so near its start that earliness says nothing. */
export function standingOf(
  timetable: Timetable,
  { trip, date }: Instance,
  distanceM: number,
  at: EpochS,
): { deviationS: number; inStartZone: boolean } {
  const dueS = scheduledAtM(timetable, trip, distanceM);
  return {
    deviationS: at - timetable.dayStart(date) - dueS,
    inStartZone: dueS - timetable.startS(trip) <= START_ZONE_S,
  };
}

/** What the feed's own words say against a trip; negative where they speak for it. */
export function claimCost(
  timetable: Timetable,
  { trip, date }: Instance,
  distanceM: number | null,
  fix: VehiclePosition,
): number {
  let cost = 0;
  const said = fix.trip;
  if (said) {
    if (said.tripId !== null && said.tripId === timetable.data.tripIds[trip]) cost += CLAIMED_TRIP;
    if (said.routeId !== null && said.routeId !== timetable.routeOf(trip).routeId) cost += OTHER_ROUTE;
    const direction = timetable.data.tripDirection[trip]!;
    if (said.directionId !== null && direction >= 0 && said.directionId !== direction) cost += OTHER_DIRECTION;
    if (said.startDate !== null && said.startDate !== date) cost += OTHER_DATE;
    if (said.startTimeS !== null && said.startTimeS % 86_400 !== timetable.startS(trip) % 86_400) cost += OTHER_START;
  }
  return cost + stopCost(timetable, trip, distanceM, fix);
}

/** The claimed stop is not one of the trip, or not where the vehicle is on it. A sequence alone may be of another trip. */
function stopCost(timetable: Timetable, trip: number, distanceM: number | null, fix: VehiclePosition): number {
  if (fix.stopId === null) return 0;
  const stop = timetable.stopIndex(fix.stopId);
  if (stop < 0) return 0;
  let position = timetable.positionOfStop(trip, stop);
  if (position < 0) return OTHER_STOP;
  if (distanceM === null) return 0;
  const next = nextPositionAt(timetable, trip, distanceM);
  for (; position >= 0; position = timetable.positionOfStop(trip, stop, position + 1)) {
    if (Math.abs(position - next) <= STOP_SLACK) return 0;
  }
  return OTHER_STOP;
}
