// Where every vehicle was in the last hour: a bounded ring of its own for each, so that the console can draw its way.

import type { EpochS } from '../../feeds/model.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';

/** How far back a trail reaches. */
export const TRAIL_S = 3_600;
/** Reports nearer to each other are thinned: 360 of them are an hour. */
export const TRAIL_STEP_S = 10;
/** Vehicles whose trails are kept; a city of more keeps those that spoke last. 23 bytes a point: at most 41 MB. */
export const TRAILS_AT_MOST = 5_000;

const POINTS = TRAIL_S / TRAIL_STEP_S;
/** Stands for "not known" in the columns. */
const NONE = -32_768;

/** One place on a vehicle's way. `trip` is a compiled trip of the timetable in use then, -1 none. */
export interface Trace {
  at: EpochS;
  lat: number;
  lon: number;
  trip: number;
  alongM: number | null;
  deviationS: number | null;
}

/** One vehicle's ring. */
class Ring {
  private readonly at = new Uint32Array(POINTS);
  private readonly lat = new Float32Array(POINTS);
  private readonly lon = new Float32Array(POINTS);
  private readonly trip = new Int32Array(POINTS);
  private readonly alongM = new Float32Array(POINTS);
  private readonly deviationS = new Int16Array(POINTS);
  private next = 0;
  private count = 0;
  lastAt: EpochS = 0;

  push({ fix, trip, distanceM, deviationS }: TrackedVehicle): void {
    if (fix.timestamp - this.lastAt < TRAIL_STEP_S) return;
    const i = this.next;
    this.at[i] = Math.floor(fix.timestamp);
    this.lat[i] = fix.lat;
    this.lon[i] = fix.lon;
    this.trip[i] = trip;
    this.alongM[i] = distanceM ?? Number.NaN;
    this.deviationS[i] = deviationS === null ? NONE : Math.max(-32_000, Math.min(32_000, Math.round(deviationS)));
    this.next = (i + 1) % POINTS;
    this.count = Math.min(POINTS, this.count + 1);
    this.lastAt = fix.timestamp;
  }

  /** From the oldest on. */
  *since(from: EpochS): Generator<Trace> {
    for (let n = 0; n < this.count; n++) {
      const i = (this.next - this.count + n + 2 * POINTS) % POINTS;
      if (this.at[i]! < from) continue;
      const alongM = this.alongM[i]!;
      const deviationS = this.deviationS[i]!;
      yield {
        at: this.at[i]!,
        lat: this.lat[i]!,
        lon: this.lon[i]!,
        trip: this.trip[i]!,
        alongM: Number.isNaN(alongM) ? null : alongM,
        deviationS: deviationS === NONE ? null : deviationS,
      };
    }
  }

  /** Trips of another timetable mean nothing any more. */
  forgetTrips(): void {
    this.trip.fill(-1);
    this.alongM.fill(Number.NaN);
  }
}

/** The trails of one city. */
export class Trails {
  private readonly rings = new Map<string, Ring>();

  /** Notes where the vehicles are; who was silent for an hour is forgotten. */
  take(vehicles: Iterable<TrackedVehicle>, now: EpochS): void {
    for (const vehicle of vehicles) {
      const { vehicleId } = vehicle;
      const ring = this.rings.get(vehicleId) ?? new Ring();
      ring.push(vehicle);
      // What spoke last stands last.
      this.rings.delete(vehicleId);
      this.rings.set(vehicleId, ring);
    }
    for (const [vehicleId, ring] of this.rings) {
      if (now - ring.lastAt > TRAIL_S || this.rings.size > TRAILS_AT_MOST) this.rings.delete(vehicleId);
      else break;
    }
  }

  /** The last hour of a vehicle, the oldest place first; empty where nothing is known of it. */
  of(vehicleId: string, now: EpochS): Trace[] {
    return [...(this.rings.get(vehicleId)?.since(now - TRAIL_S) ?? [])];
  }

  /** Another timetable serves: places stay, trips are forgotten. */
  forgetTrips(): void {
    for (const ring of this.rings.values()) ring.forgetTrips();
  }

  /** Every vehicle with a trail. */
  vehicles(): Iterable<string> {
    return this.rings.keys();
  }
}
