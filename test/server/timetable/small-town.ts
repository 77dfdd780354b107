// Datasets for timetable tests, written in the test itself as trips of stop and time.

import { NO_SHAPES, type ShapeColumns } from '../../../feeds/gtfs/shapes.js';
import type { StopTimeColumns } from '../../../feeds/gtfs/stop-times.js';
import type { GtfsRecords, Stop, Trip } from '../../../feeds/model.js';
import { parseServiceTime } from '../../../feeds/service-day.js';
import { buildTimetable } from '../../../server/timetable/build.js';
import { Timetable } from '../../../server/timetable/timetable.js';

/** A stop with everything unsaid left out. */
export function stop(stopId: string, lat: number | null, lon: number | null, more: Partial<Stop> = {}): Stop {
  return {
    stopId,
    stopCode: null,
    stopName: stopId,
    lat,
    lon,
    locationType: 0,
    parentStation: null,
    platformCode: null,
    timezone: null,
    wheelchairBoarding: 0,
    ...more,
  };
}

/** A trip of route R and service WK. */
export function trip(tripId: string, more: Partial<Trip> = {}): Trip {
  return {
    tripId,
    routeId: 'R',
    serviceId: 'WK',
    headsign: null,
    shortName: null,
    directionId: null,
    blockId: null,
    shapeId: null,
    wheelchairAccessible: 0,
    ...more,
  };
}

/** Stops A to E, 1 km apart on a meridian, a service that runs all days of 2026, and no trips. */
export function world(more: Partial<GtfsRecords> = {}): GtfsRecords {
  return {
    agencies: [{ agencyId: '', agencyName: 'Т', timezone: 'Europe/Sofia', lang: 'bg', url: null }],
    stops: ['A', 'B', 'C', 'D', 'E'].map((id, i) => stop(id, 42 + i / 111.19508, 23)),
    routes: [
      {
        routeId: 'R',
        agencyId: null,
        shortName: '1',
        longName: '',
        type: 3,
        color: null,
        textColor: null,
        sortOrder: null,
      },
    ],
    trips: [],
    calendars: [{ serviceId: 'WK', weekdays: Array(7).fill(true), startDate: '20260101', endDate: '20261231' }],
    calendarDates: [],
    frequencies: [],
    translations: [],
    feedInfo: null,
    ...more,
  };
}

/** One row of stop_times: `trip stop time` and what else is said; the time '' is missing. */
export interface Row {
  trip: string;
  stop: string;
  time: string;
  arrival?: string;
  sequence?: number;
  pickup?: number;
  distance?: number;
  headsign?: string;
}

/** Rows `t1 A 08:00:00`, one a line, numbered from 1 in each trip; `-` is a missing time. */
export function rows(text: string): Row[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [tripId = '', stopId = '', time = '-'] = line.trim().split(/\s+/);
      return { trip: tripId, stop: stopId, time: time === '-' ? '' : time };
    });
}

/** Rows as the columns that the reader makes. */
export function columnsOf(list: readonly Row[]): StopTimeColumns {
  const index = (values: string[], value: string): number => {
    const found = values.indexOf(value);
    return found >= 0 ? found : values.push(value) - 1;
  };
  const tripIds: string[] = [];
  const stopIds: string[] = [];
  const headsigns: string[] = [];
  const next = new Map<string, number>();
  const time = (text: string): number => parseServiceTime(text) ?? -1;
  const sequence = list.map((row) => {
    const n = row.sequence ?? (next.get(row.trip) ?? 0) + 1;
    next.set(row.trip, n);
    return n;
  });
  return {
    count: list.length,
    trip: Int32Array.from(list, (row) => index(tripIds, row.trip)),
    stop: Int32Array.from(list, (row) => index(stopIds, row.stop)),
    headsign: Int32Array.from(list, (row) => (row.headsign ? index(headsigns, row.headsign) : -1)),
    sequence: Int32Array.from(sequence),
    arrivalS: Int32Array.from(list, (row) => time(row.arrival ?? row.time)),
    departureS: Int32Array.from(list, (row) => time(row.time)),
    pickup: Uint8Array.from(list, (row) => row.pickup ?? 0),
    dropOff: new Uint8Array(list.length),
    timepoint: new Uint8Array(list.length).fill(1),
    distance: Float32Array.from(list, (row) => row.distance ?? Number.NaN),
    tripIds,
    stopIds,
    headsigns,
  };
}

/** A shape through points given in kilometres east and north of stop A. */
export function shape(shapeId: string, pointsKm: readonly (readonly [number, number])[]): ShapeColumns {
  const lonKm = 111.19508 * Math.cos((42 * Math.PI) / 180);
  return {
    shapeIds: [shapeId],
    offset: Int32Array.of(0, pointsKm.length),
    lat: Float64Array.from(pointsKm, ([, north]) => 42 + north / 111.19508),
    lon: Float64Array.from(pointsKm, ([east]) => 23 + east / lonKm),
    distance: new Float32Array(pointsKm.length).fill(Number.NaN),
  };
}

/** Builds and opens a timetable; `found` maps the rules of its findings to their counts. */
export function built(records: GtfsRecords, list: readonly Row[], shapes: ShapeColumns = NO_SHAPES) {
  const dataset = { version: 'sha256-test', records, stopTimes: columnsOf(list), shapes };
  const { data, findings } = buildTimetable(dataset, '20260216');
  return {
    timetable: new Timetable(data),
    found: Object.fromEntries(findings.map(({ rule, count }) => [rule, count])),
  };
}
