// Vehicles of a test: on a trip, so far along it, at a time.

import type { VehiclePosition } from '../../../feeds/model.js';
import type { Timetable } from '../../../server/timetable/timetable.js';
import type { TrackedVehicle } from '../../../server/tracking/vehicle.js';
import { place } from '../../support/town.js';

export function report(vehicleId: string, at: number, eastM: number): VehiclePosition {
  return {
    entityId: vehicleId,
    vehicleId,
    label: `№ ${vehicleId}`,
    trip: null,
    ...place(eastM, 0),
    bearingDeg: 90,
    speedMps: null,
    currentStopSequence: null,
    stopId: null,
    currentStatus: null,
    occupancyStatus: null,
    occupancyPercentage: null,
    timestamp: at,
    timestampSource: 'vehicle',
  };
}

/** A vehicle on a trip, `alongM` along it; the town's straight street makes that metres east too. */
export function onTrip(
  timetable: Timetable,
  vehicleId: string,
  tripId: string,
  at: number,
  alongM: number,
  change: Partial<TrackedVehicle> = {},
): TrackedVehicle {
  return {
    vehicleId,
    fix: report(vehicleId, at, alongM),
    trip: timetable.trips(tripId)[0]!,
    date: '20260216',
    phase: 'in_progress',
    distanceM: alongM,
    offsetM: 3,
    nextPosition: 1,
    atStop: false,
    deviationS: 30,
    progressAt: at,
    silence: null,
    ...change,
  };
}
