// Which place on its trip a vehicle is at, among the places where its line passes near the report.

import type { EpochS, ServiceDate, TripDescriptor, VehiclePosition } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { type Candidate, lineOf, project, turnDeg } from './project.js';

/** No bus is faster: 31.3 m/s (TheTransitClock's limit). */
export const MAX_SPEED_MPS = 31.3;
/** How far beyond top speed the search goes: factor and metres for noise. */
export const SEARCH_FACTOR = 1.2;
export const SEARCH_SLACK_M = 200;
/**
 * Off the route beyond this (validator E029), and beyond this where the line is only straight pieces between stops: streets
 * bow away from those, in Austin by up to 700 m.
 */
export const OFF_ROUTE_M = 200;
export const OFF_ROUTE_WITHOUT_SHAPE_M = 720;
/** A bearing means something from this speed on; against the line's heading by more than this it counts as the other direction. */
export const BEARING_FROM_MPS = 1.5;
export const OPPOSITE_DEG = 100;
/** Metres that each kind of doubt weighs. */
const OPPOSITE_WEIGHS_M = 150;
const SECOND_OFF_TIMETABLE_WEIGHS_M = 0.05;
const HINT_WEIGHS_M = 120;

/** Greatest distance from the line of a trip at which a vehicle is on it. */
export function gateM(timetable: Timetable, trip: number): number {
  return timetable.data.lineIsShape[lineOf(timetable, trip)] === 1 ? OFF_ROUTE_M : OFF_ROUTE_WITHOUT_SHAPE_M;
}

/** How far a vehicle can have come in this time, for a search window. */
export function reachM(elapsedS: number): number {
  return MAX_SPEED_MPS * SEARCH_FACTOR * Math.max(0, elapsedS) + SEARCH_SLACK_M;
}

/** The place of a vehicle that is new on its trip: by nearness, heading, timetable and the feed's own stop; null where the line is too far away. */
export function matchAnywhere(
  timetable: Timetable,
  trip: number,
  date: ServiceDate,
  fix: VehiclePosition,
): Candidate | null {
  const start = timetable.dayStart(date);
  const hint = hintedPosition(timetable, trip, fix);
  return best(
    project(timetable, lineOf(timetable, trip), fix.lat, fix.lon),
    gateM(timetable, trip),
    (candidate) =>
      candidate.offsetM +
      against(fix, candidate) +
      Math.min(Math.abs(fix.timestamp - start - scheduledAtM(timetable, trip, candidate.distanceM)), 3_600) *
        SECOND_OFF_TIMETABLE_WEIGHS_M +
      (hint >= 0 && !isOnWayTo(timetable, trip, hint, candidate.distanceM) ? HINT_WEIGHS_M : 0),
  );
}

/** Service time at which the timetable has the trip at a distance: between a departure and the next arrival in proportion. */
export function scheduledAtM(timetable: Timetable, trip: number, distanceM: number): EpochS {
  const last = timetable.callCount(trip) - 1;
  const next = nextPositionAt(timetable, trip, distanceM);
  if (next === 0) return timetable.departureS(trip, 0);
  if (next > last) return timetable.arrivalS(trip, last);
  const fromM = timetable.distanceAt(trip, next - 1);
  const toM = timetable.distanceAt(trip, next);
  const part = toM > fromM ? (distanceM - fromM) / (toM - fromM) : 1;
  const fromS = timetable.departureS(trip, next - 1);
  return fromS + part * (timetable.arrivalS(trip, next) - fromS);
}

/** First position at or beyond a distance; the number of calls where there is none. */
export function nextPositionAt(timetable: Timetable, trip: number, distanceM: number): number {
  const first = timetable.firstCall(trip);
  const { callDistanceM } = timetable.data;
  let low = 0;
  let high = timetable.callCount(trip);
  while (low < high) {
    const mid = (low + high) >> 1;
    if (callDistanceM[first + mid]! < distanceM) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** The call that the feed itself names as current: by stop_sequence, else by stop_id where it is visited once; -1 for none. */
export function hintedPosition(timetable: Timetable, trip: number, fix: VehiclePosition): number {
  if (fix.currentStopSequence !== null) return positionOfClaim(timetable, trip, fix.currentStopSequence, fix.trip);
  if (fix.stopId === null) return -1;
  const stop = timetable.stopIndex(fix.stopId);
  const once = stop < 0 ? -1 : timetable.positionOfStop(trip, stop);
  return once >= 0 && timetable.positionOfStop(trip, stop, once + 1) < 0 ? once : -1;
}

/** A vehicle that names no TripModifications counts the calls of a detoured trip as they were (spec, Linkage to TripUpdates). */
function positionOfClaim(timetable: Timetable, trip: number, sequence: number, claim: TripDescriptor | null): number {
  const detour = timetable.detours.get(trip);
  if (!detour || claim?.modificationsId !== undefined) return timetable.positionOfSequence(trip, sequence);
  const position = timetable.positionOfSequence(detour.trip, sequence);
  return position < 0 ? -1 : detour.from.indexOf(position);
}

function isOnWayTo(timetable: Timetable, trip: number, position: number, distanceM: number): boolean {
  const before = position === 0 ? 0 : timetable.distanceAt(trip, position - 1);
  return (
    distanceM >= before - SEARCH_SLACK_M / 2 && distanceM <= timetable.distanceAt(trip, position) + SEARCH_SLACK_M / 2
  );
}

function against(fix: VehiclePosition, candidate: Candidate): number {
  if (fix.bearingDeg === null || (fix.speedMps !== null && fix.speedMps < BEARING_FROM_MPS)) return 0;
  return turnDeg(fix.bearingDeg, candidate.bearingDeg) > OPPOSITE_DEG ? OPPOSITE_WEIGHS_M : 0;
}

function best(candidates: Candidate[], gate: number, cost: (candidate: Candidate) => number): Candidate | null {
  let least: Candidate | null = null;
  let leastCost = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate.offsetM > gate) continue;
    const here = cost(candidate);
    if (here < leastCost) {
      least = candidate;
      leastCost = here;
    }
  }
  return least;
}
