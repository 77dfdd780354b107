// Names folded so that Cyrillic and Latin, marks and no marks, and the usual ways to write Bulgarian in Latin find each other.

import { BULGARIAN_LETTERS } from '../wire/transliterate.js';

/** Letters by the Transliteration Act, and those of neighbouring alphabets, folded more coarsely than names are written. */
const LATIN: Readonly<Record<string, string>> = {
  ...BULGARIAN_LETTERS,
  ѝ: 'i',
  ы: 'y',
  э: 'e',
  ё: 'e',
  і: 'i',
  ї: 'i',
  є: 'e',
  ґ: 'g',
  ѓ: 'g',
  ќ: 'k',
  љ: 'l',
  њ: 'n',
  џ: 'dzh',
  ј: 'j',
  ѕ: 'dz',
  ђ: 'd',
  ћ: 'c',
};

/** Ways of writing the same sound in Latin, brought to one. Order matters. */
const VARIANTS: readonly (readonly [RegExp, string])[] = [
  [/i[yj]a/g, 'ia'],
  [/zh|j/g, 'zh'],
  [/kh/g, 'h'],
  [/tz|ts/g, 'c'],
  [/w/g, 'v'],
];

/** The folded form: lower-case Latin letters and digits in words parted by single spaces. */
export function foldForSearch(text: string): string {
  let latin = '';
  for (const letter of text.normalize('NFC').toLowerCase()) latin += LATIN[letter] ?? letter;
  let folded = latin
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’`"„“”«»]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  for (const [from, to] of VARIANTS) folded = folded.replace(from, to);
  return folded;
}
