// One case of the gallery: a state on a glass of a layout, in a language and a theme; each has an address of its own.

import type { Language } from '../text/language.js';
import type { GalleryLayout, Glass } from './layouts.js';
import { type GalleryState, STATES } from './states.js';

export interface GalleryCase {
  /** `tft.1280x720.dark.bg.live` */
  id: string;
  layout: GalleryLayout;
  glass: Glass;
  theme: 'dark' | 'light';
  language: Language;
  state: GalleryState;
}

const LANGUAGES: readonly Language[] = ['bg', 'en'];

/** The name of a glass: `1280x720`, in dots where it has dots. */
export function glassName({ widthPx, heightPx, dots }: Glass): string {
  return dots ? `${dots.width}x${dots.height}` : `${widthPx}x${heightPx}`;
}

/** Every case there is. */
export function allCases(layouts: readonly GalleryLayout[]): GalleryCase[] {
  const cases: GalleryCase[] = [];
  for (const layout of layouts)
    for (const glass of layout.glasses)
      for (const theme of layout.themes)
        for (const language of LANGUAGES)
          for (const state of STATES) {
            const id = [layout.id, glassName(glass), theme, language, state.id].join('.');
            cases.push({ id, layout, glass, theme, language, state });
          }
  return cases;
}

/** Glasses of a layout on which every state has its picture. */
const PICTURED_GLASSES: Readonly<Record<string, number>> = { tft: 2, led: 1, eink: 1, phone: 1 };
/** States that a layout is seen in on each of its glasses; the others are pictured on its first glasses only. */
const ON_EVERY_GLASS: readonly string[] = ['mixed', 'long-names', 'two-stops'];
/** States that look on a phone as another one does there: an hour without a link as a timetable, a night as tomorrow. */
const ALIKE_ON_PHONE: readonly string[] = [
  'departed',
  'shared',
  'now',
  'alert-short',
  'alert-html',
  'alert-no-header',
  'notice',
  'link-10s',
  'link-2min',
  'link-1h',
  'link-2d',
  'unreachable',
  'wrong-clock',
  'one-row',
  'night',
  'asleep',
];
/** Larger glasses are the same board, larger: they have no picture of their own. */
const MOST_PICTURED_PX = 1920 * 1080;

/**
 * The cases with a golden picture: each state on the layout's first glass in Bulgarian (tft also on its second, in English
 * and the other theme), and a few states on every glass.
 */
export function isGolden({ layout, glass, theme, language, state }: GalleryCase): boolean {
  const index = layout.glasses.indexOf(glass);
  const isOther = index === 1;
  if (layout.id === 'phone' && ALIKE_ON_PHONE.includes(state.id)) return false;
  const isPictured = index < PICTURED_GLASSES[layout.id]! || ON_EVERY_GLASS.includes(state.id);
  const wantedTheme = (isOther ? layout.themes[1] : undefined) ?? layout.themes[0];
  if (glass.widthPx * glass.heightPx > MOST_PICTURED_PX) return false;
  return isPictured && theme === wantedTheme && language === (isOther ? 'en' : 'bg');
}
