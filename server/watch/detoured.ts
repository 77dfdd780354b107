// Lines that an alert sends by another way now: their buses are rightly off the line.

import type { Alert, EpochS } from '../../feeds/model.js';
import { periodAt } from '../departures/alerts.js';
import type { Timetable } from '../timetable/timetable.js';

/** Their route_ids. An alert for one trip is taken for its line: the street is closed for all. */
export function detouredRoutes(alerts: readonly Alert[], timetable: Timetable, now: EpochS): Set<string> {
  const routes = new Set<string>();
  for (const alert of alerts) {
    if (alert.effect !== 'DETOUR' || periodAt(alert, now) === null) continue;
    for (const { routeId, trip } of alert.informedEntities) {
      const named = trip?.tripId == null ? undefined : timetable.trips(trip.tripId)[0];
      const route = routeId ?? trip?.routeId ?? (named === undefined ? null : timetable.routeOf(named).routeId);
      if (route !== null) routes.add(route);
    }
  }
  return routes;
}
