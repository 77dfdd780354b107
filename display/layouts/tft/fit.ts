// Names made to fit their column: condensed before abbreviated, abbreviated before two lines, all rows of a page alike.

import { type Abbreviations, abbreviate } from '../../text/abbreviations.js';

/** Which cut of Sofia Sans a text is set in. */
export type FontWidth = 'normal' | 'condensed';
/** Measures a text in the column's type size, in pixels. */
export type Measure = (text: string, width: FontWidth) => number;

/** A name as it is drawn: `lines` 2 is set smaller. */
export interface FittedName {
  text: string;
  lines: 1 | 2;
}

/** Two-line names are set at this part of the type size. */
export const TWO_LINE_SIZE = 0.66;
/** A line is never filled to its last pixel: words wrap unevenly. */
const TWO_LINE_FILL = 0.9;

/** All names of a page in one width, abbreviated alike; those that still do not fit take two lines, and then lose their last words. */
export function fitNames(
  names: readonly string[],
  columnPx: number,
  measure: Measure,
  abbreviations: Abbreviations,
): { width: FontWidth; names: FittedName[] } {
  const allFit = (list: readonly string[], width: FontWidth) => list.every((name) => measure(name, width) <= columnPx);
  const whole = (list: readonly string[]) => list.map((text): FittedName => ({ text, lines: 1 }));
  if (allFit(names, 'normal')) return { width: 'normal', names: whole(names) };
  if (allFit(names, 'condensed')) return { width: 'condensed', names: whole(names) };
  const short = names.map((name) => abbreviate(name, abbreviations));
  const twoLinesPx = (columnPx / TWO_LINE_SIZE) * 2 * TWO_LINE_FILL;
  return {
    width: 'condensed',
    names: short.map((text): FittedName => {
      if (measure(text, 'condensed') <= columnPx) return { text, lines: 1 };
      return { text: dropWords(text, (piece) => measure(piece, 'condensed') <= twoLinesPx), lines: 2 };
    }),
  };
}

/** The longest beginning that fits, ended by «…»; never cut in the middle of a word, unless there is only one. */
function dropWords(text: string, fits: (piece: string) => boolean): string {
  if (fits(text)) return text;
  const words = text.split(' ');
  while (words.length > 1) {
    words.pop();
    const piece = `${words.join(' ')}…`;
    if (fits(piece)) return piece;
  }
  let letters = words[0] ?? '';
  while (letters.length > 1 && !fits(`${letters}…`)) letters = letters.slice(0, -1);
  return `${letters}…`;
}
