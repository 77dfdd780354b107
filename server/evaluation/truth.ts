// When a vehicle really came to each stop and left it: fixes smoothed with the fixes after them, knowing nothing of any predictor.

import type { Walk } from './line-walk.js';

/** Fixes that bracket a stop may be this far apart; beyond, nobody knows. */
export const MAX_BRACKET_S = 420;
/** A bus that stands this near to a stop is at it. */
export const AT_STOP_M = 45;
/** Moving less than this between two fixes is standing. */
export const STANDING_M = 15;
/** A trip whose fixes end this near its last stop has reached it. */
export const END_M = 120;

/** Arrival and departure at each position of a trip, epoch seconds; NaN where the fixes do not tell. */
export interface TrueTimes {
  arrival: Float64Array;
  departure: Float64Array;
}

/** The true times by a smoothed walk. At the first stop only the departure is known, at the last only the arrival. */
export function trueTimes(walk: Walk, stopM: ArrayLike<number>): TrueTimes {
  const count = stopM.length;
  const arrival = new Float64Array(count).fill(Number.NaN);
  const departure = new Float64Array(count).fill(Number.NaN);
  for (let position = 0; position < count; position++) {
    if (position === 0) {
      departure[0] = crossing(walk, stopM[0]! + AT_STOP_M);
      continue;
    }
    const [from, to] = visit(walk, stopM[position]!, position === count - 1);
    arrival[position] = from;
    if (position < count - 1) departure[position] = to;
  }
  neverBack(arrival, departure);
  return { arrival, departure };
}

/** From arriving at a stop to leaving it. */
function visit(walk: Walk, atM: number, isLast: boolean): [number, number] {
  const { atS, distanceM } = walk;
  const beyond = firstAtOrBeyond(distanceM, atM);
  if (beyond >= distanceM.length) {
    if (!isLast || distanceM.length === 0 || atM - distanceM[distanceM.length - 1]! > END_M) return UNKNOWN;
    // The trip was closed a little before its end: it arrived when it came to rest there.
    const rest = standsSince(distanceM, distanceM.length - 1);
    return [atS[rest]!, Number.NaN];
  }
  if (beyond === 0) return UNKNOWN;
  const before = beyond - 1;
  const stood = standsSince(distanceM, before);
  if (stood < before && atM - distanceM[before]! <= AT_STOP_M) {
    // Standing just before the stop. Where the fixes begin with it, it may have come long before.
    return stood > 0 ? [atS[stood]!, atS[before]!] : [Number.NaN, atS[before]!];
  }
  const arrival = crossing(walk, atM);
  let left = beyond;
  while (left + 1 < distanceM.length && distanceM[left + 1]! - distanceM[beyond]! < STANDING_M) left++;
  const standsBeyond = left > beyond && distanceM[beyond]! - atM <= AT_STOP_M;
  return [arrival, standsBeyond ? atS[left]! : arrival];
}

const UNKNOWN: [number, number] = [Number.NaN, Number.NaN];

/** When the walk came by a distance: in proportion between the fixes that bracket it. */
function crossing(walk: Walk, atM: number): number {
  const { atS, distanceM } = walk;
  const beyond = firstAtOrBeyond(distanceM, atM);
  if (beyond === 0 || beyond >= distanceM.length) return Number.NaN;
  const [fromS, toS] = [atS[beyond - 1]!, atS[beyond]!];
  if (toS - fromS > MAX_BRACKET_S) return Number.NaN;
  const [fromM, toM] = [distanceM[beyond - 1]!, distanceM[beyond]!];
  return toM > fromM ? fromS + ((atM - fromM) / (toM - fromM)) * (toS - fromS) : toS;
}

/** First fix of the standstill that this one belongs to. */
function standsSince(distanceM: readonly number[], index: number): number {
  let since = index;
  while (since > 0 && distanceM[index]! - distanceM[since - 1]! < STANDING_M) since--;
  return since;
}

function firstAtOrBeyond(distanceM: readonly number[], atM: number): number {
  let low = 0;
  let high = distanceM.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (distanceM[mid]! < atM) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** Stops are served in order; a departure is no earlier than its arrival. */
function neverBack(arrival: Float64Array, departure: Float64Array): void {
  let latest = Number.NEGATIVE_INFINITY;
  for (let position = 0; position < arrival.length; position++) {
    for (const times of [arrival, departure]) {
      const time = times[position]!;
      if (Number.isNaN(time)) continue;
      latest = Math.max(latest, time);
      times[position] = latest;
    }
  }
}
