// The words of one's own account.

import type { Language } from '../../text/language.js';

export interface AccountWords {
  password: string;
  current: string;
  next: string;
  repeat: string;
  differs: string;
  change: string;
  changed: string;
  hint: string;
  factor: string;
  factorOn: string;
  factorOff: string;
  factorWhy: string;
  setUp: string;
  renew: string;
  remove: string;
  removed: string;
  withPassword: string;
  goOn: string;
  cancel: string;
  sessions: string;
  sessionsDetail: string;
  here: string;
  seen: string;
  since: string;
  address: string;
  end: string;
  ended: string;
}

const bg: AccountWords = {
  password: 'Парола',
  current: 'Сегашна парола',
  next: 'Нова парола',
  repeat: 'Новата парола още веднъж',
  differs: 'Двете пароли се различават.',
  change: 'Смени паролата',
  changed: 'Паролата е сменена. Другите ви сесии са прекратени.',
  hint: 'Поне 12 знака. Няколко несвързани думи се помнят най-лесно.',
  factor: 'Втори фактор',
  factorOn: 'Настроен. При вход се иска и код от телефона.',
  factorOff: 'Не е настроен.',
  factorWhy: 'С него чужд човек не може да влезе само с паролата ви. Препоръчваме го на всички.',
  setUp: 'Настрой',
  renew: 'Настрой наново',
  remove: 'Премахни',
  removed: 'Вторият фактор е премахнат.',
  withPassword: 'Потвърдете с паролата си',
  goOn: 'Продължи',
  cancel: 'Отказ',
  sessions: 'Отворени сесии',
  sessionsDetail: 'Браузъри, в които сте влезли. Прекратете всяка, която не познавате.',
  here: 'тази',
  seen: 'Последно активна',
  since: 'От',
  address: 'Адрес',
  end: 'Прекрати',
  ended: 'Сесията е прекратена.',
};

const en: AccountWords = {
  password: 'Password',
  current: 'Present password',
  next: 'New password',
  repeat: 'The new password once more',
  differs: 'The two passwords differ.',
  change: 'Change the password',
  changed: 'The password is changed. Your other sessions have ended.',
  hint: 'At least 12 characters. Several unrelated words are easiest to remember.',
  factor: 'Second factor',
  factorOn: 'Set up. Signing in asks for a code from your telephone, too.',
  factorOff: 'Not set up.',
  factorWhy: 'With it nobody can sign in by your password alone. We recommend it to everybody.',
  setUp: 'Set up',
  renew: 'Set up anew',
  remove: 'Remove',
  removed: 'The second factor is removed.',
  withPassword: 'Confirm with your password',
  goOn: 'Go on',
  cancel: 'Cancel',
  sessions: 'Open sessions',
  sessionsDetail: 'Browsers in which you are signed in. End any that you do not know.',
  here: 'this one',
  seen: 'Last active',
  since: 'Since',
  address: 'Address',
  end: 'End',
  ended: 'The session has ended.',
};

export const ACCOUNT_WORDS: Readonly<Record<Language, AccountWords>> = { bg, en };
