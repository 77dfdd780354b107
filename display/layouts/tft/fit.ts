// Names made to fit their column: condensed before abbreviated, abbreviated before two lines, all rows of a page alike.

import { type Abbreviations, abbreviate, neededBy } from '../../text/abbreviations.js';

/** Which cut of Sofia Sans a text is set in. */
export type FontWidth = 'normal' | 'condensed';
/** Measures a text in the column's type size, in pixels. */
export type Measure = (text: string, width: FontWidth) => number;

/** A name and the width of its column in pixels. */
export interface NameToFit {
  text: string;
  columnPx: number;
  /** The column where words that stand beside the name go under it; without such words there is none. */
  alonePx?: number;
}

/** A name as it is drawn: one or two lines, in this part of the type size. */
export interface FittedName {
  lines: string[];
  size: number;
  /** What is said beside the name stands under it. */
  isOver?: true;
}

/** A single line may be set this much smaller before it becomes two. */
export const ONE_LINE_LEAST = 0.84;
/** A name over the words that belong to it is at most this large, and at least that. */
export const OVER_MOST = 0.8;
export const OVER_LEAST = 0.56;
/** Two lines over such words are no larger than this: a row has no room for more. */
export const OVER_TWO_LINES = 0.5;
/** Sizes tried for two lines, in order. */
export const TWO_LINE_SIZES = [0.68, 0.6, 0.54] as const;
/** Canvas and glass round differently. */
const SAFE = 0.985;

/** All names of a page in one width and abbreviated alike; those that do not fit then take two lines, and at last lose their last words. */
export function fitNames(
  names: readonly NameToFit[],
  measure: Measure,
  abbreviations: Abbreviations,
): { width: FontWidth; names: FittedName[] } {
  const isFit = (name: NameToFit, width: FontWidth) => measure(name.text, width) <= name.columnPx * SAFE;
  for (const width of ['normal', 'condensed'] as const) {
    if (names.every((name) => isFit(name, width))) return { width, names: names.map(({ text }) => whole(text)) };
  }
  const long = names.map((name) => fitOne(name, measure));
  const tight = names.filter((_name, i) => long[i]!.size < 1).map(({ text }) => text);
  const list = neededBy(tight, abbreviations);
  const short = names.map((name) => ({ ...name, text: abbreviate(name.text, list) }));
  const shortened = short.map((name) => fitOne(name, measure));
  // Words are shortened only where that spares a row its second line or its last words.
  const isHelp = long.some((name, i) => shortened[i]!.lines.length < name.lines.length || isCut(name));
  return { width: 'condensed', names: isHelp ? shortened : long };
}

function isCut({ lines }: FittedName): boolean {
  return lines[lines.length - 1]?.endsWith('…') === true;
}

function whole(text: string): FittedName {
  return { lines: [text], size: 1 };
}

function fitOne({ text, columnPx, alonePx = 0 }: NameToFit, measure: Measure): FittedName {
  const px = (piece: string) => measure(piece, 'condensed') / SAFE;
  const needPx = px(text);
  if (needPx <= columnPx) return whole(text);
  if (needPx * ONE_LINE_LEAST <= columnPx) return { lines: [text], size: columnPx / needPx };
  const overSize = Math.min(OVER_MOST, alonePx / needPx);
  if (overSize >= OVER_LEAST) return { lines: [text], size: overSize, isOver: true };
  for (const size of TWO_LINE_SIZES) {
    const lines = splitInTwo(text, px);
    if (lines.every((line) => px(line) * size <= columnPx)) return { lines, size };
  }
  const both = splitInTwo(text, px);
  if (both.every((line) => px(line) * OVER_TWO_LINES <= alonePx))
    return { lines: both, size: OVER_TWO_LINES, isOver: true };
  const size = TWO_LINE_SIZES[TWO_LINE_SIZES.length - 1]!;
  return { lines: dropWords(text, (lines) => lines.every((line) => px(line) * size <= columnPx), px), size };
}

/** A break after a dash is good, one within «бл. 2» is bad: what it adds to the longer line, as a factor. */
function breakCost(before: string, after: string): number {
  if (/^[-–—]$/.test(before)) return 0.75;
  return /\.$/.test(before) || /^\d/.test(after) ? 1.4 : 1;
}

/** The two lines whose longer one is shortest; a dash stays at the end of its line. */
function splitInTwo(text: string, px: (piece: string) => number): string[] {
  const words = text.split(' ');
  let best: string[] = [text];
  let bestCost = Number.POSITIVE_INFINITY;
  for (let i = 1; i < words.length; i++) {
    if (/^[-–—]$/.test(words[i]!)) continue;
    const lines = [words.slice(0, i).join(' '), words.slice(i).join(' ')];
    const cost = Math.max(...lines.map(px)) * breakCost(words[i - 1]!, words[i]!);
    if (cost < bestCost) {
      best = lines;
      bestCost = cost;
    }
  }
  return best;
}

/** The longest beginning that fits, ended by «…»; never cut in the middle of a word, unless there is only one. */
function dropWords(text: string, fits: (lines: string[]) => boolean, px: (piece: string) => number): string[] {
  const words = text.split(' ');
  while (words.length > 1) {
    words.pop();
    const lines = splitInTwo(`${words.join(' ').replace(/[\s–—-]+$/, '')}…`, px);
    if (fits(lines)) return lines;
  }
  let letters = words[0] ?? '';
  while (letters.length > 1 && !fits([`${letters}…`])) letters = letters.slice(0, -1);
  return [`${letters}…`];
}
