// When a board is silent by itself: `?quiet=22-06`, hours of the stop's day; and how often it speaks: `?speak=600`.

/** No board speaks by itself more often than this. */
export const SPEAK_LEAST_S = 60;

/** Hours of the day in which a board does not begin to speak by itself: from, until (past midnight where that is smaller). */
export interface QuietHours {
  from: number;
  until: number;
}

/** What the address asks of the voice. */
export interface VoiceAddress {
  everyS: number | null;
  quiet: QuietHours | null;
}

/** Reads `speak` (seconds) and `quiet` (`22-06`); what is not understood is as if it were not there. */
export function readVoice(query: string): VoiceAddress {
  const parameters = new URLSearchParams(query);
  const every = parameters.get('speak') ?? '';
  const hours = /^(\d{1,2})-(\d{1,2})$/.exec(parameters.get('quiet') ?? '');
  const [from, until] = [Number(hours?.[1]), Number(hours?.[2])];
  return {
    everyS: /^\d{1,5}$/.test(every) && Number(every) > 0 ? Math.max(SPEAK_LEAST_S, Number(every)) : null,
    quiet: hours && from < 24 && until <= 24 && from !== until ? { from, until } : null,
  };
}

/** Is `HH:MM` within the quiet hours? */
export function isQuiet(quiet: QuietHours | null, time: string): boolean {
  if (!quiet) return false;
  const hour = Number(time.slice(0, 2));
  return quiet.from < quiet.until ? hour >= quiet.from && hour < quiet.until : hour >= quiet.from || hour < quiet.until;
}
