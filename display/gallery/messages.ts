// Messages for the gallery's scripts: as agencies write them, and as they should not.

import type { DocumentAlert, DocumentNotice } from '../../server/wire/messages.js';
import { alert, START_S } from './script.js';

export const SHORT_ALERT: DocumentAlert = alert(
  'short',
  'DETOUR',
  { bg: 'Линия 2 в обход', en: 'Line 2 diverted' },
  { bg: 'До 18:00 не спира на Пазара.', en: 'Until 18:00 it does not stop at the Market.' },
);

export const LONG_ALERT: DocumentAlert = alert(
  'long',
  'MODIFIED_SERVICE',
  { bg: 'Ремонт на бул. „Джеймс Баучер“', en: 'Works on James Bourchier Boulevard' },
  {
    bg: 'От 16 февруари до края на месеца автобусите по линии 2, 2А и 5 се движат по ул. „Тодор Александров“ и не спират на 1 ОУ, Пазара, Младежки дом, Джамията, Общината и Чайките. Най-близките спирки са Автогара и Болницата. Последните автобуси вечер тръгват пет минути по-рано. Извиняваме се за неудобството и ви молим да планирате пътуването си.',
    en: 'From 16 February to the end of the month buses on lines 2, 2A and 5 run along Todor Aleksandrov Street and do not stop at School 1, Market, Youth House, Mosque, Municipality and Chaykite. The nearest stops are Avtogara and Hospital. The last buses of the evening leave five minutes earlier. We apologise for the inconvenience; please plan your journey.',
  },
);

export const HTML_ALERT: DocumentAlert = alert(
  'html',
  'SIGNIFICANT_DELAYS',
  { bg: '<b>Закъснения</b> &mdash; линия&nbsp;1', en: '<b>Delays</b> &mdash; line&nbsp;1' },
  {
    bg: '<p>Поради <a href="x">катастрофа</a> на ул. &bdquo;Броди&ldquo;</p><p>чакайте до 20&nbsp;мин.</p>',
    en: '<p>Because of an <a href="x">accident</a> on Brodi street</p><p>expect up to 20&nbsp;minutes.</p>',
  },
);

export const NO_HEADER: DocumentAlert = alert(
  'no-header',
  'OTHER_EFFECT',
  { bg: '', en: '' },
  { bg: 'В събота пътуването е безплатно.', en: 'On Saturday all journeys are free.' },
);

export const CLOSURE: DocumentAlert = alert(
  'closure',
  'NO_SERVICE',
  { bg: 'Спирката е закрита', en: 'This stop is closed' },
  {
    bg: 'До 20 февруари ползвайте спирка Болницата, на 150 м надолу по улицата.',
    en: 'Until 20 February please use the stop Hospital, 150 m down the street.',
  },
);

export const MANY_ALERTS: DocumentAlert[] = [NO_HEADER, HTML_ALERT, SHORT_ALERT, LONG_ALERT];

export const NOTICE: DocumentNotice = {
  id: 'n',
  text: {
    bg: 'Линия 5 тръгва от срещуположната спирка до 15:00.',
    en: 'Line 5 leaves from the stop across the street until 15:00.',
  },
  priority: 1,
  spoken: true,
  until: START_S + 3600,
};
