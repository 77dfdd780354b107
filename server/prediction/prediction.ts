// What is known of one trip instance beyond its timetable, call by call: the currency between prediction and departures.

import type { EpochS, OccupancyStatus, ServiceDate } from '../../feeds/model.js';

/** What happens to one call of a trip. `unknown`: nothing said, the timetable holds. `no_data`: said to be unknown (NO_DATA). */
export type CallState = 'unknown' | 'predicted' | 'skipped' | 'no_data' | 'passed';

/** MBTA's kinds: how sure a prediction can be at all. */
export type PredictionKind = 'mid_trip' | 'at_terminal' | 'next_trip';

/** One call of a trip instance. Times are null where unknown. `low`/`high` are the 10 % and 90 % quantiles of the departure. */
export interface CallPrediction {
  state: CallState;
  arrival: EpochS | null;
  departure: EpochS | null;
  low: EpochS | null;
  high: EpochS | null;
  /** Only where the agency moves the call to another platform (assigned_stop_id): that stop's index. */
  assignedStop?: number;
  /** Only where the agency tells the load at departure. */
  occupancy?: OccupancyStatus;
  /** Only where nobody may board here today: every later call is skipped, or the agency said so (pickup_type 1). */
  alightOnly?: true;
}

/** The calls of a trip that the timetable does not have (NEW, ADDED, REPLACEMENT) . */
export interface AddedCall {
  stop: number;
  sequence: number;
  scheduledArrival: EpochS | null;
  scheduledDeparture: EpochS | null;
  pickup: boolean;
}

/** A trip that is not in the timetable, or replaces one that is. Stops unknown to the timetable make the whole update a finding. */
export interface AddedTrip {
  tripId: string;
  route: number;
  headsign: string | null;
  calls: AddedCall[];
}

/** One trip instance. `calls[i]` is position i of the trip's pattern, or of `added.calls`. */
export interface TripPrediction {
  /** Compiled trip, or -1 for an added one. */
  trip: number;
  date: ServiceDate;
  /** `cancelled`: struck through; `deleted`: not shown at all; `replaced`: the timetable's calls give way to `added`. */
  relationship: 'scheduled' | 'cancelled' | 'deleted' | 'added' | 'replaced';
  basis: 'vehicle' | 'trip-update';
  kind: PredictionKind;
  /** When the datum behind it was measured at the bus, or made by the agency. */
  asOf: EpochS;
  vehicleId: string | null;
  occupancy: OccupancyStatus | null;
  calls: readonly CallPrediction[];
  added: AddedTrip | null;
}

/** A call of which nothing is known. */
export const UNKNOWN_CALL: CallPrediction = Object.freeze({
  state: 'unknown',
  arrival: null,
  departure: null,
  low: null,
  high: null,
});

/** Trip instances by service date and compiled trip; added trips apart, by trip_id and date. */
export interface PredictionLayer {
  byDate: ReadonlyMap<ServiceDate, ReadonlyMap<number, TripPrediction>>;
  added: readonly TripPrediction[];
}

/** Nothing known of any trip. */
export const EMPTY_LAYER: PredictionLayer = Object.freeze({ byDate: new Map(), added: [] });

/** What is known of a trip instance, or undefined. */
export function lookUp(layer: PredictionLayer, date: ServiceDate, trip: number): TripPrediction | undefined {
  return layer.byDate.get(date)?.get(trip);
}
