// One stop's part of a board: its document turned to rows by the rules, one after the other.

import type { Departure, StopDepartures } from '../../server/wire/messages.js';
import { clockTime } from '../text/clock-time.js';
import { say } from '../text/language.js';
import { WORDS } from '../text/words.js';
import { dayInWords } from './day.js';
import { freshnessLine } from './freshness.js';
import { lineOf } from './line.js';
import type { BoardInput, BoardMemory, Panel, Row, RowState, ShownMinutes, StopInput } from './model.js';
import { nextService } from './next-service.js';
import { compareRows, sortTime } from './order.js';
import { plainText } from './plain-text.js';
import { presence } from './presence.js';
import { rowTime } from './row-time.js';
import { trust } from './trust.js';
import { untrackedNote } from './untracked.js';

/** No headsign is longer on the glass (obligation B6). */
export const NAME_LIMIT = 120;

/** The memory being written while a board is made. */
export interface MemoryDraft {
  shown: Record<string, ShownMinutes>;
  departedSince: Record<string, number>;
}

/** The panel of a stop whose document is known. */
export function documentPanel(
  document: StopDepartures,
  heard: boolean,
  input: BoardInput,
  before: BoardMemory,
  draft: MemoryDraft,
  nowS: number,
): Panel {
  const { language, nameOf = say } = input;
  const { stop } = document;
  const sorted: Standing[] = [];
  const frequencies = new Set<string>();
  for (const departure of document.departures) {
    let standing: Standing | null;
    try {
      standing = standingRow(departure, heard, document, input, before, draft, nowS);
    } catch (error) {
      // A row that cannot be understood leaves the others standing; the window hears of it, and tells it once (obligation B6).
      (globalThis as { reportError?: (error: unknown) => void }).reportError?.(error);
      standing = barest(departure, stop.timezone, input, nowS);
    }
    if (!standing || isRepeated(standing, frequencies)) continue;
    sorted.push(standing);
  }
  const rows = sorted.sort(compareRows).map(({ row }) => row);
  const next = rows.some((row) => row.state !== 'departed') ? null : nextService(document, nowS, language, nameOf);
  const freshness = freshnessLine(rows, document.freshness, heard, next !== null, stop.timezone, language);
  return {
    stopId: stop.stop_id,
    name: plainText(nameOf(stop.stop_name, language), NAME_LIMIT),
    code: stop.stop_code,
    state: 'departures',
    rows,
    // Where the whole board is by timetable, no line needs to be named.
    note:
      freshness.kind === 'timetable'
        ? null
        : untrackedNote(
            sorted.map(({ departure }) => departure),
            language,
          ),
    next,
    freshness,
  };
}

/** The panel of a stop of which nothing is known, or that does not exist, or that was not named. */
export function emptyPanel(stopId: string, state: Exclude<StopInput['kind'], 'document'>, input: BoardInput): Panel {
  const words = WORDS[input.language];
  return {
    stopId,
    name: state === 'unchosen' ? 'Табло' : `${words.stop} ${stopId}`,
    code: null,
    state,
    rows: [],
    note: null,
    next: null,
    freshness: { kind: 'none', text: null },
  };
}

/** A row that stands on the board, with what it is sorted by. */
interface Standing {
  departure: Departure;
  row: Row;
  sortS: number;
  id: string;
}

function standingRow(
  departure: Departure,
  heard: boolean,
  document: StopDepartures,
  input: BoardInput,
  before: BoardMemory,
  draft: MemoryDraft,
  nowS: number,
): Standing | null {
  const { policy, language, clockTrusted, reachS, nameOf = say } = input;
  const { id } = departure;
  const rung = trust(departure, policy, nowS, heard, clockTrusted);
  const since = rung === 'departed' ? (before.departedSince[id] ?? departedAt(departure, document, nowS)) : undefined;
  const state = presence(departure, rung, policy, nowS, since);
  if (since !== undefined) draft.departedSince[id] = since;
  if (state === null || isOutOfReach(departure, state, reachS, nowS)) return null;
  const context = { policy, nowS, timezone: document.stop.timezone, language };
  const { time, shown } = rowTime(departure, state, before.shown[id], context);
  if (shown) draft.shown[id] = shown;
  const headsign = plainText(nameOf(departure.headsign, language), NAME_LIMIT);
  return { departure, id, sortS: sortTime(departure, state), row: rowOf(departure, headsign, state, time) };
}

/** Of a row that cannot be understood: its line and its time, where it has them; else nothing. */
function barest(departure: Departure, timezone: string, { language }: BoardInput, nowS: number): Standing | null {
  try {
    const id = String(departure.id);
    const sortS = sortTime(departure, 'timetable');
    if (!(sortS >= Math.floor(nowS / 60) * 60)) return null;
    const time = {
      kind: 'clock',
      time: clockTime(sortS, timezone),
      day: dayInWords(sortS, nowS, timezone, language),
    } as const;
    return { departure, id, sortS, row: rowOf(departure, '', 'timetable', time) };
  } catch {
    return null;
  }
}

/** A line that runs by frequency stands once. */
function isRepeated({ departure, row }: Standing, frequencies: Set<string>): boolean {
  if (row.time.kind !== 'every') return false;
  const key = `${departure.route.route_id}/${row.headsign}`;
  if (frequencies.has(key)) return true;
  frequencies.add(key);
  return false;
}

function rowOf(departure: Departure, headsign: string, state: RowState, time: Row['time']): Row {
  const { id, route, last, platform, wheelchair, occupancy, as_of } = departure;
  const isComing = state === 'live' || state === 'ageing';
  return {
    id,
    line: lineOf(route),
    headsign,
    state,
    time,
    last: last && state !== 'cancelled' && state !== 'skipped' && state !== 'departed',
    platform: platform || null,
    wheelchair: wheelchair === true,
    crowding: isComing ? crowdingOf(occupancy) : null,
    asOf: as_of,
  };
}

function crowdingOf(occupancy: string | null): Row['crowding'] {
  switch (occupancy) {
    case 'STANDING_ROOM_ONLY':
      return 'standing';
    case 'CRUSHED_STANDING_ROOM_ONLY':
    case 'FULL':
    case 'NOT_ACCEPTING_PASSENGERS':
      return 'full';
    default:
      return null;
  }
}

/** A row first met as departed left when the server wrote it, or before. */
function departedAt(departure: Departure, document: StopDepartures, nowS: number): number {
  return Math.min(nowS, document.generated_at, departure.expected ?? document.generated_at);
}

function isOutOfReach(departure: Departure, state: RowState, reachS: number, nowS: number): boolean {
  if (reachS <= 0) return false;
  const at = state === 'live' || state === 'ageing' ? departure.expected : departure.scheduled;
  return at !== null && at - nowS < reachS;
}
