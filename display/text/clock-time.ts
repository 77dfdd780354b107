// Clock times and calendar days as people at the stop read them: in the stop's time zone.

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (!format) {
    const options = {
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    } as const;
    try {
      format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: timezone });
    } catch {
      // A zone that this browser does not know: the board's own, rather than no time at all.
      format = new Intl.DateTimeFormat('en-GB', options);
    }
    formats.set(timezone, format);
  }
  return format;
}

/** A day of the calendar as `YYYY-MM-DD` and a time of it as `HH:MM`. */
export interface LocalTime {
  day: string;
  time: string;
  /** 0 is Sunday. */
  weekday: number;
}

/** The local day and time of an instant (POSIX seconds). */
export function localTime(epochS: number, timezone: string): LocalTime {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(timezone).formatToParts(epochS * 1000)) parts[type] = value;
  const day = `${parts['year']}-${parts['month']}-${parts['day']}`;
  return {
    day,
    time: `${parts['hour']}:${parts['minute']}`,
    weekday: new Date(`${day}T00:00:00Z`).getUTCDay(),
  };
}

/** `HH:MM` at the stop. */
export function clockTime(epochS: number, timezone: string): string {
  return localTime(epochS, timezone).time;
}

/** Whole calendar days from the local day of `fromS` to that of `toS`. */
export function daysBetween(fromS: number, toS: number, timezone: string): number {
  const from = Date.parse(`${localTime(fromS, timezone).day}T00:00:00Z`);
  const to = Date.parse(`${localTime(toS, timezone).day}T00:00:00Z`);
  return Math.round((to - from) / 86_400_000);
}
