// Fixed texts of the gallery, in both languages.

import type { Language } from '../text/language.js';

export interface GalleryWords {
  title: string;
  lead: string;
  home: string;
  otherLanguage: string;
  layout: string;
  glass: string;
  theme: string;
  dark: string;
  light: string;
  language: string;
  languages: Readonly<Record<Language, string>>;
  both: string;
  state: string;
  all: string;
  clock: string;
  speed: string;
  still: string;
  reset: string;
  stress: string;
  stressDone: string;
  view: string;
  fit: string;
  real: string;
  distance: string;
  screen: string;
  apparent: string;
  cases: string;
  one: string;
}

const bg: GalleryWords = {
  title: 'Галерия на таблата',
  lead: 'Всяко състояние на таблото, нарисувано от същия код като на спирката, но без автобус и без сървър.',
  home: 'Начало',
  otherLanguage: 'English',
  layout: 'Вид',
  glass: 'Размер в пиксели',
  theme: 'Цвят',
  dark: 'тъмен',
  light: 'светъл',
  language: 'Език',
  languages: { bg: 'български', en: 'английски' },
  both: 'и двата',
  state: 'Състояние',
  all: 'всички',
  clock: 'Часовник',
  speed: 'Скорост',
  still: 'спрян',
  reset: 'Към началото',
  stress: 'Натоварване',
  stressDone: '{draws} прерисувания за {ms} ms, най-дългото {longest} ms',
  view: 'Изглед',
  fit: 'умален',
  real: 'както се вижда отдалеч',
  distance: 'Разстояние до таблото, м',
  screen: 'Един пиксел на този екран, мм',
  apparent: 'Гледайте екрана от 60 см: толкова голямо изглежда таблото отдалеч.',
  cases: 'Показани: {count}',
  one: 'само това',
};

const en: GalleryWords = {
  title: 'Gallery of boards',
  lead: 'Every state of a board, drawn by the same code as at the stop, but without a bus and without a server.',
  home: 'Start',
  otherLanguage: 'Български',
  layout: 'Layout',
  glass: 'Size in pixels',
  theme: 'Colours',
  dark: 'dark',
  light: 'light',
  language: 'Language',
  languages: { bg: 'Bulgarian', en: 'English' },
  both: 'both',
  state: 'State',
  all: 'all',
  clock: 'Clock',
  speed: 'Speed',
  still: 'still',
  reset: 'To the beginning',
  stress: 'Stress',
  stressDone: '{draws} drawings in {ms} ms, the longest {longest} ms',
  view: 'View',
  fit: 'reduced',
  real: 'as seen from afar',
  distance: 'Distance to the board, m',
  screen: 'One pixel of this screen, mm',
  apparent: 'Look at the screen from 60 cm: the board looks that large from afar.',
  cases: 'Shown: {count}',
  one: 'only this',
};

export const GALLERY_WORDS: Readonly<Record<Language, GalleryWords>> = { bg, en };
