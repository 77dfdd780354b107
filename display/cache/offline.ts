// A stop's document when the server is gone: what it last said, and after that the kept timetable; never a past departure (obligation B3).

import {
  type Departure,
  type StopDepartures,
  type StopTimetable,
  TIMETABLE_MARKS,
} from '../../server/wire/messages.js';

/** A document knows all departures of this long after it was made (contract, 3); only the time after it is filled. */
export const DOCUMENT_COVERS_S = 90 * 60;
/** At least this many rows stand where the timetable has them … */
export const LEAST_ROWS = 8;
/** … within this time. */
export const FILL_HORIZON_S = 24 * 3600;

/** The document to live from at `nowS`: the last one where there is one, filled up from the timetable. */
export function offlineDocument(
  document: StopDepartures | null,
  timetable: StopTimetable,
  nowS: number,
): StopDepartures {
  const minuteS = Math.floor(nowS / 60) * 60;
  const coveredS = document ? document.generated_at + DOCUMENT_COVERS_S : 0;
  const known = new Set(document?.departures.map((row) => keyOf(row.scheduled, row.route.route_id, row.headsign.bg)));
  const standing = document?.departures.filter((row) => (row.expected ?? row.scheduled ?? 0) >= minuteS) ?? [];
  const added: Departure[] = [];
  let next: Departure | null = null;
  for (const [place, [scheduled, route, headsign]] of timetable.departures.entries()) {
    if (scheduled < minuteS || scheduled < coveredS) continue;
    const { route_id } = timetable.routes[route]!;
    if (known.has(keyOf(scheduled, route_id, timetable.headsigns[headsign]!.bg))) continue;
    const row = rowOf(timetable, place);
    next ??= row;
    const isEnough = standing.length + added.length >= LEAST_ROWS;
    if (scheduled >= nowS + (isEnough ? DOCUMENT_COVERS_S : FILL_HORIZON_S)) break;
    added.push(row);
  }
  const departures = [...(document?.departures ?? []), ...added];
  return {
    ...(document ?? { alerts: [], notices: [] }),
    stop: document?.stop ?? timetable.stop,
    generated_at: document?.generated_at ?? timetable.generated_at,
    timetable_version: document?.timetable_version ?? timetable.timetable_version,
    freshness: departures.length ? 'timetable' : 'none',
    departures,
    next_service:
      document?.next_service && document.next_service.scheduled >= minuteS
        ? document.next_service
        : next && { scheduled: next.scheduled!, route: next.route, headsign: next.headsign },
  };
}

function keyOf(scheduled: number | null, routeId: string, headsign: string): string {
  return `${scheduled}/${routeId}/${headsign}`;
}

function rowOf(timetable: StopTimetable, place: number): Departure {
  const [scheduled, route, headsign, headwayS = 0, marks = 0, platform = -1] = timetable.departures[place]!;
  const is = (mark: keyof typeof TIMETABLE_MARKS) => (marks & TIMETABLE_MARKS[mark]) > 0;
  return {
    id: `kept/${scheduled}/${place}`,
    trip_id: '',
    start_date: '',
    stop_sequence: 0,
    stop_id: timetable.stop.stop_id,
    route: timetable.routes[route]!,
    headsign: timetable.headsigns[headsign]!,
    scheduled,
    expected: null,
    low: null,
    high: null,
    basis: 'timetable',
    status: 'timetable',
    as_of: null,
    vehicle_id: null,
    occupancy: null,
    wheelchair: is('wheelchair') ? true : is('noWheelchair') ? false : null,
    platform: timetable.platforms?.[platform] ?? null,
    last: is('last'),
    ...(headwayS > 0 ? { headway_s: headwayS } : {}),
  };
}
