// Rules about two feeds of one agency side by side: vehicle positions and trip updates (E047, W003).

import type { Finding, TripUpdate, VehiclePosition } from '../../model.js';
import { Findings } from '../findings.js';

/** Where the two disagree, or only one speaks of a trip. Nothing is judged where one of the feeds is empty. */
export function judgePair(tripUpdates: readonly TripUpdate[], vehicles: readonly VehiclePosition[]): Finding[] {
  const findings = new Findings();
  if (tripUpdates.length === 0 || vehicles.length === 0) return [];
  const tripOfVehicle = new Map<string, string>();
  const reported = new Set<string>();
  for (const { vehicleId, trip } of vehicles) {
    if (!trip?.tripId) continue;
    tripOfVehicle.set(vehicleId, trip.tripId);
    reported.add(trip.tripId);
  }
  const updated = new Set<string>();
  const updatesOfVehicle = new Map<string, Set<string>>();
  for (const { trip, vehicleId } of tripUpdates) {
    if (trip.tripId === null) continue;
    updated.add(trip.tripId);
    if (vehicleId === null) continue;
    const trips = updatesOfVehicle.get(vehicleId) ?? new Set();
    updatesOfVehicle.set(vehicleId, trips.add(trip.tripId));
  }
  // A vehicle may have updates for the trips after this one too; it is wrong where this one is not among them.
  for (const [vehicleId, trips] of updatesOfVehicle) {
    const driven = tripOfVehicle.get(vehicleId);
    if (driven !== undefined && !trips.has(driven)) {
      findings.add('E047', `vehicle ${vehicleId} drives ${driven}, its update is of ${[...trips][0]}`);
    }
  }
  for (const trip of reported) if (!updated.has(trip)) findings.add('W003', `trip ${trip} has a vehicle and no update`);
  for (const trip of updated)
    if (!reported.has(trip)) findings.add('W003', `trip ${trip} has an update and no vehicle`);
  return findings.list();
}
