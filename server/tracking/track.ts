// One vehicle's report after another: where it is on its trip, in which phase, and how late (pure; first version).

import type { EpochS, ServiceDate, VehiclePosition } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { resolveInstance } from './instance.js';
import { matchAnywhere, matchOnwards, reachM } from './match.js';
import { AT_STOP_M, deviation, PASSED_M, place } from './place.js';
import { metresBetween } from './project.js';
import { hasSetOut, isWaiting, metresToStop } from './terminal.js';
import type { SilenceReason, TrackedVehicle } from './vehicle.js';

/** Off the route after this many reports in a row beyond the gate. */
export const OFF_ROUTE_FIXES = 3;
/** It may leave the terminal early by no more than this; earlier it is still waiting, or on its way there. */
export const EARLY_START_S = 300;
/** A vehicle that has not come to its first stop this long after its time is off its route. */
export const LATE_TO_TERMINAL_S = 900;
/** A vehicle that stands within this of the end of its trip has finished it (TheTransitClock's end of block). */
export const END_M = 250;
/** Moving on by this much is progress. */
export const PROGRESS_M = 60;
/** Reports from further in the future are wrong (validator E050). */
export const FUTURE_S = 60;

/** The next state of a vehicle. Duplicates, older reports, reports from the future and jumps leave `previous` as it was. */
export function trackVehicle(
  previous: TrackedVehicle | null,
  fix: VehiclePosition,
  timetable: Timetable,
  now: EpochS,
): TrackedVehicle {
  if (previous && (fix.timestamp <= previous.fix.timestamp || fix.timestamp > now + FUTURE_S)) return previous;
  if (previous && isJump(previous.fix, fix)) return previous;
  const assignment = assign(previous, fix, timetable, now);
  if (typeof assignment === 'string') return unassigned(fix, assignment);
  const { trip, date } = assignment;
  const same = previous !== null && previous.trip === trip && previous.date === date ? previous : null;
  return onTrip(same, fix, timetable, trip, date);
}

/** Further from the last report than any bus can have come. */
function isJump(last: VehiclePosition, fix: VehiclePosition): boolean {
  return metresBetween(last.lat, last.lon, fix.lat, fix.lon) > reachM(fix.timestamp - last.timestamp);
}

function assign(
  previous: TrackedVehicle | null,
  fix: VehiclePosition,
  timetable: Timetable,
  now: EpochS,
): { trip: number; date: ServiceDate } | SilenceReason {
  if (!fix.trip) return 'no_trip';
  // An inferred date stays while the feed goes on naming the same trip: midnight must not move it.
  const was = previous?.fix.trip;
  if (
    previous?.date &&
    timetable.data.tripIds[previous.trip] === fix.trip.tripId &&
    was?.startDate === fix.trip.startDate &&
    was?.startTimeS === fix.trip.startTimeS
  ) {
    return { trip: previous.trip, date: previous.date };
  }
  const outcome = resolveInstance(timetable, fix.trip, now);
  if (outcome.kind === 'found') return { trip: outcome.trip, date: outcome.date };
  switch (outcome.problem) {
    case 'no_identity':
    case 'ambiguous':
    case 'start_time_missing':
      return 'no_trip';
    case 'unknown_trip':
    case 'no_such_start':
      return 'unknown_trip';
    case 'not_running':
      return 'trip_not_today';
  }
}

function unassigned(fix: VehiclePosition, silence: SilenceReason): TrackedVehicle {
  return {
    vehicleId: fix.vehicleId,
    fix,
    trip: -1,
    date: null,
    phase: 'unassigned',
    distanceM: null,
    offsetM: null,
    nextPosition: null,
    atStop: false,
    deviationS: null,
    progressAt: fix.timestamp,
    silence,
  };
}

function onTrip(
  previous: TrackedVehicle | null,
  fix: VehiclePosition,
  timetable: Timetable,
  trip: number,
  date: ServiceDate,
): TrackedVehicle {
  const start = timetable.dayStart(date) + timetable.startS(trip);
  const beforeStart = fix.timestamp < start;
  const fromM = previous?.distanceM ?? null;
  const elapsedS = previous ? fix.timestamp - previous.fix.timestamp : 0;
  const base = { vehicleId: fix.vehicleId, fix, trip, date, silence: null };

  const waiting = previous === null || previous.phase === 'layover' || previous.phase === 'deadhead';
  if (waiting && isWaiting(previous, fix, timetable, trip, start)) {
    return {
      ...base,
      phase: 'layover',
      distanceM: timetable.distanceAt(trip, 0),
      offsetM: metresToStop(fix, timetable, trip, 0),
      nextPosition: 0,
      atStop: true,
      deviationS: beforeStart ? 0 : fix.timestamp - start,
      ...progress(previous, fix, timetable.distanceAt(trip, 0)),
      progressAt: fix.timestamp,
    };
  }

  // A vehicle back from off the route may be anywhere ahead; what it passed stays passed.
  const match =
    fromM === null || previous?.phase === 'off_route' || previous?.phase === 'deadhead'
      ? ahead(matchAnywhere(timetable, trip, date, fix), previous)
      : matchOnwards(timetable, trip, fix, fromM, elapsedS);
  const tooEarly = start - fix.timestamp > (previous ? EARLY_START_S : 0);
  if (
    waiting &&
    (previous === null
      ? beforeStart
      : tooEarly || !match || !hasSetOut(previous, timetable, trip, date, match.distanceM))
  ) {
    if (match || fix.timestamp < start + LATE_TO_TERMINAL_S) return onItsWay(fix, base);
  }
  if (!match) return away(previous, fix, base);

  const distanceM = match.distanceM;
  const { position, atStop } = place(previous, fix, timetable, trip, distanceM);
  const last = timetable.callCount(trip) - 1;
  const toEndM = position < last ? Number.POSITIVE_INFINITY : timetable.distanceAt(trip, last) - distanceM;
  // Reports often end, or buses park, a little before the last stop.
  const parked = toEndM <= END_M && previous?.distanceM != null && distanceM - previous.distanceM < PASSED_M;
  const finished = toEndM <= AT_STOP_M || parked;
  return {
    ...base,
    phase: 'in_progress',
    distanceM,
    offsetM: match.offsetM,
    nextPosition: Math.min(position, last),
    atStop: atStop || finished,
    deviationS: deviation(
      fix.timestamp - timetable.dayStart(date),
      timetable,
      trip,
      distanceM,
      Math.min(position, last),
      atStop,
    ),
    ...progress(previous, fix, distanceM),
    ...left(previous, fix, position),
    silence: finished ? 'finished' : null,
  };
}

/** Not there yet: it will come to the first stop. */
function onItsWay(
  fix: VehiclePosition,
  base: Pick<TrackedVehicle, 'vehicleId' | 'fix' | 'trip' | 'date' | 'silence'>,
): TrackedVehicle {
  return {
    ...base,
    phase: 'deadhead',
    distanceM: null,
    offsetM: null,
    nextPosition: 0,
    atStop: false,
    deviationS: null,
    progressAt: fix.timestamp,
  };
}

function ahead<M extends { distanceM: number }>(match: M | null, previous: TrackedVehicle | null): M | null {
  return match && previous?.distanceM != null && match.distanceM < previous.distanceM
    ? { ...match, distanceM: previous.distanceM }
    : match;
}

/** Beyond the gate: the place is held for two reports, then the vehicle is off its route. */
function away(
  previous: TrackedVehicle | null,
  fix: VehiclePosition,
  base: Pick<TrackedVehicle, 'vehicleId' | 'fix' | 'trip' | 'date' | 'silence'>,
): TrackedVehicle {
  const fixes = (previous?.offRouteFixes ?? 0) + 1;
  const off = fixes >= OFF_ROUTE_FIXES || previous?.distanceM == null;
  return {
    ...base,
    phase: off ? 'off_route' : previous.phase,
    distanceM: previous?.distanceM ?? null,
    offsetM: null,
    nextPosition: previous?.nextPosition ?? null,
    atStop: false,
    deviationS: previous?.deviationS ?? null,
    progressAt: previous?.progressAt ?? fix.timestamp,
    progressM: previous?.progressM ?? 0,
    offRouteFixes: fixes,
    silence: off ? 'off_route' : null,
  };
}

/** Calls left behind since the report before. */
function left(
  previous: TrackedVehicle | null,
  fix: VehiclePosition,
  position: number,
): Pick<TrackedVehicle, 'leftAt' | 'leftFrom'> {
  if (previous?.nextPosition != null && position > previous.nextPosition) {
    return { leftAt: fix.timestamp, leftFrom: previous.nextPosition };
  }
  return previous?.leftAt !== undefined && previous.leftFrom !== undefined
    ? { leftAt: previous.leftAt, leftFrom: previous.leftFrom }
    : {};
}

function progress(
  previous: TrackedVehicle | null,
  fix: VehiclePosition,
  distanceM: number,
): { progressAt: EpochS; progressM: number } {
  const markM = previous?.progressM;
  if (!previous || markM === undefined || distanceM - markM >= PROGRESS_M) {
    return { progressAt: fix.timestamp, progressM: distanceM };
  }
  return { progressAt: previous.progressAt, progressM: markM };
}
