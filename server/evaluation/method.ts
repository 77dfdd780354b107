// A method on trial beside the predictor: it sees places as they become known, and says when the bus comes.

import type { EpochS } from '../../feeds/model.js';
import type { Journey, Sighting } from './journeys.js';
import { nextPosition } from './journeys.js';

/** One baseline. */
export interface Method {
  readonly name: string;
  /** What it takes, in a few words for a reader of the report. */
  readonly rule: string;
  /** A place became known. */
  observe(sighting: Sighting, journey: Journey): void;
  /** Fills `arrival` from a position on and returns that position; NaN where it is silent. */
  predict(sighting: Sighting, journey: Journey, now: EpochS, arrival: Float64Array): number;
}

/** First position not yet passed by the newest place; 0 where there is none. */
export function aheadOf(sighting: Sighting, journey: Journey): number {
  return Number.isNaN(sighting.distanceM) ? 0 : nextPosition(journey, sighting.distanceM);
}
