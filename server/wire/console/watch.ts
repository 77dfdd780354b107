// What the console's first screen is told: the problems that need a person, and the figures that show that all is well.

/** `alarm`: riders are misled now; `warning`: a person must act today; `note`: work for a quiet hour. */
export type Severity = 'alarm' | 'warning' | 'note';

/** Whom a problem touches: lines by their names, how many stops, and how many boards that show them are lit now. */
export interface Touched {
  lines: string[];
  stops: number;
  boards: number;
}

/** A registered board, as a problem names it. */
export interface BoardRef {
  board_id: string;
  name: string;
}

/** What is wrong, by kind: a closed list. Times are POSIX seconds. */
export type ProblemDetail =
  | { kind: 'feed_stale'; feed: string; age_s: number | null; failure: string | null }
  | { kind: 'timetable_expiring'; last_date: string | null; days_left: number | null }
  | { kind: 'timetable_held'; version: string | null; reason: string }
  | { kind: 'line_untracked'; route_id: string }
  | { kind: 'trips_unmatched'; feed: string; unmatched: number; total: number; example: string | null }
  | { kind: 'bus_off_route'; route_id: string; vehicles: string[] }
  | { kind: 'board_silent'; boards: BoardRef[] }
  | { kind: 'board_old_rows'; boards: BoardRef[] }
  | { kind: 'quality_fallen'; route_id: string; share: number; usual: number; predictions: number }
  | { kind: 'stage_parked'; stage: string; reason: string }
  | { kind: 'store_trouble'; mode: 'read-only' | 'away' };
/** The kinds of problem. */
export type ProblemKind = ProblemDetail['kind'];

/** One line of the first screen. `since` is when it began, not when it was noticed. */
export type Problem = ProblemDetail & { id: string; severity: Severity; since: number; touched: Touched };

/** The figures that show how well all is. Null is "there is no such thing here". */
export interface WatchFigures {
  feeds_live: number;
  feeds: number;
  vehicles: number;
  /** Of them with a prediction. */
  vehicles_predicted: number;
  /** Lines that should be on the road now, and of them those that are heard of. */
  lines: number;
  lines_tracked: number;
  /** Boards whose socket is open now, registered or not. */
  boards_lit: number;
  /** Registered boards, and of them those that show what they should. */
  boards: number | null;
  boards_right: number | null;
  timetable_days_left: number | null;
  timetable_version: string | null;
  /** The city's zone, in which its times are shown. */
  timezone: string | null;
  /** The moment of these figures by the server's clock. */
  at: number;
}
