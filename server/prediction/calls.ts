// Predicted times as the calls of a trip: whole seconds, never back in time, with what lies behind the vehicle.

import type { EpochS } from '../../feeds/model.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import type { Learned } from './learned.js';
import type { Ahead } from './predict.js';
import { type CallPrediction, UNKNOWN_CALL } from './prediction.js';

/** Added on both sides where only the feed's header told when the vehicle was there. */
export const HEADER_TIME_EXTRA_S = 30;
/** One that stands at a stop may go at once or stand on for so long. */
export const HELD_S = 60;

/** What the calls are made of. */
export interface CallsInput {
  learned: Learned;
  vehicle: TrackedVehicle;
  ahead: Ahead;
  /** It has yet to leave its first stop, no sooner than then; null where it is on its way. */
  dueS: EpochS | null;
  /** First call not behind the vehicle, and whether it stands there. */
  next: number;
  isAtStop: boolean;
  now: EpochS;
}

/** All calls of a trip. */
export function callsOf(input: CallsInput): CallPrediction[] {
  const { vehicle, ahead, dueS, now } = input;
  const calls: CallPrediction[] = [];
  const extraS = vehicle.fix.timestampSource === 'header' ? HEADER_TIME_EXTRA_S : 0;
  let reached = Math.round(now);
  let from = Math.max(ahead.from, input.next);
  if (dueS !== null && Math.max(now, ahead.leavesS) < dueS) {
    // Buses leave here before their time: no rider at the first stop may be told so, those after it may.
    calls.push(UNKNOWN_CALL);
    from = 1;
  } else if (dueS !== null) {
    calls.push(firstDeparture(input, dueS, extraS));
    reached = calls[0]!.departure!;
    from = 1;
  } else {
    const stands = input.isAtStop && input.next === ahead.from - 1;
    const behind = stands ? input.next : from;
    for (let p = 0; p < behind; p++) calls.push(passed(vehicle, p));
    if (stands) {
      const leaves = Math.max(reached, Number.isNaN(ahead.leavesS) ? reached : Math.round(ahead.leavesS));
      calls.push({
        state: 'predicted',
        arrival: null,
        departure: leaves,
        low: Math.min(leaves, reached),
        high: leaves + HELD_S,
      });
      reached = leaves;
    }
  }
  for (let p = from; p < ahead.n; p++) {
    const arrival = Math.max(reached, Math.round(ahead.mid[p]!));
    const standS = ahead.standS[p]!;
    const laterS = p + 1 < ahead.n ? Math.round(ahead.mid[p + 1]!) : arrival;
    const departure = Math.max(arrival, Math.min(Math.round(arrival + standS), laterS));
    // What is learned are quantiles of the arrival; those of the departure lie as much later as the stand is long.
    const laterByS = departure - arrival;
    calls.push({
      state: 'predicted',
      arrival,
      departure,
      low: Math.max(now, Math.min(departure, Math.round(ahead.low[p]! + laterByS - extraS))),
      high: Math.max(departure, Math.round(ahead.high[p]! + laterByS + extraS)),
    });
    reached = departure;
  }
  return calls;
}

/** The departure from the first stop: never before its time, so far as a rider may rely on it. */
function firstDeparture({ learned, ahead, now }: CallsInput, dueS: EpochS, extraS: number): CallPrediction {
  const leaves = Math.max(now, ahead.leavesS);
  const quantiles = learned.quantiles[ahead.bank];
  quantiles.at(leaves - now);
  const departure = Math.round(Math.max(now, dueS, Math.min(leaves, ahead.mid[1] ?? leaves)));
  return {
    state: 'predicted',
    arrival: null,
    departure,
    low: Math.min(departure, Math.round(Math.max(now, dueS, leaves + quantiles.low - extraS))),
    high: Math.max(departure, Math.round(leaves + quantiles.high + extraS)),
  };
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
