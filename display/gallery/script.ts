// Documents written by hand for the gallery: a stop, its departures and messages at seconds from a fixed beginning, so that every picture is the same for ever.

import type {
  BilingualText,
  Departure,
  DocumentAlert,
  DocumentRoute,
  StopDepartures,
} from '../../server/wire/messages.js';

/** A Monday, 14:00:10 at the stop: where every script begins. */
export const START_S = Date.UTC(2026, 1, 16, 12, 0, 10) / 1000;
/** A tracked bus of a script says where it is this long before the board is drawn. */
export const FIX_AGE_S = 5;

/** One departure in few words; times are seconds from the beginning of the script. */
export interface ScriptedDeparture
  extends Partial<
    Pick<Departure, 'status' | 'occupancy' | 'wheelchair' | 'platform' | 'last' | 'headway_s' | 'tracked'>
  > {
  line: string;
  to: BilingualText;
  scheduledIn: number;
  /** A bus that is tracked is expected then. */
  expectedIn?: number;
  /** Its datum is this old at the beginning; without it the datum is always fresh. */
  ageS?: number;
  /** Colours of the line where they are not those of `LINES`. */
  color?: string | null;
  textColor?: string | null;
}

/** The colours of the scripts' lines: dark, light, junk, none. */
const LINES: Readonly<Record<string, readonly [color: string | null, text: string | null]>> = {
  '1': ['F7941D', 'FFFFFF'],
  '2': ['BE1E2D', 'FFFFFF'],
  '2А': ['7A2E8E', 'FFFFFF'],
  '3': ['0072BC', 'FFFFFF'],
  '5': ['00843D', 'FFFFFF'],
  '7': ['27AAE1', 'FFFFFF'],
  '9': ['000000', 'FFFFFF'],
  '10': [null, null],
  '12': ['FFDE17', '000000'],
};

/** The route of a line by its short name. */
export function route(line: string, color?: string | null, textColor?: string | null): DocumentRoute {
  const [own, ownText] = LINES[line] ?? ['4A5661', 'FFFFFF'];
  return {
    route_id: line,
    route_short_name: line,
    route_type: 3,
    route_color: color === undefined ? own : color,
    route_text_color: textColor === undefined ? ownText : textColor,
  };
}

/** The whole departure as the server would send it at `nowS`. */
export function departure(short: ScriptedDeparture, index: number, nowS: number): Departure {
  const { line, to, scheduledIn, expectedIn, ageS, color, textColor, status, ...rest } = short;
  const isTracked = expectedIn !== undefined && (status === undefined || status === 'live' || status === 'ageing');
  const asOf = ageS === undefined ? nowS - FIX_AGE_S : START_S - ageS;
  return {
    id: `20260216/${line}-${index}/5`,
    trip_id: `${line}-${index}`,
    start_date: '20260216',
    stop_sequence: 5,
    stop_id: 'S',
    route: route(line, color, textColor),
    headsign: to,
    scheduled: START_S + scheduledIn,
    expected: expectedIn === undefined ? null : START_S + expectedIn,
    low: null,
    high: null,
    basis: isTracked ? 'vehicle' : 'timetable',
    status: status ?? (isTracked ? 'live' : 'timetable'),
    as_of: isTracked ? asOf : null,
    vehicle_id: null,
    occupancy: null,
    wheelchair: null,
    platform: null,
    last: false,
    ...rest,
  };
}

/** A document made at `nowS`. */
export function stopDocument(
  departures: readonly ScriptedDeparture[],
  nowS: number,
  rest: Partial<Omit<StopDepartures, 'departures' | 'stop'>> & { stop?: Partial<StopDepartures['stop']> } = {},
): StopDepartures {
  const isTracked = departures.some(({ expectedIn }) => expectedIn !== undefined);
  return {
    generated_at: nowS,
    timetable_version: 'sha256-0',
    freshness: isTracked ? 'live' : 'timetable',
    departures: departures.map((short, index) => departure(short, index, nowS)),
    alerts: [],
    notices: [],
    next_service: null,
    ...rest,
    stop: {
      stop_id: 'S',
      stop_code: '0363',
      stop_name: { bg: 'Площад „Македония“', en: 'Ploshtad Makedonia' },
      stop_lat: 42.0116,
      stop_lon: 23.0905,
      timezone: 'Europe/Sofia',
      ...rest.stop,
    },
  };
}

/** An alert in both languages. */
export function alert(id: string, effect: string, header: BilingualText, description: BilingualText): DocumentAlert {
  return { id, effect, header, description, until: null };
}
