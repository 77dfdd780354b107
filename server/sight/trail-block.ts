// Places of vehicles as they are kept over a restart: numbers in rows, trips by their names. Pure.

import type { EpochS } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import type { Trace, Trails } from './trails.js';

/** Degrees are kept to the hundred-thousandth: a metre. */
const PER_DEGREE = 100_000;
/** Numbers of a place: seconds after the one before, latitude, longitude, trip in the list or -1, metres, seconds of deviation. */
const MEMBERS = 6;

/** The places of some minutes. */
export interface TrailBlock {
  version: string;
  /** trip_id, and the second of its start: trips by frequency share the first. */
  trips: [tripId: string, startS: number][];
  vehicles: [vehicleId: string, places: (number | null)[]][];
}

/** Places as a block. */
export function blockOf(
  places: readonly (readonly [vehicleId: string, traces: readonly Trace[]])[],
  timetable: Timetable,
): TrailBlock {
  const trips = new Map<number, number>();
  const placeOf = (trip: number) => {
    if (trip < 0) return -1;
    const known = trips.get(trip) ?? trips.size;
    trips.set(trip, known);
    return known;
  };
  const vehicles = places.map(([vehicleId, traces]): [string, (number | null)[]] => {
    let before = 0;
    const row: (number | null)[] = [];
    for (const { at, lat, lon, trip, alongM, deviationS } of traces) {
      row.push(at - before, Math.round(lat * PER_DEGREE), Math.round(lon * PER_DEGREE), placeOf(trip));
      row.push(alongM === null ? null : Math.round(alongM), deviationS);
      before = at;
    }
    return [vehicleId, row];
  });
  return {
    version: timetable.version,
    trips: [...trips.keys()].map((trip) => [timetable.data.tripIds[trip]!, timetable.startS(trip)]),
    vehicles,
  };
}

/** Gives the trails back what a block says; of another timetable only where vehicles were. Throws where it is no block. */
export function recallBlock(trails: Trails, block: TrailBlock, timetable: Timetable, now: EpochS): void {
  const { version, trips, vehicles } = block;
  const isSame = version === timetable.version;
  const compiled = trips.map(([tripId, startS]) =>
    isSame ? (timetable.trips(tripId).find((trip) => timetable.startS(trip) === startS) ?? -1) : -1,
  );
  for (const [vehicleId, row] of vehicles) {
    let at = 0;
    const traces: Trace[] = [];
    for (let i = 0; i + MEMBERS <= row.length; i += MEMBERS) {
      at += row[i]!;
      const trip = compiled[row[i + 3]!] ?? -1;
      const [lat, lon] = [row[i + 1]! / PER_DEGREE, row[i + 2]! / PER_DEGREE];
      traces.push({ at, lat, lon, trip, alongM: trip < 0 ? null : row[i + 4]!, deviationS: row[i + 5]! });
    }
    trails.recall(vehicleId, traces);
  }
  trails.forgetOld(now);
}
