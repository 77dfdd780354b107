// The time machine, as the console and the server write it to each other. Types only.

import type { Patch, StopDepartures } from '../messages.js';
import type { Glass, RegisteredBoard } from './boards.js';

/** A bus left a stop: the row that it was, when, and which bus. */
export interface HistoryPassing {
  row_id: string;
  at: number;
  vehicle_id: string;
}

/** `GET /api/v1/console/history/failures?from=…&until=…`, a day at most: what boards failed to tell, the newest first. */
export interface HistoryFailures {
  failures: {
    /** `missed`: a bus passed a lit stop without being promised; `ghost`: promised within three minutes, and not seen. */
    kind: 'missed' | 'ghost';
    at: number;
    stop_id: string;
    route_id: string;
    row_id: string;
  }[];
  /** How many there are; the list has the newest of them. */
  total: number;
}

/** `GET /api/v1/console/history/stops/{stop_id}?from=…&until=…`: what a stop's document was. */
export interface StopHistory {
  stop_id: string;
  from: number;
  until: number;
  /** The document that stood at `from`, or the first one after it; null where nothing is known of that time. */
  first: { at: number; seq: number; doc: StopDepartures } | null;
  /** Buses that left the stop, until an hour after `until`: where they were seen, never where they were expected. */
  passed: HistoryPassing[];
  /** What followed, each with the moment at which it came to stand. */
  changes: { at: number; patch: Patch }[];
}

/** `GET /api/v1/console/history/boards/{board_id}?from=…&until=…`: what a board told of its glass. */
export interface BoardHistory {
  /** As it is registered now. */
  board: RegisteredBoard;
  /** What is said of `told_at`, `seq` and so on is of then. */
  glass: Omit<Glass, 'oldest' | 'notices'>[];
}

/** `GET /api/v1/console/history`: the days of which something is kept, `YYYY-MM-DD` (UTC). */
export interface HistoryDays {
  days: string[];
}
