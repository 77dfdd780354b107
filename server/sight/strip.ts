// One direction of a line as a time–distance plot: what the timetable plans, what the buses drove, and what is out of step.

import type { EpochS } from '../../feeds/model.js';
import type { StopViews } from '../departures/stop-view.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import type { DrivenRun, PlannedRun, Strip, StripSummary } from '../wire/console/strip.js';
import { type Axis, alongAxis, startingWithin } from './axis.js';
import { headwayTrouble, type RunningBus } from './headways.js';
import type { Trails } from './trails.js';

/** The plot reaches this far back and ahead. */
export const STRIP_BACK_S = 3_600;
export const STRIP_AHEAD_S = 1_800;
/** A bus nearer to either end of its line is at a terminal: it waits there, and bunches with nobody. */
export const TERMINAL_M = 150;

/** Between places further apart nobody saw the bus: they are drawn as two lines. */
export const UNSEEN_S = 180;

/** Trips that start further before one are not the trip before it, nor are those that start so long after it. */
const LONGEST_HEADWAY_S = 2 * 3_600;
const OVERTAKEN_S = 1_800;

/** What of the moment a strip is made of. */
export interface StripMoment {
  views: StopViews;
  vehicles: Iterable<TrackedVehicle>;
  trails: Trails;
  now: EpochS;
}

/** A bus and its way on its trip: `[epoch seconds, metres along, …]`. */
interface Drive {
  vehicle: TrackedVehicle;
  points: readonly number[];
}

/** The whole plot of one direction. */
export function stripOf(axis: Axis, moment: StripMoment): Strip {
  const { views, now } = moment;
  const from = now - STRIP_BACK_S;
  const until = now + STRIP_AHEAD_S;
  const planned = plannedRuns(axis, moment, from, until);
  const drives = drivesOf(axis, moment);
  return {
    route: networkRoute(views, axis.route),
    direction: axis.direction,
    headsign: views.headsign(axis.mainTrip, 0),
    timezone: views.timetable.timezone,
    now: Math.floor(now),
    from: Math.floor(from),
    until: Math.floor(until),
    length_m: Math.round(axis.lengthM),
    stops: axis.stops.map(({ stop, alongM }) => ({
      stop_id: views.timetable.stop(stop).stopId,
      name: views.stop(stop).document.stop_name,
      along_m: Math.round(alongM),
    })),
    planned,
    driven: drives.flatMap(({ vehicle }) => runsOf(axis, moment, vehicle)).flatMap(unjoined),
    trouble: headwayTrouble(running(axis, moment, drives)),
  };
}

/** The line of the list. */
export function stripSummary(axis: Axis, moment: StripMoment): StripSummary {
  const { views } = moment;
  const drives = drivesOf(axis, moment);
  const buses = running(axis, moment, drives);
  const trouble = headwayTrouble(buses);
  const planned = buses.flatMap(({ plannedS }) => (plannedS === null ? [] : [plannedS])).sort((a, b) => a - b);
  return {
    route: networkRoute(views, axis.route),
    direction: axis.direction,
    headsign: views.headsign(axis.mainTrip, 0),
    vehicles: drives.length,
    planned_headway_s: planned[planned.length >> 1] ?? null,
    bunching: trouble.filter(({ kind }) => kind === 'bunching').length,
    gaps: trouble.filter(({ kind }) => kind === 'gap').length,
  };
}

/** A line as the map names it. */
export function networkRoute(views: StopViews, route: number) {
  const { route_id, route_short_name, route_color, route_text_color } = views.route(route);
  return { route_id, name: route_short_name, color: route_color, text_color: route_text_color };
}

function drivesOf(axis: Axis, moment: StripMoment): Drive[] {
  return [...moment.vehicles]
    .filter((vehicle) => isOn(axis, moment.views, vehicle))
    .map((vehicle) => driveOf(axis, moment, vehicle));
}

function isOn(axis: Axis, views: StopViews, { trip, phase }: TrackedVehicle): boolean {
  const { tripRoute, tripDirection } = views.timetable.data;
  return trip >= 0 && phase !== 'deadhead' && tripRoute[trip] === axis.route && tripDirection[trip] === axis.direction;
}

/** The way of a vehicle on the trip that it is on. */
function driveOf(axis: Axis, { views, trails, now }: StripMoment, vehicle: TrackedVehicle): Drive {
  const pattern = views.timetable.data.tripPattern[vehicle.trip]!;
  const points = trails.onTrip(vehicle.vehicleId, vehicle.trip, now);
  const along: number[] = [];
  for (let i = 0; i < points.length; i += 2) {
    const metres = alongAxis(axis, pattern, points[i + 1]!);
    if (metres !== null) along.push(points[i]!, Math.round(metres));
  }
  return { vehicle, points: along };
}

/** The ways of a vehicle in this direction, a run a trip. */
function runsOf(axis: Axis, { views, trails, now }: StripMoment, { vehicleId }: TrackedVehicle): DrivenRun[] {
  const { tripPattern, tripRoute, tripDirection, tripIds } = views.timetable.data;
  const runs: DrivenRun[] = [];
  let last = -1;
  for (const { at, trip, alongM } of trails.of(vehicleId, now)) {
    if (trip < 0 || alongM === null) continue;
    if (tripRoute[trip] !== axis.route || tripDirection[trip] !== axis.direction) continue;
    const along = alongAxis(axis, tripPattern[trip]!, alongM);
    if (along === null) continue;
    if (trip !== last) runs.push({ vehicle_id: vehicleId, trip_id: tripIds[trip]!, points: [] });
    last = trip;
    runs.at(-1)?.points.push(at, Math.round(along));
  }
  return runs;
}

/** A run as lines without the times in which nobody saw it. */
function unjoined(run: DrivenRun): DrivenRun[] {
  const lines: DrivenRun[] = [];
  for (let i = 0; i < run.points.length; i += 2) {
    const at = run.points[i]!;
    if (i === 0 || at - run.points[i - 2]! > UNSEEN_S) lines.push({ ...run, points: [] });
    lines.at(-1)?.points.push(at, run.points[i + 1]!);
  }
  return lines;
}

function plannedRuns(axis: Axis, { views, now }: StripMoment, from: EpochS, until: EpochS): PlannedRun[] {
  const { timetable } = views;
  const { tripPattern, tripIds } = timetable.data;
  return timetable.serviceDates(now).flatMap((date) => {
    const start = timetable.dayStart(date);
    const started = startingWithin(axis.tripsOn(date), Number.NEGATIVE_INFINITY, until - start + 1);
    return started.flatMap((trip): PlannedRun[] => {
      if (start + timetable.endS(trip) < from || !axis.onAxis.has(tripPattern[trip]!)) return [];
      const points: number[] = [];
      for (const [p, along] of (axis.callsAlong.get(tripPattern[trip]!) ?? []).entries()) {
        if (along !== null) points.push(start + timetable.departureS(trip, p), Math.round(along));
      }
      return [{ trip_id: tripIds[trip]!, points }];
    });
  });
}

/** The buses between the terminals, each with the headway that the timetable plans before it where it is. */
function running(axis: Axis, moment: StripMoment, drives: readonly Drive[]): RunningBus[] {
  const { timetable } = moment.views;
  return drives.flatMap(({ vehicle, points }): RunningBus[] => {
    const along = points.at(-1);
    const { trip, date, phase } = vehicle;
    if (along === undefined || date === null || phase !== 'in_progress') return [];
    if (along < TERMINAL_M || along > axis.lengthM - TERMINAL_M) return [];
    const mine = plannedAt(axis, moment, trip, along);
    const startS = timetable.startS(trip);
    const around = startingWithin(axis.tripsOn(date), startS - LONGEST_HEADWAY_S, startS + OVERTAKEN_S + 1);
    let before: number | null = null;
    for (const other of mine === null ? [] : around) {
      if (other === trip) continue;
      const theirs = plannedAt(axis, moment, other, along);
      if (theirs === null || mine === null || theirs > mine || (theirs === mine && other > trip)) continue;
      if (before === null || theirs > before) before = theirs;
    }
    const plannedS = before === null || mine === null ? null : mine - before;
    return [{ vehicleId: vehicle.vehicleId, points, plannedS }];
  });
}

/** When a trip is planned at a place of the axis, in service time; null where it does not come by. */
function plannedAt(axis: Axis, { views }: StripMoment, trip: number, along: number): number | null {
  const { timetable } = views;
  const pattern = timetable.data.tripPattern[trip]!;
  const calls = axis.callsAlong.get(pattern) ?? [];
  let beforeS = 0;
  let beforeM = Number.NaN;
  for (let p = 0; p < calls.length; p++) {
    const here = calls[p];
    if (here === null || here === undefined) continue;
    const hereS = timetable.departureS(trip, p);
    if (here >= along) {
      if (Number.isNaN(beforeM)) return here === along ? hereS : null;
      return beforeS + ((hereS - beforeS) * (along - beforeM)) / Math.max(1, here - beforeM);
    }
    beforeS = hereS;
    beforeM = here;
  }
  return null;
}
