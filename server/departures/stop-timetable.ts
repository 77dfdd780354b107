// The scheduled departures of one stop for the hours to come, compact, for boards that lose their server (obligation B3).

import type { EpochS } from '../../feeds/model.js';
import {
  type BilingualText,
  type DocumentRoute,
  type StopTimetable,
  TIMETABLE_MARKS,
  type TimetableRow,
} from '../wire/messages.js';
import type { StopViews } from './stop-view.js';

/** Hours that a board keeps. */
export const TIMETABLE_HOURS = 48;
/** Nobody gets more hours than these at once. */
export const TIMETABLE_HOURS_AT_MOST = 72;

/** The timetable of a stop or station in [now, now + hours); null where there is no such stop_id. A minute that has begun still counts. */
export function stopTimetable(views: StopViews, stopId: string, now: EpochS, hours: number): StopTimetable | null {
  const { timetable } = views;
  const index = timetable.stopIndex(stopId);
  if (index < 0) return null;
  const view = views.stop(index);
  const from = Math.floor(now / 60) * 60;
  const until = from + hours * 3600;
  const routes = new Index<number, DocumentRoute>();
  const headsigns = new Index<string, BilingualText>();
  const platforms = new Index<string, string>();
  const rows: TimetableRow[] = [];
  for (const platform of view.platforms) {
    const code = timetable.stop(platform).platformCode;
    for (const { trip, position, date, scheduled } of timetable.departures(platform, from, until)) {
      const route = timetable.data.tripRoute[trip]!;
      const headsign = views.headsign(trip, position);
      const row: TimetableRow = [
        scheduled,
        routes.at(route, views.route(route)),
        headsigns.at(`${headsign.bg}\n${headsign.en}`, headsign),
      ];
      const headwayS = timetable.data.tripHeadwayS[trip]!;
      const isLast = headwayS === 0 && view.isLast(trip, position, date);
      row.push(timetable.data.tripInexact[trip] === 1 ? headwayS : 0);
      row.push((isLast ? TIMETABLE_MARKS.last : 0) + wheelchairMark(timetable.data.tripWheelchair[trip]!));
      if (code) row.push(platforms.at(code, code));
      else while (row.length > 3 && row[row.length - 1] === 0) row.pop();
      rows.push(row);
    }
  }
  return {
    stop: view.document,
    timetable_version: timetable.version,
    generated_at: Math.floor(now),
    from,
    until,
    routes: routes.list,
    headsigns: headsigns.list,
    ...(platforms.list.length ? { platforms: platforms.list } : {}),
    departures: rows.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]),
  };
}

/** GTFS wheelchair_accessible as a mark. */
function wheelchairMark(accessible: number): number {
  return accessible === 1 ? TIMETABLE_MARKS.wheelchair : accessible === 2 ? TIMETABLE_MARKS.noWheelchair : 0;
}

/** Values told once and named by their place in a list. */
class Index<K, V> {
  readonly list: V[] = [];
  private readonly places = new Map<K, number>();

  /** The place of the value that `key` stands for. */
  at(key: K, value: V): number {
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const place = this.list.push(value) - 1;
    this.places.set(key, place);
    return place;
  }
}
