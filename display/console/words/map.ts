// The words of the map: how buses and boards are, why one is silent, filters, one vehicle, lines as time against distance.

import type { PhaseName, SilenceName } from '../../../server/wire/console/fleet.js';
import type { Language } from '../../text/language.js';
import type { BoardFilter, BoardHealth } from '../map/board.js';
import type { Standing } from '../map/vehicle.js';

export interface MapWords {
  map: string;
  strips: string;
  parts: string;
  mapOf: string;
  noMap: string;
  zoomIn: string;
  zoomOut: string;
  showAll: string;
  line: string;
  allLines: string;
  find: string;
  show: string;
  standings: Readonly<Record<Standing, string>>;
  phases: Readonly<Record<PhaseName, string>>;
  silences: Readonly<Record<SilenceName, string>>;
  vehicles: string;
  shown: string;
  vehicle: string;
  standing: string;
  deviation: string;
  age: string;
  heading: string;
  headings: readonly string[];
  choose: string;
  nothing: string;
  close: string;
  trip: string;
  block: string;
  to: string;
  why: string;
  predicted: string;
  stop: string;
  scheduled: string;
  expected: string;
  band: string;
  lastHour: string;
  trailSaid: string;
  noTrail: string;
  gone: string;
  offset: string;
  occupancy: string;
  noTrip: string;
  chooseLine: string;
  direction: string;
  plannedHeadway: string;
  bunching: string;
  gaps: string;
  stripOf: string;
  stripHelp: string;
  legendPlanned: string;
  legendDriven: string;
  legendNow: string;
  troubles: string;
  bunched: string;
  gap: string;
  noTrouble: string;
  noLines: string;
  metres: string;
  boards: string;
  board: string;
  health: string;
  healths: Readonly<Record<BoardHealth, string>>;
  boardFilters: Readonly<Record<Exclude<BoardFilter, BoardHealth>, string>>;
  since: string;
  unplaced: string;
  noBoards: string;
  noSuchBoards: string;
  onGlass: string;
  glassNothing: string;
  glassRows: string;
  drawnAgo: string;
  openBoard: string;
  boardGone: string;
  lists: string;
  more: string;
}

const bg: MapWords = {
  map: 'Карта',
  strips: 'Интервали',
  parts: 'Изглед',
  mapOf: 'Карта на автобусите и таблата; същото е в списъка до нея',
  noMap: 'Този браузър не може да покаже картата (няма WebGL). Списъкът показва същото.',
  zoomIn: 'Приближи',
  zoomOut: 'Отдалечи',
  showAll: 'Целият град',
  line: 'Линия',
  allLines: 'Всички линии',
  find: 'Търси автобус или табло',
  show: 'Показва само',
  standings: {
    on_time: 'навреме',
    late: 'закъснява',
    early: 'подранява',
    off_route: 'извън маршрута',
    silent: 'без прогноза',
    waiting: 'чака',
  },
  phases: {
    in_progress: 'на път',
    layover: 'на крайна спирка',
    deadhead: 'празен ход',
    off_route: 'извън маршрута',
    unassigned: 'без курс',
  },
  silences: {
    no_trip: 'Източникът не казва на кой курс е, а по мястото не може да се познае.',
    unknown_trip: 'Курсът, който източникът сочи, го няма в разписанието.',
    trip_not_today: 'Курсът, който източникът сочи, не се изпълнява днес.',
    off_route: 'Автобусът е извън маршрута на курса си.',
    no_progress: 'Автобусът отдавна не се движи.',
    stale_position: 'Последната му позиция е твърде стара.',
    finished: 'Курсът му е приключил.',
    implausible: 'Позициите му са неправдоподобни.',
    trip_taken: 'Друг автобус изпълнява същия курс.',
    cancelled: 'Курсът му е отменен.',
  },
  vehicles: 'Автобуси',
  shown: '{shown} от {all}',
  vehicle: 'Автобус',
  standing: 'Състояние',
  deviation: 'Отклонение',
  age: 'Преди',
  heading: 'Посока',
  headings: ['север', 'североизток', 'изток', 'югоизток', 'юг', 'югозапад', 'запад', 'северозапад'],
  choose: 'Изберете автобус или табло от картата или от списъка.',
  nothing: 'Няма такива автобуси.',
  close: 'Затвори',
  trip: 'Курс',
  block: 'Кола',
  to: 'към',
  why: 'Защо няма прогноза',
  predicted: 'Прогноза по спирки',
  stop: 'Спирка',
  scheduled: 'Разписание',
  expected: 'Очаква се',
  band: 'Между (10–90 %)',
  lastHour: 'Последният час',
  trailSaid: '{count} позиции от {from} до {to}; отклонение от {least} до {most}',
  noTrail: 'Още няма минали позиции.',
  gone: 'Този автобус вече не се чува.',
  offset: 'Встрани от маршрута',
  occupancy: 'Заетост',
  noTrip: 'няма курс',
  chooseLine: 'Изберете линия от списъка.',
  direction: 'Посока',
  plannedHeadway: 'По план',
  bunching: 'Скупчени',
  gaps: 'Празнини',
  stripOf: 'Линия {line} към {headsign}: време и разстояние',
  stripHelp:
    'Надолу са спирките, надясно – времето. Тънките линии са по разписание, дебелите – както автобусите са минали.',
  legendPlanned: 'по разписание',
  legendDriven: 'автобусите',
  legendNow: 'сега',
  troubles: 'Отклонения от интервала',
  bunched: 'Автобус {behind} настига {ahead}: {actual} вместо {planned}, след {stop}',
  gap: 'Празнина пред автобус {behind}: {actual} вместо {planned} след {ahead}, след {stop}',
  noTrouble: 'Автобусите се движат на равни интервали.',
  noLines: 'В момента по линиите няма автобуси.',
  metres: 'м',
  boards: 'Табла',
  board: 'Табло',
  health: 'Състояние',
  healths: {
    well: 'показва вярното',
    old: 'показва стари редове',
    silent: 'мълчи',
    asleep: 'спи',
    unseen: 'без дисплей',
  },
  boardFilters: { all: 'всички', troubled: 'само с проблем', none: 'скрити' },
  since: 'От',
  unplaced: '{n} табла нямат място на картата: нито те, нито спирките им имат координати.',
  noBoards: 'Още няма регистрирани табла.',
  noSuchBoards: 'Няма такива табла.',
  onGlass: 'Какво стои на него',
  glassNothing: 'Таблото още не е казало какво показва.',
  glassRows: '{stop}: редове на стъклото – {rows}',
  drawnAgo: 'нарисувано преди {ago}',
  openBoard: 'Отвори в „Табла“',
  boardGone: 'Няма такова табло.',
  lists: 'Списък',
  more: 'Показани са първите {shown} от {all}; стеснете с филтрите.',
};

const en: MapWords = {
  map: 'Map',
  strips: 'Headways',
  parts: 'View',
  mapOf: 'Map of the buses and boards; the list beside it says the same',
  noMap: 'This browser cannot show the map (no WebGL). The list says the same.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  showAll: 'The whole city',
  line: 'Line',
  allLines: 'All lines',
  find: 'Find a bus or a board',
  show: 'Show only',
  standings: {
    on_time: 'on time',
    late: 'late',
    early: 'early',
    off_route: 'off its route',
    silent: 'no prediction',
    waiting: 'waits',
  },
  phases: {
    in_progress: 'on its way',
    layover: 'at a terminal',
    deadhead: 'runs empty',
    off_route: 'off its route',
    unassigned: 'without a trip',
  },
  silences: {
    no_trip: 'The source does not say which trip it is on, and its place does not tell.',
    unknown_trip: 'The trip that the source names is not in the timetable.',
    trip_not_today: 'The trip that the source names does not run today.',
    off_route: 'The bus is off the route of its trip.',
    no_progress: 'The bus has not moved for long.',
    stale_position: 'Its last position is too old.',
    finished: 'Its trip is over.',
    implausible: 'Its positions are not believable.',
    trip_taken: 'Another bus runs the same trip.',
    cancelled: 'Its trip is cancelled.',
  },
  vehicles: 'Buses',
  shown: '{shown} of {all}',
  vehicle: 'Bus',
  standing: 'Standing',
  deviation: 'Deviation',
  age: 'Age',
  heading: 'Heading',
  headings: ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'],
  choose: 'Choose a bus or a board on the map or in the list.',
  nothing: 'There are no such buses.',
  close: 'Close',
  trip: 'Trip',
  block: 'Block',
  to: 'to',
  why: 'Why there is no prediction',
  predicted: 'Prediction stop by stop',
  stop: 'Stop',
  scheduled: 'Timetable',
  expected: 'Expected',
  band: 'Between (10–90 %)',
  lastHour: 'Its last hour',
  trailSaid: '{count} positions from {from} to {to}; deviation from {least} to {most}',
  noTrail: 'No past positions yet.',
  gone: 'This bus is not heard of any more.',
  offset: 'Beside its route',
  occupancy: 'Occupancy',
  noTrip: 'no trip',
  chooseLine: 'Choose a line from the list.',
  direction: 'Direction',
  plannedHeadway: 'Planned',
  bunching: 'Bunched',
  gaps: 'Gaps',
  stripOf: 'Line {line} to {headsign}: time and distance',
  stripHelp: 'Stops go down, time goes to the right. Thin lines are the timetable, thick ones the buses as they drove.',
  legendPlanned: 'timetable',
  legendDriven: 'buses',
  legendNow: 'now',
  troubles: 'Out of step',
  bunched: 'Bus {behind} catches up with {ahead}: {actual} instead of {planned}, after {stop}',
  gap: 'A gap before bus {behind}: {actual} instead of {planned} behind {ahead}, after {stop}',
  noTrouble: 'The buses run evenly.',
  noLines: 'There are no buses on the lines now.',
  metres: 'm',
  boards: 'Boards',
  board: 'Board',
  health: 'State',
  healths: {
    well: 'shows what it should',
    old: 'shows old rows',
    silent: 'silent',
    asleep: 'asleep',
    unseen: 'no display',
  },
  boardFilters: { all: 'all', troubled: 'only in trouble', none: 'hidden' },
  since: 'For',
  unplaced: '{n} boards have no place on the map: neither they nor their stops have coordinates.',
  noBoards: 'No boards are registered yet.',
  noSuchBoards: 'There are no such boards.',
  onGlass: 'What stands on it',
  glassNothing: 'The board has not told yet what it shows.',
  glassRows: '{stop}: rows on the glass: {rows}',
  drawnAgo: 'drawn {ago} ago',
  openBoard: 'Open in Boards',
  boardGone: 'There is no such board.',
  lists: 'List',
  more: 'These are the first {shown} of {all}; narrow them with the filters.',
};

/** The words of an area that is being drawn. */
export interface AreaWords {
  mapOf: string;
  help: string;
  noMap: string;
  corners: string;
  inside: string;
  closed: string;
  finish: string;
  reopen: string;
  undo: string;
  clear: string;
}

export const AREA_WORDS: Readonly<Record<Language, AreaWords>> = {
  bg: {
    mapOf: 'Карта за очертаване на район',
    help: 'Двойно щракване, Enter или щракване върху първия връх затваря района, Esc маха последния връх. Само с клавиши: стрелките и +/− движат картата под кръстчето, интервалът слага връх там.',
    noMap: 'Този браузър не може да покаже картата (няма WebGL). Изберете спирките по име или линиите.',
    corners: 'Върхове: {n}',
    inside: 'спирки вътре: {n}',
    closed: 'районът е затворен',
    finish: 'Затвори района',
    reopen: 'Продължи чертането',
    undo: 'Махни последния връх',
    clear: 'Изчисти',
  },
  en: {
    mapOf: 'Map for drawing an area',
    help: 'A double click, Enter or a click on the first corner closes the area, Esc takes back the last corner. With keys alone: the arrows and +/− move the map under the cross, space sets a corner there.',
    noMap: 'This browser cannot show the map (no WebGL). Choose stops by their names, or lines.',
    corners: 'Corners: {n}',
    inside: 'stops inside: {n}',
    closed: 'the area is closed',
    finish: 'Close the area',
    reopen: 'Go on drawing',
    undo: 'Take back the last corner',
    clear: 'Clear',
  },
};

export const MAP_WORDS: Readonly<Record<Language, MapWords>> = { bg, en };
