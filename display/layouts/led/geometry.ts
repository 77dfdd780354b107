// The measures of a dot display, made from its size alone: rows of departures above, one line of small type below.

import { BELOW_DOTS, LARGE, SMALL } from './dot-type.js';
import type { DotSize } from './size.js';

/** Rows at most; more are paged. */
export const MOST_ROWS = 4;
/** From this width on there is room for signs that only help: the live mark, the struck-through time. */
export const WIDE_DOTS = 192;
/** Between two columns, and between the foot's text and the clock, on a wide display and on a narrow one. */
const WIDE_GAP_DOTS = 4;
const NARROW_GAP_DOTS = 3;

/** Where things stand, in dots from the top left. */
export interface LedGeometry extends DotSize {
  rows: number;
  pitchDots: number;
  /** Top of the foot's capitals. */
  footTop: number;
  isWide: boolean;
  gapDots: number;
}

/** The height of a line of small type with what hangs below it. */
export const SMALL_LINE_DOTS = SMALL.capitalDots + BELOW_DOTS;
/** Small lines one under the other. */
export const SMALL_PITCH_DOTS = SMALL_LINE_DOTS + 1;

/** The measures of a display of this size. */
export function ledGeometry({ width, height }: DotSize): LedGeometry {
  const footTop = height - SMALL_LINE_DOTS;
  const rows = Math.min(MOST_ROWS, Math.max(1, Math.floor(footTop / (LARGE.capitalDots + 1))));
  const isWide = width >= WIDE_DOTS;
  const gapDots = isWide ? WIDE_GAP_DOTS : NARROW_GAP_DOTS;
  return { width, height, rows, pitchDots: Math.floor(footTop / rows), footTop, isWide, gapDots };
}
