// What a replay needs of a predictor, and today's predictor behind that: reports in, predictions of every trip out.

import type { EpochS, VehiclePosition } from '../../feeds/model.js';
import { type Followed, follow } from '../prediction/block.js';
import { layerOf } from '../prediction/layers.js';
import { Learned } from '../prediction/learned.js';
import type { TripPrediction } from '../prediction/prediction.js';
import type { Timetable } from '../timetable/timetable.js';
import { settleClaims } from '../tracking/claims.js';
import { type Assignments, fillTrips, NO_ASSIGNMENTS } from '../tracking/fill-trips.js';
import { trackVehicle } from '../tracking/track.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';

/** A predictor on trial. It may learn from whatever it is given, and is never given anything newer than `now`. */
export interface Predictor {
  /** A whole snapshot of the feed, as it was received at `now`. Snapshots come in order. */
  take(positions: readonly VehiclePosition[], now: EpochS): void;
  /** What boards would have at `now`: at most one prediction of each trip instance. */
  predictions(now: EpochS): Iterable<TripPrediction>;
  /** What was learned stays, all vehicles are forgotten: another recording begins. */
  forgetVehicles(): void;
}

/** A vehicle that a snapshot left out keeps its predictions while its report is at most this old. */
export const ABSENT_KEPT_S = 120;

interface Known {
  vehicle: TrackedVehicle;
  followed: Followed;
  /** When a snapshot last had it. */
  heardAt: EpochS;
}

/** The predictor of the house, as the live fleet runs it, over one timetable. */
export class FleetPredictor implements Predictor {
  private readonly known = new Map<string, Known>();
  private readonly learned = new Learned();
  private takenAt: EpochS = Number.NEGATIVE_INFINITY;
  private assignments: Assignments = NO_ASSIGNMENTS;

  constructor(private readonly timetable: Timetable) {}

  take(positions: readonly VehiclePosition[], now: EpochS): void {
    this.takenAt = now;
    const tracked = new Map([...this.known].map(([id, { vehicle }]) => [id, vehicle]));
    const filled = fillTrips(this.assignments, tracked, positions, this.timetable, now);
    this.assignments = filled.assignments;
    for (const fix of filled.positions) {
      const before = this.known.get(fix.vehicleId);
      const vehicle = trackVehicle(before?.vehicle ?? null, fix, this.timetable, now);
      const followed = follow(this.learned, before?.followed ?? null, vehicle, this.timetable, now);
      this.known.set(fix.vehicleId, { vehicle, followed, heardAt: now });
    }
    for (const [vehicleId, { vehicle, heardAt }] of this.known) {
      if (heardAt < now && now - vehicle.fix.timestamp > ABSENT_KEPT_S) this.known.delete(vehicleId);
    }
  }

  *predictions(now: EpochS): Iterable<TripPrediction> {
    const present: TrackedVehicle[] = [];
    for (const { vehicle, heardAt } of this.known.values()) {
      if (heardAt === this.takenAt || now - vehicle.fix.timestamp <= ABSENT_KEPT_S) present.push(vehicle);
    }
    const all = settleClaims(present).flatMap((vehicle) => {
      const known = this.known.get(vehicle.vehicleId)!;
      known.followed = follow(this.learned, known.followed, vehicle, this.timetable, now);
      return known.followed.predictions;
    });
    for (const trips of layerOf(all).byDate.values()) yield* trips.values();
  }

  forgetVehicles(): void {
    this.known.clear();
    this.assignments = NO_ASSIGNMENTS;
    this.takenAt = Number.NEGATIVE_INFINITY;
  }
}
