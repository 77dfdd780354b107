// The first predictor: the timetable's pace from where the vehicle is, lateness recovered in dwell and layovers.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { scheduledAtM } from '../tracking/match.js';
import { metresBetween } from '../tracking/project.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import type { CallPrediction, PredictionKind, TripPrediction } from './prediction.js';
import { silenceOf } from './withdraw.js';

/** A late vehicle stands no longer than this at a stop, whatever the timetable allows. */
export const LATE_DWELL_S = 30;
/** A stop with at least this much scheduled dwell holds an early vehicle, as a timepoint does. */
export const HOLD_DWELL_S = 60;
/** On the way to its first stop: 4 m/s for the first kilometre, then 10 m/s (TheTransitClock's deadhead). */
export const DEADHEAD_SLOW_MPS = 4;
export const DEADHEAD_FAST_MPS = 10;
export const DEADHEAD_SLOW_M = 1_000;

/** 10 % and 90 % quantiles around the expected time, in seconds: a base, and a share of the time still to go. */
export const SPREAD: Record<PredictionKind, { earlyS: number; lateS: number; earlyShare: number; lateShare: number }> =
  {
    mid_trip: { earlyS: 20, lateS: 30, earlyShare: 0.08, lateShare: 0.14 },
    at_terminal: { earlyS: 20, lateS: 120, earlyShare: 0.08, lateShare: 0.14 },
    next_trip: { earlyS: 60, lateS: 180, earlyShare: 0.08, lateShare: 0.16 },
  };

/** Added on both sides where only the feed's header told when the vehicle was there. */
export const HEADER_TIME_EXTRA_S = 30;

/** When each remaining call of the vehicle's trip happens; null where it must stay silent (`silenceOf` says why). */
export function predictVehicle(vehicle: TrackedVehicle, timetable: Timetable, now: EpochS): TripPrediction | null {
  const { trip, date, nextPosition } = vehicle;
  if (date === null || nextPosition === null || silenceOf(vehicle, timetable, now) !== null) return null;
  const waiting = vehicle.phase === 'layover' || vehicle.phase === 'deadhead';
  const kind: PredictionKind = waiting ? 'at_terminal' : 'mid_trip';
  const calls: CallPrediction[] = [];
  for (let p = 0; p < nextPosition; p++) calls.push(passed(vehicle, p));
  const at = vehicle.fix.timestamp;
  const dayStart = timetable.dayStart(date);
  if (waiting) {
    const arrival = Math.max(at + deadheadS(vehicle, timetable), vehicle.phase === 'deadhead' ? now : at);
    const departure = Math.max(arrival, now, dayStart + timetable.departureS(trip, 0));
    follow(vehicle, timetable, trip, date, 0, null, departure, kind, now, calls);
  } else if (vehicle.atStop) {
    const held = holds(timetable, trip, nextPosition) ? dayStart + timetable.departureS(trip, nextPosition) : 0;
    follow(vehicle, timetable, trip, date, nextPosition, at, Math.max(at, held), kind, now, calls);
  } else {
    const hereS = scheduledAtM(timetable, trip, vehicle.distanceM ?? 0);
    const remainingS = Math.max(0, timetable.arrivalS(trip, nextPosition) - hereS);
    follow(vehicle, timetable, trip, date, nextPosition, at + remainingS, null, kind, now, calls);
  }
  return frame(vehicle, trip, date, kind, calls);
}

/** The vehicle's trip and the next one of its block on the same service date, where there is one. */
export function predictBlock(vehicle: TrackedVehicle, timetable: Timetable, now: EpochS): TripPrediction[] {
  const { trip, date } = vehicle;
  const current = predictVehicle(vehicle, timetable, now);
  const reason = current ? null : silenceOf(vehicle, timetable, now);
  if (date === null || (reason !== null && reason !== 'finished')) return [];
  const predictions = current ? [current] : [];
  const next = nextOfBlock(timetable, trip, date);
  if (next < 0) return predictions;
  const end = current?.calls.at(-1);
  const ready = end?.arrival ?? end?.departure ?? vehicle.fix.timestamp;
  const departure = Math.max(ready, now, timetable.dayStart(date) + timetable.startS(next));
  const calls: CallPrediction[] = [];
  follow(vehicle, timetable, next, date, 0, null, departure, 'next_trip', now, calls);
  predictions.push(frame(vehicle, next, date, 'next_trip', calls));
  return predictions;
}

/** The trip that a vehicle does after this one: the next of its block that runs on the date and begins no earlier than this one ends. */
export function nextOfBlock(timetable: Timetable, trip: number, date: ServiceDate): number {
  const endS = timetable.endS(trip);
  for (const other of timetable.block(trip)) {
    if (other !== trip && timetable.startS(other) >= endS && timetable.runsOn(other, date)) return other;
  }
  return -1;
}

function frame(
  vehicle: TrackedVehicle,
  trip: number,
  date: ServiceDate,
  kind: PredictionKind,
  calls: CallPrediction[],
): TripPrediction {
  return {
    trip,
    date,
    relationship: 'scheduled',
    basis: 'vehicle',
    kind,
    asOf: vehicle.fix.timestamp,
    vehicleId: vehicle.vehicleId,
    occupancy: kind === 'next_trip' ? null : vehicle.fix.occupancyStatus,
    calls,
    added: null,
  };
}

/**
 * Calls from `position` on: arrival there as given, departure as given or after the dwell. A late vehicle makes its dwell
 * short, an early one waits at timepoints; between stops it keeps the timetable's pace. Its report may be minutes old: it is
 * taken to have gone on since, and a call that should have been by now is due now, without holding up those after it.
 */
function follow(
  vehicle: TrackedVehicle,
  timetable: Timetable,
  trip: number,
  date: ServiceDate,
  position: number,
  arrivesAt: EpochS | null,
  departsAt: EpochS | null,
  kind: PredictionKind,
  now: EpochS,
  calls: CallPrediction[],
): void {
  const { data } = timetable;
  const dayStart = timetable.dayStart(date) + data.tripShiftS[trip]!;
  const times = data.tripTimes[trip]!;
  const firstCall = timetable.firstCall(trip);
  const last = timetable.callCount(trip) - 1;
  const chosen = hasChosenTimepoints(timetable, trip);
  const { earlyS, lateS, earlyShare, lateShare } = SPREAD[kind];
  const { timestamp, timestampSource } = vehicle.fix;
  const extraS = timestampSource === 'header' ? HEADER_TIME_EXTRA_S : 0;
  let arrival = arrivesAt === null ? null : Math.round(arrivesAt);
  for (let p = position; p <= last; p++) {
    const scheduledArrivalS = data.arrivalS[times + p]!;
    const scheduledDepartureS = data.departureS[times + p]!;
    const dwellS = scheduledDepartureS - scheduledArrivalS;
    let departure: EpochS;
    if (p === position && departsAt !== null) departure = Math.round(departsAt);
    else {
      departure = (arrival ?? now) + Math.min(dwellS, LATE_DWELL_S);
      const held = dwellS >= HOLD_DWELL_S || (chosen && data.callTimepoint[firstCall + p] === 1);
      if (held && p < last) departure = Math.max(departure, dayStart + scheduledDepartureS);
    }
    const shown = Math.max(now, departure);
    // From the report, not from now: a promise does not get surer by waiting, and stays as it is until the next report.
    const toGoS = Math.max(0, shown - timestamp);
    const low = Math.max(now, Math.round(shown - earlyS - extraS - earlyShare * toGoS));
    calls.push({
      state: 'predicted',
      arrival: arrival === null ? null : Math.max(now, Math.min(arrival, departure)),
      departure: shown,
      // No trip sets out before its time, so far as a rider may rely on it.
      low: Math.min(shown, p === 0 ? Math.max(low, dayStart + scheduledDepartureS) : low),
      high: Math.round(shown + lateS + extraS + lateShare * toGoS),
    });
    if (p < last) arrival = departure + data.arrivalS[times + p + 1]! - scheduledDepartureS;
  }
}

const PASSED: CallPrediction = Object.freeze({
  state: 'passed',
  arrival: null,
  departure: null,
  low: null,
  high: null,
});

/** A call behind the vehicle; when it was left is known of the last ones only. */
function passed(vehicle: TrackedVehicle, position: number): CallPrediction {
  const seen = vehicle.leftAt !== undefined && position >= (vehicle.leftFrom ?? 0);
  return seen ? { ...PASSED, departure: vehicle.leftAt ?? null } : PASSED;
}

const timepoints = new WeakMap<Timetable, Map<number, boolean>>();

/** Does the feed tell timepoints apart? Where all calls are timepoints, as without the column, none holds a vehicle. */
function hasChosenTimepoints(timetable: Timetable, trip: number): boolean {
  let known = timepoints.get(timetable);
  if (!known) {
    known = new Map();
    timepoints.set(timetable, known);
  }
  const pattern = timetable.data.tripPattern[trip]!;
  let chosen = known.get(pattern);
  if (chosen === undefined) {
    const first = timetable.firstCall(trip);
    chosen = timetable.data.callTimepoint.subarray(first, first + timetable.callCount(trip)).includes(0);
    known.set(pattern, chosen);
  }
  return chosen;
}

/** Does an early vehicle wait here? At first stops, long scheduled dwells, and timepoints. */
function holds(timetable: Timetable, trip: number, position: number): boolean {
  if (position === 0) return true;
  if (timetable.departureS(trip, position) - timetable.arrivalS(trip, position) >= HOLD_DWELL_S) return true;
  const isTimepoint = timetable.data.callTimepoint[timetable.firstCall(trip) + position] === 1;
  return isTimepoint && hasChosenTimepoints(timetable, trip);
}

/** Seconds from where the vehicle is to its first stop, as the crow flies. */
function deadheadS(vehicle: TrackedVehicle, timetable: Timetable): number {
  if (vehicle.phase !== 'deadhead') return 0;
  const { lat, lon } = timetable.stop(timetable.stopAt(vehicle.trip, 0));
  if (lat === null || lon === null) return 0;
  const apartM = metresBetween(vehicle.fix.lat, vehicle.fix.lon, lat, lon);
  const slowM = Math.min(apartM, DEADHEAD_SLOW_M);
  return slowM / DEADHEAD_SLOW_MPS + (apartM - slowM) / DEADHEAD_FAST_MPS;
}
