// One vehicle as Tablo sees it: where it is on which trip, in which phase, and why it has no prediction if it has none.

import type { EpochS, ServiceDate, VehiclePosition } from '../../feeds/model.js';
import type { Places } from './places.js';

/** What the vehicle is doing (OneBusAway NYC's journey phases, shortened). */
export type Phase = 'in_progress' | 'layover' | 'deadhead' | 'off_route' | 'unassigned';

/** Why a vehicle predicts nothing: a closed list, shown to dispatchers. */
export type SilenceReason =
  | 'no_trip'
  | 'unknown_trip'
  | 'trip_not_today'
  | 'off_route'
  | 'no_progress'
  | 'stale_position'
  | 'finished'
  | 'implausible'
  | 'trip_taken'
  | 'cancelled';

/** The state kept per vehicle between its reports. */
export interface TrackedVehicle {
  vehicleId: string;
  /** The newest report that was accepted. */
  fix: VehiclePosition;
  /** Compiled trip, or -1. */
  trip: number;
  date: ServiceDate | null;
  phase: Phase;
  /** Metres along the trip's line; less than before on the same trip only where the place before proved wrong. */
  distanceM: number | null;
  /** Where else on its line it may be. */
  places?: Places | null | undefined;
  /** Reports in a row that agreed on its place, and since when it seems to be behind it. */
  sightings?: number | undefined;
  behindSince?: EpochS | undefined;
  /** Distance from the line, metres. */
  offsetM: number | null;
  /** Position in the trip of the call it is at, or will reach next. */
  nextPosition: number | null;
  atStop: boolean;
  /** Behind (positive) or ahead of (negative) the timetable, seconds. */
  deviationS: number | null;
  /** When it last moved on by a meaningful distance. */
  progressAt: EpochS;
  /** Where it was then, metres along the line. */
  progressM?: number | undefined;
  /** Since when it stands, and where, metres along the line. */
  standSince?: EpochS | undefined;
  standM?: number | undefined;
  /** When it was first seen to have left calls behind, and from which position on they were left then. */
  leftAt?: EpochS | undefined;
  leftFrom?: number | undefined;
  /** Reports in a row that lay beyond the gate of its line. */
  offRouteFixes?: number | undefined;
  silence: SilenceReason | null;
}
