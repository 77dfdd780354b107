// Realtime records in a test: only what the test is about is written, everything else is absent as in a feed.

import type { StopTimeEvent, StopTimeUpdate, TripDescriptor, TripUpdate, VehiclePosition } from '../../feeds/model.js';
import { place } from './town.js';

/** A stop time event of which only this is said. */
export function event(said: Partial<StopTimeEvent>): StopTimeEvent {
  return { timeS: null, delayS: null, uncertaintyS: null, scheduledTimeS: null, ...said };
}

/** A stop time update, SCHEDULED unless said otherwise. */
export function stopUpdate(said: Partial<StopTimeUpdate>): StopTimeUpdate {
  return {
    stopSequence: null,
    stopId: null,
    arrival: null,
    departure: null,
    relationship: 'SCHEDULED',
    assignedStopId: null,
    stopHeadsign: null,
    pickupType: null,
    dropOffType: null,
    departureOccupancyStatus: null,
    ...said,
  };
}

/** A trip descriptor, SCHEDULED unless said otherwise. */
export function descriptor(said: Partial<TripDescriptor>): TripDescriptor {
  return {
    tripId: null,
    routeId: null,
    directionId: null,
    startDate: null,
    startTimeS: null,
    relationship: 'SCHEDULED',
    ...said,
  };
}

/** A trip update of a trip_id (or descriptor). */
export function tripUpdate(
  trip: string | Partial<TripDescriptor>,
  stopTimeUpdates: StopTimeUpdate[],
  said: Partial<Omit<TripUpdate, 'trip' | 'stopTimeUpdates'>> = {},
): TripUpdate {
  const named = descriptor(typeof trip === 'string' ? { tripId: trip } : trip);
  return {
    entityId: named.tripId ?? 'entity',
    trip: named,
    vehicleId: null,
    timestamp: 0,
    delayS: null,
    stopTimeUpdates,
    properties: null,
    ...said,
  };
}

/** A vehicle's report at a point of the town. */
export function fix(
  timestamp: number,
  [eastM, northM]: [number, number],
  said: Partial<Omit<VehiclePosition, 'trip' | 'timestamp'>> & { trip?: string | Partial<TripDescriptor> | null } = {},
): VehiclePosition {
  const { trip, ...rest } = said;
  return {
    entityId: 'v1',
    vehicleId: 'v1',
    label: null,
    trip: trip === null ? null : descriptor(typeof trip === 'object' ? trip : { tripId: trip ?? 't' }),
    ...place(eastM, northM),
    bearingDeg: null,
    speedMps: null,
    currentStopSequence: null,
    stopId: null,
    currentStatus: null,
    occupancyStatus: null,
    occupancyPercentage: null,
    timestamp,
    timestampSource: 'vehicle',
    ...rest,
  };
}
