// One timetable beside another: what a swap brings and takes, for the eyes of whoever must decide.

import type { EpochS } from '../../feeds/model.js';
import { addDays, dateAt } from '../../feeds/service-day.js';
import { NAMED_AT_MOST, type NamedPart, type TimetableDifference } from '../wire/console/feeds.js';
import { distanceM } from './geometry.js';
import { COMPARED_DAYS } from './swap.js';
import type { Timetable } from './timetable.js';

/** A stop that lies further from where it lay has been moved. */
export const MOVED_FROM_M = 50;

/** What changes where `after` takes the place of `before`. */
export function timetableDifference(before: Timetable, after: Timetable, now: EpochS): TimetableDifference {
  const stops = compared(before.data.stops, after.data.stops, ({ stopId, stopName }) => [stopId, stopName]);
  const lines = compared(before.data.routes, after.data.routes, ({ routeId, shortName, longName }) => [
    routeId,
    shortName || longName || routeId,
  ]);
  const moved = movedStops(before, after);
  const tripsBefore = tripsByLine(before, now);
  const tripsAfter = tripsByLine(after, now);
  const changed = after.data.routes.flatMap(({ routeId, shortName, longName }) => {
    const was = tripsBefore.get(routeId) ?? 0;
    const is = tripsAfter.get(routeId) ?? 0;
    if (before.routeIndex(routeId) < 0 || was === is) return [];
    return [{ route_id: routeId, name: shortName || longName || routeId, trips_before: was, trips_after: is }];
  });
  changed.sort((a, b) => share(a.trips_before, a.trips_after) - share(b.trips_before, b.trips_after));
  return {
    before: before.version,
    after: after.version,
    trips_before: sum(tripsBefore),
    trips_after: sum(tripsAfter),
    counts: {
      stops_gained: stops.gained.length,
      stops_lost: stops.lost.length,
      stops_moved: moved.length,
      lines_gained: lines.gained.length,
      lines_lost: lines.lost.length,
      lines_changed: changed.length,
    },
    stops_gained: stops.gained.slice(0, NAMED_AT_MOST),
    stops_lost: stops.lost.slice(0, NAMED_AT_MOST),
    stops_moved: moved.slice(0, NAMED_AT_MOST),
    lines_gained: lines.gained.slice(0, NAMED_AT_MOST),
    lines_lost: lines.lost.slice(0, NAMED_AT_MOST),
    lines_changed: changed.slice(0, NAMED_AT_MOST),
  };
}

const ORDER = new Intl.Collator('bg', { numeric: true });

function compared<T>(before: readonly T[], after: readonly T[], read: (one: T) => [id: string, name: string]) {
  const named = (list: readonly T[]) => new Map(list.map(read));
  const old = named(before);
  const next = named(after);
  const missing = (from: Map<string, string>, where: Map<string, string>): NamedPart[] =>
    [...from]
      .filter(([id]) => !where.has(id))
      .map(([id, name]) => ({ id, name }))
      .sort((a, b) => ORDER.compare(a.name, b.name));
  return { gained: missing(next, old), lost: missing(old, next) };
}

function movedStops(before: Timetable, after: Timetable): (NamedPart & { by_m: number })[] {
  const moved: (NamedPart & { by_m: number })[] = [];
  for (const { stopId, stopName, lat, lon } of after.data.stops) {
    const index = before.stopIndex(stopId);
    if (index < 0 || lat === null || lon === null) continue;
    const old = before.stop(index);
    if (old.lat === null || old.lon === null) continue;
    const by_m = Math.round(distanceM(old.lat, old.lon, lat, lon));
    if (by_m >= MOVED_FROM_M) moved.push({ id: stopId, name: stopName, by_m });
  }
  return moved.sort((a, b) => b.by_m - a.by_m);
}

/** Trips of the next days by route_id. */
function tripsByLine(timetable: Timetable, now: EpochS): Map<string, number> {
  const { data } = timetable;
  const today = dateAt(now, timetable.timezone);
  const days = data.serviceIds.map((_, service) => {
    let count = 0;
    for (let day = 0; day < COMPARED_DAYS; day++) if (timetable.serviceRunsOn(service, addDays(today, day))) count++;
    return count;
  });
  const byRoute = new Int32Array(data.routes.length);
  for (let trip = 0; trip < timetable.tripCount; trip++)
    byRoute[data.tripRoute[trip]!]! += days[data.tripService[trip]!] ?? 0;
  return new Map(data.routes.map(({ routeId }, route) => [routeId, byRoute[route]!]));
}

function sum(counts: Map<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}

/** Least first: what lost most. */
function share(before: number, after: number): number {
  return after / Math.max(1, before);
}
