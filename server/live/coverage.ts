// Which lines have no tracking at all: their buses should be on the road, and none was ever heard of.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';

/** Realtime must have flowed this long before a line is called untracked. */
export const SILENT_BEFORE_UNTRACKED_S = 600;
/** The verdict is looked at anew this often. */
export const REVIEW_EVERY_S = 60;

/** What has been heard of the lines since realtime began. */
export interface Coverage {
  firstHeardAt: EpochS | null;
  /** Route indexes of which some vehicle or trip update was heard. */
  heard: ReadonlySet<number>;
  /** Route indexes that are on the road now and silent. */
  untracked: ReadonlySet<number>;
  reviewedAt: EpochS;
}

/** Nothing heard yet: no line is called untracked. */
export const NO_COVERAGE: Coverage = Object.freeze({
  firstHeardAt: null,
  heard: new Set<number>(),
  untracked: new Set<number>(),
  reviewedAt: 0,
});

/** The coverage after a snapshot told of these routes. */
export function hear(previous: Coverage, routes: Iterable<number>, timetable: Timetable, now: EpochS): Coverage {
  const news = [...routes].filter((route) => !previous.heard.has(route));
  const heard = news.length > 0 ? new Set([...previous.heard, ...news]) : previous.heard;
  const next: Coverage = { ...previous, heard, firstHeardAt: previous.firstHeardAt ?? now };
  const due = now - previous.reviewedAt >= REVIEW_EVERY_S || news.length > 0;
  if (!due || now - (next.firstHeardAt ?? now) < SILENT_BEFORE_UNTRACKED_S) return next;
  const untracked = new Set<number>();
  for (const route of onTheRoad(timetable, now)) if (!heard.has(route)) untracked.add(route);
  return { ...next, untracked, reviewedAt: now };
}

/** Routes with a trip under way by the timetable. */
export function onTheRoad(timetable: Timetable, now: EpochS): Set<number> {
  const routes = new Set<number>();
  for (const date of timetable.serviceDates(now)) {
    const at = now - timetable.dayStart(date as ServiceDate);
    for (let trip = 0; trip < timetable.tripCount; trip++) {
      const route = timetable.data.tripRoute[trip]!;
      if (routes.has(route) || timetable.startS(trip) > at || timetable.endS(trip) < at) continue;
      if (timetable.runsOn(trip, date)) routes.add(route);
    }
  }
  return routes;
}
