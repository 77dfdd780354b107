// The feeds as a dispatcher sees them: health, findings with examples, the last day minute by minute, timetable versions.

/** What a feed's data broke, how often, and one example. */
export interface FeedFinding {
  rule: string;
  verdict: 'reject' | 'keep' | 'note';
  /** What the rule says, in English, from the rule's own table; null where none says more. */
  says: string | null;
  count: number;
  example: string;
}

/** One feed: an item of the topic `feeds`. Times are POSIX seconds. */
export interface ConsoleFeed {
  name: string;
  kind: string;
  source: string;
  state: 'waiting' | 'live' | 'stale' | 'failing';
  last_fetch: number | null;
  next_fetch: number | null;
  last_new_data: number | null;
  /** When its newest data was made, by its own word. */
  data_at: number | null;
  entities: number | null;
  last_error: string | null;
  bytes: number | null;
  latency_ms: number | null;
  findings: FeedFinding[];
}

/** The last day of one feed in columns, a minute a row; null where nothing was known. */
export interface FeedHistory {
  name: string;
  at: number[];
  age_s: (number | null)[];
  entities: (number | null)[];
  findings: (number | null)[];
  bytes: (number | null)[];
  latency_ms: (number | null)[];
}

/** `serving`; `held` waits for a dispatcher; `earlier` served once and can be rolled back to; `refused` was turned away. */
export type VersionState = 'serving' | 'held' | 'earlier' | 'refused';

/** `used`: it began to serve; `left`: a dispatcher rolled back from it; `superseded`: it was held, and a newer one came. */
export type VersionWord = 'used' | 'held' | 'approved' | 'rolled_back' | 'left' | 'turned_away' | 'superseded';

/** What was done with a version. */
export interface VersionAct {
  word: VersionWord;
  at: number;
  /** Name of the person; null where the server did it itself. */
  by: string | null;
}

/** One version of the timetable. */
export interface TimetableVersion {
  version: string;
  state: VersionState;
  /** When it was first seen, and when it began to serve. */
  seen_at: number;
  served_at: number | null;
  stops: number;
  routes: number;
  trips: number;
  /** Trips of the seven days from when it was seen. */
  trips_ahead: number;
  first_date: string | null;
  last_date: string | null;
  /** Why it is held or was refused. */
  reason: string | null;
  /** What was done with it, the newest last; empty where that is no longer known. */
  acts: VersionAct[];
  /** Its compiled file is still here, so that it can serve. */
  kept: boolean;
}

/** `GET /api/v1/console/timetable`. */
export interface TimetableVersions {
  source: string;
  checked_at: number | null;
  failure: string | null;
  versions: TimetableVersion[];
}

/** Longest list in a difference. */
export const NAMED_AT_MOST = 300;

/** A stop or line that came or went. */
export interface NamedPart {
  id: string;
  name: string;
}

/** A line whose trips of the next seven days are more or fewer than before. */
export interface LineDifference {
  route_id: string;
  name: string;
  trips_before: number;
  trips_after: number;
}

/** One version beside another: what a swap would bring and take. */
export interface TimetableDifference {
  before: string;
  after: string;
  /** Trips of the seven days from now. */
  trips_before: number;
  trips_after: number;
  /** How many there are of each; the lists below name at most the first `NAMED_AT_MOST`. */
  counts: {
    stops_gained: number;
    stops_lost: number;
    stops_moved: number;
    lines_gained: number;
    lines_lost: number;
    lines_changed: number;
  };
  stops_gained: NamedPart[];
  stops_lost: NamedPart[];
  stops_moved: (NamedPart & { by_m: number })[];
  lines_gained: NamedPart[];
  lines_lost: NamedPart[];
  lines_changed: LineDifference[];
}
