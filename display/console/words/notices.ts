// The words of the views of notices: writing, rehearsing, sending, withdrawing, silence, templates.

import type { DraftProblem, MissingReason, NoticeScope } from '../../../server/wire/console/dispatch.js';
import type { Language } from '../../text/language.js';

export interface NoticeWords {
  write: string;
  silenceOn: string;
  silenceOff: string;
  silenceAsk: string;
  silenceDetail: string;
  silenced: string;
  standing: string;
  coming: string;
  awaiting: string;
  awaitingDetail: string;
  ended: string;
  none: string;
  text: string;
  whom: string;
  until: string;
  from: string;
  by: string;
  shownBy: string;
  /** Boards that show it, of those it is for. */
  reach: string;
  allBoards: readonly [string, string];
  noBoards: string;
  /** By the glass itself, or by what an old page has received. */
  onGlassBy: string;
  byDocument: string;
  quietHours: string;
  notYet: string;
  why: Readonly<Record<MissingReason, string>>;
  behind: string;
  andMore: string;
  withdraw: string;
  withdrawAsk: string;
  confirm: string;
  confirmOwn: string;
  withdrawn: string;
  over: string;
  textBg: string;
  textEn: string;
  textEnHint: string;
  left: string;
  template: string;
  noTemplate: string;
  keepTemplate: string;
  dropTemplate: string;
  templateName: string;
  templateKept: string;
  scope: string;
  scopes: Readonly<Record<NoticeScope['kind'], string>>;
  findStop: string;
  add: string;
  remove: string;
  drawArea: string;
  boardIds: string;
  begins: string;
  now: string;
  later: string;
  ends: string;
  /** An end by the clock, with how long that is. */
  endsSaid: string;
  hours: string;
  otherDate: string;
  updateTemplate: string;
  lacks: string;
  priority: string;
  priorities: readonly [string, string, string];
  spoken: string;
  rehearsal: string;
  rehearsalHint: string;
  /** One and many. */
  stops: readonly [string, string];
  boards: readonly [string, string];
  rows: readonly [string, string];
  needsSecond: string;
  onGlass: string;
  fits: string;
  pages: string;
  unreadable: string;
  turnsWithRows: string;
  takesTurns: string;
  others: readonly [string, string];
  boardLanguage: string;
  boardLanguages: Readonly<Record<Language, string>>;
  voiceSays: string;
  pushes: string;
  pushesNone: string;
  rehearsedStop: string;
  send: string;
  propose: string;
  cancel: string;
  sent: string;
  proposed: string;
  confirmed: string;
  takenBack: string;
  problems: Readonly<Record<DraftProblem, string>>;
  /** What a draft may lack, in a word. */
  parts: Readonly<Record<'text' | 'scope' | 'end', string>>;
  whomSaid: Readonly<Record<NoticeScope['kind'], string>>;
  save: string;
}

const bg: NoticeWords = {
  write: 'Ново съобщение',
  silenceOn: 'Заглуши всички текстове',
  silenceOff: 'Пусни текстовете отново',
  silenceAsk: 'Да се махнат ли всички текстове на диспечерите от всички табла?',
  silenceDetail: 'Разписанията и живите минути остават. Всички табла са чисти до пет секунди.',
  silenced:
    'Всички текстове на диспечерите са заглушени от {by} в {time}. Таблата показват само данните от източниците.',
  standing: 'На таблата сега',
  coming: 'Предстоящи',
  awaiting: 'Чакат втори човек',
  awaitingDetail: 'Достигат до повече от {limit} спирки. Още не са на таблата: друг диспечер трябва да ги потвърди.',
  ended: 'Приключили през последните 7 дни',
  none: 'Сега на таблата няма съобщения.',
  text: 'Текст',
  whom: 'За кого',
  until: 'До',
  from: 'От',
  by: 'Написа',
  shownBy: 'На стъклото',
  reach: '{n} от {all}',
  allBoards: ['табло', 'табла'],
  noBoards: 'там няма регистрирани табла',
  onGlassBy: 'прочетено от стъклото: {n}',
  byDocument: 'само получено (стара страница): {n}',
  quietHours: 'в тихи часове, няма да го кажат сами: {n}',
  notYet: 'Още не {n}',
  why: {
    no_display: 'без дисплей',
    silent: 'мълчи',
    not_drawing: 'не рисува',
    old_rows: 'показва стари редове',
    coming: 'идва на ред',
    asleep: 'в нощен покой',
    behind: 'зад друго съобщение',
    unreadable: 'не се вижда на екрана',
  },
  behind: 'на мястото му стои „{text}“',
  andMore: 'и още {n}',
  withdraw: 'Свали',
  withdrawAsk: 'Да се свали ли съобщението от таблата?',
  confirm: 'Потвърди',
  confirmOwn: 'Писали сте го вие: трябва да го потвърди друг.',
  withdrawn: 'свалено от {by}',
  over: 'изтекло',
  textBg: 'Текст на български',
  textEn: 'Текст на английски',
  textEnHint: 'Празно: българският текст с латински букви.',
  left: 'Остават {n} знака',
  template: 'Шаблон',
  noTemplate: '– без шаблон –',
  keepTemplate: 'Запази като шаблон',
  dropTemplate: 'Изтрий шаблона',
  templateName: 'Име на шаблона',
  templateKept: 'Шаблонът е запазен.',
  scope: 'За кого е',
  scopes: { stops: 'Спирки', lines: 'Линии', area: 'Район', boards: 'Отделни табла', all: 'Всички спирки' },
  findStop: 'Търси спирка по име или код',
  add: 'Добави',
  remove: 'Махни {name}',
  drawArea: 'Очертайте района: щракнете по върховете му.',
  boardIds: 'Табла',
  begins: 'Начало',
  now: 'веднага',
  later: 'в определен час',
  ends: 'Край',
  endsSaid: 'до {time}, общо {long}',
  hours: '{n} ч',
  otherDate: 'друга дата',
  updateTemplate: 'Обнови шаблона',
  lacks: 'Още липсва: {what}',
  priority: 'Важност',
  priorities: ['За сведение', 'Важно', 'Спешно'],
  spoken: 'Таблото да го казва и на глас',
  rehearsal: 'Проба',
  rehearsalHint: 'Напишете текст и изберете за кого е: тук ще видите как ще стои на всяко табло.',
  stops: ['спирка', 'спирки'],
  boards: ['свързано табло', 'свързани табла'],
  rows: ['ред', 'реда'],
  needsSecond: 'Достига до повече от {limit} спирки: ще чака потвърждение от втори човек.',
  onGlass: 'Как ще стои',
  fits: 'побира се на една страница',
  pages: 'на {n} страници, прочита се за {s} с',
  unreadable: 'не се чете на {n} от страниците: съкратете текста',
  turnsWithRows: 'редува се с тръгванията',
  takesTurns: 'На тази спирка ще се редува с {others}.',
  others: ['друго съобщение', 'други съобщения'],
  boardLanguage: 'Език на таблото',
  boardLanguages: { bg: 'На български', en: 'На английски' },
  voiceSays: 'Гласът ще каже:',
  pushes: 'измества {rows}: {names}',
  pushesNone: 'не измества редове',
  rehearsedStop: 'Спирка за пробата',
  send: 'Изпрати до таблата',
  propose: 'Изпрати за потвърждение',
  cancel: 'Отказ',
  sent: 'Съобщението е на таблата.',
  proposed: 'Съобщението чака втори човек.',
  confirmed: 'Потвърдено: съобщението е на таблата.',
  takenBack: 'Съобщението е свалено.',
  parts: { text: 'текст', scope: 'за кого е', end: 'край' },
  problems: {
    text_missing: 'Напишете текста на български.',
    text_too_long: 'Текстът е твърде дълъг за табло.',
    scope_empty: 'Изберете поне една спирка.',
    scope_unknown: 'Не е ясно за кого е.',
    end_missing: 'Изберете кога приключва.',
    end_not_after_start: 'Краят трябва да е след началото.',
    end_past: 'Краят вече е минал.',
    too_long_a_life: 'По-дълго от денонощие може да остави само администратор.',
    trip_unknown: 'Няма такъв курс в този ден.',
    stop_unknown: 'В разписанието няма такава спирка.',
    route_unknown: 'В разписанието няма такава линия.',
    delay_out_of_range: 'Толкова голямо закъснение не се приема.',
  },
  whomSaid: { stops: 'спирки', lines: 'линии', area: 'район', boards: 'табла', all: 'всички спирки' },
  save: 'Запази',
};

const en: NoticeWords = {
  write: 'New notice',
  silenceOn: 'Silence all texts',
  silenceOff: 'Let texts stand again',
  silenceAsk: 'Take all texts of dispatchers off all boards?',
  silenceDetail: 'Timetables and live minutes stay. Every board is clean within five seconds.',
  silenced: 'All texts of dispatchers were silenced by {by} at {time}. Boards show the feeds alone.',
  standing: 'On the boards now',
  coming: 'To come',
  awaiting: 'Waiting for a second person',
  awaitingDetail:
    'They reach more than {limit} stops. They are not on the boards yet: another dispatcher must confirm them.',
  ended: 'Ended within the last 7 days',
  none: 'There are no notices on the boards now.',
  text: 'Text',
  whom: 'For whom',
  until: 'Until',
  from: 'From',
  by: 'Written by',
  shownBy: 'On the glass',
  reach: '{n} of {all}',
  allBoards: ['board', 'boards'],
  noBoards: 'no registered boards there',
  onGlassBy: 'read off the glass: {n}',
  byDocument: 'received only (old page): {n}',
  quietHours: 'in quiet hours, will not say it by themselves: {n}',
  notYet: 'Not yet {n}',
  why: {
    no_display: 'no display',
    silent: 'silent',
    not_drawing: 'draws no more',
    old_rows: 'shows old rows',
    coming: 'its turn is coming',
    asleep: 'asleep for the night',
    behind: 'behind another notice',
    unreadable: 'cannot be seen on the screen',
  },
  behind: '“{text}” stands in its place',
  andMore: 'and {n} more',
  withdraw: 'Withdraw',
  withdrawAsk: 'Take the notice off the boards?',
  confirm: 'Confirm',
  confirmOwn: 'You wrote it: somebody else must confirm it.',
  withdrawn: 'withdrawn by {by}',
  over: 'over',
  textBg: 'Text in Bulgarian',
  textEn: 'Text in English',
  textEnHint: 'Empty: the Bulgarian text in Latin letters.',
  left: '{n} characters left',
  template: 'Template',
  noTemplate: '– no template –',
  keepTemplate: 'Keep as a template',
  dropTemplate: 'Delete the template',
  templateName: 'Name of the template',
  templateKept: 'The template is kept.',
  scope: 'For whom',
  scopes: { stops: 'Stops', lines: 'Lines', area: 'Area', boards: 'Single boards', all: 'All stops' },
  findStop: 'Find a stop by name or code',
  add: 'Add',
  remove: 'Remove {name}',
  drawArea: 'Draw the area: click its corners.',
  boardIds: 'Boards',
  begins: 'Begins',
  now: 'at once',
  later: 'at a time',
  ends: 'Ends',
  endsSaid: 'until {time}, {long} in all',
  hours: '{n} h',
  otherDate: 'another date',
  updateTemplate: 'Update the template',
  lacks: 'Still missing: {what}',
  priority: 'Importance',
  priorities: ['Information', 'Important', 'Urgent'],
  spoken: 'The board says it aloud too',
  rehearsal: 'Rehearsal',
  rehearsalHint: 'Write a text and choose for whom: here you see how it will stand on each board.',
  stops: ['stop', 'stops'],
  boards: ['connected board', 'connected boards'],
  rows: ['row', 'rows'],
  needsSecond: 'It reaches more than {limit} stops: it will wait for a second person.',
  onGlass: 'How it will stand',
  fits: 'fits on one page',
  pages: 'in {n} pages, read in {s} s',
  unreadable: 'cannot be read on {n} of its pages: make the text shorter',
  turnsWithRows: 'takes turns with the departures',
  takesTurns: 'At this stop it takes turns with {others}.',
  others: ['other message', 'other messages'],
  boardLanguage: 'Language of the board',
  boardLanguages: { bg: 'In Bulgarian', en: 'In English' },
  voiceSays: 'The voice will say:',
  pushes: 'pushes {rows} off: {names}',
  pushesNone: 'pushes no rows off',
  rehearsedStop: 'Stop of the rehearsal',
  send: 'Send to the boards',
  propose: 'Send to be confirmed',
  cancel: 'Cancel',
  sent: 'The notice is on the boards.',
  proposed: 'The notice waits for a second person.',
  confirmed: 'Confirmed: the notice is on the boards.',
  takenBack: 'The notice is withdrawn.',
  parts: { text: 'the text', scope: 'for whom', end: 'the end' },
  problems: {
    text_missing: 'Write the text in Bulgarian.',
    text_too_long: 'The text is too long for a board.',
    scope_empty: 'Choose at least one stop.',
    scope_unknown: 'It is not clear for whom it is.',
    end_missing: 'Choose when it ends.',
    end_not_after_start: 'The end must be after the start.',
    end_past: 'The end has passed.',
    too_long_a_life: 'Only an administrator may let it stand for more than a day.',
    trip_unknown: 'There is no such run on that day.',
    stop_unknown: 'The timetable has no such stop.',
    route_unknown: 'The timetable has no such line.',
    delay_out_of_range: 'A delay of that size is not taken.',
  },
  whomSaid: { stops: 'stops', lines: 'lines', area: 'area', boards: 'boards', all: 'all stops' },
  save: 'Keep',
};

export const NOTICE_WORDS: Readonly<Record<Language, NoticeWords>> = { bg, en };

/** `1 спирка`, `3 спирки`. */
export function counted(n: number, [one, many]: readonly [string, string]): string {
  return `${n} ${n === 1 ? one : many}`;
}
