// The words around the views: menu, keys, session, language, theme.

import type { Language } from '../../text/language.js';
import type { ViewId } from '../view-id.js';

export interface FrameWords {
  console: string;
  views: Readonly<Record<ViewId, string>>;
  menu: string;
  skip: string;
  otherLanguage: string;
  theme: string;
  themes: Readonly<Record<'auto' | 'light' | 'dark', string>>;
  signOut: string;
  keys: string;
  keyGo: string;
  keyFind: string;
  keyHelp: string;
  keyClose: string;
  thenLetter: string;
  close: string;
  loading: string;
  notLoaded: string;
  again: string;
  noView: string;
  endsSoon: string;
  stillHere: string;
  roles: Readonly<Record<'viewer' | 'dispatcher' | 'administrator', string>>;
}

const bg: FrameWords = {
  console: 'Диспечерска',
  views: {
    overview: 'Обзор',
    feeds: 'Източници',
    map: 'Карта',
    boards: 'Табла',
    notices: 'Съобщения',
    service: 'Движение',
    quality: 'Качество',
    archive: 'Архив',
    people: 'Хора',
    audit: 'Дневник',
    account: 'Моят профил',
  },
  menu: 'Меню',
  skip: 'Към съдържанието',
  otherLanguage: 'English',
  theme: 'Изглед',
  themes: { auto: 'Като системата', light: 'Светъл', dark: 'Тъмен' },
  signOut: 'Изход',
  keys: 'Клавиши',
  keyGo: 'Отваря изглед',
  keyFind: 'Търси в изгледа',
  keyHelp: 'Показва клавишите',
  keyClose: 'Затваря',
  thenLetter: 'после',
  close: 'Затвори',
  loading: 'Зареждане…',
  notLoaded: 'Изгледът не се зареди.',
  again: 'Опитай отново',
  noView: 'Няма такъв изглед.',
  endsSoon: 'Сесията ще изтече след {minutes} мин.',
  stillHere: 'Тук съм',
  roles: { viewer: 'наблюдател', dispatcher: 'диспечер', administrator: 'администратор' },
};

const en: FrameWords = {
  console: 'Control room',
  views: {
    overview: 'Overview',
    feeds: 'Sources',
    map: 'Map',
    boards: 'Boards',
    notices: 'Notices',
    service: 'Service',
    quality: 'Quality',
    archive: 'Archive',
    people: 'People',
    audit: 'Audit',
    account: 'My account',
  },
  menu: 'Menu',
  skip: 'To the content',
  otherLanguage: 'Български',
  theme: 'Look',
  themes: { auto: 'As the system', light: 'Light', dark: 'Dark' },
  signOut: 'Sign out',
  keys: 'Keys',
  keyGo: 'Opens a view',
  keyFind: 'Searches in the view',
  keyHelp: 'Shows the keys',
  keyClose: 'Closes',
  thenLetter: 'then',
  close: 'Close',
  loading: 'Loading…',
  notLoaded: 'The view did not load.',
  again: 'Try again',
  noView: 'There is no such view.',
  endsSoon: 'The session ends in {minutes} min.',
  stillHere: 'I am here',
  roles: { viewer: 'viewer', dispatcher: 'dispatcher', administrator: 'administrator' },
};

export const FRAME_WORDS: Readonly<Record<Language, FrameWords>> = { bg, en };
