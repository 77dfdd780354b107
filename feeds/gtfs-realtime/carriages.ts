// The carriages of a vehicle in their order, as GTFS-Realtime tells them: all of them, or none.

import type { Carriage, OccupancyStatus } from '../model.js';
import { has, type RawVehiclePosition } from './bindings.js';

/**
 * CarriageDetails by carriage_sequence, first in the direction of travel. "If there is an unused value of carriage_sequence,
 * all carriage details are to be discarded": then, and where there are none, undefined. A percentage of −1 is no data.
 */
export function carriagesOf(
  { multiCarriageDetails }: RawVehiclePosition,
  occupancies: readonly OccupancyStatus[],
): readonly Carriage[] | undefined {
  const raw = [...(multiCarriageDetails ?? [])].sort((a, b) => (a.carriageSequence ?? 0) - (b.carriageSequence ?? 0));
  if (raw.length === 0 || raw.some(({ carriageSequence }, i) => carriageSequence !== i + 1)) return undefined;
  return raw.map((carriage) => ({
    label: carriage.label || null,
    occupancyStatus: has(carriage, 'occupancyStatus') ? (occupancies[carriage.occupancyStatus ?? -1] ?? null) : null,
    occupancyPercentage:
      has(carriage, 'occupancyPercentage') && (carriage.occupancyPercentage as number) >= 0
        ? (carriage.occupancyPercentage as number)
        : null,
  }));
}
