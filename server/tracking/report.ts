// A report as the matcher reads it, and what it must know of the trip.

import type { ServiceDate, VehiclePosition } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { lineFor } from './line.js';
import { BEARING_FROM_MPS, gateM, hintedPosition, scheduledAtM } from './match.js';
import type { PlaceReport, TripPace } from './places.js';

/** The feed's word for a stop reaches so far beyond it, and so far before the stop that came before; "stopped at" means the stop itself. */
const CLAIM_BEYOND_M = 60;
const CLAIM_BEFORE_M = 30;
const STOPPED_BEFORE_M = 90;
/** No trip's mean pace is slower or faster, m/s; a trip takes at least a minute. */
const SLOWEST_MPS = 2.5;
const FASTEST_MPS = 20;
const SHORTEST_S = 60;

/** The report, with the piece of line that the feed's own stop claims. A standing vehicle's bearing means nothing. */
export function report(timetable: Timetable, trip: number, date: ServiceDate, fix: VehiclePosition): PlaceReport {
  const position = hintedPosition(timetable, trip, fix);
  let claimFromM = Number.NaN;
  let claimToM = Number.NaN;
  if (position >= 0) {
    const hereM = timetable.distanceAt(trip, position);
    claimFromM =
      fix.currentStatus === 'STOPPED_AT'
        ? hereM - STOPPED_BEFORE_M
        : timetable.distanceAt(trip, Math.max(0, position - 1)) - CLAIM_BEFORE_M;
    claimToM = hereM + CLAIM_BEYOND_M;
  }
  const moves = fix.speedMps === null || fix.speedMps >= BEARING_FROM_MPS;
  return {
    t: fix.timestamp,
    serviceS: fix.timestamp - timetable.dayStart(date),
    lat: fix.lat,
    lon: fix.lon,
    bearingDeg: moves ? fix.bearingDeg : null,
    claimFromM,
    claimToM,
  };
}

const known = new WeakMap<Timetable, Map<number, TripPace>>();
/** Trips kept at hand. */
const MAX_PACES = 20_000;

/** The trip's line and pace; made once per timetable. */
export function paceOf(timetable: Timetable, trip: number): TripPace {
  let paces = known.get(timetable);
  if (!paces) {
    paces = new Map();
    known.set(timetable, paces);
  }
  let pace = paces.get(trip);
  if (!pace) {
    if (paces.size >= MAX_PACES) paces.clear();
    pace = measured(timetable, trip);
    paces.set(trip, pace);
  }
  return pace;
}

function measured(timetable: Timetable, trip: number): TripPace {
  const last = timetable.callCount(trip) - 1;
  const runS = Math.max(SHORTEST_S, timetable.arrivalS(trip, last) - timetable.departureS(trip, 0));
  const lengthM = timetable.distanceAt(trip, last) - timetable.distanceAt(trip, 0);
  return {
    line: lineFor(timetable, trip),
    gateM: gateM(timetable, trip),
    speedMps: Math.min(FASTEST_MPS, Math.max(SLOWEST_MPS, lengthM / runS)),
    deviationS: (distanceM, serviceS) => serviceS - scheduledAtM(timetable, trip, distanceM),
  };
}
