// What the HTTP API tells of stops, vehicles and feeds, made of what the live state holds.

import type { FeedHealth } from '../../feeds/health.js';
import type { EpochS } from '../../feeds/model.js';
import type { StopViews } from '../departures/stop-view.js';
import type { FeedSummary, StopSummary, VehicleSummary } from '../http/schemas.js';
import type { Timetable } from '../timetable/timetable.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import type { BilingualText } from '../wire/messages.js';

/** A stop as a search finds it. */
export function stopSummary(views: StopViews, index: number, distanceM: number | null): StopSummary {
  const { timezone: _, ...document } = views.stop(index).document;
  return {
    ...document,
    routes: lineNames(views, index),
    location_type: views.timetable.stop(index).locationType,
    distance_m: distanceM === null ? null : Math.round(distanceM),
  };
}

/** Names of lines and stops by their ids; what the timetable does not know (any more) is called by its id. */
export function namesOf(views: StopViews | null): {
  line: (routeId: string) => string;
  stop: (stopId: string) => BilingualText;
} {
  return {
    line: (routeId) => {
      const index = views?.timetable.routeIndex(routeId) ?? -1;
      return views && index >= 0 ? views.route(index).route_short_name : routeId;
    },
    stop: (stopId) => {
      const index = views?.timetable.stopIndex(stopId) ?? -1;
      return views && index >= 0 ? views.stop(index).document.stop_name : { bg: stopId, en: stopId };
    },
  };
}

function lineNames(views: StopViews, index: number): string[] {
  const names = new Set(
    views
      .stop(index)
      .routes()
      .map(({ name }) => name),
  );
  return [...names].sort(LINE_ORDER.compare);
}

/** Lines as people count them: 2 before 2А before 10. */
const LINE_ORDER = new Intl.Collator('bg', { numeric: true });

/** A tracked vehicle. */
export function vehicleSummary(views: StopViews, vehicle: TrackedVehicle, now: EpochS): VehicleSummary {
  const { fix, trip, nextPosition } = vehicle;
  const { timetable } = views;
  return {
    vehicle_id: vehicle.vehicleId,
    label: fix.label,
    lat: fix.lat,
    lon: fix.lon,
    bearing: fix.bearingDeg,
    timestamp: Math.floor(fix.timestamp),
    age_s: Math.max(0, Math.round(now - fix.timestamp)),
    phase: vehicle.phase,
    trip: trip >= 0 ? tripSummary(views, timetable, trip, vehicle.date) : claimedTrip(vehicle),
    stop:
      trip >= 0 && nextPosition !== null
        ? {
            stop_id: timetable.stop(timetable.stopAt(trip, nextPosition)).stopId,
            stop_sequence: timetable.sequenceAt(trip, nextPosition),
            at_stop: vehicle.atStop,
          }
        : null,
    deviation_s: vehicle.deviationS === null ? null : Math.round(vehicle.deviationS),
    occupancy: fix.occupancyStatus,
    silence: vehicle.silence,
  };
}

function tripSummary(views: StopViews, timetable: Timetable, trip: number, date: string | null) {
  const route = timetable.data.tripRoute[trip]!;
  return {
    trip_id: timetable.data.tripIds[trip]!,
    start_date: date,
    route_id: timetable.routeOf(trip).routeId,
    route_short_name: views.route(route).route_short_name,
    headsign: views.headsign(trip, 0),
  };
}

/** A trip that the feed names and the timetable does not have. */
function claimedTrip({ fix }: TrackedVehicle): VehicleSummary['trip'] {
  if (!fix.trip?.tripId) return null;
  return {
    trip_id: fix.trip.tripId,
    start_date: fix.trip.startDate,
    route_id: fix.trip.routeId,
    route_short_name: null,
    headsign: null,
  };
}

const FEED_STATE: Readonly<Record<FeedHealth['state'], FeedSummary['state']>> = {
  starting: 'waiting',
  ok: 'live',
  held: 'live',
  stale: 'stale',
  ended: 'stale',
  failing: 'failing',
};

/** A realtime feed's health. */
export function feedSummary(health: FeedHealth): FeedSummary {
  return {
    name: health.kind.replaceAll('_', '-'),
    kind: health.kind.replaceAll('_', '-'),
    source: health.source,
    state: FEED_STATE[health.state],
    last_fetch: whole(health.last_fetch),
    last_new_data: whole(health.last_new_data),
    age_s: whole(health.age_s),
    entities: health.entities,
    findings: Object.fromEntries(health.findings.map(({ rule, count }) => [rule, count])),
    next_fetch: whole(health.next_fetch),
    last_error: health.last_failure,
  };
}

function whole(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}
