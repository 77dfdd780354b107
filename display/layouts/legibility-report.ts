// The standards that a board meets and fails, each with the figure that was found and the figure that is wanted.

import type { BilingualText } from '../../server/wire/messages.js';
import { capitalMm, type Glass, type HeightStandard, leastCapitalMm } from './legibility.js';
import { contrast, luminance } from './readable.js';

/** WCAG 2, 1.4.6 (AAA). */
export const LEAST_CONTRAST = 7;
/** DIN 32975: Michelson contrast of information. */
export const LEAST_MICHELSON = 0.7;
/** Width of a stroke as a part of the capitals' height. */
export const STROKE = { least: 0.1, most: 0.3 } as const;
/** Pitch of lines as a part of the type size. */
export const PITCH = { least: 1.35, most: 1.7 } as const;

/** What was found on the glass. */
export interface Found {
  glass: Glass;
  /** Type size and row height of the departures. */
  typePx: number;
  rowPx: number;
  /** Stroke of the type, as a part of the capitals' height. */
  strokeOfCapital: number;
  /** Pairs of text and ground (six hex digits) with the words for them. */
  colours: readonly { what: string; text: string; ground: string }[];
}

/** One line of the report. */
export interface Finding {
  standard: BilingualText;
  met: boolean;
  /** The standard that this board was asked to obey. */
  isAsked?: true;
  found: BilingualText;
  wanted: BilingualText;
}

const HEIGHTS: readonly [HeightStandard, BilingualText][] = [
  ['tsi', { bg: 'Главни букви по ТСОС ЛОП 5.3.1.1', en: 'TSI PRM 5.3.1.1 capitals' }],
  ['ada', { bg: 'Главни букви по ADA 703.5.5', en: 'ADA 703.5.5 capitals' }],
  [
    'california',
    {
      bg: 'Главни букви по Калифорния 11B-703.8.4, ниска резолюция',
      en: 'California 11B-703.8.4 low-resolution capitals',
    },
  ],
];

/** What is measured, in the report's words. */
const PLACES: Readonly<Record<string, BilingualText>> = {
  'stop name': { bg: 'име на спирката', en: 'stop name' },
  clock: { bg: 'часовник', en: 'clock' },
  headings: { bg: 'заглавия на колоните', en: 'headings' },
  line: { bg: 'линия', en: 'line' },
  destination: { bg: 'направление', en: 'destination' },
  minutes: { bg: 'минути', en: 'minutes' },
  ageing: { bg: 'приблизителни минути', en: 'ageing' },
  departed: { bg: 'заминал', en: 'departed' },
  cancelled: { bg: 'отменен', en: 'cancelled' },
  message: { bg: 'съобщение', en: 'message' },
  freshness: { bg: 'ред за данните', en: 'freshness' },
};
const alike = (text: string): BilingualText => ({ bg: text, en: text });
const placed = (value: string, what: string): BilingualText => {
  const place = PLACES[what] ?? alike(what);
  return { bg: `${value} (${place.bg})`, en: `${value} (${place.en})` };
};
/** Bulgarian writes a comma where English has a point. */
const number = (value: number, digits: number): BilingualText => {
  const en = value.toFixed(digits);
  return { bg: en.replace('.', ','), en };
};

/** Michelson contrast of two colours (six hex digits), 0 to 1. */
export function michelson(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return x + y === 0 ? 0 : Math.abs(x - y) / (x + y);
}

/** Judges a board; the order is that of boards.md, section 5. */
export function legibilityReport({ glass, typePx, rowPx, strokeOfCapital, colours }: Found): Finding[] {
  const mm = capitalMm(typePx, glass);
  const heights = HEIGHTS.map(([standard, name]): Finding => {
    const least = leastCapitalMm(standard, glass);
    return {
      standard: name,
      met: mm >= least,
      ...(standard === (glass.standard ?? 'tsi') ? { isAsked: true } : {}),
      found: { bg: `${number(mm, 1).bg} мм`, en: `${number(mm, 1).en} mm` },
      wanted: {
        bg: `≥ ${number(least, 1).bg} мм от ${glass.distanceM} м`,
        en: `≥ ${number(least, 1).en} mm at ${glass.distanceM} m`,
      },
    };
  });
  const worst = (measure: (a: string, b: string) => number) =>
    colours
      .map(({ what, text, ground }) => ({ what, value: measure(text, ground) }))
      .reduce((low, one) => (one.value < low.value ? one : low), { what: '–', value: Number.POSITIVE_INFINITY });
  const wcag = worst(contrast);
  const din = worst(michelson);
  const pitch = rowPx / typePx;
  return [
    ...heights,
    {
      standard: { bg: 'Контраст по WCAG 2', en: 'WCAG 2 contrast' },
      met: wcag.value >= LEAST_CONTRAST,
      found: placed(`${wcag.value.toFixed(1)}:1`, wcag.what),
      wanted: alike(`≥ ${LEAST_CONTRAST}:1`),
    },
    {
      standard: { bg: 'Контраст на Майкелсън по DIN 32975', en: 'DIN 32975 Michelson contrast' },
      met: din.value >= LEAST_MICHELSON,
      found: placed(din.value.toFixed(2), din.what),
      wanted: alike(`≥ ${LEAST_MICHELSON}`),
    },
    {
      standard: { bg: 'Дебелина на щриха спрямо главната буква', en: 'Stroke of the capitals’ height' },
      met: strokeOfCapital >= STROKE.least && strokeOfCapital <= STROKE.most,
      found: alike(percent(strokeOfCapital)),
      wanted: between(STROKE),
    },
    {
      standard: { bg: 'Разстояние между редовете спрямо шрифта', en: 'Pitch of lines' },
      met: pitch >= PITCH.least && pitch <= PITCH.most,
      found: alike(percent(pitch)),
      wanted: between(PITCH),
    },
  ];
}

const between = ({ least, most }: { least: number; most: number }): BilingualText => ({
  bg: `от ${percent(least)} до ${percent(most)}`,
  en: `${percent(least)} to ${percent(most)}`,
});

const percent = (part: number) => `${Math.round(part * 100)} %`;
