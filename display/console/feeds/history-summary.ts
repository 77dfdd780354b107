// What a plot shows, in figures: the last value, the most, and hour by hour; for whoever does not see plots. Pure.

import { localTime } from '../../text/clock-time.js';

/** Samples this many times further apart than usual have a gap between them: nobody looked then. */
const GAP_TIMES = 2.5;

/** The samples with "nothing" put where nobody looked, so that no line joins what lies on either side. */
export function withGaps(
  at: readonly number[],
  values: readonly (number | null)[],
): [at: number[], values: (number | null)[]] {
  const steps = at.slice(1).map((moment, i) => moment - at[i]!);
  const usual = [...steps].sort((a, b) => a - b)[steps.length >> 1] ?? 0;
  const moments: number[] = [];
  const shown: (number | null)[] = [];
  for (const [i, moment] of at.entries()) {
    const before = at[i - 1];
    if (before !== undefined && moment - before > usual * GAP_TIMES) {
      moments.push(before + usual);
      shown.push(null);
    }
    moments.push(moment);
    shown.push(values[i] ?? null);
  }
  return [moments, shown];
}

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
