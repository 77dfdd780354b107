// How far a reader may trust the whole board, in one line: «данни от 14:02», «По разписание», «Няма информация».

import type { Freshness } from '../../server/wire/messages.js';
import { clockTime } from '../text/clock-time.js';
import type { Language } from '../text/language.js';
import { fill, WORDS } from '../text/words.js';
import type { FreshnessLine, Row } from './model.js';

const WORST_LAST: readonly Freshness[] = ['live', 'ageing', 'timetable', 'none'];

/**
 * The board's word on itself: the worse of what its rows show now and what the server said, except that rows which are
 * still believed are never called less than `ageing`.
 */
export function freshnessLine(
  rows: readonly Row[],
  said: Freshness,
  heard: boolean,
  hasNext: boolean,
  timezone: string,
  language: Language,
): FreshnessLine {
  const words = WORDS[language];
  const believed = rows.filter((row) => row.state === 'live' || row.state === 'ageing');
  if (believed.length) {
    const isLive = heard && believed.some((row) => row.state === 'live') && WORST_LAST.indexOf(said) < 1;
    if (isLive) return { kind: 'live', text: null };
    const newest = Math.max(...believed.map((row) => row.asOf ?? 0));
    return { kind: 'ageing', text: newest > 0 ? fill(words.dataFrom, { time: clockTime(newest, timezone) }) : null };
  }
  if (rows.some((row) => row.state !== 'departed') || hasNext) return { kind: 'timetable', text: words.byTimetable };
  return { kind: 'none', text: words.noInformation };
}
