// What a replay needs of a predictor, and today's predictor behind that: reports in, predictions of every trip out.

import type { EpochS, VehiclePosition } from '../../feeds/model.js';
import { type Fleet, following, NO_FLEET, takingPositions } from '../prediction/fleet.js';
import { Learned } from '../prediction/learned.js';
import type { TripPrediction } from '../prediction/prediction.js';
import type { Timetable } from '../timetable/timetable.js';
import { atOnce } from '../tracking/steps.js';

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

/** The predictor of the house, as the live fleet runs it, over one timetable. */
export class FleetPredictor implements Predictor {
  private readonly learned = new Learned();
  private fleet: Fleet = NO_FLEET;
  private followedAt: EpochS = Number.NEGATIVE_INFINITY;

  constructor(private readonly timetable: Timetable) {}

  take(positions: readonly VehiclePosition[], now: EpochS): void {
    this.fleet = atOnce(takingPositions(this.fleet, positions, this.timetable, this.learned, now, ABSENT_KEPT_S));
    this.followedAt = now;
  }

  *predictions(now: EpochS): Iterable<TripPrediction> {
    if (now > this.followedAt) {
      this.fleet = atOnce(following(this.fleet, this.timetable, this.learned, now, ABSENT_KEPT_S));
      this.followedAt = now;
    }
    for (const trips of this.fleet.layer.byDate.values()) yield* trips.values();
  }

  forgetVehicles(): void {
    this.fleet = NO_FLEET;
    this.followedAt = Number.NEGATIVE_INFINITY;
  }
}
