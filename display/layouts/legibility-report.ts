// The standards that a board meets and fails, each with the figure that was found and the figure that is wanted.

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
  standard: string;
  met: boolean;
  found: string;
  wanted: string;
}

const HEIGHTS: readonly [HeightStandard, string][] = [
  ['tsi', 'TSI PRM 5.3.1.1 capitals'],
  ['ada', 'ADA 703.5.5 capitals'],
  ['california', 'California 11B-703.8.4 low-resolution capitals'],
];

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
      found: `${mm.toFixed(1)} mm`,
      wanted: `≥ ${least.toFixed(1)} mm at ${glass.distanceM} m`,
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
      standard: 'WCAG 2 contrast',
      met: wcag.value >= LEAST_CONTRAST,
      found: `${wcag.value.toFixed(1)}:1 (${wcag.what})`,
      wanted: `≥ ${LEAST_CONTRAST}:1`,
    },
    {
      standard: 'DIN 32975 Michelson contrast',
      met: din.value >= LEAST_MICHELSON,
      found: `${din.value.toFixed(2)} (${din.what})`,
      wanted: `≥ ${LEAST_MICHELSON}`,
    },
    {
      standard: 'Stroke of the capitals’ height',
      met: strokeOfCapital >= STROKE.least && strokeOfCapital <= STROKE.most,
      found: percent(strokeOfCapital),
      wanted: `${percent(STROKE.least)} to ${percent(STROKE.most)}`,
    },
    {
      standard: 'Pitch of lines',
      met: pitch >= PITCH.least && pitch <= PITCH.most,
      found: percent(pitch),
      wanted: `${percent(PITCH.least)} to ${percent(PITCH.most)}`,
    },
  ];
}

const percent = (part: number) => `${Math.round(part * 100)} %`;
