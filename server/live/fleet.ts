// All vehicles of one city: reports in, tracked vehicles and their predictions out, a report at a time.

import type { EpochS, VehiclePosition } from '../../feeds/model.js';
import { type Followed, follow } from '../prediction/block.js';
import { layerOf } from '../prediction/layers.js';
import type { Learned } from '../prediction/learned.js';
import type { PredictionLayer, TripPrediction } from '../prediction/prediction.js';
import type { Timetable } from '../timetable/timetable.js';
import { settleClaims } from '../tracking/claims.js';
import { type Assignments, fillTrips, NO_ASSIGNMENTS } from '../tracking/fill-trips.js';
import { trackVehicle } from '../tracking/track.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import { inSlices } from './slices.js';

/** A vehicle that vanished from the feed predicts nothing, but its way so far is remembered this long in case it comes back. */
export const REMEMBERED_S = 600;

/** The fleet as the last snapshot left it. What vanished from a full dataset is gone (obligation F11). */
export interface Fleet {
  /** What is thought of vehicles whose feed names no usable trip. */
  assignments: Assignments;
  /** As tracking left each one, before claims to the same trip were settled; those that vanished lately are among them. */
  tracked: ReadonlyMap<string, TrackedVehicle>;
  vehicles: ReadonlyMap<string, TrackedVehicle>;
  /** As prediction follows each one. */
  followed: ReadonlyMap<string, Followed>;
  predictions: ReadonlyMap<string, readonly TripPrediction[]>;
  layer: PredictionLayer;
}

/** No vehicles. */
export const NO_FLEET: Fleet = Object.freeze({
  assignments: NO_ASSIGNMENTS,
  tracked: new Map(),
  vehicles: new Map(),
  followed: new Map(),
  predictions: new Map(),
  layer: { byDate: new Map(), added: [] },
});

/** The fleet after a snapshot; passages that it completes go into `learned`. A report that is already known costs a look-up. */
export async function takePositions(
  previous: Fleet,
  positions: readonly VehiclePosition[],
  timetable: Timetable,
  learned: Learned,
  now: EpochS,
): Promise<Fleet> {
  const filled = fillTrips(previous.assignments, previous.tracked, positions, timetable, now);
  const tracked = new Map<string, TrackedVehicle>();
  await inSlices(filled.positions, (fix) => {
    const known = tracked.get(fix.vehicleId) ?? previous.tracked.get(fix.vehicleId) ?? null;
    tracked.set(fix.vehicleId, trackVehicle(known, fix, timetable, now));
  });
  const vehicles = new Map<string, TrackedVehicle>();
  const followed = new Map<string, Followed>();
  const predictions = new Map<string, readonly TripPrediction[]>();
  const all: TripPrediction[] = [];
  await inSlices(settleClaims([...tracked.values()]), (vehicle) => {
    const { vehicleId } = vehicle;
    const next = follow(learned, previous.followed.get(vehicleId) ?? null, vehicle, timetable, now);
    vehicles.set(vehicleId, vehicle);
    followed.set(vehicleId, next);
    predictions.set(vehicleId, next.predictions);
    for (const prediction of next.predictions) all.push(prediction);
  });
  for (const [vehicleId, vehicle] of previous.tracked) {
    const motion = previous.followed.get(vehicleId);
    if (tracked.has(vehicleId) || now - vehicle.fix.timestamp > REMEMBERED_S) continue;
    tracked.set(vehicleId, vehicle);
    if (motion) followed.set(vehicleId, motion);
  }
  return { assignments: filled.assignments, tracked, vehicles, followed, predictions, layer: layerOf(all) };
}
