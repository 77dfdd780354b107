// Every state a board can be in, each drawn on purpose: the list that the gallery shows and the golden pictures prove.

import type { BilingualText, NextService, StopDepartures } from '../../server/wire/messages.js';
import type { StopInput } from '../board/model.js';
import type { SleepWindow } from '../board/sleep.js';
import { LIVE, MIXED, PLACES, TIMETABLE } from './day.js';
import { CLOSURE, HTML_ALERT, LONG_ALERT, MANY_ALERTS, NO_HEADER, NOTICE, SHORT_ALERT } from './messages.js';
import { FORTY, JUNK, LONG_NAMES } from './names.js';
import { route, type ScriptedDeparture, START_S, stopDocument } from './script.js';

/** What a board knows at an instant: the gallery's side of `BoardInput`. */
export interface Scene {
  stops: StopInput[];
  clockTrusted: boolean;
}

/** One state: its name, the instant it is shown at, and what the board then knows. */
export interface GalleryState {
  /** Part of a case's address: never renamed lightly. */
  id: string;
  title: BilingualText;
  /** POSIX seconds at which the state is to be seen; the time machine begins here. */
  atS: number;
  scene(nowS: number): Scene;
  /** Its names need letters that the shipped fonts do not have: the picture differs between machines. */
  foreignLetters?: true;
  /** A display that shows one page at a time begins so many seconds into its round: at the page that the state is about. */
  turnS?: number;
  /** The board's window of sleep. */
  sleep?: SleepWindow;
}

const NIGHT_S = Date.UTC(2026, 1, 17, 0, 30, 10) / 1000;
const MORNING: NextService = {
  scheduled: Date.UTC(2026, 1, 17, 3, 40) / 1000,
  route: route('5'),
  headsign: PLACES.strumsko,
};

/** 23:30 to 05:00. */
const NIGHT: SleepWindow = { fromMin: 23 * 60 + 30, untilMin: 5 * 60 };

function state(
  id: string,
  bg: string,
  en: string,
  stops: (nowS: number) => StopInput[],
  rest: { atS?: number; clockTrusted?: boolean; foreignLetters?: true; turnS?: number; sleep?: SleepWindow } = {},
): GalleryState {
  const { atS = START_S, clockTrusted = true, foreignLetters, turnS, sleep } = rest;
  return {
    id,
    title: { bg, en },
    atS,
    scene: (nowS) => ({ stops: stops(nowS), clockTrusted }),
    ...(foreignLetters ? { foreignLetters } : {}),
    ...(turnS === undefined ? {} : { turnS }),
    ...(sleep ? { sleep } : {}),
  };
}

/** A stop whose server is there: its document is made anew all the time. */
const heard =
  (departures: readonly ScriptedDeparture[], rest: Parameters<typeof stopDocument>[2] = {}) =>
  (nowS: number): StopInput[] => [{ kind: 'document', document: stopDocument(departures, nowS, rest), heard: true }];

/** A stop whose server was last heard at the beginning. */
const cut = (document: StopDepartures) => (): StopInput[] => [{ kind: 'document', document, heard: false }];

const linkDown = (id: string, bg: string, en: string, seconds: number) =>
  state(id, bg, en, cut(stopDocument(LIVE, START_S, { next_service: MORNING })), { atS: START_S + seconds });

/** All states, in the order of boards.md. */
export const STATES: readonly GalleryState[] = [
  state('live', 'На живо', 'Live', heard(LIVE)),
  state(
    'ageing',
    'Остаряващи данни',
    'Ageing data',
    heard(
      LIVE.map((row) => ({ ...row, ageS: 140 })),
      { freshness: 'ageing' },
    ),
  ),
  state('timetable', 'По разписание', 'Timetable', heard(TIMETABLE)),
  state('mixed', 'Всичко заедно', 'Mixed', heard(MIXED)),
  state(
    'cancelled',
    'Отменени курсове',
    'Cancelled',
    heard(LIVE.map((row, i) => (i % 3 === 1 ? { ...row, status: 'cancelled' } : row))),
  ),
  state(
    'skipped',
    'Не спира тук',
    'Skipped',
    heard(LIVE.map((row, i) => (i % 3 === 0 ? { ...row, status: 'skipped' } : row))),
  ),
  state(
    'departed',
    'Току-що замина',
    'Departed',
    heard([{ line: '2', to: PLACES.elenovo, scheduledIn: -40, expectedIn: -15, status: 'departed' }, ...LIVE]),
  ),
  state(
    'shared',
    'Два автобуса на линия',
    'Two buses of a line',
    heard(
      [0, 1, 2, 3, 4, 5, 6, 7].map((i) => ({
        ...LIVE[i % 4]!,
        scheduledIn: 110 + i * 210,
        expectedIn: 130 + i * 215,
      })),
    ),
  ),
  state(
    'now',
    'Сега',
    'Now',
    heard(LIVE.map((row, i) => (i < 2 ? { ...row, scheduledIn: i * 10, expectedIn: 10 + i * 12 } : row))),
  ),
  state('last-bus', 'Последен автобус', 'Last bus', heard(LIVE.slice(2, 6).map((row) => ({ ...row, last: true })))),
  state('next-tomorrow', 'Следващо тръгване утре', 'Next tomorrow', heard([], { next_service: MORNING }), {
    atS: START_S + 8 * 3600,
  }),
  state(
    'untracked',
    'Линия без проследяване',
    'Untracked line',
    heard(
      LIVE.map(({ expectedIn, ...row }) =>
        row.line === '1' ? { ...row, tracked: false } : { ...row, expectedIn: expectedIn! },
      ),
    ),
  ),
  state(
    'frequency',
    'На всеки няколко минути',
    'Frequency',
    heard([
      { line: '12', to: PLACES.poppy, scheduledIn: 300, headway_s: 600 },
      { line: '9', to: PLACES.pokrovnik, scheduledIn: 400, headway_s: 1500 },
      ...LIVE.slice(0, 4),
    ]),
  ),
  state('alert-short', 'Кратко съобщение', 'Short alert', heard(LIVE, { alerts: [SHORT_ALERT] }), { turnS: 18 }),
  state('alert-long', 'Дълго съобщение', 'Long alert', heard(LIVE, { alerts: [LONG_ALERT] }), { turnS: 18 }),
  state('alert-many', 'Много съобщения', 'Many alerts', heard(LIVE, { alerts: MANY_ALERTS }), {
    atS: START_S + 15,
    turnS: 18,
  }),
  state('alert-html', 'Съобщение в HTML', 'HTML alert', heard(LIVE, { alerts: [HTML_ALERT] }), { turnS: 18 }),
  state('alert-no-header', 'Съобщение без заглавие', 'Alert without header', heard(LIVE, { alerts: [NO_HEADER] }), {
    turnS: 18,
  }),
  state('notice', 'Бележка от диспечер', 'Notice', heard(LIVE, { notices: [NOTICE] }), { turnS: 18 }),
  state(
    'closure',
    'Закрита спирка',
    'Stop closed',
    heard(
      LIVE.slice(0, 6).map((row) => ({ ...row, status: 'skipped' as const })),
      { alerts: [CLOSURE] },
    ),
    { turnS: 12 },
  ),
  state(
    'closure-empty',
    'Закрита спирка без тръгвания',
    'Stop closed, no departures',
    heard([], { alerts: [CLOSURE] }),
    { turnS: 6 },
  ),
  linkDown('link-10s', 'Без връзка 10 s', 'Link down 10 s', 10),
  linkDown('link-2min', 'Без връзка 2 min', 'Link down 2 min', 120),
  linkDown('link-1h', 'Без връзка 1 h', 'Link down 1 h', 3600),
  linkDown('link-2d', 'Без връзка 2 дни', 'Link down 2 days', 2 * 86_400),
  state('no-timetable', 'Без разписание', 'No timetable', heard([], { freshness: 'none' })),
  state('waiting', 'Зареждане', 'Loading', () => [{ kind: 'waiting', stopId: '0363' }]),
  state('unreachable', 'Сървърът не отговаря', 'Server away', () => [{ kind: 'unreachable', stopId: '0363' }]),
  state('unknown-stop', 'Непозната спирка', 'Unknown stop', () => [{ kind: 'unknown', stopId: '9999' }]),
  state('wrong-clock', 'Недостоверен часовник', 'Clock not trusted', cut(stopDocument(LIVE, START_S)), {
    atS: START_S + 30,
    clockTrusted: false,
  }),
  state(
    'long-names',
    'Дълги имена',
    'Long names',
    heard(LONG_NAMES.departures, { stop: { stop_name: LONG_NAMES.stop } }),
  ),
  state('one-row', 'Един ред', 'One row', heard(LIVE.slice(0, 1))),
  state('forty-rows', '40 реда', '40 rows', heard(FORTY)),
  state('night', 'Нощ', 'Night', heard([], { next_service: MORNING }), { atS: NIGHT_S }),
  state('asleep', 'Нощен сън', 'Night sleep', heard([], { next_service: MORNING }), { atS: NIGHT_S, sleep: NIGHT }),
  state('junk', 'Боклук в имената', 'Junk in names', heard(JUNK), { foreignLetters: true }),
  state('two-stops', 'Две спирки', 'Two stops', (nowS) => [
    ...heard(LIVE)(nowS),
    ...heard(TIMETABLE.slice(2), {
      alerts: [SHORT_ALERT],
      stop: { stop_id: 'T', stop_code: '0364', stop_name: { bg: 'Болницата', en: 'Hospital' } },
    })(nowS),
  ]),
];
