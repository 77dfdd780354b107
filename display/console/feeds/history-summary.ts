// What a plot shows, in figures: the last value, the most, and hour by hour; for whoever does not see plots. Pure.

import { localTime } from '../../text/clock-time.js';

/** One hour of it. */
export interface HourOf {
  hour: string;
  most: number | null;
  last: number | null;
}

/** The last value and the most of the day; null where nothing is known. */
export function lastAndMost(values: readonly (number | null)[]): { last: number | null; most: number | null } {
  let most: number | null = null;
  for (const value of values) if (value !== null && (most === null || value > most)) most = value;
  return { last: values.at(-1) ?? null, most };
}

/** Hour by hour, the newest first. */
export function byHour(at: readonly number[], values: readonly (number | null)[], timezone: string): HourOf[] {
  const hours: HourOf[] = [];
  for (const [i, moment] of at.entries()) {
    const hour = `${localTime(moment, timezone).time.slice(0, 2)}:00`;
    if (hours.at(-1)?.hour !== hour) hours.push({ hour, most: null, last: null });
    const entry = hours.at(-1)!;
    const value = values[i] ?? null;
    if (value === null) continue;
    entry.most = entry.most === null ? value : Math.max(entry.most, value);
    entry.last = value;
  }
  return hours.reverse();
}
