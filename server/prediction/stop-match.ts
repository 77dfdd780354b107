// Which call of its trip each StopTimeUpdate means: by stop_sequence, else by stop_id in the order of the trip.

import type { EpochS, StopTimeUpdate } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import type { FindingCount, TripUpdateRule } from './finding-count.js';

/** On a loop without stop_sequence, the nearest visit must be nearer than the next one by at least this much. */
export const CLEAR_VISIT_S = 120;

/** Stop updates by position of the trip, and stops to which a call was moved within its station. */
export interface MatchedStops {
  byPosition: (StopTimeUpdate | undefined)[];
  /** Positions filled, ascending, for a quick look at the first and the count. */
  first: number;
  count: number;
  /** Position → stop index, where the feed names another platform of the scheduled stop's station as stop_id. */
  moved: Map<number, number> | null;
}

const repeats = new WeakMap<Timetable, Map<number, boolean>>();

/** Does this trip call twice at some stop? */
export function visitsTwice(timetable: Timetable, trip: number): boolean {
  let known = repeats.get(timetable);
  if (!known) {
    known = new Map();
    repeats.set(timetable, known);
  }
  const pattern = timetable.data.tripPattern[trip]!;
  let twice = known.get(pattern);
  if (twice === undefined) {
    const first = timetable.firstCall(trip);
    const stops = timetable.data.callStop.subarray(first, first + timetable.callCount(trip));
    twice = new Set(stops).size < stops.length;
    known.set(pattern, twice);
  }
  return twice;
}

/** Finds each update's call. Updates that mean none are findings and left out. `dayStart` is noon minus 12 h of the instance's date. */
export function matchStops(
  timetable: Timetable,
  trip: number,
  dayStart: EpochS,
  updates: readonly StopTimeUpdate[],
  tripDelayS: number | null,
  findings: FindingCount,
  entityId: string,
): MatchedStops {
  const count = timetable.callCount(trip);
  const matched: MatchedStops = { byPosition: new Array(count), first: count, count: 0, moved: null };
  const loop = visitsTwice(timetable, trip);
  /** Loops only: updates whose visit is to be decided when the others stand. */
  const open: number[] = [];
  const positions = new Int32Array(updates.length).fill(-1);
  let cursor = 0;
  let ordered = true;

  const tell = (rule: TripUpdateRule, update: StopTimeUpdate) =>
    findings.add(
      rule,
      () => `${entityId}: stop_id ${update.stopId ?? '–'}, stop_sequence ${update.stopSequence ?? '–'}`,
    );

  for (let i = 0; i < updates.length; i++) {
    const update = updates[i]!;
    const position = positionOf(update);
    if (position === -1) continue;
    if (position === OPEN) {
      open.push(i);
      continue;
    }
    if (position < cursor) ordered = false;
    cursor = position + 1;
    positions[i] = position;
  }
  for (const i of open) positions[i] = decideVisit(i);
  if (!ordered) findings.add('E002', () => entityId);
  for (let i = 0; i < updates.length; i++) {
    const position = positions[i]!;
    if (position < 0) continue;
    if (matched.byPosition[position]) tell('E036', updates[i]!);
    else matched.count++;
    matched.byPosition[position] = updates[i]!;
    if (position < matched.first) matched.first = position;
  }
  return matched;

  /** The position, -1 for none (a finding), OPEN where a loop leaves it to be decided. */
  function positionOf(update: StopTimeUpdate): number {
    const { stopSequence, stopId } = update;
    const stop = stopId === null ? -1 : timetable.stopIndex(stopId);
    if (stopSequence !== null) {
      const bySequence = timetable.positionOfSequence(trip, stopSequence);
      if (bySequence >= 0 && (stopId === null || stop === timetable.stopAt(trip, bySequence))) return bySequence;
      if (
        bySequence >= 0 &&
        (stopId === update.assignedStopId || samePlace(stop, timetable.stopAt(trip, bySequence)))
      ) {
        if (stop >= 0) {
          matched.moved ??= new Map();
          matched.moved.set(bySequence, stop);
        }
        return bySequence;
      }
      tell(bySequence < 0 ? 'E051' : 'E045', update);
      if (stop < 0) return -1;
      const once = timetable.positionOfStop(trip, stop);
      return once >= 0 && timetable.positionOfStop(trip, stop, once + 1) < 0 ? once : -1;
    }
    if (stop < 0) {
      tell(stopId === null ? 'T103' : 'E011', update);
      return -1;
    }
    if (!loop) {
      const ahead = timetable.positionOfStop(trip, stop, cursor);
      const position = ahead >= 0 ? ahead : timetable.positionOfStop(trip, stop);
      if (position < 0) tell('T103', update);
      return position;
    }
    const once = timetable.positionOfStop(trip, stop);
    if (once < 0) {
      tell('T103', update);
      return -1;
    }
    return timetable.positionOfStop(trip, stop, once + 1) < 0 ? once : OPEN;
  }

  function samePlace(stop: number, scheduled: number): boolean {
    if (stop < 0) return false;
    const station = timetable.stop(stop).parentStation;
    return station !== null && station === timetable.stop(scheduled).parentStation;
  }

  /** A visit of a stop that comes more than once: between its neighbours, by count, then by time; else withheld. */
  function decideVisit(i: number): number {
    const update = updates[i]!;
    const stop = timetable.stopIndex(update.stopId!);
    let from = 0;
    for (let k = i - 1; k >= 0; k--) {
      if (positions[k]! >= 0) {
        from = positions[k]! + 1;
        break;
      }
    }
    let to = count;
    for (let k = i + 1; k < updates.length; k++) {
      if (positions[k]! >= 0) {
        to = positions[k]!;
        break;
      }
    }
    const visits: number[] = [];
    for (
      let p = timetable.positionOfStop(trip, stop, from);
      p >= 0 && p < to;
      p = timetable.positionOfStop(trip, stop, p + 1)
    ) {
      visits.push(p);
    }
    if (visits.length === 1) return visits[0]!;
    // As many updates as visits from here on: the nth update is the nth visit.
    let same = 1;
    for (let k = i + 1; k < updates.length && positions[k]! < 0; k++) if (updates[k]!.stopId === update.stopId) same++;
    if (visits.length > 1 && same === visits.length) return visits[0]!;
    const timeS = update.departure?.timeS ?? update.arrival?.timeS ?? null;
    if (visits.length > 1 && timeS !== null) {
      const reference = neighbourDelayS(i) ?? tripDelayS ?? 0;
      const off = (p: number) => Math.abs(timeS - dayStart - timetable.departureS(trip, p) - reference);
      visits.sort((a, b) => off(a) - off(b));
      if (off(visits[1]!) - off(visits[0]!) >= CLEAR_VISIT_S) return visits[0]!;
    }
    tell('T105', update);
    return -1;
  }

  function neighbourDelayS(i: number): number | null {
    for (let apart = 1; apart < updates.length; apart++) {
      for (const k of [i - apart, i + apart]) {
        const position = positions[k];
        const timeS = updates[k]?.departure?.timeS ?? updates[k]?.arrival?.timeS ?? null;
        if (position !== undefined && position >= 0 && timeS !== null) {
          return timeS - dayStart - timetable.departureS(trip, position);
        }
      }
    }
    return null;
  }
}

const OPEN = -2;
