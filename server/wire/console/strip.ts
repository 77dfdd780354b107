// One direction of a line as time against distance: planned trips, buses as they drove, and where they bunch or leave gaps.

import type { BilingualText } from '../messages.js';
import type { NetworkRoute } from './fleet.js';

/** Two buses much nearer to each other, or much further apart, than the timetable plans. */
export interface HeadwayTrouble {
  kind: 'bunching' | 'gap';
  /** The bus in front, and the one behind it. */
  ahead: string;
  behind: string;
  /** Where the one behind is. */
  along_m: number;
  actual_s: number;
  planned_s: number;
}

/** A trip by the timetable: `[epoch seconds, metres along, …]`, one pair a stop. */
export interface PlannedRun {
  trip_id: string;
  points: number[];
}

/** A bus as it drove in the last hour: `[epoch seconds, metres along, …]`. */
export interface DrivenRun {
  vehicle_id: string;
  trip_id: string;
  points: number[];
}

/** `GET /api/v1/console/strips/{route_id}/{direction}`. */
export interface Strip {
  route: NetworkRoute;
  direction: number;
  headsign: BilingualText;
  timezone: string;
  now: number;
  from: number;
  until: number;
  length_m: number;
  stops: { stop_id: string; name: BilingualText; along_m: number }[];
  planned: PlannedRun[];
  driven: DrivenRun[];
  trouble: HeadwayTrouble[];
}

/** A line in the list of strips: `GET /api/v1/console/strips`. */
export interface StripSummary {
  route: NetworkRoute;
  direction: number;
  headsign: BilingualText;
  vehicles: number;
  planned_headway_s: number | null;
  bunching: number;
  gaps: number;
}
