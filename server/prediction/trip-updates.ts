// The agency's trip updates over the timetable: a feed becomes a prediction layer, and what did not fit becomes findings.

import type { EpochS, Finding, ServiceDate, StopTimeUpdate, TripUpdate } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { type InstanceProblem, resolveInstance } from '../tracking/instance.js';
import { type OwnStops, shiftedTrip, wholeTrip } from './added-trip.js';
import { FindingCount, type TripUpdateRule } from './finding-count.js';
import { type CallPrediction, type PredictionLayer, type TripPrediction, UNKNOWN_CALL } from './prediction.js';
import { markPassed, propagate, type Schedule } from './propagate.js';
import { matchStops } from './stop-match.js';

/** What a feed of trip updates yields. `matched` + `unmatched` is the number of updates. */
export interface AppliedTripUpdates {
  layer: PredictionLayer;
  findings: Finding[];
  matched: number;
  unmatched: number;
}

const PROBLEM_RULE: Record<InstanceProblem, TripUpdateRule> = {
  unknown_trip: 'E003',
  not_running: 'T101',
  start_time_missing: 'E006',
  no_identity: 'T102',
  no_such_start: 'T102',
  ambiguous: 'T102',
};

/**
 * The layer that a whole feed of trip updates makes (FULL_DATASET: a trip that is not in it is not in the layer).
 * `previous`, of the same timetable, lets calls that a feed stops mentioning once the bus has left count as passed.
 */
export function applyTripUpdates(
  timetable: Timetable,
  updates: readonly TripUpdate[],
  now: EpochS,
  previous?: PredictionLayer,
): AppliedTripUpdates {
  const steps = applyingTripUpdates(timetable, updates, now, previous);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same, an update a step. */
export function* applyingTripUpdates(
  timetable: Timetable,
  updates: readonly TripUpdate[],
  now: EpochS,
  previous?: PredictionLayer,
): Generator<void, AppliedTripUpdates> {
  const findings = new FindingCount();
  const byDate = new Map<ServiceDate, Map<number, TripPrediction>>();
  const added = new Map<string, TripPrediction>();
  let unmatched = 0;
  /** Instances of which an update speaks as their detour has them. */
  const detoured = new Set<string>();

  for (const update of selectorsFirst(updates)) {
    yield;
    const prediction = applyOne(timetable, update, now, previous, findings);
    if (!prediction) {
      unmatched++;
      continue;
    }
    // Feeds tell a detoured trip twice, the second time for those who know of no detours (spec, Linkage to TripUpdates).
    const instance = `${prediction.date}/${prediction.trip}`;
    if (update.trip.modificationsId !== undefined) detoured.add(instance);
    else if (prediction.trip >= 0 && detoured.has(instance)) continue;
    const had =
      prediction.trip >= 0
        ? byDate.get(prediction.date)?.get(prediction.trip)
        : added.get(`${prediction.date}/${prediction.added!.tripId}`);
    if (had) findings.add('T104', () => `${update.entityId}: another update of the same trip`);
    if (had && had.asOf > prediction.asOf) continue;
    if (prediction.trip < 0) {
      added.set(`${prediction.date}/${prediction.added!.tripId}`, prediction);
      continue;
    }
    const trips = byDate.get(prediction.date);
    if (trips) trips.set(prediction.trip, prediction);
    else byDate.set(prediction.date, new Map([[prediction.trip, prediction]]));
  }
  return {
    layer: { byDate, added: [...added.values()] },
    findings: findings.list(),
    matched: updates.length - unmatched,
    unmatched,
  };
}

/** Updates for trips as a detour has them go before the others. */
function selectorsFirst(updates: readonly TripUpdate[]): readonly TripUpdate[] {
  const isModified = ({ trip }: TripUpdate): boolean => trip.modificationsId !== undefined;
  if (!updates.some(isModified)) return updates;
  return [...updates.filter(isModified), ...updates.filter((update) => !isModified(update))];
}

function applyOne(
  timetable: Timetable,
  update: TripUpdate,
  now: EpochS,
  previous: PredictionLayer | undefined,
  findings: FindingCount,
): TripPrediction | null {
  const { trip: descriptor } = update;
  switch (descriptor.relationship) {
    case 'ADDED':
    case 'NEW':
      return applyNew(timetable, update, now, previous, findings);
    case 'DUPLICATED':
      return applyDuplicated(timetable, update, now, previous, findings);
    case 'SCHEDULED':
    case 'UNSCHEDULED':
    case 'CANCELED':
    case 'DELETED':
    case 'REPLACEMENT':
      break;
  }
  const outcome = resolveInstance(timetable, descriptor, now);
  if (outcome.kind === 'none') {
    findings.add(PROBLEM_RULE[outcome.problem], () => `${update.entityId}: trip_id ${descriptor.tripId ?? '–'}`);
    return null;
  }
  const { trip, date, note } = outcome;
  const detour = timetable.detours.get(trip);
  if (descriptor.modificationsId !== undefined && descriptor.modificationsId !== detour?.modificationsId) {
    findings.add('T017', () => `${update.entityId}: ${descriptor.modificationsId}, trip_id ${descriptor.tripId}`);
    return null;
  }
  if (note) findings.add(note, () => `${update.entityId}: start_time ${descriptor.startTimeS} s`);
  const base = { ...frame(update), trip, date };
  if (descriptor.relationship === 'CANCELED' || descriptor.relationship === 'DELETED') {
    const calls = new Array<CallPrediction>(timetable.callCount(trip)).fill(UNKNOWN_CALL);
    return { ...base, relationship: descriptor.relationship === 'DELETED' ? 'deleted' : 'cancelled', calls };
  }
  if (descriptor.relationship === 'REPLACEMENT') {
    const identity = {
      tripId: timetable.data.tripIds[trip]!,
      route: timetable.data.tripRoute[trip]!,
      date,
      headsign: update.properties?.headsign ?? headsignOf(timetable, trip),
    };
    const own = wholeTrip(timetable, update, identity, findings);
    return own && ownTrip(timetable, update, own, { ...base, relationship: 'replaced' }, now, previous, findings);
  }

  const before = previous?.byDate.get(date)?.get(trip)?.calls;
  const schedule = scheduleOn(timetable, trip, date);
  // Without a selector the update is of the trip as the dataset has it, times and stop_sequences alike (spec).
  const meant = detour && descriptor.modificationsId === undefined ? detour.trip : trip;
  const told = meant === trip ? schedule : scheduleOn(timetable, meant, date);
  const matched = matchStops(
    timetable,
    meant,
    timetable.dayStart(date),
    update.stopTimeUpdates,
    update.delayS,
    findings,
    update.entityId,
  );
  const carries = timetable.data.tripInexact[trip] !== 1;
  const calls = run(told, matched.byPosition, carries, update, findings);
  if (meant === trip) markPassed(calls, schedule, matched.first, before, now);
  if (matched.count > 0) adorn(timetable, calls, matched.byPosition);
  matched.moved?.forEach((stop, position) => {
    if (matched.byPosition[position]) calls[position] = { ...calls[position]!, assignedStop: stop };
  });
  if (!detour || meant === trip) return finish(base, calls, schedule, now);
  const shared = detour.from.map((position) => ({ ...(calls[position] ?? UNKNOWN_CALL) }));
  const first = detour.from.findIndex((position) => position >= matched.first);
  markPassed(shared, schedule, first < 0 ? shared.length : first, before, now);
  return finish(base, shared, schedule, now);
}

/** The timetable of a trip on a date. */
function scheduleOn(timetable: Timetable, trip: number, date: ServiceDate): Schedule {
  const dayStart = timetable.dayStart(date);
  return {
    count: timetable.callCount(trip),
    arrival: (p) => dayStart + timetable.arrivalS(trip, p),
    departure: (p) => dayStart + timetable.departureS(trip, p),
  };
}

/** What every prediction from an update has in common. */
function frame(update: TripUpdate): Omit<TripPrediction, 'trip' | 'date' | 'calls'> {
  return {
    relationship: 'scheduled',
    basis: 'trip-update',
    kind: 'mid_trip',
    asOf: update.timestamp,
    vehicleId: update.vehicleId,
    occupancy: null,
    added: null,
  };
}

function run(
  schedule: Schedule,
  updates: readonly (StopTimeUpdate | undefined)[],
  carries: boolean,
  update: TripUpdate,
  findings: FindingCount,
): CallPrediction[] {
  const { calls, repaired, empty } = propagate(schedule, updates, { carries, tripDelayS: update.delayS });
  if (repaired > 0) findings.add('E022', () => update.entityId, repaired);
  if (empty > 0) findings.add('E043', () => update.entityId, empty);
  return calls;
}

/** Platform, load and boarding rules that an update gives to its own call. */
function adorn(timetable: Timetable, calls: CallPrediction[], updates: readonly (StopTimeUpdate | undefined)[]): void {
  updates.forEach((update, p) => {
    if (!update) return;
    const { assignedStopId, departureOccupancyStatus, pickupType } = update;
    if (assignedStopId === null && departureOccupancyStatus === null && pickupType !== 1) return;
    const call: CallPrediction = { ...calls[p]! };
    const assigned = assignedStopId === null ? -1 : timetable.stopIndex(assignedStopId);
    if (assigned >= 0) call.assignedStop = assigned;
    if (departureOccupancyStatus !== null) call.occupancy = departureOccupancyStatus;
    if (pickupType === 1) call.alightOnly = true;
    calls[p] = call;
  });
}

/** The last word on a trip's calls: what skipping means for the whole trip, and which kind of prediction it is. */
function finish(
  base: Omit<TripPrediction, 'calls'>,
  calls: CallPrediction[],
  schedule: Schedule,
  now: EpochS,
): TripPrediction {
  let lastServed = calls.length - 1;
  while (lastServed >= 0 && calls[lastServed]!.state === 'skipped') lastServed--;
  const anySkipped = lastServed < calls.length - 1 || calls.some((call) => call.state === 'skipped');
  if (anySkipped && calls.every((call, p) => isBehindOrSkipped(call, schedule.departure(p), now))) {
    return { ...base, relationship: 'cancelled', calls };
  }
  if (lastServed < calls.length - 1 && lastServed >= 0) {
    // All later calls are skipped: the trip ends here, and nobody boards.
    const end = calls[lastServed]!;
    const said = end.state === 'predicted' && end.arrival === null ? 'unknown' : end.state;
    if (end.state !== 'passed') calls[lastServed] = { ...end, state: said, departure: null, alightOnly: true };
  }
  const start = calls[0];
  const waits = start?.state === 'predicted' && (start.departure ?? start.arrival ?? now) > now;
  return { ...base, kind: waits ? 'at_terminal' : 'mid_trip', calls };
}

function isBehindOrSkipped(call: CallPrediction, scheduled: EpochS | null, now: EpochS): boolean {
  if (call.state === 'skipped' || call.state === 'passed') return true;
  return call.state === 'unknown' && scheduled !== null && scheduled < now;
}

/** Predictions of a trip with stops of its own. */
function ownTrip(
  timetable: Timetable,
  update: TripUpdate,
  own: OwnStops,
  base: Omit<TripPrediction, 'calls'>,
  now: EpochS,
  previous: PredictionLayer | undefined,
  findings: FindingCount,
): TripPrediction {
  const calls = run(own.schedule, own.byPosition, true, update, findings);
  const before =
    base.trip >= 0
      ? previous?.byDate.get(own.date)?.get(base.trip)
      : previous?.added.find((other) => other.date === own.date && other.added?.tripId === own.added.tripId);
  const first = own.byPosition.findIndex((stopUpdate) => stopUpdate !== undefined);
  const comparable = before?.calls.length === calls.length ? before.calls : undefined;
  markPassed(calls, own.schedule, first < 0 ? calls.length : first, comparable, now);
  adorn(timetable, calls, own.byPosition);
  const relationship = base.relationship;
  const done = finish({ ...base, date: own.date, added: own.added }, calls, own.schedule, now);
  return done.relationship === 'cancelled' ? done : { ...done, relationship };
}

function applyNew(
  timetable: Timetable,
  update: TripUpdate,
  now: EpochS,
  previous: PredictionLayer | undefined,
  findings: FindingCount,
): TripPrediction | null {
  const { tripId, routeId, startDate } = update.trip;
  if (tripId !== null && timetable.trips(tripId).length > 0) {
    findings.add('E016', () => `${update.entityId}: trip_id ${tripId} is in the timetable`);
    return null;
  }
  const route = routeId === null ? -1 : timetable.routeIndex(routeId);
  const identity = {
    tripId: tripId ?? update.entityId,
    route,
    date: startDate,
    headsign: update.properties?.headsign ?? null,
  };
  const own = wholeTrip(timetable, update, identity, findings);
  if (!own) return null;
  const base: Omit<TripPrediction, 'calls'> = { ...frame(update), trip: -1, date: own.date, relationship: 'added' };
  return ownTrip(timetable, update, own, base, now, previous, findings);
}

function applyDuplicated(
  timetable: Timetable,
  update: TripUpdate,
  now: EpochS,
  previous: PredictionLayer | undefined,
  findings: FindingCount,
): TripPrediction | null {
  const { properties, trip: descriptor } = update;
  const trip = descriptor.tripId === null ? undefined : timetable.trips(descriptor.tripId)[0];
  if (trip === undefined) {
    findings.add('E003', () => `${update.entityId}: trip_id ${descriptor.tripId ?? '–'}`);
    return null;
  }
  const date = properties?.startDate ?? descriptor.startDate;
  const startS = properties?.startTimeS ?? null;
  const tripId = properties?.tripId ?? null;
  if (!date || startS === null || tripId === null || timetable.data.tripInexact[trip] === 1) {
    findings.add('T106', () => `${update.entityId}: a duplicate needs trip_id, start_date, start_time and a timetable`);
    return null;
  }
  const own = shiftedTrip(timetable, trip, date, startS, tripId);
  if (properties?.headsign) own.added.headsign = properties.headsign;
  const dayStart = timetable.dayStart(date) + startS - timetable.startS(trip);
  const matched = matchStops(
    timetable,
    trip,
    dayStart,
    update.stopTimeUpdates,
    update.delayS,
    findings,
    update.entityId,
  );
  own.byPosition = matched.byPosition;
  const base: Omit<TripPrediction, 'calls'> = { ...frame(update), trip: -1, date, relationship: 'added' };
  return ownTrip(timetable, update, own, base, now, previous, findings);
}

function headsignOf(timetable: Timetable, trip: number): string | null {
  const index = timetable.data.tripHeadsign[trip] ?? -1;
  return index < 0 ? null : (timetable.data.strings[index] ?? null);
}
