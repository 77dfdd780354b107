// One vehicle as a dispatcher asks about it: its trip, what is predicted of it with the band, its last hour, why it is silent.

import type { EpochS } from '../../feeds/model.js';
import type { StopViews } from '../departures/stop-view.js';
import type { TripPrediction } from '../prediction/prediction.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import type { VehicleCall, VehicleDetail } from '../wire/console/fleet.js';
import { networkRoute } from './strip.js';
import type { Trace } from './trails.js';

/** Calls ahead that are told. */
export const CALLS_AT_MOST = 40;

/** All that is known of it. */
export function vehicleDetail(
  views: StopViews,
  vehicle: TrackedVehicle,
  predictions: readonly TripPrediction[],
  trail: readonly Trace[],
): VehicleDetail {
  const { fix, phase, silence, deviationS, offsetM } = vehicle;
  return {
    vehicle_id: vehicle.vehicleId,
    label: fix.label,
    at: Math.floor(fix.timestamp),
    phase,
    silence,
    deviation_s: deviationS === null ? null : Math.round(deviationS),
    offset_m: offsetM === null ? null : Math.round(offsetM),
    occupancy: fix.occupancyStatus,
    trip: tripOf(views, vehicle),
    calls: callsAhead(views, vehicle, predictions),
    trail: trail.map(({ at, lat, lon, alongM, deviationS: deviation }) => ({
      at,
      lat,
      lon,
      along_m: alongM === null ? null : Math.round(alongM),
      deviation_s: deviation,
    })),
  };
}

function tripOf(views: StopViews, { trip, date, fix }: TrackedVehicle): VehicleDetail['trip'] {
  const { data } = views.timetable;
  if (trip >= 0) {
    return {
      trip_id: data.tripIds[trip]!,
      start_date: date,
      route: networkRoute(views, data.tripRoute[trip]!),
      headsign: views.headsign(trip, 0),
      block_id: data.blockIds[data.tripBlock[trip]!] ?? null,
    };
  }
  if (!fix.trip?.tripId) return null;
  const route = fix.trip.routeId ? views.timetable.routeIndex(fix.trip.routeId) : -1;
  return {
    trip_id: fix.trip.tripId,
    start_date: fix.trip.startDate,
    route: route < 0 ? null : networkRoute(views, route),
    headsign: null,
    block_id: null,
  };
}

function callsAhead(
  views: StopViews,
  { trip, date, nextPosition }: TrackedVehicle,
  predictions: readonly TripPrediction[],
): VehicleCall[] {
  if (trip < 0 || date === null) return [];
  const { timetable } = views;
  const start: EpochS = timetable.dayStart(date);
  const own = predictions.find((prediction) => prediction.trip === trip && prediction.date === date);
  const calls: VehicleCall[] = [];
  for (let p = nextPosition ?? 0; p < timetable.callCount(trip) && calls.length < CALLS_AT_MOST; p++) {
    const call = own?.calls[p];
    const predicted = call?.state === 'predicted' ? call : null;
    const { stop_id, stop_name } = views.stop(timetable.stopAt(trip, p)).document;
    calls.push({
      stop_id,
      stop_name,
      scheduled: start + timetable.departureS(trip, p),
      expected: rounded(predicted?.departure ?? predicted?.arrival),
      low: rounded(predicted?.low),
      high: rounded(predicted?.high),
    });
  }
  return calls;
}

function rounded(at: EpochS | null | undefined): EpochS | null {
  return at === null || at === undefined ? null : Math.round(at);
}
