// TheTransitClock's blend of the last vehicle and the days before, written anew from its published formula.

/** The filter's error before anything is known. */
export const FIRST_ERROR = 100;
/** Exactly so many earlier days are used, none from further back than this. */
export const DAYS_USED = 3;
export const DAYS_BACK = 21;
/** Travel times outside this are left out, and those of trips further off their timetable. */
export const LEAST_TRAVEL_MS = 1_000;
export const MOST_TRAVEL_MS = 20 * 60_000;
export const MOST_ADHERENCE_S = 600;

/** What the filter says, and its error for the next time. */
export interface Blend {
  predicted: number;
  error: number;
}

/**
 * g = (e + V) / (e + 2V); predicted = (1 − g)·last + g·mean; e' = V·g, where V is the population variance of the days.
 * All of one unit (milliseconds there). Where nothing varies and the error is used up, 0/0, the mean is taken.
 */
export function blend(days: readonly number[], last: number, error: number): Blend {
  const mean = days.reduce((sum, value) => sum + value, 0) / days.length;
  const variance = days.reduce((sum, value) => sum + (value - mean) ** 2, 0) / days.length;
  const scale = error + 2 * variance;
  const gain = scale > 0 ? (error + variance) / scale : 1;
  return { predicted: (1 - gain) * last + gain * mean, error: variance * gain };
}
