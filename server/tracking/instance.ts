// Which trip on which service date a TripDescriptor means (GTFS-Realtime, TripDescriptor), or why that cannot be told.

import type { EpochS, ServiceDate, TripDescriptor } from '../../feeds/model.js';
import { addDays, dateAt } from '../../feeds/service-day.js';
import type { Timetable } from '../timetable/timetable.js';

/** Why a descriptor means no trip instance: a closed list. */
export type InstanceProblem =
  /** Neither a trip_id nor all of route_id, direction_id, start_time and start_date. */
  | 'no_identity'
  /** No such trip_id in this timetable. */
  | 'unknown_trip'
  /** The trip exists, but does not run on that date, or on none near now. */
  | 'not_running'
  /** No trip of that route and direction starts then. */
  | 'no_such_start'
  /** More than one trip fits. */
  | 'ambiguous'
  /** A frequency-based trip without start_time (E006). */
  | 'start_time_missing';

/** What had to be bent to find the instance: validator ids. E019: start_time snapped to the headway; E023: start_time is not the timetable's. */
export type InstanceNote = 'E019' | 'E023';

/** What a descriptor means. */
export type InstanceOutcome =
  | { kind: 'found'; trip: number; date: ServiceDate; note: InstanceNote | null }
  | { kind: 'none'; problem: InstanceProblem };

const DAY_S = 86_400;
/** A frequency-based trip with exact_times = 0 has arbitrary start times: it may be this far outside its period, in headways. */
export const FREQUENCY_REACH_HEADWAYS = 1;

/** The trip instance that a descriptor means at an instant. Without start_date the nearest service date it runs on. */
export function resolveInstance(timetable: Timetable, descriptor: TripDescriptor, now: EpochS): InstanceOutcome {
  if (descriptor.tripId === null) return byRouteAndStart(timetable, descriptor);
  const trips = timetable.trips(descriptor.tripId);
  const only = trips[0];
  if (only === undefined) return none('unknown_trip');
  if ((timetable.data.tripHeadwayS[only] ?? 0) > 0) return byHeadway(timetable, trips, descriptor, now);
  return byTripId(timetable, only, descriptor, now);
}

function byTripId(timetable: Timetable, trip: number, descriptor: TripDescriptor, now: EpochS): InstanceOutcome {
  const { startDate, startTimeS } = descriptor;
  const startS = timetable.startS(trip);
  const note: InstanceNote | null = startTimeS !== null && startTimeS !== startS ? 'E023' : null;
  if (startDate === null) {
    const date = nearestDate(timetable, trip, now);
    return date === null ? none('not_running') : found(timetable.instance(trip, date), date, note);
  }
  // "00:10:00" for the timetable's 24:10:00 (E023): the date may be the calendar's and not the service day's.
  const wrapped = startTimeS !== null && startTimeS !== startS && startTimeS % DAY_S === startS % DAY_S;
  const dates = wrapped ? [startDate, addDays(startDate, Math.round((startTimeS - startS) / DAY_S))] : [startDate];
  const running = dates.filter((date) => timetable.instance(trip, date) >= 0);
  const date = running.reduce<ServiceDate | null>(
    (best, next) =>
      best === null || distanceS(timetable, trip, next, now) < distanceS(timetable, trip, best, now) ? next : best,
    null,
  );
  return date === null ? none('not_running') : found(timetable.instance(trip, date), date, note);
}

/** Frequency-based trips: each compiled start is an instance; the descriptor's start_time picks it. */
function byHeadway(
  timetable: Timetable,
  trips: readonly number[],
  descriptor: TripDescriptor,
  now: EpochS,
): InstanceOutcome {
  const { startDate, startTimeS } = descriptor;
  if (startTimeS === null) return none('start_time_missing');
  let best: { trip: number; offS: number } | null = null;
  for (const trip of trips) {
    const apart = Math.abs(startTimeS - timetable.startS(trip));
    const offS = Math.min(apart, Math.abs(apart - DAY_S));
    if (!best || offS < best.offS) best = { trip, offS };
  }
  if (!best || best.offS > (timetable.data.tripHeadwayS[best.trip] ?? 0) * FREQUENCY_REACH_HEADWAYS) {
    return none('no_such_start');
  }
  const { trip, offS } = best;
  const note: InstanceNote | null = offS === 0 || timetable.data.tripInexact[trip] === 1 ? null : 'E019';
  const date = startDate ?? nearestDate(timetable, trip, now);
  const running = date === null ? -1 : timetable.instance(trip, date);
  return date !== null && running >= 0 ? found(running, date, note) : none('not_running');
}

const tripsByRoute = new WeakMap<Timetable, Map<number, number[]>>();

function tripsOfRoute(timetable: Timetable, route: number): readonly number[] {
  let index = tripsByRoute.get(timetable);
  if (!index) {
    index = new Map();
    timetable.data.tripRoute.forEach((of, trip) => {
      const list = index!.get(of);
      if (list) list.push(trip);
      else index!.set(of, [trip]);
    });
    tripsByRoute.set(timetable, index);
  }
  return index.get(route) ?? [];
}

/** trip_id omitted: route_id, direction_id, start_time and start_date are all required, and must mean exactly one instance. */
function byRouteAndStart(timetable: Timetable, descriptor: TripDescriptor): InstanceOutcome {
  const { routeId, directionId, startDate, startTimeS } = descriptor;
  if (routeId === null || startDate === null || startTimeS === null) return none('no_identity');
  const route = timetable.routeIndex(routeId);
  const matches: { trip: number; date: ServiceDate }[] = [];
  let undirected = false;
  // As written; else, a start_time past midnight written modulo 24 h, on the service day before (E023).
  for (const [date, timeS] of [
    [startDate, startTimeS],
    [addDays(startDate, -1), startTimeS + DAY_S],
  ] as const) {
    for (const trip of tripsOfRoute(timetable, route)) {
      const direction = timetable.data.tripDirection[trip] ?? -1;
      if (directionId === null && direction >= 0) undirected = true;
      if (directionId !== null && direction >= 0 && direction !== directionId) continue;
      if (timetable.startS(trip) === timeS && timetable.runsOn(trip, date)) matches.push({ trip, date });
    }
    if (matches.length > 0) break;
  }
  const [first, second] = matches;
  if (!first) return none(undirected ? 'no_identity' : 'no_such_start');
  if (second) return none('ambiguous');
  if (undirected) return none('no_identity');
  return found(first.trip, first.date, first.date === startDate ? null : 'E023');
}

const todays = new WeakMap<Timetable, { minute: number; date: ServiceDate }>();

/** The date of an instant; a whole feed asks within one minute, and calendars are slow. */
function todayOf(timetable: Timetable, now: EpochS): ServiceDate {
  const minute = Math.floor(now / 60);
  const known = todays.get(timetable);
  if (known?.minute === minute) return known.date;
  const date = dateAt(now, timetable.timezone);
  todays.set(timetable, { minute, date });
  return date;
}

/** The service date on which this trip is nearest to now, among those it runs on; ties go to the earlier. Null where it runs on none of them. */
export function nearestDate(timetable: Timetable, trip: number, now: EpochS): ServiceDate | null {
  const today = todayOf(timetable, now);
  const back = 1 + Math.floor(timetable.endS(trip) / DAY_S);
  let best: ServiceDate | null = null;
  let bestS = Number.POSITIVE_INFINITY;
  for (let days = -back; days <= 1; days++) {
    const date = addDays(today, days);
    if (timetable.instance(trip, date) < 0) continue;
    const apartS = distanceS(timetable, trip, date, now);
    if (apartS < bestS) {
      best = date;
      bestS = apartS;
    }
  }
  return best;
}

/** Seconds between now and the time that a trip runs in; 0 inside. */
function distanceS(timetable: Timetable, trip: number, date: ServiceDate, now: EpochS): number {
  const day = timetable.dayStart(date);
  return Math.max(0, day + timetable.startS(trip) - now, now - day - timetable.endS(trip));
}

function found(trip: number, date: ServiceDate, note: InstanceNote | null): InstanceOutcome {
  return { kind: 'found', trip, date, note };
}

function none(problem: InstanceProblem): InstanceOutcome {
  return { kind: 'none', problem };
}
