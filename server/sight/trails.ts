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
  /** Places, of the newest, that are not kept elsewhere. */
  unkept = 0;

  push({ at, lat, lon, trip, alongM, deviationS }: Trace): void {
    if (at - this.lastAt < TRAIL_STEP_S) return;
    const i = this.next;
    this.at[i] = Math.floor(at);
    this.lat[i] = lat;
    this.lon[i] = lon;
    this.trip[i] = trip;
    this.alongM[i] = alongM ?? Number.NaN;
    this.deviationS[i] = deviationS === null ? NONE : Math.max(-32_000, Math.min(32_000, Math.round(deviationS)));
    this.next = (i + 1) % POINTS;
    this.count = Math.min(POINTS, this.count + 1);
    this.unkept = Math.min(POINTS, this.unkept + 1);
    this.lastAt = at;
  }

  /** From the oldest on; of the newest `most` only. */
  *since(from: EpochS, most = POINTS): Generator<Trace> {
    for (let n = Math.max(0, this.count - most); n < this.count; n++) {
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

  /** Of one trip alone: `[at, alongM, …]`, from the oldest on. Nothing else is made of it: it is asked of every vehicle at once. */
  onTrip(trip: number, from: EpochS): number[] {
    const points: number[] = [];
    for (let n = 0; n < this.count; n++) {
      const i = (this.next - this.count + n + 2 * POINTS) % POINTS;
      if (this.trip[i] !== trip || this.at[i]! < from) continue;
      const alongM = this.alongM[i]!;
      if (!Number.isNaN(alongM)) points.push(this.at[i]!, alongM);
    }
    return points;
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
      const { vehicleId, fix, trip, distanceM, deviationS } = vehicle;
      const { timestamp: at, lat, lon } = fix;
      this.ringOf(vehicleId).push({ at, lat, lon, trip, alongM: distanceM, deviationS });
    }
    this.forgetOld(now);
  }

  /** Places from before the start, each vehicle's oldest first: nothing may have been noted since. They count as kept. */
  recall(vehicleId: string, traces: readonly Trace[]): void {
    const ring = this.ringOf(vehicleId);
    for (const trace of traces) ring.push(trace);
    ring.unkept = 0;
  }

  /** Every vehicle's places that are not kept elsewhere. */
  unkept(): [vehicleId: string, traces: Trace[]][] {
    return [...this.rings].flatMap(([vehicleId, ring]) =>
      ring.unkept > 0 ? [[vehicleId, [...ring.since(Number.NEGATIVE_INFINITY, ring.unkept)]]] : [],
    );
  }

  /** These places are kept elsewhere now; what came meanwhile is not. */
  kept(places: Iterable<readonly [vehicleId: string, traces: readonly Trace[]]>): void {
    for (const [vehicleId, traces] of places) {
      const ring = this.rings.get(vehicleId);
      if (ring) ring.unkept = Math.max(0, ring.unkept - traces.length);
    }
  }

  private ringOf(vehicleId: string): Ring {
    const ring = this.rings.get(vehicleId) ?? new Ring();
    // What spoke last stands last.
    this.rings.delete(vehicleId);
    this.rings.set(vehicleId, ring);
    return ring;
  }

  /** Who was silent for an hour is forgotten, and whoever is too many. */
  forgetOld(now: EpochS): void {
    for (const [vehicleId, ring] of this.rings) {
      if (now - ring.lastAt > TRAIL_S || this.rings.size > TRAILS_AT_MOST) this.rings.delete(vehicleId);
      else break;
    }
  }

  /** The last hour of a vehicle, the oldest place first; empty where nothing is known of it. */
  of(vehicleId: string, now: EpochS): Trace[] {
    return [...(this.rings.get(vehicleId)?.since(now - TRAIL_S) ?? [])];
  }

  /** How far along one trip it was when, in the last hour: `[epoch seconds, metres of its pattern, …]`, the oldest first. */
  onTrip(vehicleId: string, trip: number, now: EpochS): number[] {
    return this.rings.get(vehicleId)?.onTrip(trip, now - TRAIL_S) ?? [];
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
