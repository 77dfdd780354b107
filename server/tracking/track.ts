// One vehicle's report after another: where it is on its trip, in which phase, and how late (pure).

import type { EpochS, ServiceDate, VehiclePosition } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { resolveInstance } from './instance.js';
import { reachM } from './match.js';
import { AT_STOP_M, deviation, place } from './place.js';
import { weighPlaces } from './places.js';
import { metresBetween } from './project.js';
import { paceOf, report } from './report.js';
import { settle } from './settle.js';
import { hasSetOut, isWaiting, metresToStop } from './terminal.js';
import type { SilenceReason, TrackedVehicle } from './vehicle.js';

/** Off the route after this many reports in a row beyond the gate. */
export const OFF_ROUTE_FIXES = 3;
/** It may leave the terminal early by no more than this; earlier it is still waiting, or on its way there. */
export const EARLY_START_S = 300;
/** A vehicle that has not come to its first stop this long after its time is off its route. */
export const LATE_TO_TERMINAL_S = 900;
/** A vehicle that stands within this of the end of its trip has finished it. */
export const END_M = 150;
/** One that has not moved on for this long stands: longer than most red lights. */
export const STANDING_S = 75;
/** Moves shorter than this are a standing bus's noise. */
export const STANDING_MOVE_M = 20;
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
  const places = weighPlaces(previous?.places ?? null, report(timetable, trip, date, fix), paceOf(timetable, trip));
  const base = { vehicleId: fix.vehicleId, fix, trip, date, silence: null };

  const waiting = previous === null || previous.phase === 'layover' || previous.phase === 'deadhead';
  if (waiting && isWaiting(previous, fix, timetable, trip, start)) {
    return {
      ...base,
      phase: 'layover',
      distanceM: timetable.distanceAt(trip, 0),
      places,
      offsetM: metresToStop(fix, timetable, trip, 0),
      nextPosition: 0,
      atStop: true,
      deviationS: beforeStart ? 0 : fix.timestamp - start,
      ...progress(previous, fix, timetable.distanceAt(trip, 0)),
      progressAt: fix.timestamp,
    };
  }

  // One that was seen to wait has left once it is on its way, however early; one that was not may be on its way there.
  const tooEarly = previous?.phase !== 'layover' && start - fix.timestamp > (previous ? EARLY_START_S : 0);
  const isOn = places !== null && places.misses === 0;
  if (
    waiting &&
    (previous === null ? beforeStart : tooEarly || !isOn || !hasSetOut(previous, timetable, trip, date, places.bestM))
  ) {
    if (isOn || fix.timestamp < start + LATE_TO_TERMINAL_S) return { ...onItsWay(fix, base), places };
  }
  if (places === null || places.misses > 0) return { ...away(previous, fix, base), places };

  const settled = settle(waiting ? null : previous, places.bestM, fix.timestamp);
  const { distanceM, isBack } = settled;
  const known = isBack ? null : previous;
  const { position, atStop } = place(known, fix, timetable, trip, distanceM);
  const last = timetable.callCount(trip) - 1;
  const toEndM = position < last ? Number.POSITIVE_INFINITY : timetable.distanceAt(trip, last) - distanceM;
  const stands = standing(known, fix, distanceM);
  // Reports often end, or buses park, a little before the last stop.
  const parked = toEndM <= END_M && fix.timestamp - stands.standSince >= STANDING_S;
  const finished = toEndM <= AT_STOP_M || parked;
  const progressed = progress(known, fix, distanceM);
  const hasLeft = known?.nextPosition != null && position > known.nextPosition;
  // One literal, always of the same shape: thousands of these are made every few seconds.
  return {
    vehicleId: fix.vehicleId,
    fix,
    trip,
    date,
    phase: 'in_progress',
    distanceM,
    places,
    sightings: settled.sightings,
    behindSince: settled.behindSince,
    standSince: stands.standSince,
    standM: stands.standM,
    offsetM: places.bestOffsetM,
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
    progressAt: progressed.progressAt,
    progressM: progressed.progressM,
    leftAt: hasLeft ? fix.timestamp : known?.leftAt,
    leftFrom: hasLeft ? known.nextPosition! : known?.leftFrom,
    offRouteFixes: undefined,
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
    ...(previous?.sightings === undefined ? {} : { sightings: previous.sightings }),
    ...(previous?.standSince === undefined || previous.standM === undefined
      ? {}
      : { standSince: previous.standSince, standM: previous.standM }),
    offRouteFixes: fixes,
    silence: off ? 'off_route' : null,
  };
}

/** Since when it stands, and where. */
function standing(
  previous: TrackedVehicle | null,
  fix: VehiclePosition,
  distanceM: number,
): { standSince: EpochS; standM: number } {
  const { standSince, standM } = previous ?? {};
  return standSince === undefined || standM === undefined || distanceM - standM > STANDING_MOVE_M
    ? { standSince: fix.timestamp, standM: distanceM }
    : { standSince, standM };
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
