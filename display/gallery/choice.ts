// What the gallery shows, as its address says it; kept in the address so that a view can be sent to a colleague.

import type { GalleryCase } from './cases.js';
import { glassName } from './cases.js';

/** `all` stands for no wish; `case` names one single case. */
export interface Choice {
  layout: string;
  glass: string;
  theme: string;
  language: string;
  state: string;
  single: string | null;
}

/** A gallery opened without any wish: every state of the first glass, dark, in Bulgarian. */
export const FIRST_CHOICE: Readonly<Choice> = Object.freeze({
  layout: 'all',
  glass: 'first',
  theme: 'first',
  language: 'bg',
  state: 'all',
  single: null,
});

/** Reads `?layout=…&glass=…&theme=…&board=…&state=…` or `?case=…`. */
export function readChoice(query: string): Choice {
  const parameters = new URLSearchParams(query);
  const of = (name: string, otherwise: string) => parameters.get(name) || otherwise;
  return {
    layout: of('layout', FIRST_CHOICE.layout),
    glass: of('glass', FIRST_CHOICE.glass),
    theme: of('theme', FIRST_CHOICE.theme),
    language: of('board', FIRST_CHOICE.language),
    state: of('state', FIRST_CHOICE.state),
    single: parameters.get('case'),
  };
}

/** The query of a choice; what is as at first is not said. */
export function choiceQuery(choice: Choice): string {
  const parameters = new URLSearchParams();
  if (choice.single) parameters.set('case', choice.single);
  for (const [name, key] of [
    ['layout', 'layout'],
    ['glass', 'glass'],
    ['theme', 'theme'],
    ['board', 'language'],
    ['state', 'state'],
  ] as const)
    if (choice[key] !== FIRST_CHOICE[key]) parameters.set(name, choice[key]);
  const query = parameters.toString();
  return query ? `?${query}` : '';
}

/** True where a case is chosen. */
export function isChosen(choice: Choice, one: GalleryCase): boolean {
  if (choice.single !== null) return one.id === choice.single;
  const { layout, glass, theme, language, state } = one;
  const isGlass =
    choice.glass === 'all' ||
    (choice.glass === 'first' ? glass === layout.glasses[0] : glassName(glass) === choice.glass);
  const isTheme =
    choice.theme === 'all' || (choice.theme === 'first' ? theme === layout.themes[0] : theme === choice.theme);
  return (
    isGlass &&
    isTheme &&
    (choice.layout === 'all' || choice.layout === layout.id) &&
    (choice.language === 'all' || choice.language === language) &&
    (choice.state === 'all' || choice.state === state.id)
  );
}
