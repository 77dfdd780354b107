// Names of stops and directions as people say them in Bulgarian: abbreviations, initials, saints, ordinals and Roman numerals spelled out.

import {
  ABBREVIATED,
  ACRONYMS,
  BEFORE_NAMES,
  COUNTED_IN_ORDER,
  FEMALE_SAINTS,
  FIRST_NAMES,
  INITIALS,
  LETTERS,
  SAID_AS_LETTERS,
} from './lexicon-bg.js';
import { cardinalBg, type Gender, ordinalBg } from './numbers-bg.js';

const TOKEN =
  /(\d+)\s*[-–]?\s*(ти|ви|ри|ми|то|во|ро|мо|та|ва|ра|ма)(?![\p{L}\p{N}])|(?:\p{L}\.){2,}|\d+|\p{L}+(?:-\p{L}+)*\.?|[,;:/()–—-]/gu;
const SUFFIX: Readonly<Record<string, Gender>> = { и: 'm', о: 'n', а: 'f' };
const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50 };
const NO_VOWEL = /^[бвгджзклмнпрстфхцчшщ]{2,5}$/;

/** The name as it is said, in lower case; foreign letters are left to the voice. */
export function spokenNameBg(name: string): string {
  const tokens = tokensOf(name);
  const said: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const [word, taken] = say(tokens, i, said);
    i += taken;
    if (word) said.push(word);
  }
  return said
    .join(' ')
    .replace(/ ,/g, ',')
    .replace(/(, ?)+/g, ', ')
    .replace(/^[, ]+|[, ]+$/g, '');
}

function tokensOf(name: string): string[] {
  const plain = name
    .toLowerCase()
    .replace(/["'„“”«»‘’]/g, ' ')
    .replace(/([жв])\.\s*([кзп])\.(?!\p{L}\.)/gu, '$1.$2. ')
    .replace(/(?<!\p{L})жк(?!\p{L})/gu, 'ж.к.')
    .replace(/(?<!\p{L})(ул|бул)\s(?=\p{L})/gu, '$1. ')
    // Two saints at once are «свети» once.
    .replace(/(?<!\p{L})(св\.\s*св\.|свв\.)/gu, 'св. ')
    .replace(/\s*[-–—]\s*по желание/g, ', по желание')
    .replace(/(\d)\s*[-–]\s*(ти|ви|ри|ми|то|во|ро|мо|та|ва|ра|ма)(?!\p{L})/gu, '$1-$2')
    // «Дружба - 1» is one name, «УЛ. 44 - Х» are two.
    .replace(/(\p{L})\s*-\s*(?=\d)/gu, '$1 ')
    .replace(/(\d)(\p{L})(?!\p{L})/gu, '$1 $2 ')
    .replace(/\s[-–—]\s|[–—]/g, ' , ');
  const found = [...plain.matchAll(TOKEN)].map(([token]) => token);
  return found.flatMap((token) =>
    token.includes('-') && !(token in ABBREVIATED) && !/\d/.test(token) ? token.split('-').filter(Boolean) : [token],
  );
}

/** One token said, and how many after it went with it. */
function say(tokens: readonly string[], i: number, before: readonly string[]): [word: string, taken: number] {
  const token = tokens[i]!;
  const next = tokens[i + 1];
  if (/^[,;:/()]$/.test(token)) return [',', 0];
  const suffixed = /^(\d+)\D*?([тврм])?([иоа])$/.exec(token);
  if (suffixed && /\D/.test(token)) return [ordinalBg(Number(suffixed[1]), SUFFIX[suffixed[3]!] ?? 'm'), 0];
  if (/^\d+$/.test(token)) return [numberBefore(Number(token), next), 0];
  const roman = romanOf(token);
  if (roman !== null) return [ordinalBg(roman, orderedGender(next) ?? 'm'), 0];
  if (token === 'св.') return [next !== undefined && FEMALE_SAINTS.has(next) ? 'света' : 'свети', 0];
  if (token === 'кн.') return [next === 'мария' || next === 'клементина' ? 'княгиня' : 'княз', 0];
  const noun = nounOf(tokens, i);
  if (noun) {
    const isAfterNumber = /^\d+\p{L}?$/u.test(tokens[i - 1] ?? '') && token in ABBREVIATED;
    return [isAfterNumber ? `, ${noun}` : noun, 0];
  }
  if (token.endsWith('.')) return dotted(tokens, i, before);
  if (token.length === 1 && isLabel(token, tokens, i)) return [LETTERS[token] ?? token, 0];
  if (NO_VOWEL.test(token)) return [[...token].map((letter) => LETTERS[letter]).join(' '), 0];
  return [token, 0];
}

/** A bare number: in order before a school or a regiment, else as a name. */
function numberBefore(n: number, next: string | undefined): string {
  const gender = orderedGender(next);
  return gender ? ordinalBg(n, gender) : cardinalBg(n, 'n');
}

function orderedGender(next: string | undefined): Gender | null {
  const word = next?.replace(/\.$/, '') ?? '';
  return ORDERED.has(word) ? ACRONYMS[word]!.gender : (COUNTED_IN_ORDER[word] ?? null);
}

/** Institutions that are numbered. */
const ORDERED: ReadonlySet<string> = new Set(['оу', 'су', 'соу', 'ну', 'пг', 'дг', 'одз', 'ру', 'дкц', 'мбал']);

function nounOf(tokens: readonly string[], i: number): string | null {
  const token = tokens[i]!;
  if (token in ABBREVIATED) return ABBREVIATED[token]!.said;
  const bare = token.replace(/\.$/, '');
  // Without a number before it, «СУ Св. Климент» is the university.
  if (bare === 'су' && tokens[i + 1] === 'св.' && !/^\d/.test(tokens[i - 1] ?? '')) return 'софийски университет';
  return ACRONYMS[bare]?.said ?? null;
}

/** What has a dot and is no abbreviation of the list: a village, a river, or somebody's first name. */
function dotted(tokens: readonly string[], i: number, before: readonly string[]): [string, number] {
  const token = tokens[i]!;
  const previous = before.at(-1) ?? '';
  if (token === 'с.' && !BEFORE_NAMES.has(previous)) return ['село', 0];
  if (token === 'р.' && /^(на|над|до|край)$/.test(previous)) return ['река', 0];
  if (token === 'м.' && /^(за|на|разклона|до)$/.test(previous)) return ['местност', 0];
  // «г.м.» is one token, «г. м.» two.
  let last = i;
  while (tokens[last + 1]?.endsWith('.') && !(tokens[last + 1]! in ABBREVIATED)) last++;
  const initials = tokens.slice(i, last + 1).flatMap((part) => part.split('.').filter(Boolean));
  const key = `${initials.join(' ')} ${tokens[last + 1] ?? ''}`;
  const taken = last - i;
  const asLetters = SAID_AS_LETTERS[key];
  if (asLetters) return [asLetters, taken];
  const known = INITIALS[key] ?? (initials.length === 1 ? FIRST_NAMES[initials[0]!] : undefined);
  if (known) return [known, taken];
  // A shortened word at the end of a name stays what it is.
  return tokens[last + 1] === undefined ? [initials.join(' '), taken] : ['', taken];
}

/** A lone letter that names a part: «Левски Г», «351 Б», «вход А»; not the words «и», «в», «с», «о» within a name. */
function isLabel(token: string, tokens: readonly string[], i: number): boolean {
  const next = tokens[i + 1];
  const isWord = 'аивсоук'.includes(token);
  if (/^\d+$/.test(tokens[i - 1] ?? '') && token !== 'и') return true;
  return next === undefined || next === ',' || next === 'бл.' ? true : !isWord;
}

/** The value of a Roman numeral, in Latin letters or in the Cyrillic ones that look like them; null for a word. */
function romanOf(token: string): number | null {
  const latin = token.replace(/і/g, 'i').replace(/[хx]/g, 'x').replace(/\.$/, '');
  if (!/^[ivxl]+$/.test(latin) || !/[ivl]|xx|^x$/.test(latin) || /^х$/.test(token)) return null;
  let value = 0;
  for (let i = 0; i < latin.length; i++) {
    const here = ROMAN[latin[i]!]!;
    value += here < (ROMAN[latin[i + 1] ?? ''] ?? 0) ? -here : here;
  }
  return value;
}
