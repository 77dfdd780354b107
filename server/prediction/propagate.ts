// Delays carried along one trip, to the letter of the GTFS-Realtime specification (trip-updates, Stop Time Updates).

import type { EpochS, StopTimeEvent, StopTimeUpdate } from '../../feeds/model.js';
import { type CallPrediction, UNKNOWN_CALL } from './prediction.js';

/** A call that was expected this long ago has passed. */
export const PASSED_AFTER_S = 30;

/** The scheduled times of a trip by position; null where an added trip has none. */
export interface Schedule {
  count: number;
  arrival(position: number): EpochS | null;
  departure(position: number): EpochS | null;
}

/** What propagation yields. `repaired` counts times that went backwards. `empty` counts updates that said nothing (E043). */
export interface Propagated {
  calls: CallPrediction[];
  repaired: number;
  empty: number;
}

/** What `delayS` may mean: nothing for trips without a timetable (exact_times = 0), where also nothing is carried on. */
export interface PropagateOptions {
  carries: boolean;
  tripDelayS: number | null;
}

const NO_DATA: CallPrediction = Object.freeze({
  state: 'no_data',
  arrival: null,
  departure: null,
  low: null,
  high: null,
});
const SKIPPED: CallPrediction = Object.freeze({ ...NO_DATA, state: 'skipped' });

/**
 * Every call of a trip from the updates of some. A delay is carried to later calls until the next SCHEDULED or NO_DATA update;
 * earlier calls stay unknown; SKIPPED is for its own call and delays pass over it; NO_DATA ends a delay and is carried itself;
 * `time` beats `delay`; the trip's own delay holds until the first update that has one.
 */
export function propagate(
  schedule: Schedule,
  updates: readonly (StopTimeUpdate | undefined)[],
  options: PropagateOptions,
): Propagated {
  const { count } = schedule;
  const calls: CallPrediction[] = new Array(count);
  const arrivals = new Array<number>(count);
  const departures = new Array<number>(count);
  /** 1 where the feed gave the arrival, 2 the departure: given times beat carried ones in a conflict. */
  const given = new Uint8Array(count);
  let carry: number | null = options.carries ? options.tripDelayS : null;
  let uncertaintyS: number | null = null;
  let silent = false;
  let empty = 0;

  for (let p = 0; p < count; p++) {
    arrivals[p] = departures[p] = Number.NaN;
    const update = updates[p];
    if (update?.relationship === 'NO_DATA') {
      carry = null;
      silent = true;
      calls[p] = NO_DATA;
      continue;
    }
    if (update?.relationship === 'SKIPPED') {
      calls[p] = SKIPPED;
      continue;
    }
    const scheduledArrival = schedule.arrival(p);
    const scheduledDeparture = schedule.departure(p);
    const arrival = update ? instant(update.arrival, scheduledArrival, options.carries) : Number.NaN;
    const departure = update ? instant(update.departure, scheduledDeparture, options.carries) : Number.NaN;
    const hasArrival = !Number.isNaN(arrival);
    const hasDeparture = !Number.isNaN(departure);
    if (update && !hasArrival && !hasDeparture) empty++;
    if (hasArrival || hasDeparture) {
      silent = false;
      given[p] = (hasArrival ? 1 : 0) | (hasDeparture ? 2 : 0);
      // An arrival's delay holds for the departure too; a departure's is no word on the arrival before it.
      const onArrival = hasArrival ? delayOf(arrival, scheduledArrival) : carry;
      const onDeparture = hasDeparture ? delayOf(departure, scheduledDeparture) : onArrival;
      arrivals[p] = hasArrival ? arrival : plus(scheduledArrival, onArrival);
      departures[p] = hasDeparture ? departure : plus(scheduledDeparture, onDeparture);
      if (!hasDeparture && scheduledDeparture === null) departures[p] = arrival;
      if (hasDeparture && !hasArrival && arrivals[p]! > departure) arrivals[p] = departure;
      carry = options.carries ? onDeparture : null;
      uncertaintyS = update?.departure?.uncertaintyS ?? update?.arrival?.uncertaintyS ?? null;
    } else if (carry !== null) {
      arrivals[p] = plus(scheduledArrival, carry);
      departures[p] = plus(scheduledDeparture, carry);
    }
    // Nothing said; or a delay, but no timetable that it could be a delay to.
    if (Number.isNaN(arrivals[p]) && Number.isNaN(departures[p])) {
      calls[p] = silent ? NO_DATA : UNKNOWN_CALL;
      continue;
    }
    calls[p] = {
      state: 'predicted',
      arrival: null,
      departure: null,
      // Until the times are repaired, `low` holds half the width.
      low: uncertaintyS,
      high: null,
    };
  }

  const repaired = repair(arrivals, departures, given);
  for (let p = 0; p < count; p++) {
    const call = calls[p]!;
    if (call.state !== 'predicted') continue;
    const half = call.low === null ? null : Math.round(call.low / 2);
    call.arrival = orNull(arrivals[p]!);
    call.departure = orNull(departures[p]!);
    const middle = call.departure ?? call.arrival;
    // An uncertainty is the width of the window: the specification's ±2 minutes are 240.
    call.low = half === null || middle === null ? null : middle - half;
    call.high = half === null || middle === null ? null : middle + half;
  }
  return { calls, repaired, empty };
}

/** `time` beats `delay` (StopTimeEvent); NaN where neither helps. */
function instant(event: StopTimeEvent | null, scheduled: EpochS | null, delayCounts: boolean): number {
  if (event === null) return Number.NaN;
  if (event.timeS !== null) return event.timeS;
  const base = event.scheduledTimeS ?? scheduled;
  return event.delayS !== null && delayCounts && base !== null ? base + event.delayS : Number.NaN;
}

function delayOf(time: number, scheduled: EpochS | null): number | null {
  return scheduled === null ? null : time - scheduled;
}

function plus(scheduled: EpochS | null, delayS: number | null): number {
  return scheduled === null || delayS === null ? Number.NaN : scheduled + delayS;
}

function orNull(time: number): EpochS | null {
  return Number.isNaN(time) ? null : time;
}

/**
 * Makes times never go back. First carried times give way to later given ones (a dwell shrinks before a run turns negative),
 * then what still goes back is lifted to the time before it. Returns how many given times had to be lifted.
 */
function repair(arrivals: number[], departures: number[], given: Uint8Array): number {
  let limit = Number.POSITIVE_INFINITY;
  for (let p = arrivals.length - 1; p >= 0; p--) {
    const departure = departures[p]!;
    if (given[p]! & 2) limit = departure;
    else if (departure > limit) departures[p] = limit;
    const arrival = arrivals[p]!;
    if (given[p]! & 1) limit = Math.min(limit, arrival);
    else if (arrival > limit) arrivals[p] = limit;
  }
  let reached = Number.NEGATIVE_INFINITY;
  let repaired = 0;
  for (let p = 0; p < arrivals.length; p++) {
    if (arrivals[p]! < reached) {
      if (given[p]! & 1) repaired++;
      arrivals[p] = reached;
    } else if (!Number.isNaN(arrivals[p]!)) reached = arrivals[p]!;
    if (departures[p]! < reached) {
      if (given[p]! & 2) repaired++;
      departures[p] = reached;
    } else if (!Number.isNaN(departures[p]!)) reached = departures[p]!;
  }
  return repaired;
}

/**
 * Marks the calls that lie behind the bus, so that none comes back at its scheduled time: those expected a while ago, all
 * before them, and calls before the first update whose scheduled time would have the bus go backwards, or that were
 * predicted a moment ago (`before`) and are no longer mentioned.
 */
export function markPassed(
  calls: CallPrediction[],
  schedule: Schedule,
  first: number,
  before: readonly CallPrediction[] | undefined,
  now: EpochS,
): void {
  let behind = -1;
  for (let p = calls.length - 1; p >= 0 && behind < 0; p--) {
    const at = timeOf(calls[p]!);
    if (at !== null && at < now - PASSED_AFTER_S) behind = p;
  }
  for (let p = 0; p <= behind; p++) {
    const call = calls[p]!;
    if (call.state === 'skipped') continue;
    if (call.state === 'predicted') call.state = 'passed';
    else calls[p] = passedAt(before?.[p] ? timeOf(before[p]!) : null);
  }
  const earliest = first < calls.length ? (calls[first]!.arrival ?? calls[first]!.departure) : null;
  for (let p = behind + 1; p < first; p++) {
    if (calls[p]!.state !== 'unknown') continue;
    const old = before?.[p];
    const scheduled = schedule.departure(p) ?? schedule.arrival(p);
    const mentioned = old !== undefined && (old.state === 'predicted' || old.state === 'passed');
    if (mentioned || (earliest !== null && scheduled !== null && scheduled > earliest)) {
      const at = old ? timeOf(old) : null;
      calls[p] = passedAt(at === null ? null : Math.min(at, now));
    }
  }
}

function timeOf(call: CallPrediction): EpochS | null {
  return call.departure ?? call.arrival;
}

function passedAt(at: EpochS | null): CallPrediction {
  return { state: 'passed', arrival: null, departure: at, low: null, high: null };
}
