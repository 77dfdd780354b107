// One GTFS version, compiled to typed arrays and immutable: the questions that the rest of the house asks of it.

import type { EpochS, FeedInfo, Route, ServiceDate, ServiceTimeS, Stop, Translation } from '../../feeds/model.js';
import { addDays, dateAt, dayNumber, serviceDayStart } from '../../feeds/service-day.js';
import { Translations } from './translations.js';

/**
 * The compiled columns. An index into stops, routes, services, patterns, lines or trips is a small integer; -1 is "none".
 * A *pattern* is a sequence of calls (stop, stop_sequence, pick-up, drop-off, timepoint, headsign, line) that trips share.
 * A *line* is a polyline with distances: a GTFS shape, or straight pieces between the stops where there is none.
 * A frequency-based trip is expanded: each start is a compiled trip of its own with the same trip_id.
 */
export interface TimetableData {
  /** `sha256-…` of the dataset's content. */
  version: string;
  timezone: string;
  feedInfo: FeedInfo | null;
  stops: Stop[];
  routes: Route[];
  translations: Translation[];
  /** Headsigns and the like, by index. */
  strings: string[];

  serviceIds: string[];
  /** First date that the bitset covers, and how many days. */
  calendarStart: ServiceDate;
  calendarDays: number;
  /** Bit `service * calendarDays + day`. */
  serviceBits: Uint8Array;

  /** Calls of pattern p: `patternOffset[p]` to `patternOffset[p + 1]`. */
  patternOffset: Int32Array;
  patternLine: Int32Array;
  callStop: Int32Array;
  callSequence: Int32Array;
  callPickup: Uint8Array;
  callDropOff: Uint8Array;
  /** 1 where the time is exact (GTFS `timepoint`), 0 where it is approximate. */
  callTimepoint: Uint8Array;
  /** Index into strings, -1 where the trip's headsign holds. */
  callHeadsign: Int32Array;
  /** Metres along the line; never decreasing within a pattern. */
  callDistanceM: Float32Array;

  /** Points of line l: `lineOffset[l]` to `lineOffset[l + 1]`. */
  lineOffset: Int32Array;
  lineLat: Float64Array;
  lineLon: Float64Array;
  linePointDistanceM: Float32Array;
  /** 1 where the line is a GTFS shape, 0 where it was drawn straight from stop to stop. */
  lineIsShape: Uint8Array;
  shapeIds: string[];

  tripIds: string[];
  tripRoute: Int32Array;
  tripService: Int32Array;
  tripPattern: Int32Array;
  /** 0, 1, or -1. */
  tripDirection: Int8Array;
  tripHeadsign: Int32Array;
  tripBlock: Int32Array;
  blockIds: string[];
  /** GTFS wheelchair_accessible: 0 unknown, 1 yes, 2 no. */
  tripWheelchair: Uint8Array;
  /** First entry of the trip's times in `arrivalS` and `departureS`. */
  tripTimes: Int32Array;
  /** Added to every time (frequency-based trips); 0 otherwise. */
  tripShiftS: Int32Array;
  /** Headway in seconds of a frequency-based trip, else 0. */
  tripHeadwayS: Int32Array;
  /** 1 where exact_times is 0: the times are only "about every headway". */
  tripInexact: Uint8Array;
  /** Filled in by distance where stop_times has none. */
  arrivalS: Int32Array;
  departureS: Int32Array;

  /** Calls at stop s, sorted by departure: `stopOffset[s]` to `stopOffset[s + 1]`; a trip's last call is left out, and so is pick-up type 1. */
  stopOffset: Int32Array;
  stopCallTrip: Int32Array;
  stopCallPosition: Uint16Array;
  stopCallDepartureS: Int32Array;
  /** Largest departure of the whole timetable: how many service days back an instant may belong to. */
  latestS: number;
}

/** A trip instance's call at a stop: compiled trip, service date, position in its pattern (from 0), scheduled departure. */
export interface ScheduledCall {
  trip: number;
  date: ServiceDate;
  position: number;
  scheduled: EpochS;
}

/** A trip as a detour told by a feed has it (GTFS-Realtime TripModifications). */
export interface Detour {
  /** The entity's id. */
  modificationsId: string;
  /** The trip as the dataset has it. */
  trip: number;
  /** Position in that trip of each call, -1 at replacement stops. */
  from: readonly number[];
}

/** Detours by compiled trip: such a trip has the trip_id of the one that it stands for, and runs on other dates. */
export type Detours = ReadonlyMap<number, Detour>;

const NO_DETOURS: Detours = new Map();

/** One GTFS version. Never changed once built; replaced whole. */
export class Timetable {
  readonly data: TimetableData;
  readonly detours: Detours;
  readonly version: string;
  readonly timezone: string;
  readonly stopCount: number;
  readonly tripCount: number;
  private readonly stopByIdMap = new Map<string, number>();
  private readonly routeByIdMap = new Map<string, number>();
  private readonly tripsByIdMap = new Map<string, number | number[]>();
  private readonly blockTrips = new Map<number, number[]>();
  private readonly children = new Map<string, number[]>();
  private readonly calendarFirstDay: number;
  private readonly days = new Map<number, ServiceDay>();
  /** Detoured trips by the trip that they stand for. */
  private readonly insteadOf = new Map<number, number[]>();
  private translations: Translations | null = null;

  constructor(data: TimetableData, detours: Detours = NO_DETOURS) {
    this.data = data;
    this.detours = detours;
    for (const [trip, detour] of detours)
      this.insteadOf.set(detour.trip, [...(this.insteadOf.get(detour.trip) ?? []), trip]);
    this.version = data.version;
    this.timezone = data.timezone;
    this.stopCount = data.stops.length;
    this.tripCount = data.tripIds.length;
    this.calendarFirstDay = dayNumber(data.calendarStart);
    data.stops.forEach((stop, i) => {
      this.stopByIdMap.set(stop.stopId, i);
      if (stop.parentStation) {
        const list = this.children.get(stop.parentStation);
        if (list) list.push(i);
        else this.children.set(stop.parentStation, [i]);
      }
    });
    data.routes.forEach((route, i) => {
      this.routeByIdMap.set(route.routeId, i);
    });
    data.tripIds.forEach((id, i) => {
      const had = this.tripsByIdMap.get(id);
      if (detours.has(i)) {
        // Found by the trip that it stands for: see `instance`.
      } else if (had === undefined) this.tripsByIdMap.set(id, i);
      else if (typeof had === 'number') this.tripsByIdMap.set(id, [had, i]);
      else had.push(i);
      const block = data.tripBlock[i] ?? -1;
      if (block >= 0) {
        const list = this.blockTrips.get(block);
        if (list) list.push(i);
        else this.blockTrips.set(block, [i]);
      }
    });
    for (const list of this.blockTrips.values()) list.sort((a, b) => this.startS(a) - this.startS(b));
  }

  /** Index of a stop, -1 where the dataset has no such stop_id. */
  stopIndex(stopId: string): number {
    return this.stopByIdMap.get(stopId) ?? -1;
  }

  /** Index of a route, -1 where there is none. */
  routeIndex(routeId: string): number {
    return this.routeByIdMap.get(routeId) ?? -1;
  }

  /** The record of a stop. */
  stop(index: number): Stop {
    return at(this.data.stops, index);
  }

  /** The record of a trip's route. */
  routeOf(trip: number): Route {
    return at(this.data.routes, num(this.data.tripRoute, trip));
  }

  /** Stops whose boards this stop_id answers for: itself, or all platforms of a station. */
  platforms(stop: number): number[] {
    const record = this.stop(stop);
    if (record.locationType !== 1) return [stop];
    return (this.children.get(record.stopId) ?? []).filter((child) => this.stop(child).locationType === 0);
  }

  /** Compiled trips of a trip_id as the dataset has it: one, or every start of a frequency-based trip; empty where it is unknown. */
  trips(tripId: string): readonly number[] {
    const found = this.tripsByIdMap.get(tripId);
    return found === undefined ? [] : typeof found === 'number' ? [found] : found;
  }

  /** Trips of the same block, by start time (all services; ask `runsOn`). */
  block(trip: number): readonly number[] {
    const block = num(this.data.tripBlock, trip);
    return block < 0 ? [trip] : (this.blockTrips.get(block) ?? [trip]);
  }

  /** Calls of a trip. */
  callCount(trip: number): number {
    const pattern = num(this.data.tripPattern, trip);
    return num(this.data.patternOffset, pattern + 1) - num(this.data.patternOffset, pattern);
  }

  /** Index of a trip's first call in the pattern columns (`callStop`, `callDistanceM`, …). */
  firstCall(trip: number): number {
    return num(this.data.patternOffset, num(this.data.tripPattern, trip));
  }

  /** Stop index at a position of a trip. */
  stopAt(trip: number, position: number): number {
    return num(this.data.callStop, this.firstCall(trip) + position);
  }

  /** stop_sequence at a position of a trip. */
  sequenceAt(trip: number, position: number): number {
    return num(this.data.callSequence, this.firstCall(trip) + position);
  }

  /** Metres along the line at a position of a trip. */
  distanceAt(trip: number, position: number): number {
    return num(this.data.callDistanceM, this.firstCall(trip) + position);
  }

  /** Position of a stop_sequence in a trip, -1 where it has none. */
  positionOfSequence(trip: number, sequence: number): number {
    const first = this.firstCall(trip);
    let low = 0;
    let high = this.callCount(trip) - 1;
    while (low <= high) {
      const mid = (low + high) >> 1;
      const there = num(this.data.callSequence, first + mid);
      if (there === sequence) return mid;
      if (there < sequence) low = mid + 1;
      else high = mid - 1;
    }
    return -1;
  }

  /** Position of a stop_id in a trip at or after `from`, -1 where it does not come. */
  positionOfStop(trip: number, stop: number, from = 0): number {
    const first = this.firstCall(trip);
    const count = this.callCount(trip);
    for (let i = from; i < count; i++) if (this.data.callStop[first + i] === stop) return i;
    return -1;
  }

  /** Scheduled arrival in service time. */
  arrivalS(trip: number, position: number): ServiceTimeS {
    return num(this.data.arrivalS, num(this.data.tripTimes, trip) + position) + num(this.data.tripShiftS, trip);
  }

  /** Scheduled departure in service time. */
  departureS(trip: number, position: number): ServiceTimeS {
    return num(this.data.departureS, num(this.data.tripTimes, trip) + position) + num(this.data.tripShiftS, trip);
  }

  /** Scheduled departure from the first stop. */
  startS(trip: number): ServiceTimeS {
    return this.departureS(trip, 0);
  }

  /** Scheduled arrival at the last stop. */
  endS(trip: number): ServiceTimeS {
    return this.arrivalS(trip, this.callCount(trip) - 1);
  }

  /** Noon minus 12 h of a date in the dataset's zone. */
  dayStart(date: ServiceDate): EpochS {
    return serviceDayStart(date, this.timezone);
  }

  /** Does this service run on the date? */
  serviceRunsOn(service: number, date: ServiceDate): boolean {
    return this.runsOnDay(service, dayNumber(date) - this.calendarFirstDay);
  }

  /** Does this trip run on the date? */
  runsOn(trip: number, date: ServiceDate): boolean {
    return this.serviceRunsOn(num(this.data.tripService, trip), date);
  }

  /** The compiled trip that runs for this one on the date: itself, or as a detour has it; -1 where none does. */
  instance(trip: number, date: ServiceDate): number {
    if (this.runsOn(trip, date)) return trip;
    return this.insteadOf.get(trip)?.find((other) => this.runsOn(other, date)) ?? -1;
  }

  /** Service dates to which an instant may belong: its own date, and the days before it that reach past midnight; earliest first. */
  serviceDates(now: EpochS): ServiceDate[] {
    const dates = this.daysReaching(now - LINGER_S, now + 1).map((day) => day.date);
    const today = dateAt(now, this.timezone);
    return dates.includes(today) ? dates : [...dates, today].sort();
  }

  /** Scheduled departures at a stop in [from, to), sorted by time; trips' last calls and calls without boarding are not in it. */
  departures(stop: number, from: EpochS, to: EpochS): ScheduledCall[] {
    const { stopOffset, stopCallDepartureS, stopCallTrip, stopCallPosition, tripService } = this.data;
    const begin = num(stopOffset, stop);
    const end = num(stopOffset, stop + 1);
    const found: ScheduledCall[] = [];
    for (const { index, date, start } of this.daysReaching(from, to)) {
      let i = lowerBound(stopCallDepartureS, begin, end, from - start);
      for (; i < end; i++) {
        const departureS = num(stopCallDepartureS, i);
        if (start + departureS >= to) break;
        const trip = num(stopCallTrip, i);
        if (!this.runsOnDay(num(tripService, trip), index)) continue;
        found.push({ trip, date, position: num(stopCallPosition, i), scheduled: start + departureS });
      }
    }
    return found.sort((a, b) => a.scheduled - b.scheduled || a.trip - b.trip);
  }

  /**
   * Text of a record in a language (translations.txt), null where the dataset has none: then the record's own text holds.
   * `recordSubId` is the stop_sequence for stop_times. A record's own translation beats one by value (GTFS reference).
   */
  translated(
    table: string,
    field: string,
    recordId: string | null,
    value: string | null,
    lang: string,
    recordSubId: string | null = null,
  ): string | null {
    this.translations ??= new Translations(this.data.translations);
    return this.translations.find(table, field, recordId, value, lang, recordSubId);
  }

  private runsOnDay(service: number, day: number): boolean {
    if (service < 0 || day < 0 || day >= this.data.calendarDays) return false;
    const bit = service * this.data.calendarDays + day;
    return (num(this.data.serviceBits, bit >> 3) & (1 << (bit & 7))) !== 0;
  }

  /** Service days of which some departure may lie in [from, to), earliest first. */
  private daysReaching(from: EpochS, to: EpochS): ServiceDay[] {
    const base = this.dayStart(this.data.calendarStart);
    // A day on which clocks change is an hour longer or shorter: one day more on either side, then the exact test.
    const first = Math.floor((from - base - this.data.latestS) / 86_400) - 1;
    const last = Math.floor((to - base) / 86_400) + 1;
    const days: ServiceDay[] = [];
    for (let index = first; index <= last; index++) {
      const day = this.serviceDay(index);
      if (day.start < to && day.start + this.data.latestS >= from) days.push(day);
    }
    return days;
  }

  private serviceDay(index: number): ServiceDay {
    let day = this.days.get(index);
    if (!day) {
      const date = addDays(this.data.calendarStart, index);
      day = { index, date, start: this.dayStart(date) };
      if (this.days.size > MAX_REMEMBERED_DAYS) this.days.clear();
      this.days.set(index, day);
    }
    return day;
  }
}

/** A service day: its index from the calendar's first day, its date, and noon minus 12 h. */
interface ServiceDay {
  index: number;
  date: ServiceDate;
  start: EpochS;
}

/** How long after its last call a trip may still be on its way: its service date is still named. */
const LINGER_S = 3_600;
/** Service days kept at hand. */
const MAX_REMEMBERED_DAYS = 1_000;

/** First index in [begin, end) whose value is not below `value`. */
export function lowerBound(column: Int32Array, begin: number, end: number, value: number): number {
  let low = begin;
  let high = end;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((column[mid] as number) < value) low = mid + 1;
    else high = mid;
  }
  return low;
}

function num(
  column: Int32Array | Int8Array | Uint8Array | Uint16Array | Float32Array | Float64Array,
  i: number,
): number {
  return column[i] as number;
}

function at<T>(list: readonly T[], i: number): T {
  const found = list[i];
  if (found === undefined) throw new RangeError(`no record ${i} of ${list.length}`);
  return found;
}
