// Service date and GTFS time to epoch seconds and back ("noon minus 12 h"); the only file that knows time zones.

import type { EpochS, ServiceDate, ServiceTimeS } from './model.js';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(timezone: string): Intl.DateTimeFormat {
  let found = formats.get(timezone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timezone, found);
  }
  return found;
}

/** Local wall clock at an instant. `month` is 1 to 12. Throws RangeError on an unknown zone. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** The wall clock of `timezone` at `epochS`. */
export function wallTime(epochS: EpochS, timezone: string): WallTime {
  const parts: Record<string, number> = {};
  for (const part of format(timezone).formatToParts(epochS * 1000)) {
    if (part.type !== 'literal') parts[part.type] = Number(part.value);
  }
  return {
    year: parts['year'] ?? 1970,
    month: parts['month'] ?? 1,
    day: parts['day'] ?? 1,
    hour: parts['hour'] ?? 0,
    minute: parts['minute'] ?? 0,
    second: parts['second'] ?? 0,
  };
}

/** How far the zone's wall clock is ahead of UTC at an instant, in seconds. */
export function utcOffsetS(epochS: EpochS, timezone: string): number {
  const w = wallTime(Math.floor(epochS), timezone);
  return Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute, w.second) / 1000 - Math.floor(epochS);
}

/** Is this a time zone the platform knows? */
export function isTimezone(timezone: string): boolean {
  try {
    format(timezone);
    return true;
  } catch {
    return false;
  }
}

const startOfDay = new Map<string, EpochS>();

/** Noon minus 12 h of a service date (GTFS reference, Time): midnight, but for the two days on which clocks change. */
export function serviceDayStart(date: ServiceDate, timezone: string): EpochS {
  const key = `${date}${timezone}`;
  const cached = startOfDay.get(key);
  if (cached !== undefined) return cached;
  const noonUtc = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)), 12) / 1000;
  // Two rounds: the offset at the guessed instant, then at the corrected one.
  let noon = noonUtc - utcOffsetS(noonUtc, timezone);
  noon = noonUtc - utcOffsetS(noon, timezone);
  const start = noon - 43_200;
  if (startOfDay.size > 20_000) startOfDay.clear();
  startOfDay.set(key, start);
  return start;
}

/** The instant of a GTFS time on a service date. */
export function serviceTimeToEpoch(date: ServiceDate, timeS: ServiceTimeS, timezone: string): EpochS {
  return serviceDayStart(date, timezone) + timeS;
}

/** The calendar date in the zone at an instant, as a service date. */
export function dateAt(epochS: EpochS, timezone: string): ServiceDate {
  const w = wallTime(epochS, timezone);
  return `${String(w.year).padStart(4, '0')}${String(w.month).padStart(2, '0')}${String(w.day).padStart(2, '0')}`;
}

/** The date `days` after (or before) another. */
export function addDays(date: ServiceDate, days: number): ServiceDate {
  const d = new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)) + days));
  return d.toISOString().slice(0, 10).replaceAll('-', '');
}

/** Whole days from `a` to `b`. */
export function daysBetween(a: ServiceDate, b: ServiceDate): number {
  return dayNumber(b) - dayNumber(a);
}

/** Days since 1970-01-01; the same in every zone. */
export function dayNumber(date: ServiceDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8))) / 86_400_000;
}

/** 0 for Monday to 6 for Sunday. */
export function weekday(date: ServiceDate): number {
  return (((dayNumber(date) + 3) % 7) + 7) % 7;
}

/** `H:MM:SS` or `HH:MM:SS`, hours to 99, as seconds; null where it is not one. */
export function parseServiceTime(text: string): ServiceTimeS | null {
  const match = /^\s*(\d{1,3}):([0-5]\d):([0-5]\d)\s*$/.exec(text);
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : null;
}

/** Seconds as `HH:MM:SS`, hours beyond 24 kept. */
export function formatServiceTime(timeS: ServiceTimeS): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${pad(Math.floor(timeS / 3600))}:${pad(Math.floor((timeS % 3600) / 60))}:${pad(timeS % 60)}`;
}
