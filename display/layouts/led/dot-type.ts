// Text set in dots: measured and drawn, letter by letter, in a type that is a text of drawings.

import { type Dots, setDot } from './dots.js';
import { LARGE_LETTERS } from './large-letters.js';
import { MISSING_LETTER, SMALL_LETTERS } from './small-letters.js';

/** A letter: the row it begins in and its rows, `#` for a lit dot. */
interface Letter {
  top: number;
  width: number;
  rows: readonly string[];
}

/** A type: its letters and how high its capitals are, all in dots. */
export interface DotType {
  letters: ReadonlyMap<string, Letter>;
  capitalDots: number;
  spaceDots: number;
}

/** Dark dots between two letters. */
export const BETWEEN_DOTS = 1;
/** The lowest letters hang this far below the line. */
export const BELOW_DOTS = 2;

function read(drawings: string, capitalDots: number, spaceDots: number): DotType {
  const letters = new Map<string, Letter>();
  for (const line of drawings.trim().split('\n')) {
    const [characters, top, ...rows] = line.trim().split(' ');
    const letter = { top: Number(top), width: rows[0]!.length, rows };
    for (const character of characters!) letters.set(character, letter);
  }
  return { letters, capitalDots, spaceDots };
}

/** 5×7: names, words, messages. */
export const SMALL: DotType = read(SMALL_LETTERS, 7, 3);
/** 7×10: lines, minutes, times. */
export const LARGE: DotType = read(LARGE_LETTERS, 10, 4);

/**
 * The small type set narrow, for long names before any abbreviation: where two columns of a letter are the same, one of
 * them goes («о», «н», «а» become 4 dots wide, «т» 3); figures keep their width, and letters that cannot be narrower theirs.
 */
export const NARROW: DotType = { letters: narrowed(SMALL.letters), capitalDots: SMALL.capitalDots, spaceDots: 3 };

function narrowed(letters: DotType['letters']): DotType['letters'] {
  return new Map(
    [...letters].map(([character, letter]) => [character, isNarrowable(character) ? narrower(letter) : letter]),
  );
}

function isNarrowable(character: string): boolean {
  return /\p{L}/u.test(character);
}

function narrower({ top, width, rows }: Letter): Letter {
  const column = (x: number) => rows.map((row) => row[x]).join('');
  const isTwin = (x: number) => x > 0 && column(x) === column(x - 1);
  const twins = Array.from({ length: width }, (_, x) => x).filter(isTwin);
  // Both arms of «т» are shortened, so that its stem stays in the middle.
  const gone = new Set(twins.includes(1) && twins.includes(width - 1) ? [1, width - 1] : twins.slice(0, 1));
  const kept = rows.map((row) => [...row].filter((_, x) => !gone.has(x)).join(''));
  return { top, width: width - gone.size, rows: kept };
}

/** Has the type every letter of the text? */
export function hasLetters(text: string, type: DotType): boolean {
  return [...text].every((character) => character === ' ' || type.letters.has(character));
}

/** The letter, the one it is an accented form of, or the sign for a missing one; null for what is not a letter at all. */
function letterOf(character: string, type: DotType): Letter | null {
  const own = type.letters.get(character) ?? type.letters.get(character.normalize('NFD')[0]!);
  if (own) return own;
  // Pictures, joiners and marks are left out; a letter of another script leaves its place.
  return /[\p{L}\p{N}]/u.test(character) ? (type.letters.get(MISSING_LETTER) ?? null) : null;
}

function place(text: string, type: DotType, draw: (letter: Letter, x: number) => void): number {
  let x = 0;
  let isFirst = true;
  for (const character of text) {
    if (/\s/.test(character)) {
      // The space stands between two gaps, one of which is counted with the next letter.
      x += type.spaceDots;
      continue;
    }
    const letter = letterOf(character, type);
    if (!letter) continue;
    if (!isFirst) x += BETWEEN_DOTS;
    draw(letter, x);
    x += letter.width;
    isFirst = false;
  }
  return x;
}

/** Width of a text in dots. */
export function textDots(text: string, type: DotType): number {
  return place(text, type, () => {});
}

/** Draws a text whose capitals' top left dot is (x, y); answers its width. `lit` false cuts it out of a lit ground. */
export function drawText(dots: Dots, text: string, x: number, y: number, type: DotType, lit = true): number {
  return place(text, type, (letter, at) => {
    for (const [row, line] of letter.rows.entries()) {
      for (let column = 0; column < letter.width; column++) {
        if (line[column] === '#') setDot(dots, x + at + column, y + letter.top + row, lit);
      }
    }
  });
}
