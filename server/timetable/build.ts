// Records and columns of one dataset to the compiled timetable; pure, and the only place where it is made.

import { FindingList } from '../../feeds/gtfs/finding-list.js';
import { GtfsError } from '../../feeds/gtfs/gtfs-error.js';
import type { ShapeColumns } from '../../feeds/gtfs/shapes.js';
import type { StopTimeColumns } from '../../feeds/gtfs/stop-times.js';
import type { Finding, Frequency, GtfsRecords, ServiceDate, Trip } from '../../feeds/model.js';
import { isTimezone } from '../../feeds/service-day.js';
import { compileCalendar } from './calendar.js';
import { PatternBuilder, type PatternCalls } from './patterns.js';
import { indexStopCalls } from './stop-calls.js';
import type { TimetableData } from './timetable.js';
import { groupByTrip } from './trip-rows.js';
import { repairTimes } from './trip-times.js';

/** Departures that frequencies.txt may make of one trip. */
export const MAX_DEPARTURES_PER_FREQUENCY_TRIP = 5_000;
/** Calls of one trip: positions are kept in 16 bits. */
export const MAX_CALLS_PER_TRIP = 65_535;

/** One dataset, read. */
export interface Dataset {
  version: string;
  records: GtfsRecords;
  stopTimes: StopTimeColumns;
  shapes: ShapeColumns;
}

/** Compiles a dataset. `today` matters only for a calendar too long to keep. Throws GtfsError where nothing usable is left. */
export function buildTimetable(dataset: Dataset, today: ServiceDate): { data: TimetableData; findings: Finding[] } {
  const { records, stopTimes, shapes, version } = dataset;
  const findings = new FindingList();
  const timezone = timezoneOf(records, findings);
  if (records.stops.length === 0) throw new GtfsError('no-stops', { file: 'stops.txt' });
  notMissingParents(records, findings);

  const calendar = compileCalendar(
    records.calendars,
    records.calendarDates,
    new Set(records.trips.map((trip) => trip.serviceId)),
    today,
    findings,
  );
  const trips = compileTrips(records, stopTimes, shapes, indexOf(calendar.serviceIds), findings);
  if (trips.columns.tripIds.length === 0) throw new GtfsError('no-trips', { file: 'trips.txt' });

  const data: TimetableData = {
    version,
    timezone,
    feedInfo: records.feedInfo,
    stops: records.stops,
    routes: records.routes,
    translations: records.translations,
    ...calendar,
    ...trips.columns,
    ...indexStopCalls(trips.columns, records.stops.length),
  };
  return { data, findings: findings.list() };
}

function timezoneOf(records: GtfsRecords, findings: FindingList): string {
  const first = records.agencies[0]?.timezone ?? '';
  if (!isTimezone(first)) throw new GtfsError('timezone', { file: 'agency.txt', detail: first.slice(0, 60) });
  const other = records.agencies.find((agency) => agency.timezone !== first);
  if (other) findings.add('T133', () => `${first} and ${other.timezone}`);
  return first;
}

function notMissingParents(records: GtfsRecords, findings: FindingList): void {
  const ids = new Set(records.stops.map((stop) => stop.stopId));
  for (const { stopId, parentStation } of records.stops) {
    if (parentStation !== null && !ids.has(parentStation)) {
      findings.add('T132', () => `stop ${stopId}: ${parentStation}`);
    }
  }
}

function indexOf(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, i) => [id, i]));
}

type TripColumns = Omit<
  TimetableData,
  | 'version'
  | 'timezone'
  | 'feedInfo'
  | 'stops'
  | 'routes'
  | 'translations'
  | 'serviceIds'
  | 'calendarStart'
  | 'calendarDays'
  | 'serviceBits'
  | 'stopOffset'
  | 'stopCallTrip'
  | 'stopCallPosition'
  | 'stopCallDepartureS'
  | 'latestS'
>;

function compileTrips(
  records: GtfsRecords,
  stopTimes: StopTimeColumns,
  shapes: ShapeColumns,
  serviceIndex: ReadonlyMap<string, number>,
  findings: FindingList,
): { columns: TripColumns } {
  const stopIndex = indexOf(records.stops.map((stop) => stop.stopId));
  const routeIndex = indexOf(records.routes.map((route) => route.routeId));
  const stopOfColumn = Int32Array.from(stopTimes.stopIds, (id) => stopIndex.get(id) ?? -1);
  const rowsByTrip = groupByTrip(stopTimes);
  const patterns = new PatternBuilder(records.stops, shapes, findings);
  const strings = new StringList();
  const blocks = new StringList();
  const frequencies = frequenciesByTrip(records, findings);
  const headsignOfColumn = stopTimes.headsigns.map((text) => strings.index(text));

  const known = new Set(records.trips.map((trip) => trip.tripId));
  for (const id of rowsByTrip.tripIds) {
    if (!known.has(id)) findings.add('T110', () => `trip ${id}`, rowsByTrip.of(id).length);
  }

  const arrivalS = new Int32Array(stopTimes.count);
  const departureS = new Int32Array(stopTimes.count);
  let used = 0;
  const tripIds: string[] = [];
  const route: number[] = [];
  const service: number[] = [];
  const tripPattern: number[] = [];
  const direction: number[] = [];
  const headsign: number[] = [];
  const block: number[] = [];
  const wheelchair: number[] = [];
  const times: number[] = [];
  const shift: number[] = [];
  const headway: number[] = [];
  const inexact: number[] = [];

  for (const trip of records.trips) {
    const routeOfTrip = routeIndex.get(trip.routeId);
    if (routeOfTrip === undefined) {
      findings.add('T114', () => `trip ${trip.tripId}: route ${trip.routeId}`);
      continue;
    }
    const rows = usableRows(trip, rowsByTrip.of(trip.tripId), stopTimes, stopOfColumn, findings);
    if (rows.length < 2) {
      findings.add('T113', () => `trip ${trip.tripId}`);
      continue;
    }
    const pattern = patterns.add(callsOf(trip, rows, stopTimes, stopOfColumn, headsignOfColumn));
    const arrivals = arrivalS.subarray(used, used + rows.length);
    const departures = departureS.subarray(used, used + rows.length);
    rows.forEach((row, i) => {
      arrivals[i] = stopTimes.arrivalS[row] as number;
      departures[i] = stopTimes.departureS[row] as number;
    });
    const repair = repairTimes(arrivals, departures, patterns.distancesOf(pattern));
    if (repair.empty) {
      findings.add('T118', () => `trip ${trip.tripId}`);
      continue;
    }
    if (repair.backwards) findings.add('T116', () => `trip ${trip.tripId}`);
    if (repair.midnight) findings.add('T117', () => `trip ${trip.tripId}`);
    if (repair.openEnd) findings.add('T119', () => `trip ${trip.tripId}`);

    for (const start of startsOf(trip, frequencies.get(trip.tripId), departures[0] as number, findings)) {
      tripIds.push(trip.tripId);
      route.push(routeOfTrip);
      service.push(serviceIndex.get(trip.serviceId) ?? -1);
      tripPattern.push(pattern);
      direction.push(trip.directionId ?? -1);
      headsign.push(trip.headsign === null ? -1 : strings.index(trip.headsign));
      block.push(trip.blockId === null ? -1 : blocks.index(trip.blockId));
      wheelchair.push(trip.wheelchairAccessible);
      times.push(used);
      shift.push(start.shiftS);
      headway.push(start.headwayS);
      inexact.push(start.inexact ? 1 : 0);
    }
    used += rows.length;
  }

  return {
    columns: {
      ...patterns.columns(),
      strings: strings.values,
      blockIds: blocks.values,
      tripIds,
      tripRoute: Int32Array.from(route),
      tripService: Int32Array.from(service),
      tripPattern: Int32Array.from(tripPattern),
      tripDirection: Int8Array.from(direction),
      tripHeadsign: Int32Array.from(headsign),
      tripBlock: Int32Array.from(block),
      tripWheelchair: Uint8Array.from(wheelchair),
      tripTimes: Int32Array.from(times),
      tripShiftS: Int32Array.from(shift),
      tripHeadwayS: Int32Array.from(headway),
      tripInexact: Uint8Array.from(inexact),
      arrivalS: arrivalS.slice(0, used),
      departureS: departureS.slice(0, used),
    },
  };
}

class StringList {
  readonly values: string[] = [];
  private readonly byText = new Map<string, number>();

  index(text: string): number {
    const found = this.byText.get(text);
    if (found !== undefined) return found;
    this.byText.set(text, this.values.length);
    return this.values.push(text) - 1;
  }
}

/** Rows of a trip at known stops, each stop_sequence once. */
function usableRows(
  trip: Trip,
  rows: Int32Array,
  stopTimes: StopTimeColumns,
  stopOfColumn: Int32Array,
  findings: FindingList,
): Int32Array {
  let kept = 0;
  let last = -1;
  const usable = new Int32Array(rows.length);
  for (const row of rows) {
    const sequence = stopTimes.sequence[row] as number;
    if ((stopOfColumn[stopTimes.stop[row] as number] as number) < 0) {
      findings.add('T111', () => `trip ${trip.tripId}: stop ${stopTimes.stopIds[stopTimes.stop[row] as number]}`);
    } else if (sequence === last) {
      findings.add('T112', () => `trip ${trip.tripId}: stop_sequence ${sequence}`);
    } else if (kept < MAX_CALLS_PER_TRIP) {
      usable[kept++] = row;
      last = sequence;
    }
  }
  return usable.subarray(0, kept);
}

function callsOf(
  trip: Trip,
  rows: Int32Array,
  stopTimes: StopTimeColumns,
  stopOfColumn: Int32Array,
  headsignOfColumn: readonly number[],
): PatternCalls {
  const calls = {
    shapeId: trip.shapeId,
    stop: [] as number[],
    sequence: [] as number[],
    pickup: [] as number[],
    dropOff: [] as number[],
    timepoint: [] as number[],
    headsign: [] as number[],
    feedDistance: [] as number[],
  };
  for (const row of rows) {
    const headsign = stopTimes.headsign[row] as number;
    const timed = (stopTimes.arrivalS[row] as number) >= 0 || (stopTimes.departureS[row] as number) >= 0;
    calls.stop.push(stopOfColumn[stopTimes.stop[row] as number] as number);
    calls.sequence.push(stopTimes.sequence[row] as number);
    calls.pickup.push(stopTimes.pickup[row] as number);
    calls.dropOff.push(stopTimes.dropOff[row] as number);
    calls.timepoint.push(timed ? (stopTimes.timepoint[row] as number) : 0);
    calls.headsign.push(headsign < 0 ? -1 : (headsignOfColumn[headsign] as number));
    calls.feedDistance.push(stopTimes.distance[row] as number);
  }
  return calls;
}

interface Start {
  shiftS: number;
  headwayS: number;
  inexact: boolean;
}

const AS_WRITTEN: readonly Start[] = [{ shiftS: 0, headwayS: 0, inexact: false }];

/** Every departure that frequencies.txt makes of a trip: start, start + headway, … before end (GTFS reference, frequencies.txt). */
function startsOf(
  trip: Trip,
  frequencies: readonly Frequency[] | undefined,
  firstDepartureS: number,
  findings: FindingList,
): readonly Start[] {
  if (!frequencies) return AS_WRITTEN;
  const starts: Start[] = [];
  for (const { startS, endS, headwayS, exactTimes } of frequencies) {
    if (headwayS <= 0 || starts.length + (endS - startS) / headwayS > MAX_DEPARTURES_PER_FREQUENCY_TRIP) {
      findings.add('T130', () => `trip ${trip.tripId}: every ${headwayS} s`);
      continue;
    }
    for (let s = startS; s < endS; s += headwayS) {
      starts.push({ shiftS: s - firstDepartureS, headwayS, inexact: !exactTimes });
    }
  }
  return starts;
}

function frequenciesByTrip(records: GtfsRecords, findings: FindingList): Map<string, Frequency[]> {
  const known = new Set(records.trips.map((trip) => trip.tripId));
  const byTrip = new Map<string, Frequency[]>();
  for (const frequency of records.frequencies) {
    if (!known.has(frequency.tripId)) {
      findings.add('T130', () => `trip ${frequency.tripId}`);
      continue;
    }
    const list = byTrip.get(frequency.tripId);
    if (list) list.push(frequency);
    else byTrip.set(frequency.tripId, [frequency]);
  }
  for (const list of byTrip.values()) list.sort((a, b) => a.startS - b.startS);
  return byTrip;
}
