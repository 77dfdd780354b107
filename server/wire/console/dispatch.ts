// What dispatchers order and say to riders, as the console and the server write it to each other. Types only.

import type { BilingualText } from '../messages.js';

/** One run on one day; `start_time_s` (GTFS time in seconds) only where frequencies make several of one trip. */
export interface OrderedTrip {
  trip_id: string;
  start_date: string;
  start_time_s: number | null;
}

/** An order on the service, by kind (Transmodel: CONTROL ACTION). */
export type Order =
  /** This run does not take place; its rows are struck through until after their time. */
  | { kind: 'cancel-trip'; trip: OrderedTrip }
  /** This run takes place although the agency's feed cancelled it. */
  | { kind: 'reinstate-trip'; trip: OrderedTrip }
  /** This run leaves every stop that much after its timetable, until its vehicle is seen on the way. */
  | { kind: 'delay-trip'; trip: OrderedTrip; delay_s: number }
  /** No line calls here; with `moved_to` they call there instead. `text` is added to the alert. */
  | { kind: 'close-stop'; stop_id: string; moved_to: string | null; text: BilingualText }
  /** These lines and stops fall to the timetable: what is predicted is not believed. */
  | { kind: 'suppress-predictions'; route_ids: string[]; stop_ids: string[] }
  /** These lines drive another way and do not call at these stops. */
  | { kind: 'detour'; route_ids: string[]; stop_ids: string[]; text: BilingualText };

/** Whom a notice is for. A ring is a polygon of [lat, lon] without its first point again at the end. */
export type NoticeScope =
  | { kind: 'stops'; stop_ids: string[] }
  | { kind: 'lines'; route_ids: string[] }
  | { kind: 'area'; ring: [lat: number, lon: number][] }
  | { kind: 'boards'; board_ids: string[] }
  | { kind: 'all' };

/** A dispatcher's message to riders. */
export interface Notice {
  kind: 'notice';
  text: BilingualText;
  scope: NoticeScope;
  /** 0 informs; higher ones stand before lower ones. */
  priority: number;
  spoken: boolean;
}

/** What an entry of the control room says. */
export type DispatchContent = Notice | Order;

/** How far an entry has come. `awaiting`: it needs a second person's word before it goes out. */
export type EntryStatus = 'awaiting' | 'standing' | 'withdrawn';

/** One notice or order, with its life. Times are POSIX seconds. */
export interface DispatchEntry {
  id: string;
  content: DispatchContent;
  start: number;
  /** Null only for orders that end by themselves (a run) or hold until they are withdrawn. */
  end: number | null;
  /** Stops it reached when it was written. */
  stop_count: number;
  status: EntryStatus;
  by: string;
  at: number;
  confirmed_by: string | null;
  confirmed_at: number | null;
  withdrawn_by: string | null;
  withdrawn_at: number | null;
}

/** A text to begin from. */
export interface NoticeTemplate {
  id: string;
  name: string;
  text: BilingualText;
  priority: number;
  spoken: boolean;
}

/** One switch for all texts of dispatchers: while it is on, boards show the feeds alone. */
export interface Silence {
  on: boolean;
  by: string | null;
  since: number | null;
}

/** The whole of the control room's word: `GET /api/v1/console/dispatch`. */
export interface DispatchBook {
  silence: Silence;
  /** In force, to come, awaiting, and what ended within the last days; newest first. */
  entries: DispatchEntry[];
  templates: NoticeTemplate[];
  /** More stops than this need a second person. */
  second_person_above_stops: number;
  /** Longest life that is not an administrator's to give. */
  longest_s: number;
  text_limit: number;
}

/** Why something is not sent as it is written; a closed list. */
export type DraftProblem =
  | 'text_missing'
  | 'text_too_long'
  | 'scope_empty'
  | 'scope_unknown'
  | 'end_missing'
  | 'end_not_after_start'
  | 'end_past'
  | 'too_long_a_life'
  | 'trip_unknown'
  | 'stop_unknown'
  | 'route_unknown'
  | 'delay_out_of_range';

/** What an entry would do, before it is sent. */
export interface Rehearsal {
  problems: DraftProblem[];
  stops: { stop_id: string; stop_name: BilingualText }[];
  boards: number;
  needs_second_person: boolean;
}

/** Why a board does not show a notice that concerns it; a closed list. */
export type MissingReason =
  /** No display was ever seen. */
  | 'no_display'
  /** It is not connected. */
  | 'silent'
  /** It is connected and tells nothing of its glass. */
  | 'not_drawing'
  /** It shows a document from before the notice. */
  | 'old_rows'
  /** It was sent just now, or its turn has not come. */
  | 'coming'
  /** It sleeps for the night, and turns no pages. */
  | 'asleep'
  /** Another notice stands in its place. */
  | 'behind'
  /** It was drawn, and cannot be read on the glass: clipped, covered, hidden. */
  | 'unreadable';

/** One board that does not show a notice; `by` is the notice that stands there instead. */
export interface MissingBoard {
  board_id: string;
  why: MissingReason;
  by: string | null;
}

/** How far a notice in force has come among the registered boards. */
export interface NoticeReach {
  /** Boards that it is for. */
  concerned: number;
  /** Boards whose page reads it off the glass. */
  on_glass: number;
  /** Boards whose page is too old to read its glass, and has drawn a document with the notice. */
  by_document: number;
  /** Boards in their quiet hours, where it is to be spoken: they say nothing by themselves. */
  quiet: number;
  missing: Partial<Record<MissingReason, number>>;
  /** Some of those that are missing, the worst first. */
  named: MissingBoard[];
}

/** An entry as the topic `notices` tells it. */
export interface EntryNow {
  entry: DispatchEntry;
  /** Registered boards that say it stands on their glass. */
  showing: number;
  /** Only of notices in force that are not silenced. */
  reach: NoticeReach | null;
}

/** What stands above the topic `notices`. */
export interface NoticesHead {
  silence: Silence;
}
