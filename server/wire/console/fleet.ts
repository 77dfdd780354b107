// The map of the console: vehicles as the topic `vehicles` tells them, the network they run on, one vehicle's detail.

import type { BilingualText } from '../messages.js';

/** What a vehicle is doing; the number in a row is the place in this list. */
export const PHASES = ['in_progress', 'layover', 'deadhead', 'off_route', 'unassigned'] as const;
export type PhaseName = (typeof PHASES)[number];

/** Why a vehicle predicts nothing; the number in a row is the place in this list. */
export const SILENCES = [
  'no_trip',
  'unknown_trip',
  'trip_not_today',
  'off_route',
  'no_progress',
  'stale_position',
  'finished',
  'implausible',
  'trip_taken',
  'cancelled',
] as const;
export type SilenceName = (typeof SILENCES)[number];

/**
 * A vehicle in a row, as short as it may be: 600 of them go over the wire at every poll. The key of the item is its id.
 * Degrees have five decimals (1 m); `at` is when it was measured; `route` is a place in the network's routes, -1 unknown;
 * `direction` is GTFS direction_id, -1 unknown; `deviationS` is behind (positive) or ahead of the timetable.
 */
export type VehicleRow = [
  lat: number,
  lon: number,
  bearingDeg: number | null,
  at: number,
  route: number,
  direction: number,
  phase: number,
  silence: number | null,
  deviationS: number | null,
  tripId: string | null,
  label: string | null,
];

/** The head of the topic `vehicles`: which network its routes are of. */
export interface VehiclesHead {
  timetable_version: string | null;
}

/** A line of the network. */
export interface NetworkRoute {
  route_id: string;
  name: string;
  color: string | null;
  text_color: string | null;
}

/** A stop on the map. */
export interface NetworkStop {
  stop_id: string;
  stop_code: string | null;
  name: BilingualText;
  lat: number;
  lon: number;
}

/** Where a line runs: `points` is `[lon, lat, lon, lat, …]`. */
export interface NetworkShape {
  route: number;
  direction: number;
  points: number[];
}

/** All that does not move: `GET /api/v1/console/network`. */
export interface Network {
  timetable_version: string;
  timezone: string;
  routes: NetworkRoute[];
  stops: NetworkStop[];
  shapes: NetworkShape[];
  /** Address of a MapLibre style for what lies under the lines, where one is configured. */
  style_url: string | null;
}

/** One stop still ahead of a vehicle, with the band in which it is expected (10 and 90 % quantiles). */
export interface VehicleCall {
  stop_id: string;
  stop_name: BilingualText;
  scheduled: number;
  expected: number | null;
  low: number | null;
  high: number | null;
}

/** One place of its last hour; `along_m` is metres along the line of its trip then, null off any trip. */
export interface TrailPoint {
  at: number;
  lat: number;
  lon: number;
  along_m: number | null;
  deviation_s: number | null;
}

/** One vehicle: `GET /api/v1/console/vehicles/{id}`. */
export interface VehicleDetail {
  vehicle_id: string;
  label: string | null;
  at: number;
  phase: PhaseName;
  silence: SilenceName | null;
  deviation_s: number | null;
  offset_m: number | null;
  occupancy: string | null;
  trip: {
    trip_id: string;
    start_date: string | null;
    route: NetworkRoute | null;
    headsign: BilingualText | null;
    block_id: string | null;
  } | null;
  calls: VehicleCall[];
  trail: TrailPoint[];
}
