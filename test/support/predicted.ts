// A vehicle's reports told to an untaught predictor, and what it then says.

import type { EpochS, VehiclePosition } from '../../feeds/model.js';
import { type Followed, follow, predictBlock } from '../../server/prediction/block.js';
import { Learned } from '../../server/prediction/learned.js';
import type { TripPrediction } from '../../server/prediction/prediction.js';
import type { Timetable } from '../../server/timetable/timetable.js';
import { trackVehicle } from '../../server/tracking/track.js';
import type { TrackedVehicle } from '../../server/tracking/vehicle.js';

/** The last state after reports of one vehicle, each received as it was made. */
export function followed(timetable: Timetable, fixes: readonly VehiclePosition[], learned = new Learned()): Followed {
  let vehicle: TrackedVehicle | null = null;
  let state: Followed | null = null;
  for (const fix of fixes) {
    vehicle = trackVehicle(vehicle, fix, timetable, fix.timestamp);
    state = follow(learned, state, vehicle, timetable, fix.timestamp);
  }
  return state!;
}

/** What is predicted at `now` after the reports: the trip it is on, and the next one of its block. */
export function predictedAt(
  timetable: Timetable,
  fixes: readonly VehiclePosition[],
  now: EpochS,
  learned = new Learned(),
): readonly TripPrediction[] {
  const { vehicle, motion } = followed(timetable, fixes, learned);
  return predictBlock(learned, vehicle, motion, timetable, now).predictions;
}

/** What is predicted of a vehicle by itself, as if its report were the first. */
export function predictedOf(vehicle: TrackedVehicle, timetable: Timetable, now: EpochS): readonly TripPrediction[] {
  return follow(new Learned(), null, vehicle, timetable, now).predictions;
}
