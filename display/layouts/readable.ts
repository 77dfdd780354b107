// Line colours made readable: dark or light text chosen by contrast, the colour itself moved only as far as 7:1 needs.

import type { Line } from '../board/model.js';

/** WCAG contrast wanted for the text of a line's pill (boards.md, section 5). */
export const PILL_CONTRAST = 7;
/** A line without a colour. */
export const PLAIN_PILL = '2C3A47';
const INK = '0B1116';
const PAPER = 'FFFFFF';

type Rgb = readonly [number, number, number];

function rgb(hex: string): Rgb {
  const n = Number.parseInt(hex, 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}

function toHex(color: Rgb): string {
  return color
    .map((c) => Math.round(c).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

/** Relative luminance (WCAG 2), 0 to 1. */
export function luminance(hex: string): number {
  const [r, g, b] = rgb(hex).map((c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG contrast ratio of two colours (six hex digits), 1 to 21. */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The better of dark and light text on a colour. */
export function readableOn(background: string): string {
  return contrast(background, INK) >= contrast(background, PAPER) ? INK : PAPER;
}

/** Background and text of a line's pill (six hex digits): the feed's own where they are readable together. */
export function pillColours(line: Pick<Line, 'color' | 'textColor'>): { background: string; text: string } {
  const background = line.color ?? PLAIN_PILL;
  if (line.color && line.textColor && contrast(background, line.textColor) >= PILL_CONTRAST) {
    return { background, text: line.textColor };
  }
  const text = readableOn(background);
  const away = rgb(text === PAPER ? '000000' : PAPER);
  const from = rgb(background);
  for (let part = 0; part <= 1; part += 0.02) {
    const moved = toHex(from.map((c, i) => c + (away[i]! - c) * part) as unknown as Rgb);
    if (contrast(moved, text) >= PILL_CONTRAST) return { background: moved, text };
  }
  return { background, text };
}
