// The words that server and boards say to each other over `/ws` (contract, sections 3 and 4). Types only.

/** Text in the board's two languages. Both members are always filled. */
export interface BilingualText {
  bg: string;
  en: string;
}

/** `live` datum ≤ ageing_after_s old; `ageing` older; `timetable` no usable datum. The other three are what happened to the call. */
export type DepartureStatus = 'live' | 'ageing' | 'timetable' | 'cancelled' | 'skipped' | 'departed';
/** Where the expected time comes from. */
export type Basis = 'vehicle' | 'trip-update' | 'timetable';
/** How far a reader may trust the whole document. */
export type Freshness = 'live' | 'ageing' | 'timetable' | 'none';

/** The stop a document is about. */
export interface DocumentStop {
  stop_id: string;
  stop_code: string | null;
  stop_name: BilingualText;
  stop_lat: number | null;
  stop_lon: number | null;
  timezone: string;
}

/** The line of a departure; colours are six hex digits without `#`, or null. */
export interface DocumentRoute {
  route_id: string;
  route_short_name: string;
  route_type: number;
  route_color: string | null;
  route_text_color: string | null;
}

/** One row of a board. Times are POSIX seconds. */
export interface Departure {
  /** `start_date/trip_id/stop_sequence`, with `/start_time` after it for frequency-based trips. */
  id: string;
  trip_id: string;
  start_date: string;
  stop_sequence: number;
  stop_id: string;
  route: DocumentRoute;
  headsign: BilingualText;
  scheduled: number | null;
  expected: number | null;
  low: number | null;
  high: number | null;
  basis: Basis;
  status: DepartureStatus;
  as_of: number | null;
  vehicle_id: string | null;
  occupancy: string | null;
  wheelchair: boolean | null;
  platform: string | null;
  /** Last departure of the service day on this line and headsign at this stop. */
  last: boolean;
  /** Only for frequency-based trips without exact times: "about every … seconds". */
  headway_s?: number;
  /** False where the line has no tracking at all, so that a board can say so once. */
  tracked?: boolean;
}

/** An alert as a board shows it: plain text. */
export interface DocumentAlert {
  id: string;
  effect: string;
  header: BilingualText;
  description: BilingualText;
  until: number | null;
}

/** A dispatcher's message. */
export interface DocumentNotice {
  id: string;
  text: BilingualText;
  priority: number;
  spoken: boolean;
  until: number;
  /** Only where the notice is for some registered boards alone: their ids. */
  boards?: string[];
}

/** The first departure after the horizon, when the document has none. */
export interface NextService {
  scheduled: number;
  route: DocumentRoute;
  headsign: BilingualText;
}

/** The document behind every board (contract, section 3). */
export interface StopDepartures {
  stop: DocumentStop;
  generated_at: number;
  timetable_version: string;
  freshness: Freshness;
  departures: Departure[];
  alerts: DocumentAlert[];
  notices: DocumentNotice[];
  next_service: NextService | null;
}

/**
 * `[scheduled, index into routes, index into headsigns]`; then, as far as there is something to say: the headway in seconds of a
 * line without exact times (0: its times are exact), a sum of `TIMETABLE_MARKS`, an index into platforms.
 */
export type TimetableRow = [
  scheduled: number,
  route: number,
  headsign: number,
  headwayS?: number,
  marks?: number,
  platform?: number,
];

/** What a row of a timetable may be besides: the last of its line that day, accessible to wheelchairs, known not to be. */
export const TIMETABLE_MARKS = { last: 1, wheelchair: 2, noWheelchair: 4 } as const;

/** The scheduled departures of one stop for the hours to come: what a board lives from without a server. */
export interface StopTimetable {
  stop: DocumentStop;
  timetable_version: string;
  generated_at: number;
  /** Departures in [from, until), POSIX seconds. */
  from: number;
  until: number;
  routes: DocumentRoute[];
  headsigns: BilingualText[];
  /** Platform codes, where the stop has any. */
  platforms?: string[];
  departures: TimetableRow[];
}

/** One call of a journey; `expected` is null unless live or ageing. */
export interface JourneyCall {
  stop_id: string;
  stop_name: BilingualText;
  stop_sequence: number;
  scheduled: number;
  expected: number | null;
  status: 'passed' | 'live' | 'ageing' | 'timetable' | 'skipped' | 'cancelled';
}

/** One trip instance call by call; `vehicle` is at `stop_sequence`, or will reach it next. */
export interface TripJourney {
  trip_id: string;
  start_date: string;
  generated_at: number;
  route: DocumentRoute;
  headsign: BilingualText;
  vehicle: { vehicle_id: string; as_of: number; stop_sequence: number; at_stop: boolean } | null;
  calls: JourneyCall[];
}

/** A document without its departures: what a patch's `head` may change. */
export type DocumentHead = Omit<StopDepartures, 'departures'>;

/** Cut-offs and intervals that a board obeys; sent with `welcome`. */
export interface Policy {
  beat_s: number;
  ageing_after_s: number;
  timetable_after_s: number;
  departed_for_s: number;
  cancelled_for_s: number;
  clock_time_from_min: number;
  reconnect_first_s: number;
  reconnect_s: number;
}

/** Board → server, first message, within 10 s. `have` names the `seq` a board still holds of each stop. */
export interface Hello {
  type: 'hello';
  protocol: 1;
  stops: string[];
  board?: string;
  token?: string;
  have?: Record<string, number>;
  client?: { build?: string; layout?: string };
}
/** Board → server: a patch did not fit; send the whole state. */
export interface Ask {
  type: 'ask';
  stop: string;
}
/** Board → server: what is on the glass. */
export interface Shown {
  type: 'shown';
  board?: string;
  stop: string;
  seq: number;
  hash: string;
  rows: number;
  oldest: number | null;
  drawn_at: number;
  /** Ids of the dispatchers' notices that stand on the glass. */
  notices?: string[];
}
/** What a page can complain of: a script failed, a file did not load, the service worker did not install, the voice was silent. */
export type ReportKind = 'script' | 'load' | 'worker' | 'voice';
/** Board → server: something failed on the page. `at` is a place in our own files, never a text of the error. */
export interface Report {
  type: 'report';
  kind: ReportKind;
  at: string;
}
export type BoardMessage = Hello | Ask | Shown | Report;

export interface Welcome {
  type: 'welcome';
  protocol: 1;
  now: number;
  build: string;
  policy: Policy;
}
export interface State {
  type: 'state';
  stop: string;
  seq: number;
  doc: StopDepartures;
}
/** `base` is the seq it applies to; `put` holds whole departures, `drop` ids, `head` changed top-level members. */
export interface Patch {
  type: 'patch';
  stop: string;
  base: number;
  seq: number;
  put?: Departure[];
  drop?: string[];
  head?: Partial<DocumentHead>;
}
export interface Beat {
  type: 'beat';
  now: number;
}
/** A closed list. Fatal ones are followed by a close. */
export type ErrorCode =
  | 'unknown_stop'
  | 'bad_message'
  | 'unsupported_protocol'
  | 'hello_timeout'
  | 'too_many_stops'
  | 'too_many_messages'
  | 'unauthorised'
  | 'not_ready';
export interface ErrorMessage {
  type: 'error';
  code: ErrorCode;
  message: string;
  stop?: string;
}
/** Server → board: load the page anew, after a while of your own choice within this time. */
export interface Reload {
  type: 'reload';
  within_s: number;
}
export type ServerMessage = Welcome | State | Patch | Beat | ErrorMessage | Reload;

/** The WebSocket subprotocol. */
export const SUBPROTOCOL = 'tablo.v1';
