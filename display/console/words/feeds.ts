// The words of the view of sources: health, findings, the last day, versions of the timetable.

import type { VersionWord } from '../../../server/wire/console/feeds.js';
import type { Language } from '../../text/language.js';

export interface FeedWords {
  name: string;
  state: string;
  states: Readonly<Record<'waiting' | 'live' | 'stale' | 'failing', string>>;
  age: string;
  entities: string;
  findings: string;
  lastFetch: string;
  nextFetch: string;
  fetchNow: string;
  fetched: string;
  details: string;
  source: string;
  error: string;
  noFindings: string;
  rule: string;
  count: string;
  verdict: string;
  verdicts: Readonly<Record<'reject' | 'keep' | 'note', string>>;
  says: string;
  example: string;
  lastDay: string;
  noHistory: string;
  plots: Readonly<Record<'age_s' | 'entities' | 'findings' | 'bytes' | 'latency_ms', string>>;
  units: Readonly<Record<'age_s' | 'entities' | 'findings' | 'bytes' | 'latency_ms', string>>;
  now: string;
  most: string;
  hours: string;
  hour: string;
  versions: string;
  version: string;
  versionStates: Readonly<Record<'serving' | 'held' | 'earlier' | 'refused', string>>;
  seen: string;
  acts: string;
  actWords: Readonly<Record<VersionWord, string>>;
  system: string;
  dates: string;
  trips: string;
  tripsAhead: string;
  stops: string;
  lines: string;
  compare: string;
  approve: string;
  turnAway: string;
  rollBack: string;
  notKept: string;
  difference: string;
  differenceOf: string;
  before: string;
  after: string;
  gained: string;
  lost: string;
  moved: string;
  changed: string;
  nothingChanges: string;
  more: string;
  ask: Readonly<Record<'approve' | 'turn-away' | 'roll-back', string>>;
  done: Readonly<Record<'approve' | 'turn-away' | 'roll-back', string>>;
  cancel: string;
  close: string;
  viewerOnly: string;
}

const bg: FeedWords = {
  name: 'Източник',
  state: 'Състояние',
  states: { waiting: 'чака се', live: 'пресни данни', stale: 'стари данни', failing: 'не отговаря' },
  age: 'Възраст на данните',
  entities: 'Записи',
  findings: 'Забележки',
  lastFetch: 'Последна заявка',
  nextFetch: 'Следваща',
  fetchNow: 'Заяви сега',
  fetched: 'Източникът е заявен отново.',
  details: 'Подробности',
  source: 'Адрес',
  error: 'Последна грешка',
  noFindings: 'Данните не нарушават нито едно правило.',
  rule: 'Правило',
  count: 'Брой',
  verdict: 'Какво се прави',
  verdicts: { reject: 'не се ползва', keep: 'поправя се', note: 'само се отбелязва' },
  says: 'Значение и какво да се направи',
  example: 'Пример',
  lastDay: 'Последните 24 часа',
  noHistory: 'Още няма минали данни.',
  plots: {
    age_s: 'Възраст на данните',
    entities: 'Записи',
    findings: 'Забележки',
    bytes: 'Размер',
    latency_ms: 'Време за отговор',
  },
  units: { age_s: 'сек', entities: '', findings: '', bytes: 'кБ', latency_ms: 'мс' },
  now: 'сега',
  most: 'най-много',
  hours: 'По часове',
  hour: 'Час',
  versions: 'Версии на разписанието',
  version: 'Версия',
  versionStates: { serving: 'в употреба', held: 'чака решение', earlier: 'предишна', refused: 'отказана' },
  seen: 'Получена',
  acts: 'Кой и кога',
  actWords: {
    used: 'въведена',
    held: 'задържана',
    approved: 'въведена',
    rolled_back: 'върната',
    left: 'оставена заради предишна',
    turned_away: 'отказана',
    superseded: 'изместена от по-нова',
  },
  system: 'системата',
  dates: 'Важи',
  trips: 'Курсове',
  tripsAhead: 'Курсове за 7 дни',
  stops: 'Спирки',
  lines: 'Линии',
  compare: 'Сравни с тази в употреба',
  approve: 'Въведи',
  turnAway: 'Откажи',
  rollBack: 'Върни тази',
  notKept: 'файлът вече не се пази',
  difference: 'Разлика',
  differenceOf: 'Какво се променя, ако {after} замени {before}',
  before: 'сега',
  after: 'после',
  gained: 'нови',
  lost: 'отпадат',
  moved: 'преместени',
  changed: 'с друг брой курсове',
  nothingChanges: 'Спирките, линиите и броят на курсовете остават същите.',
  more: 'и още {count}',
  ask: {
    approve: 'Таблата минават на тази версия веднага.',
    'turn-away': 'Версията се отказва; остава тази в употреба. Повече няма да се пита за нея.',
    'roll-back': 'Таблата се връщат на тази версия веднага. Сегашната няма да се въведе отново сама.',
  },
  done: {
    approve: 'Новата версия е в употреба.',
    'turn-away': 'Версията е отказана.',
    'roll-back': 'Предишната версия е отново в употреба.',
  },
  cancel: 'Отмени',
  close: 'Затвори',
  viewerOnly: 'Само диспечер може да решава.',
};

const en: FeedWords = {
  name: 'Source',
  state: 'State',
  states: { waiting: 'waiting', live: 'fresh data', stale: 'old data', failing: 'does not answer' },
  age: 'Age of data',
  entities: 'Entities',
  findings: 'Findings',
  lastFetch: 'Last fetch',
  nextFetch: 'Next',
  fetchNow: 'Fetch now',
  fetched: 'The source has been asked again.',
  details: 'Details',
  source: 'Address',
  error: 'Last error',
  noFindings: 'The data breaks no rule.',
  rule: 'Rule',
  count: 'Count',
  verdict: 'What is done',
  verdicts: { reject: 'not used', keep: 'put right', note: 'noted only' },
  says: 'Meaning, and what to do',
  example: 'Example',
  lastDay: 'The last 24 hours',
  noHistory: 'No past data yet.',
  plots: {
    age_s: 'Age of data',
    entities: 'Entities',
    findings: 'Findings',
    bytes: 'Size',
    latency_ms: 'Time to answer',
  },
  units: { age_s: 's', entities: '', findings: '', bytes: 'kB', latency_ms: 'ms' },
  now: 'now',
  most: 'most',
  hours: 'By the hour',
  hour: 'Hour',
  versions: 'Versions of the timetable',
  version: 'Version',
  versionStates: { serving: 'in use', held: 'waits for a decision', earlier: 'earlier', refused: 'refused' },
  seen: 'Came',
  acts: 'Who and when',
  actWords: {
    used: 'put to use',
    held: 'held',
    approved: 'put to use',
    rolled_back: 'rolled back to',
    left: 'left for an earlier one',
    turned_away: 'refused',
    superseded: 'replaced by a newer one',
  },
  system: 'the system',
  dates: 'Valid',
  trips: 'Trips',
  tripsAhead: 'Trips in 7 days',
  stops: 'Stops',
  lines: 'Lines',
  compare: 'Compare with the one in use',
  approve: 'Use it',
  turnAway: 'Refuse',
  rollBack: 'Back to this one',
  notKept: 'its file is no longer kept',
  difference: 'Difference',
  differenceOf: 'What changes where {after} takes the place of {before}',
  before: 'now',
  after: 'then',
  gained: 'new',
  lost: 'gone',
  moved: 'moved',
  changed: 'with another number of trips',
  nothingChanges: 'Stops, lines and the number of trips stay the same.',
  more: 'and {count} more',
  ask: {
    approve: 'Boards go over to this version at once.',
    'turn-away': 'The version is refused; the one in use stays. Nobody will be asked about it again.',
    'roll-back': 'Boards go back to this version at once. The present one will not come back by itself.',
  },
  done: {
    approve: 'The new version is in use.',
    'turn-away': 'The version is refused.',
    'roll-back': 'The earlier version is in use again.',
  },
  cancel: 'Cancel',
  close: 'Close',
  viewerOnly: 'Only a dispatcher may decide.',
};

export const FEED_WORDS: Readonly<Record<Language, FeedWords>> = { bg, en };
