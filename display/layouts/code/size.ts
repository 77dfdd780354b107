// How large a code must be that a phone can read it, and whether there is room for that. Pure.

import type { Glass } from '../legibility.js';

/** White modules around a code (ISO/IEC 18004, 9.1). */
export const QUIET_MODULES = 4;
/**
 * Millimetres of a module for each metre between phone and glass: a camera of 1080 lines over 65° still has three pixels for
 * it, the least that a reader of codes needs.
 */
export const MODULE_MM_PER_M = 2;
/** A rider who reads a code steps up to the board to this distance, and holds the phone at this height. */
export const STEP_UP_M = 0.6;
export const PHONE_HEIGHT_M = 1.4;
/** Where nobody says how large a pixel is: a module is never less than this, and this part of the panel's shorter side. */
export const MODULE_LEAST_PX = 4;
const MODULE_OF_SIDE = 1 / 190;
/** A code is drawn larger than it must be where there is room, up to this part of the panel's shorter side. */
const WISH_OF_SIDE = 0.3;

/** Metres between the phone and a glass that hangs at `heightM`. */
export function scanDistanceM(heightM: number): number {
  return Math.hypot(STEP_UP_M, Math.max(0, heightM - PHONE_HEIGHT_M));
}

/** The least pixels of a module. `glass` is null where the panel is not known in millimetres. */
export function leastModulePx(glass: Glass | null, sidePx: number): number {
  if (!glass) return Math.max(MODULE_LEAST_PX, Math.floor(sidePx * MODULE_OF_SIDE));
  return Math.max(1, Math.ceil((scanDistanceM(glass.heightM) * MODULE_MM_PER_M) / glass.mmPerPx));
}

/** Whole pixels of a module of a code of `modules` (quiet zone included) in a place of `roomPx`; null where it cannot be read there. */
export function modulePx(modules: number, roomPx: number, leastPx: number, sidePx: number): number | null {
  const wishPx = Math.max(leastPx, Math.floor((sidePx * WISH_OF_SIDE) / modules));
  const px = Math.min(wishPx, Math.floor(roomPx / modules));
  return px >= leastPx ? px : null;
}
