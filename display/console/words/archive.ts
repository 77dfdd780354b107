// The words of the time machine.

import type { Language } from '../../text/language.js';

export interface ArchiveWords {
  what: string;
  board: string;
  stop: string;
  when: string;
  show: string;
  glass: Readonly<Record<'tft' | 'led' | 'eink', string>>;
  nothing: string;
  nothingDetail: string;
  play: string;
  pause: string;
  speed: string;
  moment: string;
  changes: string;
  confirmed: string;
  older: string;
  silent: string;
  hint: string;
  kept: string;
  setupNow: string;
  minuteBack: string;
  minuteOn: string;
  dayBack: string;
  /** What the rows said and what came, of a stop. */
  came: string;
  line: string;
  headsign: string;
  planned: string;
  said: string;
  left: string;
  difference: string;
  vehicle: string;
  minutesSaid: string;
  outcomes: Readonly<Record<'unseen' | 'cancelled' | 'soon', string>>;
}

const bg: ArchiveWords = {
  what: 'Какво е показвало',
  board: 'табло',
  stop: 'спирка',
  when: 'Кога (по часовника на града)',
  show: 'Покажи',
  glass: { tft: 'цветен екран', led: 'светодиодна матрица', eink: 'електронна хартия' },
  nothing: 'За този час няма запис.',
  nothingDetail:
    'Записва се всяка спирка, която някой гледа: табло, телефон или друг екран. Пази се четиринадесет дни.',
  play: 'Пусни',
  pause: 'Спри',
  speed: 'Скорост',
  moment: 'Час',
  changes: 'Промени за този час: {n}.',
  confirmed: 'Стъклото потвърди тези редове в {time}.',
  older: 'Стъклото тогава още показваше по-стари редове (последна дума в {time}).',
  silent: 'За този момент няма дума от самото стъкло.',
  hint: 'Изберете табло или спирка и час: стъклото се рисува от запазените данни, със същия код като истинското.',
  kept: 'Има записи за: {days}',
  setupNow: 'Рисува се с днешните настройки на таблото.',
  minuteBack: '−1 мин',
  minuteOn: '+1 мин',
  dayBack: 'Ден по-рано',
  came: 'Какво каза таблото и какво мина: {stop}',
  line: 'Линия',
  headsign: 'Посока',
  planned: 'Разписание',
  said: 'Таблото каза',
  left: 'Тръгна',
  difference: 'Разлика',
  vehicle: 'Автобус',
  minutesSaid: '{minutes} мин',
  outcomes: { unseen: 'не е видян да минава', cancelled: 'отменен', soon: 'още не се знае' },
};

const en: ArchiveWords = {
  what: 'What was shown by',
  board: 'a board',
  stop: 'a stop',
  when: 'When (by the city’s clock)',
  show: 'Show',
  glass: { tft: 'colour screen', led: 'dot matrix', eink: 'e-paper' },
  nothing: 'Nothing was kept of this hour.',
  nothingDetail: 'Every stop that somebody watches is kept: by a board, a phone or another screen; for fourteen days.',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  moment: 'Time',
  changes: 'Changes in this hour: {n}.',
  confirmed: 'The glass confirmed these rows at {time}.',
  older: 'The glass still showed older rows then (its last word at {time}).',
  silent: 'The glass itself said nothing of this moment.',
  hint: 'Choose a board or a stop and a time: the glass is drawn from what was kept, by the code of the real one.',
  kept: 'Kept: {days}',
  setupNow: 'Drawn as the board is set up today.',
  minuteBack: '−1 min',
  minuteOn: '+1 min',
  dayBack: 'A day earlier',
  came: 'What the board said and what passed: {stop}',
  line: 'Line',
  headsign: 'To',
  planned: 'Scheduled',
  said: 'The board said',
  left: 'Left',
  difference: 'Difference',
  vehicle: 'Bus',
  minutesSaid: '{minutes} min',
  outcomes: { unseen: 'not seen to pass', cancelled: 'cancelled', soon: 'not known yet' },
};

export const ARCHIVE_WORDS: Readonly<Record<Language, ArchiveWords>> = { bg, en };
