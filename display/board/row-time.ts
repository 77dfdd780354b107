// What stands in the time column of a row.

import type { Departure, Policy } from '../../server/wire/messages.js';
import { clockTime } from '../text/clock-time.js';
import type { Language } from '../text/language.js';
import { dayInWords } from './day.js';
import { showMinutes } from './minutes.js';
import type { RowState, RowTime, ShownMinutes } from './model.js';

/** Where and when a time is read. */
export interface TimeContext {
  policy: Policy;
  nowS: number;
  timezone: string;
  language: Language;
}

/** The time of a row, and the minutes to remember where minutes are shown. */
export function rowTime(
  departure: Departure,
  state: RowState,
  before: ShownMinutes | undefined,
  context: TimeContext,
): { time: RowTime; shown: ShownMinutes | null } {
  const { policy, nowS, timezone, language } = context;
  const clock = (atS: number): RowTime => ({
    kind: 'clock',
    time: clockTime(atS, timezone),
    day: dayInWords(atS, nowS, timezone, language),
  });
  const { scheduled, expected } = departure;
  switch (state) {
    case 'live':
    case 'ageing': {
      const shown = showMinutes(before, expected ?? nowS, nowS);
      if (shown.minutes >= policy.clock_time_from_min) return { time: clock(expected ?? nowS), shown };
      return { time: shown.minutes < 1 ? { kind: 'now' } : { kind: 'minutes', minutes: shown.minutes }, shown };
    }
    case 'timetable':
      if (departure.headway_s !== undefined) {
        return { time: { kind: 'every', minutes: Math.max(1, Math.round(departure.headway_s / 60)) }, shown: null };
      }
      return { time: clock(scheduled ?? nowS), shown: null };
    case 'cancelled':
    case 'skipped':
    case 'departed': {
      const at = state === 'departed' ? null : scheduled;
      return {
        time: { kind: 'word', word: state, scheduled: at === null ? null : clockTime(at, timezone) },
        shown: null,
      };
    }
  }
}
