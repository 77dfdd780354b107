// Changed trips appended to the columns of a timetable; what was there keeps its index.

import type { ServiceDate, Stop } from '../../feeds/model.js';
import { dayNumber } from '../../feeds/service-day.js';
import type { DetourCalls } from './detour-calls.js';
import type { PatternBuilder, PatternCalls, PatternColumns } from './patterns.js';
import type { Detour, Timetable, TimetableData } from './timetable.js';

/** One changed trip. */
export interface Planned {
  modificationsId: string;
  trip: number;
  dates: ServiceDate[];
  calls: DetourCalls;
  /** Id of its line. */
  line: string;
  /** Trips of the same key have the same times. */
  timesKey: string;
}

/** GTFS pickup_type: no boarding. */
const NO_PICKUP = 1;

/** The columns with these trips, and what each of them stands for. `drawn` are lines that are no shapes. */
export function withPlanned(
  base: Timetable,
  stops: Stop[],
  planned: readonly Planned[],
  patterns: PatternBuilder,
  drawn: ReadonlySet<string>,
): { data: TimetableData; detours: Map<number, Detour> } {
  const { data } = base;
  const arrivals: number[] = [];
  const departures: number[] = [];
  const timesOf = new Map<string, number>();
  const detours = new Map<number, Detour>();
  const services = new Services(data);
  const tripService = joined(data.tripService, []);
  const added = { service: [] as number[], pattern: [] as number[], times: [] as number[] };
  const firstPattern = data.patternOffset.length - 1;
  for (const { modificationsId, trip, dates, calls, line, timesKey } of planned) {
    let times = timesOf.get(timesKey);
    if (times === undefined) {
      times = data.arrivalS.length + arrivals.length;
      timesOf.set(timesKey, times);
      arrivals.push(...calls.arrivalS);
      departures.push(...calls.departureS);
    }
    detours.set(data.tripIds.length + added.service.length, { modificationsId, trip, from: calls.from });
    added.service.push(services.on(dates));
    added.pattern.push(firstPattern + patterns.add(patternCalls(base, trip, calls, line)));
    added.times.push(times);
    tripService[trip] = services.without(tripService[trip]!, dates);
  }
  const of = (column: ArrayLike<number>): number[] => planned.map(({ trip }) => column[trip]!);
  const trips = {
    tripIds: [...data.tripIds, ...planned.map(({ trip }) => data.tripIds[trip]!)],
    tripRoute: joined(data.tripRoute, of(data.tripRoute)),
    tripService: joined(tripService, added.service),
    tripPattern: joined(data.tripPattern, added.pattern),
    tripDirection: joined(data.tripDirection, of(data.tripDirection)),
    tripHeadsign: joined(data.tripHeadsign, of(data.tripHeadsign)),
    tripBlock: joined(data.tripBlock, of(data.tripBlock)),
    tripWheelchair: joined(data.tripWheelchair, of(data.tripWheelchair)),
    tripTimes: joined(data.tripTimes, added.times),
    tripShiftS: joined(data.tripShiftS, of(data.tripShiftS)),
    tripHeadwayS: joined(data.tripHeadwayS, of(data.tripHeadwayS)),
    tripInexact: joined(data.tripInexact, of(data.tripInexact)),
    arrivalS: joined(data.arrivalS, arrivals),
    departureS: joined(data.departureS, departures),
  };
  const whole = { ...data, stops, ...services.columns(), ...trips, ...withPatterns(data, patterns, drawn) };
  return { data: { ...whole, ...withStopCalls(whole, data.tripIds.length) }, detours };
}

/** A changed trip's calls: replacement stops have the defaults of stop_times.txt, stop_sequence counts from 1 (spec). */
function patternCalls(base: Timetable, trip: number, { from, stop }: DetourCalls, line: string): PatternCalls {
  const first = base.firstCall(trip);
  const kept = (column: ArrayLike<number>, instead: number): number[] =>
    from.map((position) => (position < 0 ? instead : column[first + position]!));
  const { callPickup, callDropOff, callTimepoint, callHeadsign } = base.data;
  return {
    shapeId: line,
    stop,
    sequence: from.map((_, i) => i + 1),
    pickup: kept(callPickup, 0),
    dropOff: kept(callDropOff, 0),
    timepoint: kept(callTimepoint, 1),
    headsign: kept(callHeadsign, -1),
    feedDistance: from.map(() => Number.NaN),
  };
}

/** Patterns and their lines behind those of the timetable. */
function withPatterns(data: TimetableData, patterns: PatternBuilder, drawn: ReadonlySet<string>): PatternColumns {
  const more = patterns.columns();
  const lines = data.lineOffset.length - 1;
  const behind = (offset: Int32Array): number[] => [...offset.subarray(1)];
  const isShape = more.shapeIds.map((id, line) => (drawn.has(id) ? 0 : more.lineIsShape[line]!));
  return {
    patternOffset: joined(
      data.patternOffset,
      behind(more.patternOffset).map((end) => end + data.callStop.length),
    ),
    patternLine: joined(
      data.patternLine,
      [...more.patternLine].map((line) => line + lines),
    ),
    callStop: joined(data.callStop, more.callStop),
    callSequence: joined(data.callSequence, more.callSequence),
    callPickup: joined(data.callPickup, more.callPickup),
    callDropOff: joined(data.callDropOff, more.callDropOff),
    callTimepoint: joined(data.callTimepoint, more.callTimepoint),
    callHeadsign: joined(data.callHeadsign, more.callHeadsign),
    callDistanceM: joined(data.callDistanceM, more.callDistanceM),
    lineOffset: joined(
      data.lineOffset,
      behind(more.lineOffset).map((end) => end + data.lineLat.length),
    ),
    lineLat: joined(data.lineLat, more.lineLat),
    lineLon: joined(data.lineLon, more.lineLon),
    linePointDistanceM: joined(data.linePointDistanceM, more.linePointDistanceM),
    lineIsShape: joined(data.lineIsShape, isShape),
    shapeIds: [...data.shapeIds, ...more.shapeIds.map((id) => (drawn.has(id) ? '' : id))],
  };
}

/** The index of boards with the calls of the trips from `firstTrip` on among those that it has. */
function withStopCalls(
  data: TimetableData,
  firstTrip: number,
): Pick<TimetableData, 'stopOffset' | 'stopCallTrip' | 'stopCallPosition' | 'stopCallDepartureS' | 'latestS'> {
  const more = new Map<number, { trip: number; position: number; departureS: number }[]>();
  let { latestS } = data;
  for (let trip = firstTrip; trip < data.tripIds.length; trip++) {
    const pattern = data.tripPattern[trip]!;
    const first = data.patternOffset[pattern]!;
    const last = data.patternOffset[pattern + 1]! - first - 1;
    const departureS = (position: number): number =>
      data.departureS[data.tripTimes[trip]! + position]! + data.tripShiftS[trip]!;
    latestS = Math.max(latestS, departureS(last));
    for (let position = 0; position < last; position++) {
      if (data.callPickup[first + position] === NO_PICKUP) continue;
      const stop = data.callStop[first + position]!;
      const list = more.get(stop) ?? [];
      more.set(stop, list);
      list.push({ trip, position, departureS: departureS(position) });
    }
  }
  const added = [...more.values()].reduce((sum, list) => sum + list.length, 0);
  const total = data.stopCallTrip.length + added;
  const next = {
    stopOffset: new Int32Array(data.stops.length + 1),
    stopCallTrip: new Int32Array(total),
    stopCallPosition: new Uint16Array(total),
    stopCallDepartureS: new Int32Array(total),
    latestS,
  };
  let at = 0;
  for (let stop = 0; stop < data.stops.length; stop++) {
    next.stopOffset[stop] = at;
    const begin = data.stopOffset[stop] ?? data.stopCallTrip.length;
    const end = data.stopOffset[stop + 1] ?? data.stopCallTrip.length;
    const list = more.get(stop)?.sort((a, b) => a.departureS - b.departureS) ?? [];
    let from = begin;
    for (const { trip, position, departureS } of list) {
      let to = from;
      while (to < end && data.stopCallDepartureS[to]! <= departureS) to++;
      copy(from, to);
      next.stopCallTrip[at] = trip;
      next.stopCallPosition[at] = position;
      next.stopCallDepartureS[at] = departureS;
      at++;
      from = to;
    }
    copy(from, end);
  }
  next.stopOffset[data.stops.length] = at;
  return next;

  function copy(from: number, to: number): void {
    next.stopCallTrip.set(data.stopCallTrip.subarray(from, to), at);
    next.stopCallPosition.set(data.stopCallPosition.subarray(from, to), at);
    next.stopCallDepartureS.set(data.stopCallDepartureS.subarray(from, to), at);
    at += to - from;
  }
}

/** The calendar with services of single dates, and services without some. */
class Services {
  private readonly ids: string[];
  /** Days of each new service. */
  private readonly days: Uint8Array[] = [];
  private readonly known = new Map<string, number>();

  constructor(private readonly data: TimetableData) {
    this.ids = [...data.serviceIds];
  }

  /** The service of these dates alone. */
  on(dates: readonly ServiceDate[]): number {
    return this.service(`on ${dates.join(' ')}`, () => new Uint8Array(this.data.calendarDays), dates, 1);
  }

  /** A service without these dates. */
  without(service: number, dates: readonly ServiceDate[]): number {
    return this.service(`${service} without ${dates.join(' ')}`, () => this.daysOf(service), dates, 0);
  }

  columns(): Pick<TimetableData, 'serviceIds' | 'serviceBits'> {
    const { calendarDays, serviceIds } = this.data;
    const serviceBits = new Uint8Array(Math.ceil((this.ids.length * calendarDays) / 8));
    serviceBits.set(this.data.serviceBits);
    this.days.forEach((days, i) => {
      days.forEach((runs, day) => {
        const bit = (serviceIds.length + i) * calendarDays + day;
        if (runs) serviceBits[bit >> 3]! |= 1 << (bit & 7);
      });
    });
    return { serviceIds: this.ids, serviceBits };
  }

  private service(name: string, days: () => Uint8Array, dates: readonly ServiceDate[], runs: 0 | 1): number {
    const had = this.known.get(name);
    if (had !== undefined) return had;
    const own = days();
    const first = dayNumber(this.data.calendarStart);
    for (const date of dates) own[dayNumber(date) - first] = runs;
    this.days.push(own);
    const index = this.ids.push(name) - 1;
    this.known.set(name, index);
    return index;
  }

  private daysOf(service: number): Uint8Array {
    const { calendarDays, serviceBits, serviceIds } = this.data;
    const made = this.days[service - serviceIds.length];
    if (made) return made.slice();
    return Uint8Array.from({ length: calendarDays }, (_, day) => {
      const bit = service * calendarDays + day;
      return (serviceBits[bit >> 3]! >> (bit & 7)) & 1;
    });
  }
}

interface Column {
  readonly length: number;
  set(values: ArrayLike<number>, at: number): void;
}

/** A column with more behind it. */
function joined<T extends Column>(column: T, more: ArrayLike<number>): T {
  const whole = new (column.constructor as new (length: number) => T)(column.length + more.length);
  whole.set(column as unknown as ArrayLike<number>, 0);
  whole.set(more, column.length);
  return whole;
}
