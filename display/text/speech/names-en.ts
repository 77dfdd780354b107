// Names of stops and directions as they are said in English: transliterated names with their usual words in English order.

import { cardinalEn, ordinalEn } from './numbers-en.js';

/** What stands before a name in Bulgarian and after it in English. */
const AFTER: Readonly<Record<string, string>> = {
  'ul.': 'Street',
  ulitsa: 'Street',
  'bul.': 'Boulevard',
  bulevard: 'Boulevard',
  'pl.': 'Square',
  ploshtad: 'Square',
  'zh.k.': 'housing estate',
  'kv.': 'quarter',
  kvartal: 'quarter',
};
/** Words that only change. */
const WORDS: Readonly<Record<string, string>> = {
  'bl.': 'block',
  'sv.': 'Saint',
  'gen.': 'General',
  'prof.': 'Professor',
  'akad.': 'Academician',
  'd-r': 'Doctor',
  'dr.': 'Doctor',
  's.': 'village',
  'st.': 'Saint',
  'stn.': 'Station',
};

/** The name as it is said. */
export function spokenNameEn(name: string): string {
  const parts = name
    .replace(/["“”„«»]/g, '')
    .replace(/\s[-–—]\s/g, ', ')
    .split(/\s*,\s*/)
    .map(part);
  return parts.filter(Boolean).join(', ');
}

function part(text: string): string {
  const words = text
    .replace(/(\d)([A-Za-z])\b/g, '$1 $2')
    .split(/\s+/)
    .filter(Boolean);
  const after = words.length > 1 ? AFTER[words[0]!.toLowerCase()] : undefined;
  const rest = after ? words.slice(1) : words;
  const said = rest.map((word) => {
    const ordinal = /^(\d+)-?(?:st|nd|rd|th|ti|vi|ri|mi|to|vo|ro|mo|ta|va|ra|ma)$/i.exec(word);
    if (ordinal) return ordinalEn(Number(ordinal[1]));
    if (/^\d+$/.test(word)) return cardinalEn(Number(word));
    const known = WORDS[word.toLowerCase()] ?? (AFTER[word.toLowerCase()] ? AFTER[word.toLowerCase()] : undefined);
    if (known) return known;
    return word.length > 3 && word === word.toUpperCase() ? word[0] + word.slice(1).toLowerCase() : word;
  });
  return after ? `${said.join(' ')} ${after}` : said.join(' ');
}
