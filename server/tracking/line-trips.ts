// Which trip instances run on a line about a time: the candidates of a vehicle that is on that line.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import { addDays } from '../../feeds/service-day.js';
import type { Timetable } from '../timetable/timetable.js';
import { linesNear } from './near-lines.js';
import { lineOf, metresBetween } from './project.js';
import { atOnce } from './steps.js';

/** One trip instance: compiled trip and service date. */
export interface Instance {
  trip: number;
  date: ServiceDate;
}

/** A bus turns within this of its last stop, metres. */
const TURN_M = 400;

interface LineTrips {
  /** Trips by start. */
  trips: Int32Array;
  startS: Int32Array;
  longestS: number;
}

const tables = new WeakMap<Timetable, LineTrips[]>();
const dates = new WeakMap<Timetable, { minute: number; days: { date: ServiceDate; start: EpochS }[] }>();

/** Instances on a line that, by the timetable, run at some moment of [from, to]. */
export function instancesOn(timetable: Timetable, line: number, from: EpochS, to: EpochS): Instance[] {
  const { trips, startS, longestS } = (tables.get(timetable) ?? atOnce(listingTrips(timetable)))[line]!;
  const found: Instance[] = [];
  for (const { date, start } of daysAbout(timetable, (from + to) / 2)) {
    for (let i = firstNotBelow(startS, from - start - longestS); i < trips.length; i++) {
      if (start + startS[i]! > to) break;
      const trip = trips[i]!;
      if (start + timetable.endS(trip) >= from && timetable.runsOn(trip, date)) found.push({ trip, date });
    }
  }
  return found;
}

/** The trip that the same block does after this one on the same date, null where there is none. */
export function nextInBlock(timetable: Timetable, { trip, date }: Instance): Instance | null {
  const block = timetable.block(trip);
  for (let i = block.indexOf(trip) + 1; i < block.length; i++) {
    const next = block[i]!;
    if (timetable.startS(next) >= timetable.startS(trip) && timetable.runsOn(next, date)) return { trip: next, date };
  }
  return null;
}

/** Where a feed names no blocks: trips of the same route that begin near where this one ends, within [from, to]; by start. */
export function turnsAt(timetable: Timetable, { trip }: Instance, from: EpochS, to: EpochS): Instance[] {
  const end = timetable.stop(timetable.stopAt(trip, timetable.callCount(trip) - 1));
  if (end.lat === null || end.lon === null) return [];
  const found: Instance[] = [];
  for (const line of linesNear(timetable, end.lat, end.lon)) {
    for (const instance of instancesOn(timetable, line, from, to)) {
      const at = timetable.dayStart(instance.date) + timetable.startS(instance.trip);
      if (at < from || at > to) continue;
      if (timetable.data.tripRoute[instance.trip] !== timetable.data.tripRoute[trip]) continue;
      const start = timetable.stop(timetable.stopAt(instance.trip, 0));
      if (start.lat === null || start.lon === null) continue;
      if (metresBetween(start.lat, start.lon, end.lat, end.lon) <= TURN_M) found.push(instance);
    }
  }
  return found;
}

/** Trips handled in one step. */
const TRIPS_A_STEP = 500;

/** Lists the trips of every line of a timetable, in steps; where they are listed already that is all. */
export function* listingTrips(timetable: Timetable): Generator<void, LineTrips[]> {
  const listed = tables.get(timetable);
  if (listed) return listed;
  const lists: number[][] = Array.from({ length: timetable.data.lineOffset.length - 1 }, () => []);
  for (let trip = 0; trip < timetable.tripCount; trip++) {
    if (trip % TRIPS_A_STEP === 0) yield;
    if (timetable.callCount(trip) > 1) lists[lineOf(timetable, trip)]!.push(trip);
  }
  const table: LineTrips[] = [];
  for (const list of lists) {
    yield;
    list.sort((a, b) => timetable.startS(a) - timetable.startS(b));
    table.push({
      trips: Int32Array.from(list),
      startS: Int32Array.from(list, (trip) => timetable.startS(trip)),
      longestS: list.reduce((longest, trip) => Math.max(longest, timetable.endS(trip) - timetable.startS(trip)), 0),
    });
  }
  tables.set(timetable, table);
  return table;
}

/** Service days that an instant may belong to, tomorrow's included: a bus waits for its first trip after midnight. */
function daysAbout(timetable: Timetable, at: EpochS): { date: ServiceDate; start: EpochS }[] {
  const minute = Math.floor(at / 60);
  const known = dates.get(timetable);
  if (known?.minute === minute) return known.days;
  const list = timetable.serviceDates(at);
  const days = [...list, addDays(list[list.length - 1]!, 1)].map((date) => ({ date, start: timetable.dayStart(date) }));
  dates.set(timetable, { minute, days });
  return days;
}

function firstNotBelow(column: Int32Array, value: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (column[mid]! < value) low = mid + 1;
    else high = mid;
  }
  return low;
}
