// Every fixed text of the boards and pages, in both languages.

import type { Language } from './language.js';

/** The words of one language. `{…}` in a text is replaced by `fill`. */
export interface Words {
  now: string;
  min: string;
  cancelled: string;
  skipped: string;
  departed: string;
  last: string;
  every: string;
  live: string;
  approximate: string;
  byTimetable: string;
  dataFrom: string;
  noInformation: string;
  nextService: string;
  tomorrow: string;
  weekdays: readonly [string, string, string, string, string, string, string];
  line: string;
  lines: string;
  and: string;
  onlyByTimetable: string;
  destination: string;
  notes: string;
  departs: string;
  stop: string;
  platform: string;
  wheelchair: string;
  allAccessible: string;
  departures: string;
  alerts: string;
  crowded: string;
  full: string;
}

const bg: Words = {
  now: 'сега',
  min: 'мин',
  cancelled: 'отменен',
  skipped: 'не спира',
  departed: 'замина',
  last: 'последен',
  every: 'на всеки {minutes} мин',
  live: 'на живо',
  approximate: 'приблизително',
  byTimetable: 'По разписание',
  dataFrom: 'данни от {time}',
  noInformation: 'Няма информация',
  nextService: 'Следващо тръгване',
  tomorrow: 'утре',
  weekdays: ['неделя', 'понеделник', 'вторник', 'сряда', 'четвъртък', 'петък', 'събота'],
  line: 'Линия',
  lines: 'Линии',
  and: 'и',
  onlyByTimetable: '{lines}: днес само по разписание',
  destination: 'Направление',
  notes: 'Бележки',
  departs: 'Тръгва',
  stop: 'Спирка',
  platform: 'Сектор {platform}',
  wheelchair: 'достъпно за колички',
  allAccessible: 'всички са достъпни за колички',
  departures: 'Тръгвания',
  alerts: 'Съобщения',
  crowded: 'само за правостоящи',
  full: 'пълен',
};

const en: Words = {
  now: 'now',
  min: 'min',
  cancelled: 'cancelled',
  skipped: 'not stopping',
  departed: 'departed',
  last: 'last',
  every: 'every {minutes} min',
  live: 'live',
  approximate: 'approximate',
  byTimetable: 'Scheduled times',
  dataFrom: 'data from {time}',
  noInformation: 'No information',
  nextService: 'Next departure',
  tomorrow: 'tomorrow',
  weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  line: 'Line',
  lines: 'Lines',
  and: 'and',
  onlyByTimetable: '{lines}: scheduled times only today',
  destination: 'Destination',
  notes: 'Notes',
  departs: 'Departs',
  stop: 'Stop',
  platform: 'Platform {platform}',
  wheelchair: 'wheelchair accessible',
  allAccessible: 'all wheelchair accessible',
  departures: 'Departures',
  alerts: 'Messages',
  crowded: 'standing room only',
  full: 'full',
};

export const WORDS: Readonly<Record<Language, Words>> = { bg, en };

/** The text with each `{name}` replaced by its value. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
