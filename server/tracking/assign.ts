// Which trip a vehicle is on whose feed does not say, or says it wrongly: one where it is clear, none where it is not; one trip, one vehicle.

import type { EpochS, ServiceDate, VehiclePosition } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { EARLIEST_S, type Hypotheses, hasBlock, type TripHypothesis, weighTrips } from './hypothesis.js';
import { type Instance, listingTrips } from './line-trips.js';
import { layingGrid } from './near-lines.js';
import { sharingOut, type Wishes } from './share-out.js';
import { atOnce } from './steps.js';

/**
 * A trip is assigned from this probability on, and kept while it is at least this likely. Where a feed names no blocks, who
 * turns into which trip is a guess itself, and more is asked.
 */
export const ASSIGN_FROM = 0.87;
export const ASSIGN_FROM_WITHOUT_BLOCKS = 0.96;
export const KEEP_FROM = 0.5;
export const KEEP_FROM_WITHOUT_BLOCKS = 0.6;
/** It must be so likely that the vehicle is on a trip at all, and it stays while that is at least this likely. */
export const ON_TRIP_FROM = 0.7;
export const OFF_TRIP_BELOW = 0.3;
/** A vehicle that has not been seen to move along its line is not judged: the least score of its line, nats. */
export const MOVED_SCORE = 2;

/** A trip is missed this long after its start, seconds, and one in some eight has no vehicle. */
const DUE_AFTER_S = 180;
const DUE = 3;

/** Why a vehicle has its trip, or none: a closed list. */
export type Why =
  /** One trip is clearly best. */
  | 'clear'
  /** It was, and is still likely. */
  | 'kept'
  /** The block's next trip, after the last was done. */
  | 'next_of_block'
  /** No line near, or no trip at this time. */
  | 'no_candidate'
  /** It has not yet moved along a line. */
  | 'not_moved'
  /** Several trips fit, or none well. */
  | 'unclear';

/** What is known of one vehicle without a usable trip, and what follows. Immutable. */
export interface Assignment {
  hypotheses: Hypotheses;
  decision: Instance | null;
  why: Why;
  /** How likely the best trip is, 0 to 1. */
  probability: number;
}

/** Who holds a trip instance by the feed's own word: a vehicle_id, or null. */
export type Taken = (trip: number, date: ServiceDate) => string | null;

/** A round of vehicles weighed together: each one's assignment before (null for a new one) and its newest report. */
export interface Unassigned {
  previous: Assignment | null;
  fix: VehiclePosition;
}

/** All vehicles without a usable trip, after a round of reports, a vehicle a step. Where no report is new, the assignments before are given back. */
export function* assigning(
  vehicles: readonly Unassigned[],
  timetable: Timetable,
  now: EpochS,
  taken: Taken,
): Generator<void, Assignment[]> {
  yield* layingGrid(timetable);
  yield* listingTrips(timetable);
  let isNew = false;
  const weighed: Hypotheses[] = [];
  for (const { previous, fix } of vehicles) {
    yield;
    const hypotheses = weighTrips(previous?.hypotheses ?? null, fix, timetable);
    if (hypotheses !== previous?.hypotheses) isNew = true;
    weighed.push(hypotheses);
  }
  if (!isNew) return vehicles.map(({ previous }) => previous!);
  const open: TripHypothesis[][] = [];
  const wishes: Wishes[] = [];
  for (const { trips, fix } of weighed) {
    yield;
    const free = trips.filter(({ trip, date }) => {
      const holder = taken(trip, date);
      return holder === null || holder === fix.vehicleId;
    });
    open.push(free);
    const weights = free.map((trip) => Math.exp(due(timetable, trip, now) - trip.cost));
    wishes.push({ keys: free.map(({ key }) => key), weights });
  }
  const shares = yield* sharingOut(wishes);
  const assigned: Assignment[] = [];
  for (const [i, { previous }] of vehicles.entries()) {
    yield;
    assigned.push(decide(previous, weighed[i]!, open[i]!, shares[i]!, timetable));
  }
  return assigned;
}

/** The same at once. */
export function assignAll(
  vehicles: readonly Unassigned[],
  timetable: Timetable,
  now: EpochS,
  taken: Taken,
): Assignment[] {
  return atOnce(assigning(vehicles, timetable, now, taken));
}

/** One vehicle by itself. `now` bounds nothing here: a report speaks for its own time. */
export function assignTrip(
  previous: Assignment | null,
  fix: VehiclePosition,
  timetable: Timetable,
  now: EpochS,
  taken: Taken,
): Assignment {
  return assignAll([{ previous, fix }], timetable, now, taken)[0]!;
}

/** Seen to move along its line, and not so early that it may only be on its way to its terminal. */
function isUnderWay({ phase, score, deviationS }: TripHypothesis): boolean {
  return phase === 'in_progress' && score >= MOVED_SCORE && (deviationS ?? 0) >= -EARLIEST_S;
}

/** A trip that should be on its way speaks for itself: hardly any has no vehicle. */
function due(timetable: Timetable, { trip, date }: Instance, now: EpochS): number {
  return now >= timetable.dayStart(date) + timetable.startS(trip) + DUE_AFTER_S ? DUE : 0;
}

function decide(
  previous: Assignment | null,
  hypotheses: Hypotheses,
  trips: readonly TripHypothesis[],
  shares: readonly number[],
  timetable: Timetable,
): Assignment {
  let at = -1;
  let onAny = 0;
  for (let i = 0; i < shares.length; i++) {
    onAny += shares[i]!;
    if (at < 0 || shares[i]! > shares[at]!) at = i;
  }
  const best = trips[at];
  if (!best) return { hypotheses, decision: null, why: 'no_candidate', probability: 0 };
  const probability = shares[at]! / onAny;
  const { trip, date } = best;
  const was = previous?.decision;
  const isOn = onAny >= ON_TRIP_FROM;
  const assignFrom = hasBlock(timetable, trip) ? ASSIGN_FROM : ASSIGN_FROM_WITHOUT_BLOCKS;
  if (isOn && probability >= assignFrom && (was || isUnderWay(best))) {
    const isSame = was?.trip === trip && was.date === date;
    return { hypotheses, decision: { trip, date }, why: isSame ? 'kept' : 'clear', probability };
  }
  if (was) {
    const keepFrom = hasBlock(timetable, was.trip) ? KEEP_FROM : KEEP_FROM_WITHOUT_BLOCKS;
    const still = trips.findIndex((one) => one.trip === was.trip && one.date === was.date);
    if (still >= 0 && onAny >= OFF_TRIP_BELOW && shares[still]! / onAny >= keepFrom) {
      return { hypotheses, decision: was, why: 'kept', probability: shares[still]! / onAny };
    }
  }
  const why = probability >= assignFrom && !isUnderWay(best) ? 'not_moved' : 'unclear';
  return { hypotheses, decision: null, why, probability };
}
