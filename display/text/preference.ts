// The language that a person chose on a phone or on the start page: by the address first, else as last time, else Bulgarian.

import { type Language, languagesOf } from './language.js';

const KEY = 'tablo.language';

/** The language to begin with. */
export function preferredLanguage(query: string, shelf: Pick<Storage, 'getItem'> | null): Language {
  const asked = new URLSearchParams(query).get('lang');
  if (asked) return languagesOf(asked)[0]!;
  try {
    return shelf?.getItem(KEY) === 'en' ? 'en' : 'bg';
  } catch {
    return 'bg';
  }
}

/** Keeps the choice; where nothing can be kept, it lasts for this page. */
export function keepLanguage(language: Language, shelf: Pick<Storage, 'setItem'> | null): void {
  try {
    shelf?.setItem(KEY, language);
  } catch {
    // Forbidden or full.
  }
}
