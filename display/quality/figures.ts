// Figures of quality as people read them. Pure.

import type { QualityReport } from '../../server/wire/quality.js';
import type { Language } from '../text/language.js';
import { fill } from '../text/words.js';
import { QUALITY_WORDS } from './words.js';

const LOCALE: Readonly<Record<Language, string>> = { bg: 'bg-BG', en: 'en-GB' };
/** A mean error below this is none. */
const NO_ERROR_S = 1;
const NONE = '–';

/** A share as per cent, without decimals: `87 %`. */
export function percent(share: number | null, language: Language): string {
  if (share === null) return NONE;
  return new Intl.NumberFormat(LOCALE[language], { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** Whole seconds, with a sign where they are an error: `+12 сек`. */
export function seconds(value: number | null, language: Language, signed: boolean): string {
  if (value === null) return NONE;
  const format = new Intl.NumberFormat(LOCALE[language], {
    maximumFractionDigits: 0,
    signDisplay: signed ? 'exceptZero' : 'auto',
  });
  return `${format.format(value)} ${QUALITY_WORDS[language].seconds}`;
}

/** A number with its thousands apart. */
export function number(value: number, language: Language, digits = 0): string {
  const options = { maximumFractionDigits: digits, minimumFractionDigits: digits };
  return new Intl.NumberFormat(LOCALE[language], options).format(value);
}

/** `YYYYMMDD` as a date is written. */
export function day(date: string, language: Language): string {
  const parts = [date.slice(6, 8), date.slice(4, 6), date.slice(0, 4)];
  return parts.join(language === 'bg' ? '.' : '/');
}

/** The day `days` before another. */
export function dayBefore(date: string, days: number): string {
  const at = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)) - days);
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
}

/** How true the boards were, in words: the verdict first, then what a rider feels of it. */
export function verdict({ total }: QualityReport, language: Language): string[] {
  const words = QUALITY_WORDS[language];
  const { mbta, mean_error_s, early, passed, missed, ghosts } = total;
  if (mbta === null || mean_error_s === null) return [fill(words.buses, { passed, missed, ghosts })];
  const error = Math.abs(mean_error_s);
  const mean = error < NO_ERROR_S ? words.onTime : mean_error_s > 0 ? words.later : words.earlier;
  return [
    fill(words.verdict, { share: Math.round(mbta * 100) }),
    fill(mean, { seconds: Math.round(error) }),
    fill(words.early, { share: Math.round((early ?? 0) * 100) }),
    fill(words.buses, { passed, missed, ghosts }),
  ];
}
