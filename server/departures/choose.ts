// Which datum a row believes: the agency's trip update or our own prediction from the vehicle.

import type { EpochS } from '../../feeds/model.js';
import type { CallPrediction, TripPrediction } from '../prediction/prediction.js';
import type { Policy } from '../wire/messages.js';

/** A feed's setting: whose prediction counts where both exist and are fresh. */
export type Preference = 'trip-update' | 'vehicle';

/** The datum chosen for one call, with the trip instance that it came from. */
export interface Chosen {
  prediction: TripPrediction;
  call: CallPrediction;
}

/** The call of a trip instance at a position, where that instance says anything of it. */
function callOf(prediction: TripPrediction | undefined, position: number): Chosen | null {
  const call = prediction?.calls[position];
  return prediction && call && call.state !== 'unknown' ? { prediction, call } : null;
}

/**
 * The datum for the call at `position`. What the preferred source says counts while it is fresh; then the other one while
 * it is fresher; a skipped stop is the agency's to say, and a bus that was seen to pass has passed.
 */
export function choose(
  vehicle: TripPrediction | undefined,
  update: TripPrediction | undefined,
  position: number,
  prefer: Preference,
  policy: Policy,
  now: EpochS,
): Chosen | null {
  const ours = callOf(vehicle, position);
  const theirs = callOf(update, position);
  if (!ours) return theirs;
  if (!theirs) return ours;
  if (theirs.call.state === 'skipped') return theirs;
  if (ours.call.state === 'passed') return ours;
  const first = prefer === 'trip-update' ? theirs : ours;
  const second = prefer === 'trip-update' ? ours : theirs;
  if (usable(first) && now - first.prediction.asOf <= policy.ageing_after_s) return first;
  if (usable(second) && second.prediction.asOf > first.prediction.asOf) return second;
  return usable(first) ? first : usable(second) ? second : first;
}

function usable(chosen: Chosen): boolean {
  return chosen.call.state === 'predicted' || chosen.call.state === 'passed';
}
