// How long vehicles took from stop to stop, as their places become known: in proportion between the fixes around each stop.

import type { EpochS } from '../../feeds/model.js';
import { type Journey, nextPosition, type Sighting } from './journeys.js';

/** One vehicle's way from the stop before to this one. */
export interface Passage {
  journey: Journey;
  /** Position of the stop reached. */
  position: number;
  tookS: number;
  reachedAt: EpochS;
}

interface Last {
  journey: Journey;
  at: EpochS;
  distanceM: number;
  /** Last position passed, and when (NaN where unknown). */
  position: number;
  passedAt: EpochS;
}

/** Turns sightings into passages. */
export class Passages {
  private readonly last = new Map<string, Last>();

  /** The passages that a new place completes. */
  *take(sighting: Sighting, journey: Journey): Generator<Passage> {
    const { placeAt, distanceM, vehicleId } = sighting;
    if (Number.isNaN(distanceM)) return;
    const last = this.last.get(vehicleId);
    if (!last || last.journey !== journey || distanceM < last.distanceM) {
      const position = nextPosition(journey, distanceM) - 1;
      this.last.set(vehicleId, { journey, at: placeAt, distanceM, position, passedAt: Number.NaN });
      return;
    }
    const movedM = distanceM - last.distanceM;
    while (last.position + 1 < journey.stopM.length && journey.stopM[last.position + 1]! <= distanceM) {
      const position = ++last.position;
      const share = movedM > 0 ? (journey.stopM[position]! - last.distanceM) / movedM : 1;
      const reachedAt = last.at + share * (placeAt - last.at);
      if (position > 0 && !Number.isNaN(last.passedAt)) {
        yield { journey, position, tookS: reachedAt - last.passedAt, reachedAt };
      }
      last.passedAt = reachedAt;
    }
    last.at = placeAt;
    last.distanceM = distanceM;
  }
}
