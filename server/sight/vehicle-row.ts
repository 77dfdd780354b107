// A tracked vehicle as short as it goes over the wire: see server/wire/console/fleet.ts.

import type { Timetable } from '../timetable/timetable.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import { PHASES, SILENCES, type VehicleRow } from '../wire/console/fleet.js';

const DEGREE_DECIMALS = 1e5;

/** The row of a vehicle. */
export function vehicleRow(timetable: Timetable, vehicle: TrackedVehicle): VehicleRow {
  const { fix, trip, phase, silence, deviationS } = vehicle;
  const { tripRoute, tripDirection, tripIds } = timetable.data;
  const claimed = fix.trip?.routeId ? timetable.routeIndex(fix.trip.routeId) : -1;
  return [
    Math.round(fix.lat * DEGREE_DECIMALS) / DEGREE_DECIMALS,
    Math.round(fix.lon * DEGREE_DECIMALS) / DEGREE_DECIMALS,
    fix.bearingDeg === null ? null : Math.round(fix.bearingDeg),
    Math.floor(fix.timestamp),
    trip >= 0 ? tripRoute[trip]! : claimed,
    trip >= 0 ? tripDirection[trip]! : (fix.trip?.directionId ?? -1),
    PHASES.indexOf(phase),
    silence === null ? null : SILENCES.indexOf(silence),
    deviationS === null ? null : Math.round(deviationS),
    trip >= 0 ? tripIds[trip]! : (fix.trip?.tripId ?? null),
    fix.label,
  ];
}
