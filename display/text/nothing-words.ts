// What a board or a page of a stop says when it has nothing to show: what is the matter, and what to do about it.

import type { Panel } from '../board/model.js';
import type { Language } from './language.js';
import { fill, WORDS } from './words.js';

type Said = Readonly<Record<Panel['state'], readonly [large: string, small?: string]>>;

const bg: Said = {
  departures: [WORDS.bg.noInformation, 'Разписанието не е налично. Вижте печатното на спирката.'],
  waiting: ['Зареждане на тръгванията…'],
  unreachable: [WORDS.bg.noInformation, 'Връзката с центъра прекъсна. Таблото опитва отново.'],
  unknown: ['Няма такава спирка', 'Спирка {stop} не е в разписанието.'],
  unchosen: ['Не е избрана спирка', 'Добавете към адреса ?stop= и кода на спирката.'],
};

const en: Said = {
  departures: [WORDS.en.noInformation, 'Scheduled times unavailable. Please see the printed timetable.'],
  waiting: ['Loading departures…'],
  unreachable: [WORDS.en.noInformation, 'The link to the centre is down. The board is trying again.'],
  unknown: ['No such stop', 'Stop {stop} is not in the timetable.'],
  unchosen: ['No stop chosen', 'Add ?stop= and the stop’s code to the address.'],
};

const SAID: Readonly<Record<Language, Said>> = { bg, en };

/** The one or two sentences, the larger first. */
export function nothingWords({ state, stopId }: Pick<Panel, 'state' | 'stopId'>, language: Language): string[] {
  return SAID[language][state].flatMap((text) => (text ? [fill(text, { stop: stopId })] : []));
}
