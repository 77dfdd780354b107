// The day of a departure in words: nothing today, «утре», the weekday within a week, else the date.

import { daysBetween, localTime } from '../text/clock-time.js';
import type { Language } from '../text/language.js';
import { WORDS } from '../text/words.js';

/** Past midnight but within these seconds no day is said: at 23:50 everybody understands 00:10. */
export const SAME_NIGHT_S = 3 * 3600;

/** The day in words, or null where the time alone is clear. */
export function dayInWords(atS: number, nowS: number, timezone: string, language: Language): string | null {
  const days = daysBetween(nowS, atS, timezone);
  if (days <= 0 || atS - nowS < SAME_NIGHT_S) return null;
  if (days === 1) return WORDS[language].tomorrow;
  const { day, weekday } = localTime(atS, timezone);
  if (days < 7) return WORDS[language].weekdays[weekday] ?? null;
  return `${day.slice(8)}.${day.slice(5, 7)}`;
}
