// Minutes to a departure as they are shown: rounded, and never up by jitter (boards.md, section 2).

import type { ShownMinutes } from './model.js';

/** A shown number rises only when the prediction moved by this much since it was shown. */
export const RISE_S = 60;

/** Whole minutes; 0 is said as «сега» (less than 30 s). */
export function roundMinutes(expectedS: number, nowS: number): number {
  return Math.max(0, Math.round((expectedS - nowS) / 60));
}

/** The number to show now, given what the same row showed before. */
export function showMinutes(before: ShownMinutes | undefined, expectedS: number, nowS: number): ShownMinutes {
  const minutes = roundMinutes(expectedS, nowS);
  if (!before) return { minutes, expected: expectedS };
  const isRise = minutes > before.minutes;
  if (minutes === before.minutes || (isRise && expectedS - before.expected < RISE_S)) return before;
  return { minutes, expected: expectedS };
}
