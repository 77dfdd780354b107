// An ordinary afternoon at a stop, and the places its buses go to: what most scripts of the gallery begin from.

import type { BilingualText } from '../../server/wire/messages.js';
import type { ScriptedDeparture } from './script.js';

const place = (bg: string, en: string): BilingualText => ({ bg, en });

/** Where buses go. */
export const PLACES = {
  strumsko: place('Струмско', 'Strumsko'),
  elenovo: place('Еленово', 'Elenovo'),
  station: place('ЖП гара – Автогара', 'Train station – Avtogara'),
  university: place('Американски университет', 'American University'),
  graves: place('Нови гробища през Баларбаши', 'Novi grobishta via Balarbashi'),
  poppy: place('Ален мак', 'Alen mak'),
  pokrovnik: place('с. Покровник', 'Pokrovnik village'),
  macedonia: place('площад Македония', 'Ploshtad Makedonia'),
  hospital: place('Болницата', 'Hospital'),
} as const;

/** Eight buses of an hour, all tracked. */
export const LIVE: readonly ScriptedDeparture[] = [
  { line: '5', to: PLACES.strumsko, scheduledIn: 60, expectedIn: 130, wheelchair: true },
  { line: '2А', to: PLACES.graves, scheduledIn: 240, expectedIn: 245 },
  { line: '1', to: PLACES.station, scheduledIn: 360, expectedIn: 420, wheelchair: true },
  { line: '12', to: PLACES.poppy, scheduledIn: 600, expectedIn: 590 },
  { line: '7', to: PLACES.university, scheduledIn: 780, expectedIn: 900, wheelchair: true },
  { line: '2', to: PLACES.elenovo, scheduledIn: 1140, expectedIn: 1140 },
  { line: '3', to: PLACES.hospital, scheduledIn: 1500, expectedIn: 1560 },
  { line: '5', to: PLACES.strumsko, scheduledIn: 1860, expectedIn: 1900, wheelchair: true },
  { line: '1', to: PLACES.station, scheduledIn: 2160, expectedIn: 2190 },
  { line: '10', to: PLACES.macedonia, scheduledIn: 2760, expectedIn: 2760 },
  { line: '2', to: PLACES.elenovo, scheduledIn: 4200, expectedIn: 4230 },
];

/** The same hour without any tracking. */
export const TIMETABLE: readonly ScriptedDeparture[] = LIVE.map(({ expectedIn: _expectedIn, ...rest }) => rest);

/** An hour in which everything happens: each rung of the ladder, each hint. */
export const MIXED: readonly ScriptedDeparture[] = [
  { line: '2', to: PLACES.elenovo, scheduledIn: -60, expectedIn: -20, status: 'departed' },
  { line: '5', to: PLACES.strumsko, scheduledIn: 0, expectedIn: 20, wheelchair: true },
  { line: '2А', to: PLACES.graves, scheduledIn: 100, expectedIn: 200, wheelchair: true },
  { line: '1', to: PLACES.station, scheduledIn: 300, expectedIn: 400, occupancy: 'FULL' },
  { line: '12', to: PLACES.poppy, scheduledIn: 600, expectedIn: 500, ageS: 150 },
  { line: '7', to: PLACES.university, scheduledIn: 700, status: 'cancelled' },
  { line: '9', to: PLACES.pokrovnik, scheduledIn: 900, tracked: false },
  { line: '10', to: PLACES.macedonia, scheduledIn: 1500, expectedIn: 1500, last: true },
  { line: '3', to: PLACES.hospital, scheduledIn: 2000, platform: '3' },
];
