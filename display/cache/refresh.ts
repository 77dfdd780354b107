// Asks for the timetable of the watched stops: soon after the first welcome, then hourly, spread so that a fleet does not ask at once.

import type { StopTimetable } from '../../server/wire/messages.js';
import { isTimetable, TIMETABLE_HOURS } from './timetable.js';

/** A timetable is asked for anew after this long … */
export const REFRESH_S = 3600;
/** … give or take this part of it. */
export const REFRESH_SPREAD = 0.25;
/** Where none is kept yet, it is asked for within this time of the welcome. */
export const FIRST_WITHIN_S = 8;
/** After a failure the next try comes within this time. */
export const RETRY_S = 300;
const ANSWER_WITHIN_MS = 15_000;

/** Seconds until the timetable of a stop is asked for. `random` is uniform in [0, 1). `keptAgeS`: age of the kept one, null where there is none. */
export function waitS(keptAgeS: number | null, isOtherVersion: boolean, hasFailed: boolean, random: number): number {
  if (hasFailed) return RETRY_S * (0.5 + random / 2);
  if (keptAgeS === null) return FIRST_WITHIN_S * random;
  // A new timetable reaches the whole fleet at the same moment.
  if (isOtherVersion) return REFRESH_S * REFRESH_SPREAD * random;
  return Math.max(0, REFRESH_S - keptAgeS) + REFRESH_S * REFRESH_SPREAD * random;
}

/** The timetable as the server gives it; null where the answer is anything else. */
export async function askTimetable(stop: string): Promise<StopTimetable | null> {
  try {
    const path = `/api/v1/stops/${encodeURIComponent(stop)}/timetable?hours=${TIMETABLE_HOURS}`;
    const response = await fetch(path, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (!response.ok) return null;
    const answer: unknown = await response.json();
    return isTimetable(answer, stop) ? answer : null;
  } catch {
    return null;
  }
}
