// A town in a test: a readable list of trips becomes the columns of a small Timetable.

import { addDays, daysBetween, parseServiceTime } from '../../feeds/service-day.js';
import { Timetable, type TimetableData } from '../../server/timetable/timetable.js';

/** One trip. A call reads `A 08:00`, `A 08:00/08:05` (arrival/departure), with `!` after the stop for a timepoint, `-` for no boarding. */
export interface TownTrip {
  id: string;
  route?: string;
  service?: string;
  block?: string;
  direction?: 0 | 1;
  headsign?: string;
  /** Name of a shape in `shapes`; without one the line is straight from stop to stop. */
  shape?: string;
  calls: string[];
  /** Stop sequences, by default 1, 2, 3, … */
  sequences?: number[];
  frequency?: { start: string; end: string; headwayS: number; exact: boolean };
}

/** A town. Stops that are not placed lie every 500 m on a straight street eastwards. */
export interface Town {
  timezone?: string;
  /** Metres east and north of the town's middle, by stop_id. */
  stops?: Record<string, [eastM: number, northM: number]>;
  /** Parent station of a stop_id. */
  parents?: Record<string, string>;
  shapes?: Record<string, [eastM: number, northM: number][]>;
  /** Dates a service runs on; a service that is not named runs every day of 2026. */
  services?: Record<string, string[]>;
  trips: TownTrip[];
}

/** The middle of the town: Blagoevgrad's. */
export const MIDDLE = { lat: 42.02, lon: 23.09 };
const M_PER_DEGREE = 111_195;

/** Where a point of the town lies on the globe. */
export function place(eastM: number, northM: number): { lat: number; lon: number } {
  return {
    lat: MIDDLE.lat + northM / M_PER_DEGREE,
    lon: MIDDLE.lon + eastM / (M_PER_DEGREE * Math.cos((MIDDLE.lat * Math.PI) / 180)),
  };
}

const FIRST_DATE = '20251201';
const LAST_DATE = '20270131';

interface ReadCall {
  stop: string;
  timepoint: boolean;
  boarding: boolean;
  arrivalS: number;
  departureS: number;
}

function readCall(text: string): ReadCall {
  const match = /^(\S+?)([!-]?) (\d+:\d\d(?::\d\d)?)(?:\/(\d+:\d\d(?::\d\d)?))?$/.exec(text);
  if (!match) throw new Error(`not a call: ${text}`);
  const seconds = (time: string) => {
    const value = parseServiceTime(time.split(':').length === 2 ? `${time}:00` : time);
    if (value === null) throw new Error(`not a time: ${time}`);
    return value;
  };
  const arrivalS = seconds(match[3]!);
  return {
    stop: match[1]!,
    timepoint: match[2] === '!',
    boarding: match[2] !== '-',
    arrivalS,
    departureS: match[4] ? seconds(match[4]) : arrivalS,
  };
}

/** Columns of a town. */
export function townData(town: Town): TimetableData {
  const read = town.trips.map((trip) => ({ trip, calls: trip.calls.map(readCall) }));
  const stopIds: string[] = [];
  for (const id of Object.keys(town.stops ?? {})) stopIds.push(id);
  for (const { calls } of read) for (const call of calls) if (!stopIds.includes(call.stop)) stopIds.push(call.stop);
  for (const child of Object.keys(town.parents ?? {})) if (!stopIds.includes(child)) stopIds.push(child);
  for (const parent of Object.values(town.parents ?? {})) if (!stopIds.includes(parent)) stopIds.push(parent);
  const spot = (id: string): [number, number] => town.stops?.[id] ?? [stopIds.indexOf(id) * 500, 0];
  const stations = new Set(Object.values(town.parents ?? {}));
  const stops = stopIds.map((stopId) => ({
    stopId,
    stopCode: stopId,
    stopName: stopId,
    ...place(...spot(stopId)),
    locationType: stations.has(stopId) ? 1 : 0,
    parentStation: town.parents?.[stopId] ?? null,
    platformCode: null,
    timezone: null,
    wheelchairBoarding: 0,
  }));

  const index = (list: string[], name: string) => {
    const found = list.indexOf(name);
    return found >= 0 ? found : list.push(name) - 1;
  };
  const routeIds: string[] = [];
  const serviceIds: string[] = [];
  const strings: string[] = [];
  const blockIds: string[] = [];
  const shapeIds: string[] = [];

  const patternOffset = [0];
  const patternLine: number[] = [];
  const callStop: number[] = [];
  const callSequence: number[] = [];
  const callPickup: number[] = [];
  const callTimepoint: number[] = [];
  const callDistanceM: number[] = [];
  const lineOffset = [0];
  const lineLat: number[] = [];
  const lineLon: number[] = [];
  const linePointDistanceM: number[] = [];
  const lineIsShape: number[] = [];
  const trips = {
    ids: [] as string[],
    route: [] as number[],
    service: [] as number[],
    pattern: [] as number[],
    direction: [] as number[],
    headsign: [] as number[],
    block: [] as number[],
    times: [] as number[],
    shiftS: [] as number[],
    headwayS: [] as number[],
    inexact: [] as number[],
  };
  const arrivalS: number[] = [];
  const departureS: number[] = [];

  for (const { trip, calls } of read) {
    const points = trip.shape ? town.shapes![trip.shape]! : calls.map((call) => spot(call.stop));
    const line = lineIsShape.length;
    let along = 0;
    const distances: number[] = [];
    points.forEach((point, i) => {
      const before = points[i - 1];
      if (before) along += Math.hypot(point[0] - before[0], point[1] - before[1]);
      distances.push(along);
      const { lat, lon } = place(...point);
      lineLat.push(lat);
      lineLon.push(lon);
      linePointDistanceM.push(along);
    });
    lineOffset.push(lineLat.length);
    lineIsShape.push(trip.shape ? 1 : 0);
    shapeIds.push(trip.shape ?? '');
    const pattern = patternLine.push(line) - 1;
    let from = 0;
    calls.forEach((call, i) => {
      callStop.push(stopIds.indexOf(call.stop));
      callSequence.push(trip.sequences?.[i] ?? i + 1);
      callPickup.push(call.boarding ? 0 : 1);
      callTimepoint.push(call.timepoint ? 1 : 0);
      from = trip.shape ? nearestAhead(points, distances, spot(call.stop), from) : distances[i]!;
      callDistanceM.push(from);
    });
    patternOffset.push(callStop.length);
    const times = arrivalS.length;
    for (const call of calls) {
      arrivalS.push(call.arrivalS);
      departureS.push(call.departureS);
    }
    for (const shiftS of shifts(trip, calls[0]!.departureS)) {
      trips.ids.push(trip.id);
      trips.route.push(index(routeIds, trip.route ?? '1'));
      trips.service.push(index(serviceIds, trip.service ?? 'daily'));
      trips.pattern.push(pattern);
      trips.direction.push(trip.direction ?? -1);
      trips.headsign.push(trip.headsign ? index(strings, trip.headsign) : -1);
      trips.block.push(trip.block ? index(blockIds, trip.block) : -1);
      trips.times.push(times);
      trips.shiftS.push(shiftS);
      trips.headwayS.push(trip.frequency?.headwayS ?? 0);
      trips.inexact.push(trip.frequency && !trip.frequency.exact ? 1 : 0);
    }
  }

  const calendarDays = daysBetween(FIRST_DATE, LAST_DATE) + 1;
  const serviceBits = new Uint8Array(Math.ceil((serviceIds.length * calendarDays) / 8));
  serviceIds.forEach((id, service) => {
    const dates = town.services?.[id];
    for (let day = 0; day < calendarDays; day++) {
      if (dates && !dates.includes(addDays(FIRST_DATE, day))) continue;
      const bit = service * calendarDays + day;
      serviceBits[bit >> 3]! |= 1 << (bit & 7);
    }
  });

  const boards: { stop: number; trip: number; position: number; departureS: number }[] = [];
  trips.ids.forEach((_, trip) => {
    const pattern = trips.pattern[trip]!;
    const first = patternOffset[pattern]!;
    const count = patternOffset[pattern + 1]! - first;
    for (let position = 0; position < count - 1; position++) {
      if (callPickup[first + position] === 1) continue;
      boards.push({
        stop: callStop[first + position]!,
        trip,
        position,
        departureS: departureS[trips.times[trip]! + position]! + trips.shiftS[trip]!,
      });
    }
  });
  boards.sort((a, b) => a.stop - b.stop || a.departureS - b.departureS || a.trip - b.trip);
  const stopOffset = new Int32Array(stops.length + 1);
  for (const board of boards) stopOffset[board.stop + 1]!++;
  for (let i = 0; i < stops.length; i++) stopOffset[i + 1]! += stopOffset[i]!;

  return {
    version: 'sha256-town',
    timezone: town.timezone ?? 'Europe/Sofia',
    feedInfo: null,
    stops,
    routes: routeIds.map((routeId) => ({
      routeId,
      agencyId: null,
      shortName: routeId,
      longName: '',
      type: 3,
      color: null,
      textColor: null,
      sortOrder: null,
    })),
    translations: [],
    strings,
    serviceIds,
    calendarStart: FIRST_DATE,
    calendarDays,
    serviceBits,
    patternOffset: Int32Array.from(patternOffset),
    patternLine: Int32Array.from(patternLine),
    callStop: Int32Array.from(callStop),
    callSequence: Int32Array.from(callSequence),
    callPickup: Uint8Array.from(callPickup),
    callDropOff: new Uint8Array(callStop.length),
    callTimepoint: Uint8Array.from(callTimepoint),
    callHeadsign: new Int32Array(callStop.length).fill(-1),
    callDistanceM: Float32Array.from(callDistanceM),
    lineOffset: Int32Array.from(lineOffset),
    lineLat: Float64Array.from(lineLat),
    lineLon: Float64Array.from(lineLon),
    linePointDistanceM: Float32Array.from(linePointDistanceM),
    lineIsShape: Uint8Array.from(lineIsShape),
    shapeIds,
    tripIds: trips.ids,
    tripRoute: Int32Array.from(trips.route),
    tripService: Int32Array.from(trips.service),
    tripPattern: Int32Array.from(trips.pattern),
    tripDirection: Int8Array.from(trips.direction),
    tripHeadsign: Int32Array.from(trips.headsign),
    tripBlock: Int32Array.from(trips.block),
    blockIds,
    tripWheelchair: new Uint8Array(trips.ids.length),
    tripTimes: Int32Array.from(trips.times),
    tripShiftS: Int32Array.from(trips.shiftS),
    tripHeadwayS: Int32Array.from(trips.headwayS),
    tripInexact: Uint8Array.from(trips.inexact),
    arrivalS: Int32Array.from(arrivalS),
    departureS: Int32Array.from(departureS),
    stopOffset,
    stopCallTrip: Int32Array.from(boards, (board) => board.trip),
    stopCallPosition: Uint16Array.from(boards, (board) => board.position),
    stopCallDepartureS: Int32Array.from(boards, (board) => board.departureS),
    latestS: boards.reduce((latest, board) => Math.max(latest, board.departureS), 0),
  };
}

/** A town's Timetable. */
export function town(description: Town): Timetable {
  return new Timetable(townData(description));
}

function shifts(trip: TownTrip, startS: number): number[] {
  if (!trip.frequency) return [0];
  const { start, end, headwayS } = trip.frequency;
  const from = parseServiceTime(`${start}:00`)!;
  const to = parseServiceTime(`${end}:00`)!;
  const found: number[] = [];
  for (let at = from; at < to; at += headwayS) found.push(at - startS);
  return found;
}

/** First point of least distance at or after `from`: enough for a test's hand-drawn shape. */
function nearestAhead(points: [number, number][], distances: number[], to: [number, number], from: number): number {
  let best = from;
  let bestOff = Number.POSITIVE_INFINITY;
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1]!;
    const [bx, by] = points[i]!;
    const length = Math.hypot(bx - ax, by - ay);
    const t = Math.min(1, Math.max(0, ((to[0] - ax) * (bx - ax) + (to[1] - ay) * (by - ay)) / (length * length || 1)));
    const along = distances[i - 1]! + t * length;
    if (along < from - 1e-6) continue;
    const off = Math.hypot(ax + t * (bx - ax) - to[0], ay + t * (by - ay) - to[1]);
    // A second visit counts only where it is clearly nearer: stops are called at in order.
    if (off < bestOff - 1) {
      bestOff = off;
      best = along;
    }
  }
  return best;
}
