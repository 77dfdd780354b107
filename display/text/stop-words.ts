// Fixed texts of the phone page's own parts: favourites, stops nearby, where the bus is.

import type { Language } from './language.js';

export interface StopWords {
  keepStop: string;
  dropStop: string;
  favourites: string;
  nearby: string;
  locating: string;
  notLocated: string;
  noneNear: string;
  metres: string;
  whereIsIt: string;
  at: string;
  nextStop: string;
  notSeen: string;
  ago: string;
  here: string;
  skipped: string;
  cancelled: string;
  passed: string;
  estimated: string;
  noJourney: string;
  loading: string;
  earlier: string;
}

const bg: StopWords = {
  keepStop: 'Запази спирката',
  dropStop: 'Премахни от запазените',
  favourites: 'Запазени спирки',
  nearby: 'Близки спирки',
  locating: 'Търсене на вашето място…',
  notLocated: 'Мястото ви не е известно.',
  noneNear: 'Наблизо няма спирки.',
  metres: '{metres} м',
  whereIsIt: 'Къде е сега',
  at: 'На спирка {stop}',
  nextStop: 'Приближава {stop}',
  notSeen: 'Няма данни къде е автобусът.',
  ago: 'преди {seconds} с',
  here: 'тази спирка',
  skipped: 'не спира',
  cancelled: 'Този курс е отменен.',
  passed: 'премина',
  estimated: 'очаквано',
  noJourney: 'За този курс няма повече данни.',
  loading: 'Зареждане…',
  earlier: 'Преминати спирки: {count}',
};

const en: StopWords = {
  keepStop: 'Keep this stop',
  dropStop: 'Remove from kept stops',
  favourites: 'Kept stops',
  nearby: 'Stops nearby',
  locating: 'Finding where you are…',
  notLocated: 'Your place is not known.',
  noneNear: 'There are no stops nearby.',
  metres: '{metres} m',
  whereIsIt: 'Where it is now',
  at: 'At {stop}',
  nextStop: 'Approaching {stop}',
  notSeen: 'Nothing is known of where the bus is.',
  ago: '{seconds} s ago',
  here: 'this stop',
  skipped: 'not stopping',
  cancelled: 'This trip is cancelled.',
  passed: 'passed',
  estimated: 'expected',
  noJourney: 'There is nothing more on this trip.',
  loading: 'Loading…',
  earlier: 'Stops passed: {count}',
};

export const STOP_WORDS: Readonly<Record<Language, StopWords>> = { bg, en };
