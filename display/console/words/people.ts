// The words of the view of people.

import type { Language } from '../../text/language.js';

export interface PeopleWords {
  invite: string;
  name: string;
  role: string;
  factor: string;
  hasFactor: string;
  noFactor: string;
  lastIn: string;
  never: string;
  state: string;
  active: string;
  disabled: string;
  actions: string;
  change: string;
  changeOf: string;
  mayIn: string;
  save: string;
  cancel: string;
  newLink: string;
  newLinkOf: string;
  newLinkDetail: string;
  makeLink: string;
  link: string;
  linkDetail: string;
  copy: string;
  copied: string;
  done: string;
  you: string;
  saved: string;
  inviteDetail: string;
  duties: Readonly<Record<'viewer' | 'dispatcher' | 'administrator', string>>;
  filter: string;
}

const bg: PeopleWords = {
  invite: 'Покани човек',
  name: 'Име',
  role: 'Роля',
  factor: 'Втори фактор',
  hasFactor: 'настроен',
  noFactor: 'няма',
  lastIn: 'Последно влизане',
  never: 'никога',
  state: 'Достъп',
  active: 'има',
  disabled: 'спрян',
  actions: 'Действия',
  change: 'Промени',
  changeOf: 'Промяна на „{name}“',
  mayIn: 'Може да влиза',
  save: 'Запази',
  cancel: 'Отказ',
  newLink: 'Нова връзка',
  newLinkOf: 'Нова парола за „{name}“',
  newLinkDetail:
    'С тази връзка човекът избира нова парола и настройва наново втория фактор. Докато не я използва, старите важат.',
  makeLink: 'Създай връзка',
  link: 'Връзката е готова',
  linkDetail: 'Предайте я лично или по сигурен път. Важи веднъж, до {time}, и повече няма да бъде показана.',
  copy: 'Копирай',
  copied: 'Копирано.',
  done: 'Готово',
  you: 'вие',
  saved: 'Запазено. Отворените сесии на този човек са прекратени.',
  inviteDetail: 'Човекът получава еднократна връзка и сам избира паролата си.',
  duties: {
    viewer: 'само гледа',
    dispatcher: 'съобщения, движение, табла',
    administrator: 'и хора, настройки, големи съобщения',
  },
  filter: 'Търсене по име',
};

const en: PeopleWords = {
  invite: 'Invite somebody',
  name: 'Name',
  role: 'Role',
  factor: 'Second factor',
  hasFactor: 'set up',
  noFactor: 'none',
  lastIn: 'Last signed in',
  never: 'never',
  state: 'Access',
  active: 'yes',
  disabled: 'stopped',
  actions: 'Actions',
  change: 'Change',
  changeOf: 'Change “{name}”',
  mayIn: 'May sign in',
  save: 'Save',
  cancel: 'Cancel',
  newLink: 'New link',
  newLinkOf: 'New password for “{name}”',
  newLinkDetail:
    'By this link the person chooses a new password and sets up the second factor anew. Until it is used, the old ones work.',
  makeLink: 'Make the link',
  link: 'The link is ready',
  linkDetail: 'Hand it over in person or by a safe way. It works once, until {time}, and is not shown again.',
  copy: 'Copy',
  copied: 'Copied.',
  done: 'Done',
  you: 'you',
  saved: 'Saved. The open sessions of this person have ended.',
  inviteDetail: 'The person gets a one-time link and chooses the password.',
  duties: {
    viewer: 'looks only',
    dispatcher: 'notices, service, boards',
    administrator: 'also people, settings, large notices',
  },
  filter: 'Search by name',
};

export const PEOPLE_WORDS: Readonly<Record<Language, PeopleWords>> = { bg, en };
