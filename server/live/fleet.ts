// All vehicles of one city: reports in, tracked vehicles and their predictions out, a report at a time.

import type { EpochS, VehiclePosition } from '../../feeds/model.js';
import { layerOf } from '../prediction/layers.js';
import type { PredictionLayer, TripPrediction } from '../prediction/prediction.js';
import { predictBlock } from '../prediction/schedule-pace.js';
import type { Timetable } from '../timetable/timetable.js';
import { trackVehicle } from '../tracking/track.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import { inSlices } from './slices.js';

/** The fleet as the last snapshot left it. What vanished from a full dataset is gone (obligation F11). */
export interface Fleet {
  vehicles: ReadonlyMap<string, TrackedVehicle>;
  predictions: ReadonlyMap<string, readonly TripPrediction[]>;
  layer: PredictionLayer;
}

/** No vehicles. */
export const NO_FLEET: Fleet = Object.freeze({
  vehicles: new Map(),
  predictions: new Map(),
  layer: { byDate: new Map(), added: [] },
});

/** The fleet after a snapshot. A vehicle whose report is the one already known costs a look-up. */
export async function takePositions(
  previous: Fleet,
  positions: readonly VehiclePosition[],
  timetable: Timetable,
  now: EpochS,
): Promise<Fleet> {
  const vehicles = new Map<string, TrackedVehicle>();
  const predictions = new Map<string, readonly TripPrediction[]>();
  await inSlices(positions, (fix) => {
    const known = vehicles.get(fix.vehicleId) ?? previous.vehicles.get(fix.vehicleId) ?? null;
    const vehicle = trackVehicle(known, fix, timetable, now);
    vehicles.set(fix.vehicleId, vehicle);
    predictions.set(fix.vehicleId, predictBlock(vehicle, timetable, now));
  });
  const all: TripPrediction[] = [];
  for (const list of predictions.values()) all.push(...list);
  return { vehicles, predictions, layer: layerOf(all) };
}
