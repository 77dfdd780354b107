// What quality keeps over a restart: promises that are not judged yet, and where buses were when it last looked. Pure.

import type { Timetable } from '../timetable/timetable.js';
import type { Sighting } from './passings.js';
import type { PromiseChanges } from './promises.js';

/** What is written at once. */
export interface QualityBlock {
  changes: PromiseChanges;
  /** When the fleet was last taken; null where it never was. */
  takenAt: number | null;
  version: string;
  buses: [vehicleId: string, tripId: string, startS: number, date: string, distanceM: number, at: number][];
}

/** A block of what changed; of the buses those that were on a trip. */
export function qualityBlock(
  changes: PromiseChanges,
  takenAt: number | null,
  fleet: ReadonlyMap<string, Sighting>,
  timetable: Timetable,
): QualityBlock {
  const buses = [...fleet].flatMap(([id, { trip, date, distanceM, fix }]): QualityBlock['buses'] =>
    trip < 0 || date === null || distanceM === null
      ? []
      : [
          [
            id,
            timetable.data.tripIds[trip]!,
            timetable.startS(trip),
            date,
            Math.round(distanceM * 10) / 10,
            fix.timestamp,
          ],
        ],
  );
  return { changes, takenAt, version: timetable.version, buses };
}

/** Where the buses of a block were; nobody where another timetable serves now. */
export function sightingsOf({ version, buses }: QualityBlock, timetable: Timetable): Map<string, Sighting> {
  if (version !== timetable.version) return new Map();
  return new Map(
    buses.flatMap(([id, tripId, startS, date, distanceM, timestamp]) => {
      const trip = timetable.trips(tripId).find((one) => timetable.startS(one) === startS);
      return trip === undefined ? [] : [[id, { trip, date, distanceM, fix: { timestamp } }] as const];
    }),
  );
}
