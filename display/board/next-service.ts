// What comes when nothing comes: the first departure after the horizon with its time and day («утре 05:40»).

import type { StopDepartures } from '../../server/wire/messages.js';
import { clockTime } from '../text/clock-time.js';
import { type Language, say } from '../text/language.js';
import { dayInWords } from './day.js';
import { lineOf } from './line.js';
import type { BoardInput, Next } from './model.js';
import { plainText } from './plain-text.js';

/** The next departure of a document, or null where none is known or it has passed. */
export function nextService(
  document: StopDepartures,
  nowS: number,
  language: Language,
  nameOf: NonNullable<BoardInput['nameOf']> = say,
): Next | null {
  const next = document.next_service;
  const { timezone } = document.stop;
  if (!next || next.scheduled < Math.floor(nowS / 60) * 60) return null;
  return {
    line: lineOf(next.route),
    headsign: plainText(nameOf(next.headsign, language)),
    time: clockTime(next.scheduled, timezone),
    day: dayInWords(next.scheduled, nowS, timezone, language),
  };
}
