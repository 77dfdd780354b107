// The words of the view of the service: orders on runs, stops and lines.

import type { Order } from '../../../server/wire/console/dispatch.js';
import type { Language } from '../../text/language.js';

export interface ServiceWords {
  kinds: Readonly<Record<Order['kind'], string>>;
  /** What an order says, with names in it. */
  says: Readonly<Record<Order['kind'], string>>;
  moved: string;
  runs: string;
  runsDetail: string;
  stopOfRuns: string;
  line: string;
  towards: string;
  time: string;
  state: string;
  states: Readonly<Record<'live' | 'ageing' | 'timetable' | 'cancelled' | 'skipped' | 'departed', string>>;
  cancelRun: string;
  cancelAsk: string;
  cancelDetail: string;
  reinstate: string;
  delay: string;
  delayBy: string;
  delayDetail: string;
  stopsAndLines: string;
  closeStop: string;
  detour: string;
  suppress: string;
  whichStop: string;
  movedTo: string;
  movedHint: string;
  lines: string;
  bypassed: string;
  quietStops: string;
  text: string;
  textHint: string;
  ends: string;
  endsAt: string;
  open: string;
  order: string;
  propose: string;
  cancel: string;
  standing: string;
  none: string;
  awaiting: string;
  ended: string;
  what: string;
  from: string;
  until: string;
  by: string;
  untilWithdrawn: string;
  withdraw: string;
  withdrawAsk: string;
  confirm: string;
  done: string;
  proposed: string;
  takenBack: string;
  nothing: string;
  fromMap: string;
}

const bg: ServiceWords = {
  kinds: {
    'cancel-trip': 'Отменен курс',
    'reinstate-trip': 'Възстановен курс',
    'delay-trip': 'Закъснение',
    'close-stop': 'Закрита спирка',
    'suppress-predictions': 'Без прогнози',
    detour: 'Обходен маршрут',
  },
  says: {
    'cancel-trip': 'Курс {trip} на {date} не се изпълнява',
    'reinstate-trip': 'Курс {trip} на {date} се изпълнява въпреки отмяната',
    'delay-trip': 'Курс {trip} на {date}: {minutes} мин по-късно',
    'close-stop': '{stop}: не се обслужва',
    'suppress-predictions': 'Само по разписание: {what}',
    detour: 'Линии {lines} не спират на: {stops}',
  },
  moved: 'качване от {stop}',
  runs: 'Курсове',
  runsDetail: 'Изберете спирка, през която минава курсът: после го отменете, възстановете или отбележете закъснение.',
  stopOfRuns: 'Спирка, през която минава курсът',
  line: 'Линия',
  towards: 'Посока',
  time: 'Час',
  state: 'Състояние',
  states: {
    live: 'на живо',
    ageing: 'стари данни',
    timetable: 'по разписание',
    cancelled: 'отменен',
    skipped: 'не спира',
    departed: 'замина',
  },
  cancelRun: 'Отмени',
  cancelAsk: 'Да се отмени ли курсът?',
  cancelDetail:
    'На всички спирки пред автобуса курсът веднага се показва задраскан, „отменен“. Другите системи го научават чрез GTFS-Realtime.',
  reinstate: 'Възстанови',
  delay: 'Закъснява',
  delayBy: 'С колко минути',
  delayDetail: 'Важи, докато автобусът не бъде видян по пътя: тогава се вярва на него.',
  stopsAndLines: 'Спирки и линии',
  closeStop: 'Закрий или премести спирка',
  detour: 'Обходен маршрут',
  suppress: 'Спри прогнозите',
  whichStop: 'Коя спирка',
  movedTo: 'Преместена при',
  movedHint: 'Ако остане празно, спирката е закрита. Иначе автобусите се показват на другата спирка.',
  lines: 'Линии',
  bypassed: 'Спирки, на които не спират',
  quietStops: 'Или само на тези спирки',
  text: 'Пояснение за пътниците',
  textHint: 'Например причината и докога',
  ends: 'До',
  endsAt: 'Край',
  open: 'докато не бъде свалено',
  order: 'Нареди',
  propose: 'Изпрати за потвърждение',
  cancel: 'Отказ',
  standing: 'В сила и предстоящи',
  none: 'Няма наредби: всичко се движи по разписание и по данните на живо.',
  awaiting: 'Чакат втори човек',
  ended: 'Приключили през последните 7 дни',
  what: 'Наредба',
  from: 'От',
  until: 'До',
  by: 'Нареди',
  untilWithdrawn: 'докато не бъде свалена',
  withdraw: 'Свали',
  withdrawAsk: 'Да се свали ли наредбата?',
  confirm: 'Потвърди',
  done: 'Наредбата е в сила на таблата.',
  proposed: 'Наредбата чака втори човек.',
  takenBack: 'Наредбата е свалена.',
  nothing: 'Тук скоро не тръгва нищо.',
  fromMap: 'Линии',
};

const en: ServiceWords = {
  kinds: {
    'cancel-trip': 'Cancelled run',
    'reinstate-trip': 'Reinstated run',
    'delay-trip': 'Delay',
    'close-stop': 'Closed stop',
    'suppress-predictions': 'No predictions',
    detour: 'Detour',
  },
  says: {
    'cancel-trip': 'Run {trip} on {date} does not take place',
    'reinstate-trip': 'Run {trip} on {date} takes place although it was cancelled',
    'delay-trip': 'Run {trip} on {date}: {minutes} min later',
    'close-stop': '{stop}: out of service',
    'suppress-predictions': 'By timetable alone: {what}',
    detour: 'Lines {lines} do not call at: {stops}',
  },
  moved: 'board at {stop}',
  runs: 'Runs',
  runsDetail: 'Choose a stop that the run passes: then cancel it, reinstate it or say that it is late.',
  stopOfRuns: 'A stop that the run passes',
  line: 'Line',
  towards: 'Towards',
  time: 'Time',
  state: 'State',
  states: {
    live: 'live',
    ageing: 'old data',
    timetable: 'by timetable',
    cancelled: 'cancelled',
    skipped: 'does not call',
    departed: 'departed',
  },
  cancelRun: 'Cancel',
  cancelAsk: 'Cancel this run?',
  cancelDetail:
    'At every stop ahead of the bus the run is struck through at once. Other systems learn of it by GTFS-Realtime.',
  reinstate: 'Reinstate',
  delay: 'Is late',
  delayBy: 'By how many minutes',
  delayDetail: 'It holds until the bus is seen on its way: then the bus is believed.',
  stopsAndLines: 'Stops and lines',
  closeStop: 'Close or move a stop',
  detour: 'Detour',
  suppress: 'Hold predictions back',
  whichStop: 'Which stop',
  movedTo: 'Moved to',
  movedHint: 'Left empty, the stop is closed. Else its buses are shown at the other stop.',
  lines: 'Lines',
  bypassed: 'Stops where they do not call',
  quietStops: 'Or at these stops alone',
  text: 'A word for riders',
  textHint: 'Such as why, and until when',
  ends: 'Until',
  endsAt: 'End',
  open: 'until it is withdrawn',
  order: 'Order it',
  propose: 'Send to be confirmed',
  cancel: 'Cancel',
  standing: 'In force and to come',
  none: 'There are no orders: everything runs by the timetable and the live data.',
  awaiting: 'Waiting for a second person',
  ended: 'Ended within the last 7 days',
  what: 'Order',
  from: 'From',
  until: 'Until',
  by: 'Ordered by',
  untilWithdrawn: 'until it is withdrawn',
  withdraw: 'Withdraw',
  withdrawAsk: 'Withdraw the order?',
  confirm: 'Confirm',
  done: 'The order is in force on the boards.',
  proposed: 'The order waits for a second person.',
  takenBack: 'The order is withdrawn.',
  nothing: 'Nothing leaves here soon.',
  fromMap: 'Lines',
};

export const SERVICE_WORDS: Readonly<Record<Language, ServiceWords>> = { bg, en };
