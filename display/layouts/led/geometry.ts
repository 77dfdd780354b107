// The measures of a dot display, made from its size alone: rows of departures above, one line of small type below.

import { BELOW_DOTS, LARGE, SMALL } from './dot-type.js';

/** The size of a display in dots. */
export interface DotSize {
  width: number;
  height: number;
}

/** The sizes that are made for streets (boards.md, section 4). */
export const COMMON_SIZES = ['128x32', '192x48', '256x64'] as const;
/** A display of another size is drawn as well, within these. */
export const SMALLEST: DotSize = { width: 64, height: 16 };
export const LARGEST: DotSize = { width: 512, height: 128 };
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

/** A size written `192x48`; null where the text is none, or one that no display has. */
export function sizeOf(text: string | null | undefined): DotSize | null {
  const match = /^(\d{2,4})x(\d{2,4})$/.exec(text ?? '');
  if (!match) return null;
  return { width: Number(match[1]), height: Number(match[2]) };
}

/** Can a display of this size be drawn in dots? */
export function isDrawable({ width, height }: DotSize): boolean {
  return width >= SMALLEST.width && width <= LARGEST.width && height >= SMALLEST.height && height <= LARGEST.height;
}
