// Fixed texts of the phone page and the start page, in both languages.

import type { Language } from './language.js';

export interface PageWords {
  otherLanguage: string;
  title: string;
  lead: string;
  search: string;
  searchExample: string;
  nearMe: string;
  nearby: string;
  locating: string;
  notLocated: string;
  noneFound: string;
  unreachable: string;
  found: string;
  examples: string;
  openBoard: string;
  openPhone: string;
  simulated: string;
  simulatedDetail: string;
  more: string;
  forMachines: string;
  api: string;
  feeds: string;
  health: string;
  realtime: string;
  gallery: string;
  allStops: string;
  board: string;
  keep: string;
  distance: string;
  offline: string;
  showAll: string;
}

const bg: PageWords = {
  otherLanguage: 'English',
  title: 'Кога идва автобусът?',
  lead: 'Тръгванията от всяка спирка, на живо.',
  search: 'Име или код на спирка',
  searchExample: 'напр. Автогара или 0363',
  nearMe: 'Близо до мен',
  nearby: 'Близки спирки',
  locating: 'Търсене на вашето място…',
  notLocated: 'Мястото ви не е известно. Потърсете по име.',
  noneFound: 'Няма такава спирка. Опитайте с част от името.',
  unreachable: 'Сървърът не отговаря. Опитайте отново.',
  found: 'Спирки',
  examples: 'Например',
  openBoard: 'Табло',
  openPhone: 'На телефона',
  simulated: 'Симулиран град',
  simulatedDetail: 'Автобусите, закъсненията и съобщенията тук са измислени.',
  more: 'За града',
  forMachines: 'Отворени данни',
  api: 'Програмен интерфейс',
  feeds: 'Състояние на източниците',
  health: 'Състояние на сървъра',
  realtime: 'GTFS-Realtime',
  gallery: 'Галерия на таблата',
  allStops: 'Всички спирки',
  board: 'Голямо табло',
  keep: 'За бърз достъп: меню на браузъра → „Добавяне към началния екран“.',
  distance: '{metres} м',
  offline: 'Няма връзка. Показва се последното известно.',
  showAll: 'Покажи всички',
};

const en: PageWords = {
  otherLanguage: 'Български',
  title: 'When is the bus coming?',
  lead: 'Departures from every stop, live.',
  search: 'Name or code of a stop',
  searchExample: 'e.g. Avtogara or 0363',
  nearMe: 'Near me',
  nearby: 'Stops nearby',
  locating: 'Finding where you are…',
  notLocated: 'Your place is not known. Search by name.',
  noneFound: 'No such stop. Try a part of its name.',
  unreachable: 'The server does not answer. Try again.',
  found: 'Stops',
  examples: 'For example',
  openBoard: 'Board',
  openPhone: 'On the phone',
  simulated: 'Simulated city',
  simulatedDetail: 'The buses, delays and messages here are made up.',
  more: 'For the city',
  forMachines: 'Open data',
  api: 'Programming interface',
  feeds: 'State of the feeds',
  health: 'State of the server',
  realtime: 'GTFS-Realtime',
  gallery: 'Gallery of boards',
  allStops: 'All stops',
  board: 'Large board',
  keep: 'For quick access: browser menu → “Add to home screen”.',
  distance: '{metres} m',
  offline: 'No connection. Showing what was last known.',
  showAll: 'Show all',
};

export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = { bg, en };
