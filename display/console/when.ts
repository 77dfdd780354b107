// Moments as the console shows them, by the clock of whoever looks.

import type { Language } from '../text/language.js';

const LOCALE: Readonly<Record<Language, string>> = { bg: 'bg-BG', en: 'en-GB' };
const forms = new Map<string, Intl.DateTimeFormat>();

function form(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  let found = forms.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(LOCALE[language], options);
    forms.set(key, found);
  }
  return found;
}

/** Day and time to the second. */
export function fullTime(atS: number, language: Language): string {
  return form(language, { dateStyle: 'short', timeStyle: 'medium' }).format(atS * 1000);
}

/** Day and time to the minute. */
export function dayAndTime(atS: number, language: Language): string {
  return form(language, { dateStyle: 'short', timeStyle: 'short' }).format(atS * 1000);
}

/** The same in UTC, for whoever compares with a log. */
export function utcTime(atS: number): string {
  return new Date(atS * 1000).toISOString().replace('.000Z', 'Z');
}

/** A whole number with its thousands apart. */
export function count(n: number, language: Language): string {
  return new Intl.NumberFormat(LOCALE[language]).format(n);
}
