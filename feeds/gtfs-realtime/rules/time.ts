// Which times are believed: POSIX seconds, and not in the future (E001, E050, F10).

import type { EpochS } from '../../model.js';
import { toNumber } from '../bindings.js';

/** 2005-01-01: the validator's lower bound of a POSIX time in a feed. */
export const MIN_POSIX_S = 1_104_537_600;
/** 2100-01-01: above it a number is milliseconds, or nonsense. */
export const MAX_POSIX_S = 4_102_444_800;
/** A timestamp this far ahead of our clock is the producer's skew; beyond it, it is not trusted (E050). */
export const FUTURE_TOLERANCE_S = 60;

/** A raw 64-bit time, or null where the field is missing or 0. */
export type RawTime = number | { low: number; high: number } | null | undefined;

/** The number, null where it is not given; 0 is how some producers write "not given" (T007). */
export function givenTime(raw: RawTime): EpochS | null {
  if (raw === null || raw === undefined) return null;
  const value = toNumber(raw);
  return value === 0 ? null : value;
}

/** E001: is it POSIX seconds? */
export function isPosix(time: EpochS): boolean {
  return time >= MIN_POSIX_S && time <= MAX_POSIX_S;
}

/** E050: is it further ahead than a clock may be wrong? */
export function isFuture(time: EpochS, now: EpochS): boolean {
  return time > now + FUTURE_TOLERANCE_S;
}
