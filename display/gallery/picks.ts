// The gallery's pickers: what may be chosen of each kind, in words.

import type { Language } from '../text/language.js';
import { glassName } from './cases.js';
import { type Choice, FIRST_CHOICE } from './choice.js';
import { LAYOUTS } from './layouts.js';
import { STATES } from './states.js';
import type { GalleryWords } from './words.js';

/** One picker; options are pairs of value and text. */
export interface Pick {
  key: 'layout' | 'glass' | 'theme' | 'language' | 'state';
  label: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
}

/** All pickers for this choice. */
export function picks(choice: Choice, words: GalleryWords, language: Language): Pick[] {
  const layouts = LAYOUTS.filter(({ id }) => choice.layout === 'all' || choice.layout === id);
  const glasses = [...new Set(layouts.flatMap((layout) => layout.glasses.map(glassName)))];
  return [
    {
      key: 'layout',
      label: words.layout,
      value: choice.layout,
      options: [['all', words.all], ...LAYOUTS.map(({ id }) => [id, id] as const)],
    },
    {
      key: 'glass',
      label: words.glass,
      value: choice.glass,
      options: [
        [FIRST_CHOICE.glass, '–'],
        ...glasses.map((name) => [name, name.replace('x', ' × ')] as const),
        ['all', words.all],
      ],
    },
    {
      key: 'theme',
      label: words.theme,
      value: choice.theme,
      options: [
        [FIRST_CHOICE.theme, '–'],
        ['dark', words.dark],
        ['light', words.light],
        ['all', words.all],
      ],
    },
    {
      key: 'language',
      label: words.language,
      value: choice.language,
      options: [
        ['bg', words.languages.bg],
        ['en', words.languages.en],
        ['all', words.both],
      ],
    },
    {
      key: 'state',
      label: words.state,
      value: choice.state,
      options: [['all', words.all], ...STATES.map(({ id, title }) => [id, title[language]] as const)],
    },
  ];
}
