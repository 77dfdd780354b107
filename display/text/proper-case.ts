// Names written wholly in capitals, set as people read them: «УЛ. ФИЛИП КУТЕВ ДО БЛ. 2» → «Ул. Филип Кутев до бл. 2». Pure; loaded where a name needs it.

import type { BilingualText } from '../../server/wire/messages.js';
import { transliterate } from '../../server/wire/transliterate.js';
import { type Language, say } from './language.js';
import { COMMON_WORDS, INITIALISMS, SMALL_WORDS } from './proper-case-words.js';

/** Shorter names («НИМ», «АД») are initials rather than words. */
const LEAST_LETTERS = 4;
/** Kinds of places: small in the middle of a name; what follows them is a proper name and begins with a capital. */
const KINDS: readonly string[] = ['ул', 'бул', 'кв', 'бл', 'пл', 'с', 'гр', 'р', 'вз', 'яз', 'вх', 'мах'];
/** «УЛ. 10» has few letters, and is no initials. */
const BEGINS_WITH_KIND = /^(УЛ|БУЛ|КВ|БЛ|ПЛ)\./;
/** Words written with a dash in their middle, small but at the beginning. */
const DASHED = /^([кр]-т|к-с|[дц]-р|у-т|б-ца|гр-на|м-т|ж-к)$/;
/** Kinds of places of two letters. */
const TWO_LETTERS = /(?<!\p{L})(Ж\. ?К|В\. ?З)(?!\p{L})/gu;
const ARTICLES = ['та', 'то', 'те', 'ът', 'ят', 'а', 'я'] as const;
const VOWELS = /[аеиоуъюяaeiouy]/i;
const WORD = /\p{L}+(?:-\p{L}{1,2}(?!\p{L}))?/gu;

/** Names kept as they were written; a board meets few. */
const KNOWN_MOST = 1000;
const known = new Map<string, string>();

/** One side of a bilingual name in proper case. An English side that was only transliterated is made anew from the Bulgarian. */
export function properName(text: BilingualText, language: Language): string {
  const own = say(text, language);
  if (!isShouted(own)) return own;
  let written = known.get(own);
  if (written === undefined) {
    if (language === 'bg') written = properCase(own);
    else written = own === transliterate(text.bg) ? transliterate(properCase(text.bg)) : own;
    if (known.size >= KNOWN_MOST) known.clear();
    known.set(own, written);
  }
  return written;
}

/** The name in proper case; a name that has a small letter, or none in Cyrillic, stays as it is. */
export function properCase(name: string): string {
  if (!isShouted(name) || !/\p{Script=Cyrillic}/u.test(name)) return name;
  const kinds = new Set<number>();
  const marked = name.replace(TWO_LETTERS, (found, _letters, at: number) => {
    kinds.add(at).add(at + found.length - 1);
    return found;
  });
  return marked.replace(WORD, (word, at: number) => cased(word, at, name, kinds));
}

function isShouted(name: string): boolean {
  if (/\p{Ll}/u.test(name)) return false;
  return (name.match(/\p{Lu}/gu)?.length ?? 0) >= LEAST_LETTERS || BEGINS_WITH_KIND.test(name);
}

function cased(word: string, at: number, name: string, kinds: ReadonlySet<number>): string {
  const small = word.toLowerCase();
  const title = word[0]! + small.slice(1);
  const before = name.slice(0, at);
  const isFirst = !/[\p{L}\p{N}]/u.test(before);
  const inner = isFirst ? title : small;
  // «Ж.к.» and «в.з.»: only the first letter of a name is large.
  if (kinds.has(at)) return isFirst ? word : small;
  if (DASHED.test(small)) return followsKind(before) ? title : inner;
  // «83-то», «28-ми», but «2А» and «Левски-Г».
  if (/\d$/.test(before)) return word;
  if (/\d ?- ?$/.test(before) && word.length <= 2) return word.length > 1 ? small : word;
  const dashed = /^(\p{L}+)-(\p{L}{1,2})$/u.exec(word);
  if (dashed) return dashedWord(dashed[1]!, dashed[2]!, at, name, kinds);
  const isShort = name[at + word.length] === '.';
  if (KINDS.includes(small) && (isShort || word.length > 1)) return inner;
  if (isShort) return title;
  if (INITIALISMS.has(small) || (word.length > 1 && !VOWELS.test(word))) return word;
  const isLastLetter = word.length === 1 && at + 1 === name.length;
  if (SMALL_WORDS.has(small) && !/-$/.test(before) && !isLastLetter) return inner;
  if (word.length === 1) return word;
  const isProper = /["„“«]$/.test(before) || followsKind(before);
  return isProper || !isCommon(small) ? title : inner;
}

/** «Левски-Г» keeps its letter, «Атанасов-по желание» its small word. */
function dashedWord(first: string, second: string, at: number, name: string, kinds: ReadonlySet<number>): string {
  const head = cased(first, at, `${name.slice(0, at)}${first}`, kinds);
  const small = second.toLowerCase();
  return `${head}-${second.length > 1 && SMALL_WORDS.has(small) ? small : second}`;
}

/** Does a kind of place with its dot stand before? */
function followsKind(before: string): boolean {
  const found = /(\p{L}+)\. ?$/u.exec(before);
  return !!found && (KINDS.includes(found[1]!.toLowerCase()) || /(Ж\. ?К|В\. ?З)\. ?$/u.test(before));
}

/** A word of the language, with or without its article. */
function isCommon(small: string): boolean {
  if (COMMON_WORDS.has(small)) return true;
  return ARTICLES.some((article) => small.endsWith(article) && COMMON_WORDS.has(small.slice(0, -article.length)));
}
