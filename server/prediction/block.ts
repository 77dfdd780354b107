// A tracked vehicle's own trip and the next one of its block: reports are learned from, predictions made, and made anew when time asks for it.

import type { EpochS } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { LAYOVER_M } from '../tracking/terminal.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import { callsOf } from './calls.js';
import { BANK, type Learned } from './learned.js';
import { type Motion, observe } from './motion.js';
import { deadheadS, nextOfBlock } from './next-of-block.js';
import {
  type Ahead,
  emptyAhead,
  isPromiseDue,
  isStillAtTerminal,
  predictAhead,
  predictFrom,
  promised,
} from './predict.js';
import type { CallPrediction, PredictionKind, TripPrediction } from './prediction.js';
import type { Run } from './run.js';
import { MAX_CALLS } from './travel-times.js';
import { STALE_AFTER_S, silenceOf } from './withdraw.js';

/** Without a new report predictions are made anew after this long: what is far comes nearer, and its spread with it. */
export const RENEW_AFTER_S = 30;

/** A vehicle as prediction follows it from snapshot to snapshot. */
export interface Followed {
  vehicle: TrackedVehicle;
  motion: Motion | null;
  predictions: readonly TripPrediction[];
  predictedAt: EpochS;
  /** A predicted call is due then: until then nothing changes of itself. */
  dueAt: EpochS;
  next: NextTrip | null;
}

/** The next trip of the block, and what was last said of it. */
interface NextTrip {
  /** The trip that it comes after. */
  after: Pick<Run, 'trip' | 'date'>;
  /** Null where the block ends. */
  run: Run | null;
  leavesS: EpochS;
  at: EpochS;
  calls: readonly CallPrediction[];
}

/** The next trip is predicted anew when its departure moves by this much, or after this long, seconds. */
export const NEXT_MOVED_S = 5;
export const NEXT_RENEW_AFTER_S = 60;

const ahead: Ahead = emptyAhead();

/** The next state of a followed vehicle: a new report teaches and is predicted from; an old one costs a look. */
export function follow(
  learned: Learned,
  previous: Followed | null,
  vehicle: TrackedVehicle,
  timetable: Timetable,
  now: EpochS,
): Followed {
  const isKnown = previous !== null && previous.vehicle === vehicle;
  if (isKnown && now < previous.dueAt && now - previous.predictedAt < RENEW_AFTER_S) return previous;
  const motion = isKnown ? previous.motion : observeVehicle(learned, previous?.motion ?? null, vehicle, timetable);
  return predictBlock(learned, vehicle, motion, timetable, now, previous?.next ?? null);
}

/** What is remembered of a vehicle after its report; passages are learned. */
export function observeVehicle(
  learned: Learned,
  previous: Motion | null,
  vehicle: TrackedVehicle,
  timetable: Timetable,
): Motion | null {
  const { trip, date, phase, fix, vehicleId } = vehicle;
  if (trip < 0 || date === null || vehicle.silence === 'trip_taken') return null;
  const same = previous !== null && previous.run.trip === trip && previous.run.date === date;
  // Beyond its line nobody knows when it passes what.
  if (phase === 'off_route') return same ? { ...previous, passedAt: Number.NaN } : null;
  if (phase === 'deadhead' || vehicle.distanceM === null) return null;
  const run = same ? previous.run : runOf(learned, previous, timetable, trip, date);
  if (run.course.n > MAX_CALLS || run.course.n < 2) return null;
  const distanceM = phase === 'layover' ? placeAtTerminal(vehicle, run) : vehicle.distanceM;
  const departed = phase !== 'layover' || distanceM - run.course.stopM[0]! > learned.p.terminalM;
  return observe(learned, previous, { vehicleId, run, t: fix.timestamp, distanceM, departed });
}

function runOf(learned: Learned, previous: Motion | null, timetable: Timetable, trip: number, date: string): Run {
  const next = previous?.next;
  return next?.trip === trip && next.date === date ? next : learned.runsOf(timetable).run(trip, date);
}

/** It waits about its first stop: a little beyond it, it may be leaving. */
function placeAtTerminal(vehicle: TrackedVehicle, run: Run): number {
  const startM = run.course.stopM[0]!;
  const { places } = vehicle;
  return places && places.misses === 0 && places.bestM <= startM + LAYOVER_M ? Math.max(startM, places.bestM) : startM;
}

/** The vehicle's trip and the next one of its block on the same service date, where there is one. */
export function predictBlock(
  learned: Learned,
  vehicle: TrackedVehicle,
  motion: Motion | null,
  timetable: Timetable,
  now: EpochS,
  knownNext: NextTrip | null = null,
): Followed {
  const reason = silenceOf(vehicle, timetable, now);
  const { date } = vehicle;
  const predictions: TripPrediction[] = [];
  const state: Followed = {
    vehicle,
    motion,
    predictions,
    predictedAt: now,
    dueAt: Number.POSITIVE_INFINITY,
    next: knownNext,
  };
  if (date === null || (reason !== null && reason !== 'finished')) return state;
  let readyS = vehicle.fix.timestamp;
  if (reason === null) {
    const current = predictCurrent(learned, state, timetable, now);
    if (current === null) return state;
    predictions.push(current);
    readyS = ahead.mid[ahead.n - 1]!;
  }
  const next = predictNext(learned, state, timetable, readyS, now);
  if (next) predictions.push(next);
  return state;
}

/** The trip that it is on, or waits for. */
function predictCurrent(learned: Learned, state: Followed, timetable: Timetable, now: EpochS): TripPrediction | null {
  const { vehicle, motion } = state;
  const { trip, date, fix } = vehicle;
  let dueS: EpochS | null = null;
  if (vehicle.phase === 'deadhead') {
    const run = learned.runsOf(timetable).run(trip, date!);
    if (run.course.n > MAX_CALLS) return null;
    dueS = run.departureS[0]!;
    const comes = Math.max(now, fix.timestamp + deadheadS(vehicle, timetable));
    predictFrom(learned, run, vehicle.vehicleId, leaves(learned, vehicle, dueS, comes), BANK.at_terminal, now, ahead);
  } else {
    if (motion === null) return null;
    predictAhead(learned, motion, now, ahead);
    if (!motion.departed) dueS = isStillAtTerminal(motion, learned.p) ? motion.run.departureS[0]! : now;
    if (isPromiseDue(motion.promises, now)) {
      state.motion = { ...motion, promises: promised(motion.promises, learned, now, ahead) };
    }
  }
  const next = vehicle.nextPosition ?? 0;
  const calls = callsOf({ learned, vehicle, ahead, dueS, next, isAtStop: vehicle.atStop, now });
  state.dueAt = dueOf(calls, dueS === null ? Math.max(ahead.from, next) : calls[0]?.state === 'predicted' ? 0 : 1);
  return frame(vehicle, trip, date!, dueS === null ? 'mid_trip' : 'at_terminal', calls);
}

/** The trip after that: it leaves on time, or as soon as the vehicle has come. */
function predictNext(
  learned: Learned,
  state: Followed,
  timetable: Timetable,
  readyS: EpochS,
  now: EpochS,
): TripPrediction | null {
  const { vehicle } = state;
  const known = nextOf(learned, state, timetable);
  const { run } = known;
  if (run === null) return null;
  const dueS = run.departureS[0]!;
  // No report long after it should have left: nobody knows whether it does.
  if (now - vehicle.fix.timestamp > STALE_AFTER_S && now > dueS + STALE_AFTER_S) return null;
  const leavesS = leaves(learned, vehicle, dueS, readyS);
  const moved = !(Math.abs(leavesS - known.leavesS) < NEXT_MOVED_S) || now - known.at >= NEXT_RENEW_AFTER_S;
  if (moved || now >= dueOf(known.calls, 0)) {
    predictFrom(learned, run, vehicle.vehicleId, leavesS, BANK.next_trip, now, ahead);
    const calls = callsOf({ learned, vehicle, ahead, dueS, next: 0, isAtStop: true, now });
    state.next = { after: known.after, run, leavesS, at: now, calls };
    keepNextPromise(learned, state, run, now);
  } else state.next = known;
  const { calls } = state.next;
  state.dueAt = Math.min(state.dueAt, dueOf(calls, 0));
  return frame(vehicle, run.trip, run.date, 'next_trip', calls);
}

function nextOf(learned: Learned, { vehicle, next }: Followed, timetable: Timetable): NextTrip {
  const { trip, date } = vehicle;
  if (next !== null && next.after.trip === trip && next.after.date === date) return next;
  const index = nextOfBlock(timetable, trip, date!);
  const run = index < 0 ? null : learned.runsOf(timetable).run(index, date!);
  return {
    after: { trip, date: date! },
    run: run !== null && run.course.n >= 2 && run.course.n <= MAX_CALLS ? run : null,
    leavesS: Number.NaN,
    at: Number.NEGATIVE_INFINITY,
    calls: [],
  };
}

function keepNextPromise(learned: Learned, state: Followed, run: Run, now: EpochS): void {
  const { motion } = state;
  if (motion === null) return;
  const known = motion.next === run ? motion.nextPromises : [];
  if (motion.next === run && !isPromiseDue(known, now)) return;
  state.motion = { ...motion, next: run, nextPromises: promised(known, learned, now, ahead) };
}

/** When a vehicle that is ready at `readyS` leaves its first stop: one that waits leaves as late as is the habit. */
function leaves(learned: Learned, vehicle: TrackedVehicle, dueS: EpochS, readyS: EpochS): EpochS {
  const { p, releases } = learned;
  const waits = dueS - readyS > p.holdFromS;
  return waits
    ? Math.max(dueS, dueS + releases.after(vehicle.vehicleId, Number.NEGATIVE_INFINITY))
    : Math.max(dueS, readyS + p.terminalReadyS);
}

function dueOf(calls: readonly CallPrediction[], from: number): EpochS {
  const call = calls[from];
  return call?.arrival ?? call?.departure ?? Number.POSITIVE_INFINITY;
}

function frame(
  vehicle: TrackedVehicle,
  trip: number,
  date: string,
  kind: PredictionKind,
  calls: readonly CallPrediction[],
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
