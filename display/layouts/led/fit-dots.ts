// Names made to fit their dots: abbreviated alike within a page, then shorter by whole words, never cut inside one that has a neighbour.

import { type Abbreviations, abbreviate, neededBy } from '../../text/abbreviations.js';
import { type DotType, textDots } from './dot-type.js';

/** A name and the dots it may take. */
export interface NameInDots {
  text: string;
  roomDots: number;
}

/** Names as they are drawn, all in one type. `cut`: how many of them lost words. */
export interface FittedDots {
  texts: string[];
  type: DotType;
  cut: number;
}

/** Words that say what kind of place it is: the place is known without them. */
const KINDS = /^(ж\.к\.|кв\.|пл\.|ул\.|бул\.|zh\.k\.|kv\.|pl\.|ul\.|bul\.)\s*(?=\S)/iu;
const QUOTES = /[„“”«»"]/g;

/**
 * All names of a page alike: whole in the first type that holds them all, else in the last one abbreviated, else without
 * their quotation marks; what still does not fit loses the kind of the place, and at last its last words.
 */
export function fitInDots(names: readonly NameInDots[], types: readonly DotType[], list: Abbreviations): FittedDots {
  const fits = (text: string, roomDots: number, type: DotType) => textDots(text, type) <= roomDots;
  for (const type of types) {
    if (names.every(({ text, roomDots }) => fits(text, roomDots, type))) {
      return { texts: names.map(({ text }) => text), type, cut: 0 };
    }
  }
  const type = types[types.length - 1]!;
  const tight = names.filter(({ text, roomDots }) => !fits(text, roomDots, type)).map(({ text }) => text);
  const needed = neededBy(tight, list);
  const short = names.map(({ text, roomDots }) => ({ text: abbreviate(text, needed), roomDots }));
  if (short.every(({ text, roomDots }) => fits(text, roomDots, type))) {
    return { texts: short.map(({ text }) => text), type, cut: 0 };
  }
  const texts = short.map(({ text, roomDots }, i) => {
    const plain = text.replace(QUOTES, '');
    if (fits(plain, roomDots, type)) return plain;
    const bare = dropWords(plain.replace(KINDS, ''), roomDots, type);
    if (!bare.endsWith('…')) return bare;
    // «Университет…» says more than «У-т…».
    const long = dropWords(names[i]!.text.replace(QUOTES, ''), roomDots, type);
    return long.length > bare.length ? long : bare;
  });
  return { texts, type, cut: texts.filter((text) => text.endsWith('…')).length };
}

/** The longest beginning of whole words, ended by «…» where something is left out. */
export function dropWords(text: string, roomDots: number, type: DotType): string {
  const fits = (piece: string) => textDots(piece, type) <= roomDots;
  if (fits(text)) return text;
  const words = text.split(' ');
  while (words.length > 1) {
    words.pop();
    // A dash, an opening mark or a lone small word says nothing at the end.
    while (words.length > 1 && /^(\p{P}+|\p{Ll}{1,2})$/u.test(words[words.length - 1]!)) words.pop();
    const piece = `${words.join(' ').replace(/[\s.,;:–—-]+$/, '')}…`;
    if (fits(piece)) return piece;
  }
  // One word alone, wider than its place: its beginning is better than nothing.
  let letters = [...(words[0] ?? '')];
  while (letters.length > 1 && !fits(`${letters.join('')}…`)) letters = letters.slice(0, -1);
  const piece = `${letters.join('')}…`;
  return fits(piece) ? piece : '';
}

/**
 * A text in lines, and the lines in pages: each page has one line for each of `rooms`. Broken between words; only a word
 * wider than a whole line, an address perhaps, goes on in the next one.
 */
export function linesInDots(text: string, rooms: readonly number[], type: DotType): string[][] {
  const lines: string[] = [];
  const room = () => rooms[lines.length % rooms.length]!;
  let line = '';
  const end = () => {
    lines.push(line);
    line = '';
  };
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (textDots(longer, type) <= room()) {
      line = longer;
      continue;
    }
    if (line) end();
    for (const letter of word) {
      if (line && textDots(line + letter, type) > room()) {
        // A word that fits the next, longer line is not begun in this one.
        if (textDots(word, type) <= Math.max(...rooms) && word.startsWith(line)) {
          line = '';
          lines.push('');
          line = word;
          break;
        }
        end();
      }
      line += letter;
    }
  }
  if (line) end();
  const pages: string[][] = [];
  for (let at = 0; at < lines.length; at += rooms.length) pages.push(lines.slice(at, at + rooms.length));
  return pages;
}
