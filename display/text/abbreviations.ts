// Long names made shorter by the usual abbreviations, chosen by measured width and alike for all rows of a page (boards.md, section 3).

import type { Language } from './language.js';

/** Whole words and what they become; matched without regard to case. */
export type Abbreviations = readonly (readonly [full: string, short: string])[];

export const ABBREVIATIONS: Readonly<Record<Language, Abbreviations>> = {
  bg: [
    ['жилищен комплекс', 'ж.к.'],
    ['железопътна гара', 'ЖП гара'],
    ['университет', 'у-т'],
    ['университетска болница', 'УБ'],
    ['площад', 'пл.'],
    ['булевард', 'бул.'],
    ['улица', 'ул.'],
    ['квартал', 'кв.'],
    ['болница', 'б-ца'],
    ['градина', 'гр-на'],
    ['паметник', 'пам.'],
    ['професор', 'проф.'],
    ['академик', 'акад.'],
    ['генерал', 'ген.'],
    ['доктор', 'д-р'],
    ['свети', 'св.'],
    ['света', 'св.'],
    ['околовръстен път', 'ООП'],
    ['разклон', 'разкл.'],
  ],
  en: [
    ['zhilishten kompleks', 'zh.k.'],
    ['ploshtad', 'pl.'],
    ['bulevard', 'bul.'],
    ['boulevard', 'blvd'],
    ['ulitsa', 'ul.'],
    ['kvartal', 'kv.'],
    ['bolnitsa', 'b-tsa'],
    ['street', 'St'],
    ['avenue', 'Ave'],
    ['square', 'Sq'],
    ['station', 'Stn'],
    ['university', 'Univ.'],
    ['hospital', 'Hosp.'],
    ['professor', 'Prof.'],
    ['general', 'Gen.'],
  ],
};

const LETTER = '[\\p{L}\\p{N}]';

/** The name with every word of the list shortened; capitals stay capitals («ПЛОЩАД» → «ПЛ.»). */
export function abbreviate(name: string, list: Abbreviations): string {
  let out = name;
  for (const [full, short] of [...list].sort((a, b) => b[0].length - a[0].length)) {
    const words = new RegExp(`(?<!${LETTER})${full.replace(/ /g, '\\s+')}(?!${LETTER})`, 'giu');
    out = out.replace(words, (found) => matchCase(found, short));
  }
  return out;
}

/** The part of the list that shortens one of these names: a page shortens a word alike in all its rows, and no other word. */
export function neededBy(names: readonly string[], list: Abbreviations): Abbreviations {
  return list.filter((entry) => names.some((name) => abbreviate(name, [entry]) !== name));
}

function matchCase(found: string, short: string): string {
  if (found.length > 1 && found === found.toUpperCase()) return short.toUpperCase();
  if (found[0] !== found[0]!.toLowerCase()) return short[0]!.toUpperCase() + short.slice(1);
  return short;
}
