// The languages of a board, and which of them stands on the glass at an instant (boards.md, section 3).

import type { BilingualText } from '../../server/wire/messages.js';

export type Language = 'bg' | 'en';

/** A board in two languages shows each for this long, in turn. */
export const LANGUAGE_TURN_S = 12;

/** The languages named in a `lang` parameter, in order and once each; Bulgarian where none is named. */
export function languagesOf(parameter: string | null): Language[] {
  const named = (parameter ?? '').split(',').map((word) => word.trim().toLowerCase());
  const known = named.filter((word): word is Language => word === 'bg' || word === 'en');
  return known.length ? [...new Set(known)] : ['bg'];
}

/** The language on the glass at `nowS`, when each stands for `turnS` seconds. */
export function languageAt(languages: readonly Language[], nowS: number, turnS = LANGUAGE_TURN_S): Language {
  return languages[Math.floor(nowS / turnS) % languages.length] ?? 'bg';
}

/** One side of a bilingual text; the other where this one is empty. */
export function say(text: BilingualText | null | undefined, language: Language): string {
  return (language === 'en' ? text?.en || text?.bg : text?.bg || text?.en) ?? '';
}
