// The words of the view of boards.

import type { GlassVerdict } from '../../../server/wire/console/boards.js';
import type { Language } from '../../text/language.js';

export interface BoardWords {
  register: string;
  newDisplay: string;
  importTable: string;
  exportTable: string;
  imported: string;
  find: string;
  group: string;
  allGroups: string;
  state: string;
  allStates: string;
  chosen: string;
  reload: string;
  reloadOne: string;
  shownRows: string;
  earlier: string;
  later: string;
  chooseAll: string;
  chooseOne: string;
  notify: string;
  regroup: string;
  regroupDetail: string;
  groupName: string;
  intoGroup: string;
  outOfGroup: string;
  regrouped: string;
  notices: string;
  noticeOn: string;
  noticeOff: string;
  noticeUnknown: string;
  noticeStill: string;
  reloadAsked: string;
  board: string;
  place: string;
  stops: string;
  verdict: string;
  since: string;
  seen: string;
  never: string;
  screen: string;
  none: string;
  noneFound: string;
  verdicts: Readonly<Record<GlassVerdict, string>>;
  summary: string;
  anonymous: string;
  shouldShow: string;
  glassSays: string;
  glassNothing: string;
  rows: string;
  oldest: string;
  drawnAt: string;
  build: string;
  address: string;
  reports: string;
  page: string;
  change: string;
  remove: string;
  removeAsk: string;
  enrol: string;
  enrolDetail: string;
  code: string;
  enrolled: string;
  revoke: string;
  revokeAsk: string;
  revoked: string;
  removed: string;
  saved: string;
  save: string;
  cancel: string;
  back: string;
  id: string;
  idHint: string;
  name: string;
  layout: string;
  layouts: Readonly<Record<'tft' | 'led' | 'eink', string>>;
  size: string;
  theme: string;
  themes: Readonly<Record<'dark' | 'light', string>>;
  lang: string;
  langs: Readonly<Record<'bg' | 'en' | 'bg,en' | 'en,bg', string>>;
  rowCount: string;
  rowsAuto: string;
  reach: string;
  reachHint: string;
  mm: string;
  height: string;
  distance: string;
  quiet: string;
  quietHint: string;
  sleep: string;
  sleepHint: string;
  speak: string;
  speakHint: string;
  groups: string;
  groupsHint: string;
  history: string;
  hasDisplay: string;
  noDisplay: string;
}

const bg: BoardWords = {
  register: 'Ново табло',
  newDisplay: 'Нов дисплей',
  importTable: 'Внеси таблица',
  exportTable: 'Изнеси таблица (CSV)',
  imported: 'Внесени табла: {n}.',
  find: 'Търсене по име, номер или спирка',
  group: 'Група',
  allGroups: 'всички групи',
  state: 'Състояние',
  allStates: 'всички състояния',
  chosen: 'Избрани: {n}',
  reload: 'Презареди избраните',
  reloadOne: 'Презареди таблото',
  shownRows: '{from}–{to} от {all}',
  earlier: 'Предишни',
  later: 'Следващи',
  chooseAll: 'Избери всички {n} намерени',
  chooseOne: 'Избери {board}',
  notify: 'Съобщение до избраните',
  regroup: 'Групи…',
  regroupDetail: 'За избраните табла ({n}):',
  groupName: 'Име на групата',
  intoGroup: 'Добави в групата',
  outOfGroup: 'Извади от групата',
  regrouped: 'Групите са променени.',
  notices: 'Съобщения',
  noticeOn: 'на стъклото',
  noticeOff: 'не се чете на стъклото',
  noticeUnknown: 'старата страница не казва',
  noticeStill: 'още стои на стъклото, а вече не трябва',
  reloadAsked: 'Помолени табла: {n}. Презареждат се едно след друго, в рамките на минута.',
  board: 'Табло',
  place: 'Място',
  stops: 'Спирки',
  verdict: 'Стъклото',
  since: 'От',
  seen: 'Последно чуто',
  never: 'никога',
  screen: 'Екран',
  none: 'Още няма регистрирани табла. Регистрирайте място, после окачете дисплей и въведете кода му.',
  noneFound: 'Няма табла, които отговарят на търсенето.',
  verdicts: {
    right: 'показва вярното',
    catching_up: 'настига',
    old_rows: 'показва стари редове',
    not_drawing: 'не рисува',
    silent: 'мълчи',
    never_seen: 'без дисплей',
  },
  summary: 'Показват вярното: {right} от {all}',
  anonymous: 'Още {n} екрана и телефона гледат спирки, без да са регистрирани.',
  shouldShow: 'Това трябва да стои на стъклото сега',
  glassSays: 'Това казва самото стъкло',
  glassNothing: 'Таблото още не е казало какво показва.',
  rows: 'Редове',
  oldest: 'Най-старо данно',
  drawnAt: 'Нарисувано в',
  build: 'Версия на страницата',
  address: 'Мрежов адрес',
  reports: 'Оплаквания на страницата',
  page: 'Отвори страницата',
  change: 'Промени',
  remove: 'Изтрий таблото',
  removeAsk: 'Да се изтрие ли таблото от регистъра? Дисплеят му ще бъде прекъснат.',
  enrol: 'Свържи дисплей',
  enrolDetail: 'Отворете на новия дисплей адреса {address} и въведете кода, който се появи.',
  code: 'Код от дисплея',
  enrolled: 'Дисплеят е свързан с таблото.',
  revoke: 'Прекъсни дисплея',
  revokeAsk: 'Да се отнеме ли ключът на дисплея? Той веднага спира да бъде това табло.',
  revoked: 'Ключът е отнет.',
  removed: 'Таблото е изтрито.',
  saved: 'Запазено. Дисплеят се презарежда с новите настройки.',
  save: 'Запази',
  cancel: 'Отказ',
  back: 'Всички табла',
  id: 'Номер на таблото',
  idHint: 'Букви, цифри, точки и тирета; после не се променя.',
  name: 'Място',
  layout: 'Вид',
  layouts: { tft: 'цветен екран', led: 'светодиодна матрица', eink: 'електронна хартия' },
  size: 'Размер в точки',
  theme: 'Изглед',
  themes: { dark: 'тъмен', light: 'светъл' },
  lang: 'Езици',
  langs: { bg: 'български', en: 'английски', 'bg,en': 'български и английски', 'en,bg': 'английски и български' },
  rowCount: 'Редове',
  rowsAuto: 'сам избира',
  reach: 'Минути пеша дотам',
  reachHint: 'По-ранните автобуси се скриват',
  mm: 'Милиметри на пиксел',
  height: 'Височина на окачване (м)',
  distance: 'Разстояние за четене (м)',
  quiet: 'Тихи часове',
  quietHint: 'Например 22-06',
  sleep: 'Нощен покой',
  sleepHint: 'Например 23:30-05:00',
  speak: 'Говори през (мин)',
  speakHint: 'Празно: само с бутона',
  groups: 'Групи',
  groupsHint: 'Отделят се със запетая',
  history: 'Какво показваше',
  hasDisplay: 'Дисплеят е свързан',
  noDisplay: 'Няма свързан дисплей',
};

const en: BoardWords = {
  register: 'New board',
  newDisplay: 'New display',
  importTable: 'Import a table',
  exportTable: 'Export a table (CSV)',
  imported: 'Boards imported: {n}.',
  find: 'Find by name, number or stop',
  group: 'Group',
  allGroups: 'all groups',
  state: 'State',
  allStates: 'all states',
  chosen: 'Chosen: {n}',
  reload: 'Reload the chosen',
  reloadOne: 'Reload the board',
  shownRows: '{from}–{to} of {all}',
  earlier: 'Earlier',
  later: 'Later',
  chooseAll: 'Choose all {n} found',
  chooseOne: 'Choose {board}',
  notify: 'Notice to the chosen',
  regroup: 'Groups…',
  regroupDetail: 'For the chosen boards ({n}):',
  groupName: 'Name of the group',
  intoGroup: 'Put into the group',
  outOfGroup: 'Take out of the group',
  regrouped: 'The groups are changed.',
  notices: 'Notices',
  noticeOn: 'on the glass',
  noticeOff: 'cannot be read on the glass',
  noticeUnknown: 'the old page does not tell',
  noticeStill: 'still on the glass, and should not be',
  reloadAsked: 'Boards asked: {n}. They reload one after another, within a minute.',
  board: 'Board',
  place: 'Place',
  stops: 'Stops',
  verdict: 'The glass',
  since: 'Since',
  seen: 'Last heard',
  never: 'never',
  screen: 'Screen',
  none: 'No boards are registered yet. Register a place, hang a display and enter its code.',
  noneFound: 'No boards match.',
  verdicts: {
    right: 'shows what it should',
    catching_up: 'catching up',
    old_rows: 'shows old rows',
    not_drawing: 'draws no more',
    silent: 'silent',
    never_seen: 'no display',
  },
  summary: 'Show what they should: {right} of {all}',
  anonymous: '{n} more screens and phones watch stops without being registered.',
  shouldShow: 'This should stand on the glass now',
  glassSays: 'This the glass says itself',
  glassNothing: 'The board has not told yet what it shows.',
  rows: 'Rows',
  oldest: 'Oldest datum',
  drawnAt: 'Drawn at',
  build: 'Build of the page',
  address: 'Network address',
  reports: 'Complaints of the page',
  page: 'Open the page',
  change: 'Change',
  remove: 'Delete the board',
  removeAsk: 'Delete the board from the registry? Its display will be cut off.',
  enrol: 'Connect a display',
  enrolDetail: 'Open {address} on the new display and enter the code that it shows.',
  code: 'Code of the display',
  enrolled: 'The display is this board now.',
  revoke: 'Cut the display off',
  revokeAsk: 'Take the display’s key away? It stops being this board at once.',
  revoked: 'The key is taken away.',
  removed: 'The board is deleted.',
  saved: 'Saved. The display loads its page anew.',
  save: 'Save',
  cancel: 'Cancel',
  back: 'All boards',
  id: 'Number of the board',
  idHint: 'Letters, digits, points and dashes; it never changes.',
  name: 'Place',
  layout: 'Kind',
  layouts: { tft: 'colour screen', led: 'dot matrix', eink: 'e-paper' },
  size: 'Size in dots',
  theme: 'Look',
  themes: { dark: 'dark', light: 'light' },
  lang: 'Languages',
  langs: { bg: 'Bulgarian', en: 'English', 'bg,en': 'Bulgarian and English', 'en,bg': 'English and Bulgarian' },
  rowCount: 'Rows',
  rowsAuto: 'as fits',
  reach: 'Minutes to walk there',
  reachHint: 'Earlier buses are hidden',
  mm: 'Millimetres a pixel',
  height: 'Mounting height (m)',
  distance: 'Reading distance (m)',
  quiet: 'Quiet hours',
  quietHint: 'Such as 22-06',
  sleep: 'Night sleep',
  sleepHint: 'Such as 23:30-05:00',
  speak: 'Speaks every (min)',
  speakHint: 'Empty: by the button alone',
  groups: 'Groups',
  groupsHint: 'Parted by commas',
  history: 'What it showed',
  hasDisplay: 'A display is connected',
  noDisplay: 'No display is connected',
};

export const BOARD_WORDS: Readonly<Record<Language, BoardWords>> = { bg, en };
