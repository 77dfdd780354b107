// Night sleep: within its window a board that has nothing near shows only the next departure, dimmed, with the clock (boards.md, section 7). Loaded where the address asks for it.

import type { StopDepartures } from '../../server/wire/messages.js';
import { clockTime } from '../text/clock-time.js';
import { say } from '../text/language.js';
import { WORDS } from '../text/words.js';
import { dayInWords } from './day.js';
import { lineOf } from './line.js';
import type { BoardContent, BoardInput, Next, StopInput } from './model.js';
import { plainText } from './plain-text.js';

/** A board wakes this long before the first departure, whatever the window says. */
export const WAKE_BEFORE_S = 20 * 60;

/** Minutes of the stop's day: from, until (past midnight where that is smaller). */
export interface SleepWindow {
  fromMin: number;
  untilMin: number;
}

/** Reads the `sleep` of an address, `23:30-05:00`; what is not understood is no sleep. */
export function readSleep(text: string | null): SleepWindow | null {
  const found = /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/.exec(text ?? '');
  if (!found) return null;
  const [fromH, fromM, untilH, untilM] = found.slice(1).map(Number) as [number, number, number, number];
  const [fromMin, untilMin] = [fromH * 60 + fromM, untilH * 60 + untilM];
  const isDay = fromMin < 24 * 60 && untilMin <= 24 * 60 && fromM < 60 && untilM < 60;
  return isDay && fromMin !== untilMin ? { fromMin, untilMin } : null;
}

/** The sleep that an address asks for; null where it asks for none. Names are written as on the awake board. */
export function sleepOf(
  text: string | null,
): ((content: BoardContent, input: Pick<BoardInput, 'stops' | 'nameOf'>, nowS: number) => BoardContent) | null {
  const window = readSleep(text);
  return window && ((content, { stops, nameOf }, nowS) => sleeping(content, stops, window, nowS, nameOf));
}

/** Is `HH:MM` within the window? */
export function isWithin({ fromMin, untilMin }: SleepWindow, time: string): boolean {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  const at = hours * 60 + minutes;
  return fromMin < untilMin ? at >= fromMin && at < untilMin : at >= fromMin || at < untilMin;
}

/**
 * What a board shows at `nowS`: the same content while it is awake. It sleeps only where its clock is known and every stop
 * of it has a next departure, none of which is near. Messages that change a journey stay.
 */
export function sleeping(
  content: BoardContent,
  stops: readonly StopInput[],
  window: SleepWindow,
  nowS: number,
  nameOf: NonNullable<BoardInput['nameOf']> = say,
): BoardContent {
  if (content.clock === null || !isWithin(window, content.clock)) return content;
  const nexts = stops.map((stop) => (stop.kind === 'document' ? firstOf(stop.document, nowS) : null));
  if (!nexts.length || nexts.some((next) => next === null || next.atS - nowS < WAKE_BEFORE_S)) return content;
  const { language } = content;
  const panels = content.panels.map((panel, i) => {
    const stop = stops[i] as Extract<StopInput, { kind: 'document' }>;
    const { atS, route, headsign } = nexts[i]!;
    const { timezone } = stop.document.stop;
    const next: Next = {
      line: lineOf(route),
      headsign: plainText(nameOf(headsign, language)),
      time: clockTime(atS, timezone),
      day: dayInWords(atS, nowS, timezone, language),
    };
    const freshness = { kind: 'timetable', text: WORDS[language].byTimetable } as const;
    return { ...panel, rows: [], note: null, next, freshness };
  });
  return { ...content, panels, messages: content.messages.filter(({ strong }) => strong), asleep: true };
}

/** The first departure that a rider could still take. */
function firstOf(document: StopDepartures, nowS: number) {
  const coming = document.departures
    .filter(({ status }) => status === 'live' || status === 'ageing' || status === 'timetable')
    .map(({ expected, scheduled, route, headsign }) => ({ atS: expected ?? scheduled ?? 0, route, headsign }))
    .filter(({ atS }) => atS >= nowS - 60)
    .sort((a, b) => a.atS - b.atS);
  const { next_service: next } = document;
  return coming[0] ?? (next && next.scheduled >= nowS ? { ...next, atS: next.scheduled } : null);
}
