// A bus does not drive backwards: a place that looks to be behind the last one is noise, unless the bus insists.

import type { EpochS } from '../../feeds/model.js';
import type { TrackedVehicle } from './vehicle.js';

/** A place that so many reports agreed on is sure: it is not given up for one behind it … */
export const SURE_SIGHTINGS = 4;
/** … before the vehicle has seemed to be there for so long. */
export const BACKWARDS_AFTER_S = 240;
/** A step back of less is none. */
const SAME_M = 1;

/** A place on the trip, and what speaks for it. */
export type Settled = Required<Pick<TrackedVehicle, 'sightings'>> &
  Pick<TrackedVehicle, 'behindSince'> & { distanceM: number; isBack: boolean };

/** The place that holds after the matcher found `foundM`. */
export function settle(previous: TrackedVehicle | null, foundM: number, at: EpochS): Settled {
  const fromM = previous?.distanceM;
  const sightings = previous?.sightings ?? 0;
  if (previous === null || fromM === null || fromM === undefined || sightings === 0) {
    return { distanceM: foundM, sightings: 1, isBack: false };
  }
  if (foundM >= fromM - SAME_M) return { distanceM: Math.max(fromM, foundM), sightings: sightings + 1, isBack: false };
  const behindSince = previous.behindSince ?? at;
  if (sightings >= SURE_SIGHTINGS && at - behindSince < BACKWARDS_AFTER_S) {
    return { distanceM: fromM, sightings, behindSince, isBack: false };
  }
  return { distanceM: foundM, sightings: 1, isBack: true };
}
