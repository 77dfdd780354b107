// The words of the quality page.

import type { Language } from '../text/language.js';

export interface QualityWords {
  title: string;
  lead: string;
  period: string;
  days: Readonly<Record<number, string>>;
  between: string;
  csv: string;
  empty: string;
  emptyDetail: string;
  failed: string;
  again: string;
  loading: string;
  /** Out of a hundred promises so many were true. */
  verdict: string;
  later: string;
  earlier: string;
  onTime: string;
  early: string;
  buses: string;
  byHorizon: string;
  byHorizonDetail: string;
  minutesAhead: string;
  said: string;
  saidDetail: string;
  saidPlot: string;
  boardSaid: string;
  happened: string;
  within: string;
  byHour: string;
  hour: string;
  byLine: string;
  line: string;
  byStop: string;
  stop: string;
  findStop: string;
  noStop: string;
  promises: string;
  mbta: string;
  eta: string;
  meanError: string;
  meanAbs: string;
  earlyShare: string;
  missed: string;
  ghosts: string;
  minutes: string;
  seconds: string;
  method: string;
  methodText: readonly string[];
  otherLanguage: string;
  simulated: string;
  start: string;
}

const bg: QualityWords = {
  title: 'Колко верни бяха таблата',
  lead: 'Всяко обещание, което е стояло на табло, се сравнява с часа, в който автобусът наистина е тръгнал.',
  period: 'Период',
  days: { 1: 'днес', 7: 'последните 7 дни', 31: 'последните 31 дни', 62: 'последните 62 дни' },
  between: 'от {from} до {until}',
  csv: 'Таблица (CSV)',
  empty: 'За тези дни още няма какво да се сравни.',
  emptyDetail:
    'Нужни са поне едно табло или телефон, които гледат спирка, и автобуси, които съобщават къде са. Първите числа идват, щом автобус мине през гледана спирка.',
  failed: 'Числата не могат да се прочетат сега.',
  again: 'Опитай пак',
  loading: 'Зареждане…',
  verdict: 'От 100 обещания {share} се оказаха верни.',
  later: 'Средно автобусът тръгва {seconds} сек по-късно от обещаното.',
  earlier: 'Средно автобусът тръгва {seconds} сек по-рано от обещаното.',
  onTime: 'Средно автобусът тръгва точно когато е обещано.',
  early: 'В {share} от 100 случая тръгва повече от минута по-рано: който е повярвал на таблото, го изпуска.',
  buses: 'Дошли обещани автобуси: {passed}. Минали, без да са обещани: {missed}. Обещани, но невидени: {ghosts}.',
  byHorizon: 'Колко напред гледа таблото',
  byHorizonDetail: 'Колкото по-скоро трябва да дойде автобусът, толкова по-тесни са границите за „вярно“.',
  minutesAhead: 'Минути до автобуса',
  said: 'Когато таблото каза…',
  saidDetail:
    'Кръгчетата са онова, което се случи средно. Върху правата таблото е било съвсем точно; под нея автобусът идва по-рано, над нея – по-късно.',
  saidPlot: 'Графика: какво каза таблото и какво се случи, в минути.',
  boardSaid: 'таблото каза',
  happened: 'случи се',
  within: 'до минута точно',
  byHour: 'По часове',
  hour: 'Час',
  byLine: 'По линии',
  line: 'Линия',
  byStop: 'По спирки',
  stop: 'Спирка',
  findStop: 'Търси спирка',
  noStop: 'Няма такава спирка сред гледаните.',
  promises: 'Обещания',
  mbta: 'Верни (MBTA)',
  eta: 'Верни (ETA Benchmark)',
  meanError: 'Средна грешка',
  meanAbs: 'Средно отклонение',
  earlyShare: 'Тръгнали рано',
  missed: 'Необещани',
  ghosts: 'Невидени',
  minutes: 'мин',
  seconds: 'сек',
  method: 'Как се смята',
  methodText: [
    'Обещанията се записват през половин минута, докато редът стои на живо на табло, до 30 минути напред.',
    'Кога е тръгнал автобусът, се познава по местата, които самият той съобщава – никога по прогнозата.',
    'MBTA: до 3 минути напред грешката е под минута; 3–6: от 1,5 минути по-рано до 2 по-късно; 6–12: от 2,5 до 3,5; 12–30: от 4 до 6.',
    'Необещан: минал през спирка с включено табло, без да е стоял там на живо. Невиден: обещан до 3 минути, но никой не го е видял до четвърт час след това.',
    'Съдят се само спирки, които някой гледа.',
  ],
  otherLanguage: 'English',
  simulated: 'Градът е измислен: числата са от симулация.',
  start: 'Табло',
};

const en: QualityWords = {
  title: 'How true the boards were',
  lead: 'Every promise that stood on a board is compared with the moment at which the bus really left.',
  period: 'Period',
  days: { 1: 'today', 7: 'the last 7 days', 31: 'the last 31 days', 62: 'the last 62 days' },
  between: 'from {from} to {until}',
  csv: 'Table (CSV)',
  empty: 'There is nothing to compare for these days yet.',
  emptyDetail:
    'It takes at least one board or phone that watches a stop, and buses that say where they are. The first figures come when a bus passes a watched stop.',
  failed: 'The figures cannot be read now.',
  again: 'Try again',
  loading: 'Loading…',
  verdict: 'Of 100 promises {share} were true.',
  later: 'On average the bus leaves {seconds} s later than promised.',
  earlier: 'On average the bus leaves {seconds} s earlier than promised.',
  onTime: 'On average the bus leaves just when it was promised.',
  early: 'In {share} of 100 cases it leaves more than a minute earlier: whoever trusted the board misses it.',
  buses:
    'Promised buses that came: {passed}. Passed without being promised: {missed}. Promised but not seen: {ghosts}.',
  byHorizon: 'How far the board looks ahead',
  byHorizonDetail: 'The sooner the bus should come, the narrower the limits of “true”.',
  minutesAhead: 'Minutes to the bus',
  said: 'When a board said…',
  saidDetail:
    'The circles are what happened on average. On the straight line the board was exact; below it the bus comes earlier, above it later.',
  saidPlot: 'Plot: what the board said and what happened, in minutes.',
  boardSaid: 'the board said',
  happened: 'what happened',
  within: 'within a minute',
  byHour: 'By hour',
  hour: 'Hour',
  byLine: 'By line',
  line: 'Line',
  byStop: 'By stop',
  stop: 'Stop',
  findStop: 'Find a stop',
  noStop: 'No such stop among those watched.',
  promises: 'Promises',
  mbta: 'True (MBTA)',
  eta: 'True (ETA Benchmark)',
  meanError: 'Mean error',
  meanAbs: 'Mean deviation',
  earlyShare: 'Left early',
  missed: 'Not promised',
  ghosts: 'Not seen',
  minutes: 'min',
  seconds: 's',
  method: 'How it is measured',
  methodText: [
    'Promises are noted every half minute while a row stands live on a board, up to 30 minutes ahead.',
    'When the bus left is known by the places it reports itself, never by the prediction.',
    'MBTA: up to 3 minutes ahead the error is below a minute; 3–6: from 1.5 minutes early to 2 late; 6–12: from 2.5 to 3.5; 12–30: from 4 to 6.',
    'Not promised: it passed a stop with a lit board without having stood there live. Not seen: promised within 3 minutes, and nobody saw it in a quarter of an hour after.',
    'Only stops that somebody watches are judged.',
  ],
  otherLanguage: 'Български',
  simulated: 'The city is invented: the figures come from a simulation.',
  start: 'Tablo',
};

export const QUALITY_WORDS: Readonly<Record<Language, QualityWords>> = { bg, en };
