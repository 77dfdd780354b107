// Moments as the console shows them, by the clock of whoever looks.

import type { Language } from '../text/language.js';

const LOCALE: Readonly<Record<Language, string>> = { bg: 'bg-BG', en: 'en-GB' };
/** Between day, month and year. */
const BETWEEN: Readonly<Record<Language, string>> = { bg: '.', en: '/' };

/** Day and time to the second. */
export function fullTime(atS: number, language: Language): string {
  const at = new Date(atS * 1000);
  return `${dayAndTime(atS, language)}:${two(at.getSeconds())}`;
}

/** Day and time to the minute: `25.11.2026 03:25`. */
export function dayAndTime(atS: number, language: Language): string {
  const at = new Date(atS * 1000);
  const day = [two(at.getDate()), two(at.getMonth() + 1), at.getFullYear()].join(BETWEEN[language]);
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The same in UTC, for whoever compares with a log. */
export function utcTime(atS: number): string {
  return new Date(atS * 1000).toISOString().replace('.000Z', 'Z');
}

/** A whole number with its thousands apart. */
export function count(n: number, language: Language): string {
  return new Intl.NumberFormat(LOCALE[language]).format(n);
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
