// Documents of a stop for the display's tests: short to write, whole in shape.

import type { Departure, StopDepartures } from '../../server/wire/messages.js';

/** A departure in few words; times are seconds from `now`. */
export interface ShortDeparture
  extends Partial<Omit<Departure, 'scheduled' | 'expected' | 'as_of' | 'route' | 'headsign'>> {
  line: string;
  to: string;
  color?: string;
  textColor?: string;
  toEn?: string;
  type?: number;
  scheduledIn: number;
  expectedIn?: number;
  ageS?: number;
}

/** The whole departure at `now`. */
export function departure(short: ShortDeparture, now: number): Departure {
  const { line, to, toEn, color, textColor, type, scheduledIn, expectedIn, ageS, ...rest } = short;
  const scheduled = now + scheduledIn;
  const isBelieved = expectedIn !== undefined;
  return {
    id: `20260216/${line}-${to}-${scheduledIn}/5`,
    trip_id: `${line}-${scheduledIn}`,
    start_date: '20260216',
    stop_sequence: 5,
    stop_id: 'S',
    route: {
      route_id: line,
      route_short_name: line,
      route_type: type ?? 3,
      route_color: color ?? 'BE1E2D',
      route_text_color: textColor ?? 'FFFFFF',
    },
    headsign: { bg: to, en: toEn ?? to },
    scheduled,
    expected: isBelieved ? now + expectedIn : null,
    low: null,
    high: null,
    basis: isBelieved ? 'vehicle' : 'timetable',
    status: isBelieved ? 'live' : 'timetable',
    as_of: isBelieved ? now - (ageS ?? 5) : null,
    vehicle_id: null,
    occupancy: null,
    wheelchair: null,
    platform: null,
    last: false,
    ...rest,
  };
}

/** A document of stop `stopId` made at `now`. */
export function stopDocument(
  stopId: string,
  now: number,
  departures: readonly ShortDeparture[],
  rest: Partial<Omit<StopDepartures, 'departures'>> = {},
): StopDepartures {
  return {
    stop: {
      stop_id: stopId,
      stop_code: stopId,
      stop_name: { bg: 'Площад „Македония“', en: 'Ploshtad Makedonia' },
      stop_lat: 42.0116,
      stop_lon: 23.0905,
      timezone: 'Europe/Sofia',
    },
    generated_at: now,
    timetable_version: 'sha256-0',
    freshness: departures.some((d) => d.expectedIn !== undefined) ? 'live' : 'timetable',
    departures: departures.map((short) => departure(short, now)),
    alerts: [],
    notices: [],
    next_service: null,
    ...rest,
  };
}
