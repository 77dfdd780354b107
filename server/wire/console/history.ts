// The time machine, as the console and the server write it to each other. Types only.

import type { Patch, StopDepartures } from '../messages.js';
import type { Glass, RegisteredBoard } from './boards.js';

/** `GET /api/v1/console/history/stops/{stop_id}?from=…&until=…`: what a stop's document was. */
export interface StopHistory {
  stop_id: string;
  from: number;
  until: number;
  /** The document that stood at `from`, or the first one after it; null where nothing is known of that time. */
  first: { at: number; seq: number; doc: StopDepartures } | null;
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
