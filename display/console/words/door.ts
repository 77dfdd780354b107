// The words before the console: signing in, the first administrator, invitations, the second factor.

import type { Language } from '../../text/language.js';

export interface DoorWords {
  signIn: string;
  name: string;
  password: string;
  newPassword: string;
  repeat: string;
  passwordHint: string;
  differs: string;
  code: string;
  codeHint: string;
  enter: string;
  entering: string;
  firstStart: string;
  firstStartDetail: string;
  checking: string;
  first: string;
  firstDetail: string;
  invite: string;
  inviteDetail: string;
  reset: string;
  resetDetail: string;
  create: string;
  set: string;
  enrol: string;
  enrolDetail: string;
  step1: string;
  step2: string;
  qr: string;
  byHand: string;
  confirm: string;
  recovery: string;
  recoveryDetail: string;
  download: string;
  copy: string;
  copied: string;
  kept: string;
  goOn: string;
  back: string;
}

const bg: DoorWords = {
  signIn: 'Вход в диспечерската',
  name: 'Име',
  password: 'Парола',
  newPassword: 'Нова парола',
  repeat: 'Паролата още веднъж',
  passwordHint: 'Поне 12 знака. Няколко несвързани думи се помнят най-лесно.',
  differs: 'Двете пароли се различават.',
  code: 'Код от телефона',
  codeHint: 'Шестте цифри от приложението за кодове или резервен код.',
  enter: 'Влез',
  entering: 'Проверка…',
  firstStart: 'Още никой няма достъп',
  firstStartDetail:
    'Първият администратор се създава чрез еднократната връзка, която сървърът записа в дневника си при стартирането. Отворете я в този браузър.',
  checking: 'Проверка на връзката…',
  first: 'Първи администратор',
  firstDetail: 'Изберете име и парола. След това ще настроите втори фактор.',
  invite: 'Добре дошли',
  inviteDetail: 'Поканени сте като {role}. Изберете име и парола.',
  reset: 'Нова парола',
  resetDetail: 'Изберете нова парола за „{name}“. Вторият фактор се настройва наново.',
  create: 'Създай профила',
  set: 'Запази паролата',
  enrol: 'Втори фактор',
  enrolDetail: 'За администратори е задължителен: паролата сама не стига, за да пише някой на таблата.',
  step1: 'Снимайте кода с приложение за кодове (например Aegis, FreeOTP или Google Authenticator).',
  step2: 'Въведете шестте цифри, които то показва.',
  qr: 'QR код за приложението',
  byHand: 'Или го въведете на ръка:',
  confirm: 'Потвърди',
  recovery: 'Резервни кодове',
  recoveryDetail: 'Ако телефонът се загуби, всеки от тях важи веднъж вместо кода. Показват се само сега – запазете ги.',
  download: 'Свали като файл',
  copy: 'Копирай',
  copied: 'Копирано.',
  kept: 'Запазих кодовете',
  goOn: 'Към диспечерската',
  back: 'Назад',
};

const en: DoorWords = {
  signIn: 'Sign in to the control room',
  name: 'Name',
  password: 'Password',
  newPassword: 'New password',
  repeat: 'The password once more',
  passwordHint: 'At least 12 characters. Several unrelated words are easiest to remember.',
  differs: 'The two passwords differ.',
  code: 'Code from your telephone',
  codeHint: 'The six digits of your authenticator, or a recovery code.',
  enter: 'Sign in',
  entering: 'Checking…',
  firstStart: 'Nobody has access yet',
  firstStartDetail:
    'The first administrator is made by the one-time link that the server wrote to its log when it started. Open it in this browser.',
  checking: 'Checking the link…',
  first: 'First administrator',
  firstDetail: 'Choose a name and a password. Then you set up a second factor.',
  invite: 'Welcome',
  inviteDetail: 'You are invited as {role}. Choose a name and a password.',
  reset: 'New password',
  resetDetail: 'Choose a new password for “{name}”. The second factor is set up anew.',
  create: 'Make the account',
  set: 'Keep the password',
  enrol: 'Second factor',
  enrolDetail: 'Administrators must have one: a password alone is not enough to write on the boards.',
  step1: 'Scan the code with an authenticator (such as Aegis, FreeOTP or Google Authenticator).',
  step2: 'Type the six digits that it shows.',
  qr: 'QR code for the authenticator',
  byHand: 'Or type it by hand:',
  confirm: 'Confirm',
  recovery: 'Recovery codes',
  recoveryDetail:
    'If the telephone is lost, each of them works once instead of the code. They are shown only now: keep them.',
  download: 'Save as a file',
  copy: 'Copy',
  copied: 'Copied.',
  kept: 'I have kept the codes',
  goOn: 'To the control room',
  back: 'Back',
};

export const DOOR_WORDS: Readonly<Record<Language, DoorWords>> = { bg, en };
