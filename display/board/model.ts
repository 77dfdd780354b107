// What stands on a board, in words that every layout draws: the content model. Types only.

import type { BilingualText, Freshness, Policy, StopDepartures } from '../../server/wire/messages.js';
import type { Language } from '../text/language.js';

/** The line of a row: its name and the feed's colours (six hex digits, or null). */
export interface Line {
  name: string;
  color: string | null;
  textColor: string | null;
  /** GTFS route_type. */
  type: number;
}

/** The rung of the trust ladder a row stands on, as judged by the board. */
export type RowState = 'live' | 'ageing' | 'timetable' | 'cancelled' | 'skipped' | 'departed';

/** What stands in the time column. `day` names another day («утре»); `scheduled` is the struck-through clock time; `also` is the line's next bus in the same row. */
export type RowTime =
  | { kind: 'minutes'; minutes: number; also?: number }
  | { kind: 'now' }
  | { kind: 'clock'; time: string; day: string | null }
  | { kind: 'every'; minutes: number }
  | { kind: 'word'; word: 'cancelled' | 'skipped' | 'departed'; scheduled: string | null };

/** One row. */
export interface Row {
  id: string;
  line: Line;
  headsign: string;
  state: RowState;
  time: RowTime;
  last: boolean;
  platform: string | null;
  wheelchair: boolean;
  /** Only what a rider acts on. */
  crowding: 'standing' | 'full' | null;
  /** POSIX seconds of its datum, for the proof of display. */
  asOf: number | null;
}

/** A message on the board: an agency's alert or a dispatcher's notice. */
export interface Message {
  id: string;
  /** Strong ones change what a rider does now; the others inform. */
  strong: boolean;
  header: string;
  text: string;
}

/** The first departure after an empty horizon, with its day in words. */
export interface Next {
  line: Line;
  headsign: string;
  time: string;
  day: string | null;
}

/** The whole board's word on itself. */
export interface FreshnessLine {
  kind: Freshness;
  /** Null where live minutes speak for themselves. */
  text: string | null;
}

/** One stop of a board. */
export interface Panel {
  stopId: string;
  name: string;
  code: string | null;
  /** `waiting`: nothing is known yet; `unreachable`: nor does the server answer; `unknown`: the server has no such stop; `unchosen`: the address names none. */
  state: 'departures' | 'waiting' | 'unreachable' | 'unknown' | 'unchosen';
  rows: Row[];
  /** Lines without tracking, said once. */
  note: string | null;
  next: Next | null;
  freshness: FreshnessLine;
}

/** Everything a layout needs. */
export interface BoardContent {
  language: Language;
  /** `HH:MM` at the stop; null while no trustworthy time is known. */
  clock: string | null;
  panels: Panel[];
  messages: Message[];
  /** Night: only the next departure stands, dimmed. */
  asleep?: true;
}

/** What is known of one stop. `heard`: the server was heard within the last beats; without it nothing is called live. */
export type StopInput =
  | { kind: 'document'; document: StopDepartures; heard: boolean }
  | { kind: 'waiting' | 'unreachable' | 'unknown' | 'unchosen'; stopId: string };

/** What the content is made from. */
export interface BoardInput {
  /** The board's id, where it has one: a notice may be for some boards alone. */
  board?: string | null;
  stops: readonly StopInput[];
  policy: Policy;
  language: Language;
  /** Departures that a rider here cannot reach any more are hidden this long before they leave. */
  reachS: number;
  /** False until the server was heard since the board was switched on: then no minutes are said. */
  clockTrusted: boolean;
  /** How names of places are written; one side of the two as it is, where nothing else is said. */
  nameOf?: (text: BilingualText, language: Language) => string;
}

/** A number of minutes on the glass and the prediction it was made from. */
export interface ShownMinutes {
  minutes: number;
  expected: number;
}

/** What the rules must remember from one drawing to the next; keyed by departure id. */
export interface BoardMemory {
  shown: Readonly<Record<string, ShownMinutes>>;
  departedSince: Readonly<Record<string, number>>;
}
