// Two vehicles on one trip: a forgotten log-in must not make a second bus. The more plausible one keeps it.

import type { EpochS } from '../../feeds/model.js';
import type { TrackedVehicle } from './vehicle.js';

/** A claim is as good as a newer one while its report is at most this much older. */
export const FRESH_CLAIM_S = 180;

/** The same vehicles, those that lose their trip to another silenced by `trip_taken`. Order is kept; unaffected ones are the same objects. */
export function settleClaims(vehicles: readonly TrackedVehicle[]): TrackedVehicle[] {
  const holders = new Map<string, TrackedVehicle>();
  let newest: EpochS = Number.NEGATIVE_INFINITY;
  for (const { fix } of vehicles) if (fix.timestamp > newest) newest = fix.timestamp;
  for (const vehicle of vehicles) {
    if (!claims(vehicle)) continue;
    const key = `${vehicle.date}/${vehicle.trip}`;
    const holder = holders.get(key);
    if (!holder || beats(vehicle, holder, newest)) holders.set(key, vehicle);
  }
  return vehicles.map((vehicle) =>
    claims(vehicle) && holders.get(`${vehicle.date}/${vehicle.trip}`) !== vehicle
      ? { ...vehicle, silence: 'trip_taken' }
      : vehicle,
  );
}

function claims(vehicle: TrackedVehicle): boolean {
  return vehicle.trip >= 0 && vehicle.silence === null;
}

/** Fresh before silent, on its way before waiting, nearer to the timetable, then the newer report. */
function beats(a: TrackedVehicle, b: TrackedVehicle, newest: EpochS): boolean {
  const fresh = (vehicle: TrackedVehicle) => Number(newest - vehicle.fix.timestamp <= FRESH_CLAIM_S);
  const running = (vehicle: TrackedVehicle) => Number(vehicle.phase === 'in_progress');
  const off = (vehicle: TrackedVehicle) => Math.abs(vehicle.deviationS ?? Number.MAX_SAFE_INTEGER);
  return (fresh(a) - fresh(b) || running(a) - running(b) || off(b) - off(a) || a.fix.timestamp - b.fix.timestamp) > 0;
}
