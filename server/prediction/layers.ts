// What is known in real time, in two layers, and which stops a change of one of them touches.

import type { ServiceDate } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { type CallPrediction, EMPTY_LAYER, type PredictionLayer, type TripPrediction } from './prediction.js';

/** Our own predictions from vehicles, and the agency's trip updates. */
export interface RealtimeLayers {
  vehicles: PredictionLayer;
  tripUpdates: PredictionLayer;
}

/** Nothing known. */
export const NO_LAYERS: RealtimeLayers = Object.freeze({ vehicles: EMPTY_LAYER, tripUpdates: EMPTY_LAYER });

/**
 * A row's `as_of` lags at most this much, in seconds: a datum that is confirmed without a change of its times touches its
 * stops once per step of the clock and not at every poll.
 */
export const AS_OF_STEP_S = 30;

/** One layer replaced, and the stops (by index) whose calls changed by that. */
export function replaceLayer(
  layers: RealtimeLayers,
  which: keyof RealtimeLayers,
  next: PredictionLayer,
  timetable: Timetable,
): { layers: RealtimeLayers; dirty: Set<number> } {
  return { layers: { ...layers, [which]: next }, dirty: diffLayers(layers[which], next, timetable) };
}

/**
 * A layer of the predictions of all vehicles. Where two vehicles claim one trip, the one that is on it beats one that will be
 * (`next_trip`), then the newer datum wins.
 */
export function layerOf(predictions: Iterable<TripPrediction>): PredictionLayer {
  const byDate = new Map<ServiceDate, Map<number, TripPrediction>>();
  const added: TripPrediction[] = [];
  for (const prediction of predictions) {
    if (prediction.trip < 0) {
      added.push(prediction);
      continue;
    }
    let trips = byDate.get(prediction.date);
    if (!trips) {
      trips = new Map();
      byDate.set(prediction.date, trips);
    }
    const had = trips.get(prediction.trip);
    if (!had || beats(prediction, had)) trips.set(prediction.trip, prediction);
  }
  return { byDate, added };
}

const RANK: Record<TripPrediction['kind'], number> = { mid_trip: 2, at_terminal: 1, next_trip: 0 };

function beats(a: TripPrediction, b: TripPrediction): boolean {
  return RANK[a.kind] !== RANK[b.kind] ? RANK[a.kind] > RANK[b.kind] : a.asOf > b.asOf;
}

/** Stops (by index) that show something else after `next` took the place of `previous`. */
export function diffLayers(previous: PredictionLayer, next: PredictionLayer, timetable: Timetable): Set<number> {
  const steps = diffingLayers(previous, next, timetable);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, a trip a step. */
export function* diffingLayers(
  previous: PredictionLayer,
  next: PredictionLayer,
  timetable: Timetable,
): Generator<void, Set<number>> {
  const dirty = new Set<number>();
  if (previous === next) return dirty;
  for (const [date, trips] of next.byDate) {
    const before = previous.byDate.get(date);
    for (const [trip, prediction] of trips) {
      diffTrip(before?.get(trip), prediction, timetable, dirty);
      yield;
    }
  }
  for (const [date, trips] of previous.byDate) {
    const after = next.byDate.get(date);
    for (const [trip, prediction] of trips) if (!after?.has(trip)) diffTrip(prediction, undefined, timetable, dirty);
  }
  if (previous.added.length > 0 || next.added.length > 0) {
    const key = (p: TripPrediction) => `${p.date}/${p.added?.tripId}`;
    const before = new Map(previous.added.map((p) => [key(p), p]));
    for (const prediction of next.added) {
      diffTrip(before.get(key(prediction)), prediction, timetable, dirty);
      before.delete(key(prediction));
    }
    for (const prediction of before.values()) diffTrip(prediction, undefined, timetable, dirty);
  }
  return dirty;
}

function diffTrip(
  before: TripPrediction | undefined,
  after: TripPrediction | undefined,
  timetable: Timetable,
  dirty: Set<number>,
): void {
  if (before === after) return;
  if (!before || !after || !sameHead(before, after)) {
    if (before) touch(before, timetable, dirty);
    if (after) touch(after, timetable, dirty);
    return;
  }
  const refreshed = Math.floor(before.asOf / AS_OF_STEP_S) !== Math.floor(after.asOf / AS_OF_STEP_S);
  for (let p = 0; p < after.calls.length; p++) {
    const old = before.calls[p];
    const call = after.calls[p]!;
    if (old === call && !(refreshed && call.state === 'predicted')) continue;
    if (old && sameCall(old, call) && !(refreshed && call.state === 'predicted')) continue;
    if (old) touchCall(before, p, old, timetable, dirty);
    touchCall(after, p, call, timetable, dirty);
  }
}

/** Is all that concerns every call of the trip as it was? A replaced trip's own calls are part of it. */
function sameHead(a: TripPrediction, b: TripPrediction): boolean {
  return (
    a.relationship === b.relationship &&
    a.basis === b.basis &&
    a.vehicleId === b.vehicleId &&
    a.occupancy === b.occupancy &&
    a.calls.length === b.calls.length &&
    (a.added === b.added || sameAdded(a, b))
  );
}

function sameAdded(a: TripPrediction, b: TripPrediction): boolean {
  if (!a.added || !b.added) return false;
  if (a.added.headsign !== b.added.headsign || a.added.route !== b.added.route) return false;
  return a.added.calls.every((call, p) => {
    const other = b.added?.calls[p];
    return (
      other !== undefined &&
      call.stop === other.stop &&
      call.sequence === other.sequence &&
      call.scheduledArrival === other.scheduledArrival &&
      call.scheduledDeparture === other.scheduledDeparture &&
      call.pickup === other.pickup
    );
  });
}

function sameCall(a: CallPrediction, b: CallPrediction): boolean {
  return (
    a.state === b.state &&
    a.departure === b.departure &&
    a.arrival === b.arrival &&
    a.low === b.low &&
    a.high === b.high &&
    a.assignedStop === b.assignedStop &&
    a.occupancy === b.occupancy &&
    a.alightOnly === b.alightOnly
  );
}

/** All stops of a trip; those behind it too, for what is no longer known to have passed is back in the timetable. */
function touch(prediction: TripPrediction, timetable: Timetable, dirty: Set<number>): void {
  prediction.calls.forEach((call, p) => {
    touchCall(prediction, p, call, timetable, dirty);
  });
  // A replacement with fewer calls takes away the timetable's later ones too.
  if (prediction.trip < 0) return;
  for (let p = prediction.calls.length; p < timetable.callCount(prediction.trip); p++) {
    dirty.add(timetable.stopAt(prediction.trip, p));
  }
}

function touchCall(
  prediction: TripPrediction,
  position: number,
  call: CallPrediction,
  timetable: Timetable,
  dirty: Set<number>,
): void {
  // A replaced trip takes its calls from the stops of the timetable as well.
  if (prediction.trip >= 0 && position < timetable.callCount(prediction.trip)) {
    dirty.add(timetable.stopAt(prediction.trip, position));
  }
  const own = prediction.added?.calls[position];
  if (own) dirty.add(own.stop);
  if (call.assignedStop !== undefined) dirty.add(call.assignedStop);
}
