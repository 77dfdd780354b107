// Clock times, minutes and lines as they are said in both languages.

import { transliterate } from '../../../server/wire/transliterate.js';
import type { Language } from '../language.js';
import { LETTERS } from './lexicon-bg.js';
import { cardinalBg, counted, ordinalBg } from './numbers-bg.js';
import { cardinalEn } from './numbers-en.js';

/** «шест минути», «една минута»; “six minutes”. */
export function spokenMinutes(minutes: number, language: Language): string {
  if (language === 'en') return `${cardinalEn(minutes)} ${minutes === 1 ? 'minute' : 'minutes'}`;
  return counted(minutes, 'f', 'минута', 'минути');
}

/** `14:32` as «четиринадесет часа и тридесет и две минути»; “fourteen thirty-two”. */
export function spokenClock(time: string, language: Language): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  if (language === 'en') {
    const hour = hours === 0 ? 'zero' : cardinalEn(hours);
    if (minutes === 0) return `${hour} hundred hours`;
    return `${hour} ${minutes < 10 ? `oh ${cardinalEn(minutes)}` : cardinalEn(minutes)}`;
  }
  const hour = counted(hours, 'm', 'час', 'часа');
  return minutes === 0 ? hour : `${hour} и ${spokenMinutes(minutes, 'bg')}`;
}

const MONTHS = 'януари февруари март април май юни юли август септември октомври ноември декември'.split(' ');

/** A message with its times and dates as people say them: «до 18:30 ч. на 25.11.» is «до осемнадесет часа и тридесет минути на двадесет и пети ноември». */
export function spokenText(text: string, language: Language): string {
  const clocks = text.replace(
    /(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])(?: ?(?:часа|часът|ч)(?!\p{L})\.?)?/gu,
    (_, hours: string, minutes: string) => spokenClock(`${hours}:${minutes}`, language),
  );
  if (language === 'en') return clocks;
  return clocks.replace(
    /(?<![\d.])(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.(?:\d{4}(?: ?г\.?)?)?(?!\d)/g,
    (_, day: string, month: string) => `${ordinalBg(Number(day), 'm')} ${MONTHS[Number(month) - 1]}`,
  );
}

/** The name of a line: «две а», «ен четири», «сто и едно»; “two A”. Bulgarian says look-alike Latin letters as its own. */
export function spokenLine(name: string, language: Language): string {
  const parts = name.match(/\d+|\p{L}+|[^\s\d\p{L}]+/gu) ?? [];
  return parts
    .map((part) => {
      if (/^\d+$/.test(part)) return language === 'en' ? cardinalEn(Number(part)) : cardinalBg(Number(part), 'n');
      if (!/\p{L}/u.test(part)) return '';
      if (part.length > 3) return part;
      if (language === 'en') return [...transliterate(part)].map((letter) => letter.toUpperCase()).join(' ');
      return [...part.toLowerCase()].map((letter) => LETTERS[letter] ?? letter).join(' ');
    })
    .filter(Boolean)
    .join(' ');
}
