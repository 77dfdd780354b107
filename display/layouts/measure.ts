// Text measured in the fonts of the page, through a canvas; the measuring side of fitting names.

import type { FontWidth, Measure } from './tft/fit.js';

export const FAMILIES: Readonly<Record<FontWidth, string>> = {
  normal: 'Sofia Sans',
  condensed: 'Sofia Sans Condensed',
};

let context: CanvasRenderingContext2D | null = null;
const known = new Map<string, number>();
/** Measures kept; a board meets few names. */
const KNOWN_MOST = 2000;

/** Widths are of the fonts loaded by now: forget them when fonts arrive. */
export function forgetMeasures(): void {
  known.clear();
}

/** A measure for one weight and size. */
export function measureAt(weight: number, sizePx: number): Measure {
  context ??= document.createElement('canvas').getContext('2d');
  return (text, width) => {
    const font = `${weight} 100px "${FAMILIES[width]}", sans-serif`;
    const key = `${font}|${text}`;
    let per100 = known.get(key);
    if (per100 === undefined) {
      if (!context) return text.length * sizePx * 0.5;
      context.font = font;
      per100 = context.measureText(text).width;
      if (known.size >= KNOWN_MOST) known.clear();
      known.set(key, per100);
    }
    return (per100 * sizePx) / 100;
  };
}
