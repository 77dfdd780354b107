// Whom a notice reaches: a scope to the stops of one timetable.

import type { Timetable } from '../timetable/timetable.js';
import type { NoticeScope } from '../wire/console/dispatch.js';

/** The stops that a board watches; empty where there is no such board. */
export type StopsOfBoard = (boardId: string) => readonly string[];

/** The stop_ids that a scope reaches; a station stands for all its platforms, and each for it. */
export function stopsOf(scope: NoticeScope, timetable: Timetable, stopsOfBoard: StopsOfBoard): Set<string> {
  switch (scope.kind) {
    case 'stops':
      return new Set(scope.stop_ids.flatMap((stopId) => known(stopId, timetable)));
    case 'boards':
      return new Set(scope.board_ids.flatMap((id) => [...stopsOfBoard(id)]).flatMap((id) => known(id, timetable)));
    case 'lines':
      return stopsOfLines(new Set(scope.route_ids.map((id) => timetable.routeIndex(id))), timetable);
    case 'area':
      return new Set(
        boarding(timetable, ({ lat, lon }) => lat !== null && lon !== null && isInside(lat, lon, scope.ring)),
      );
    case 'all':
      return new Set(boarding(timetable, () => true));
  }
}

/** The stops that a stop_id stands for in a timetable: itself, or the platforms of a station; none where it is unknown. */
export function known(stopId: string, timetable: Timetable): string[] {
  const index = timetable.stopIndex(stopId);
  return index < 0 ? [] : timetable.platforms(index).map((platform) => timetable.stop(platform).stopId);
}

type Stop = ReturnType<Timetable['stop']>;

/** Stops at which somebody can board at all. */
function boarding(timetable: Timetable, wanted: (stop: Stop) => boolean): string[] {
  const { stops, stopOffset } = timetable.data;
  return stops.flatMap((stop, i) => (stopOffset[i + 1]! > stopOffset[i]! && wanted(stop) ? [stop.stopId] : []));
}

function stopsOfLines(routes: ReadonlySet<number>, timetable: Timetable): Set<string> {
  const { tripRoute, tripPattern } = timetable.data;
  const patterns = new Map<number, number>();
  for (let trip = 0; trip < timetable.tripCount; trip++)
    if (routes.has(tripRoute[trip]!)) patterns.set(tripPattern[trip]!, trip);
  const found = new Set<string>();
  for (const trip of patterns.values())
    for (let p = 0; p < timetable.callCount(trip); p++) found.add(timetable.stop(timetable.stopAt(trip, p)).stopId);
  return found;
}

/** Is a point within a ring? A line to the east is crossed an odd number of times. */
export function isInside(lat: number, lon: number, ring: readonly [lat: number, lon: number][]): boolean {
  let inside = false;
  ring.forEach(([latA, lonA], i) => {
    const [latB, lonB] = ring[(i + ring.length - 1) % ring.length]!;
    const isBetween = latA > lat !== latB > lat;
    if (isBetween && lon < ((lonB - lonA) * (lat - latA)) / (latB - latA) + lonA) inside = !inside;
  });
  return inside;
}
