// The patterns of one direction of a line laid on one axis: the busiest one's stops, by which others find their places.

import type { ServiceDate } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';

/** One direction of a line with a common measure of distance. */
export interface Axis {
  route: number;
  direction: number;
  /** Compiled trip that the axis is drawn from. */
  mainTrip: number;
  lengthM: number;
  stops: { stop: number; alongM: number }[];
  /** Compiled trips of this direction that run on a date, by the second of service at which they start. */
  tripsOn(date: ServiceDate): RunningTrips;
  /** Pattern → pairs (metres of the pattern, metres of the axis), ascending; patterns that share too little are not in it. */
  onAxis: ReadonlyMap<number, readonly number[]>;
  /** Pattern → metres of the axis call by call; null where the call lies off it. */
  callsAlong: ReadonlyMap<number, readonly (number | null)[]>;
}

/** Trips in the order of their starts. */
export interface RunningTrips {
  readonly trips: readonly number[];
  readonly startsS: readonly number[];
}

/** Trips that start from one second of service on until before another. */
export function startingWithin({ trips, startsS }: RunningTrips, fromS: number, untilS: number): readonly number[] {
  return trips.slice(firstFrom(startsS, fromS), firstFrom(startsS, untilS));
}

function firstFrom(sorted: readonly number[], least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (sorted[mid]! < least) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** Dates whose trips are kept: today, and the days that reach into it. */
const DATES_KEPT = 4;

/** A pattern that shares fewer stops with the main one cannot be laid on it. */
export const SHARED_STOPS_AT_LEAST = 3;

/** All axes of a timetable, by `route/direction`. */
export function axesOf(timetable: Timetable, today: ServiceDate): Map<string, Axis> {
  const { data } = timetable;
  const groups = new Map<string, number[]>();
  for (let trip = 0; trip < timetable.tripCount; trip++) {
    const key = `${data.tripRoute[trip]}/${data.tripDirection[trip]}`;
    const list = groups.get(key);
    if (list) list.push(trip);
    else groups.set(key, [trip]);
  }
  return new Map([...groups].map(([key, trips]) => [key, axisOf(timetable, trips, today)]));
}

function axisOf(timetable: Timetable, trips: number[], today: ServiceDate): Axis {
  const { data } = timetable;
  const mainTrip = busiest(timetable, trips, today);
  const main = data.tripPattern[mainTrip]!;
  const stops = callsOf(timetable, main);
  const onAxis = new Map<number, readonly number[]>();
  for (const pattern of new Set(trips.map((trip) => data.tripPattern[trip]!))) {
    const pairs =
      pattern === main ? stops.flatMap(({ alongM }) => [alongM, alongM]) : laid(stops, callsOf(timetable, pattern));
    if (pairs.length >= SHARED_STOPS_AT_LEAST * 2 || pattern === main) onAxis.set(pattern, pairs);
  }
  const callsAlong = new Map(
    [...onAxis].map(([pattern, pairs]) => [
      pattern,
      callsOf(timetable, pattern).map(({ alongM }) => interpolated(pairs, alongM)),
    ]),
  );
  return {
    route: data.tripRoute[mainTrip]!,
    direction: data.tripDirection[mainTrip]!,
    mainTrip,
    lengthM: stops.at(-1)?.alongM ?? 0,
    stops,
    tripsOn: tripsByDate(timetable, trips),
    onAxis,
    callsAlong,
  };
}

/** Found once a date: a city asks the same of every bus at every poll. */
function tripsByDate(timetable: Timetable, trips: readonly number[]): Axis['tripsOn'] {
  const kept = new Map<ServiceDate, RunningTrips>();
  return (date) => {
    const known = kept.get(date);
    if (known) return known;
    const running = trips.filter((trip) => timetable.runsOn(trip, date));
    running.sort((a, b) => timetable.startS(a) - timetable.startS(b) || a - b);
    const found = { trips: running, startsS: running.map((trip) => timetable.startS(trip)) };
    if (kept.size >= DATES_KEPT) kept.clear();
    kept.set(date, found);
    return found;
  };
}

/** A trip of the pattern that most trips of today run; of any day where none runs today. */
function busiest(timetable: Timetable, trips: readonly number[], today: ServiceDate): number {
  const { tripPattern } = timetable.data;
  const counts = new Map<number, { trip: number; count: number }>();
  for (const trip of trips) {
    const pattern = tripPattern[trip]!;
    const known = counts.get(pattern) ?? { trip, count: 0 };
    known.count += timetable.runsOn(trip, today) ? 1_000 : 1;
    counts.set(pattern, known);
  }
  let best = { trip: trips[0]!, count: -1 };
  for (const one of counts.values()) if (one.count > best.count) best = one;
  return best.trip;
}

function callsOf(timetable: Timetable, pattern: number): { stop: number; alongM: number }[] {
  const { patternOffset, callStop, callDistanceM } = timetable.data;
  const calls: { stop: number; alongM: number }[] = [];
  for (let i = patternOffset[pattern]!; i < patternOffset[pattern + 1]!; i++)
    calls.push({ stop: callStop[i]!, alongM: callDistanceM[i]! });
  return calls;
}

/** Stops that both call at, in the order of both. */
function laid(
  main: readonly { stop: number; alongM: number }[],
  other: readonly { stop: number; alongM: number }[],
): number[] {
  const pairs: number[] = [];
  let from = 0;
  for (const { stop, alongM } of other) {
    const found = main.findIndex((call, i) => i >= from && call.stop === stop);
    if (found < 0) continue;
    pairs.push(alongM, main[found]!.alongM);
    from = found + 1;
  }
  return pairs;
}

/** Metres of the axis for metres of a pattern; null beyond the stops that both share. */
export function alongAxis(axis: Axis, pattern: number, alongM: number): number | null {
  const pairs = axis.onAxis.get(pattern);
  return pairs ? interpolated(pairs, alongM) : null;
}

function interpolated(pairs: readonly number[], alongM: number): number | null {
  const count = pairs.length / 2;
  if (count < 2 || alongM < pairs[0]! || alongM > pairs[pairs.length - 2]!) return null;
  let low = 0;
  let high = count - 1;
  while (high - low > 1) {
    const mid = (low + high) >> 1;
    if (pairs[mid * 2]! <= alongM) low = mid;
    else high = mid;
  }
  const from = pairs[low * 2]!;
  const to = pairs[high * 2]!;
  const share = to > from ? (alongM - from) / (to - from) : 0;
  return pairs[low * 2 + 1]! + (pairs[high * 2 + 1]! - pairs[low * 2 + 1]!) * share;
}
