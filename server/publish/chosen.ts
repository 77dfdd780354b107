// The predictions that Tablo stands for towards others: of both layers, call by call, what its own boards show.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import { choose, type Preference } from '../departures/choose.js';
import type { RealtimeLayers } from '../prediction/layers.js';
import { type TripPrediction, UNKNOWN_CALL } from '../prediction/prediction.js';
import type { Policy } from '../wire/messages.js';

/** One prediction per trip instance of either layer. */
export function chosenPredictions(
  layers: RealtimeLayers,
  prefer: Preference,
  policy: Policy,
  now: EpochS,
): TripPrediction[] {
  const chosen: TripPrediction[] = [...layers.vehicles.added, ...layers.tripUpdates.added];
  const dates = new Set<ServiceDate>([...layers.vehicles.byDate.keys(), ...layers.tripUpdates.byDate.keys()]);
  for (const date of dates) {
    const ours = layers.vehicles.byDate.get(date);
    const theirs = layers.tripUpdates.byDate.get(date);
    for (const [trip, vehicle] of ours ?? []) {
      const update = theirs?.get(trip);
      chosen.push(update ? merge(vehicle, update, prefer, policy, now) : vehicle);
    }
    for (const [trip, update] of theirs ?? []) if (!ours?.has(trip)) chosen.push(update);
  }
  return chosen;
}

function merge(
  vehicle: TripPrediction,
  update: TripPrediction,
  prefer: Preference,
  policy: Policy,
  now: EpochS,
): TripPrediction {
  // What becomes of the trip as a whole is the agency's to say.
  if (update.relationship !== 'scheduled' || update.calls.length !== vehicle.calls.length) return update;
  const picked = update.calls.map((_, position) => choose(vehicle, update, position, prefer, policy, now));
  const first = picked.find((one) => one?.call.state === 'predicted')?.prediction ?? update;
  return {
    ...first,
    vehicleId: vehicle.kind === 'next_trip' ? (update.vehicleId ?? vehicle.vehicleId) : vehicle.vehicleId,
    calls: picked.map((one) => one?.call ?? UNKNOWN_CALL),
  };
}
