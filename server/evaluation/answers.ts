// What one method answered over the eligible set, and what else it promised: ghosts, times that run backwards, flicker.

import type { EpochS } from '../../feeds/model.js';
import type { PredictionKind } from '../prediction/prediction.js';
import { MAX_HORIZON_S, type Samples } from './samples.js';

/** A prediction for a stop that the vehicle had left this long before is a ghost. */
export const GHOST_AFTER_S = 60;
/** A prediction of a trip that nothing was ever seen of is a ghost, once its time lies this far before the recording's end. */
export const NEVER_CAME_S = 900;

export const KINDS: readonly PredictionKind[] = ['mid_trip', 'at_terminal', 'next_trip'];

/** One answer and what happened. */
export interface Answer {
  at: number;
  predicted: number;
  /** NaN where no interval was told. */
  low: number;
  high: number;
  actual: number;
  /** Index of the journey. */
  journey: number;
}

/** One method's answers, and its tallies. */
export class Answers {
  /** By sample; NaN where it was silent. */
  readonly predicted: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Index into KINDS by sample. */
  readonly kind: Uint8Array;
  /** Predictions made at the instants, whether eligible or not. */
  made = 0;
  /** For stops left behind, and of trips that nobody saw run. */
  ghostsPassed = 0;
  ghostsNever = 0;
  /** A stop expected before the stop ahead of it. */
  backwards = 0;
  /** Changes from one instant to the next: how many, and their sum. */
  changes = 0;
  changeSumS = 0;
  /** Of trips that their vehicle had not begun: nobody else is asked for these, so they stand apart. `isOther`: another vehicle ran it. */
  readonly ahead: (Answer & { isOther: boolean })[] = [];
  private readonly memory = new Map<number, Memory>();

  constructor(
    readonly name: string,
    readonly samples: Samples,
  ) {
    this.predicted = new Float64Array(samples.count).fill(Number.NaN);
    this.low = new Float64Array(samples.count).fill(Number.NaN);
    this.high = new Float64Array(samples.count).fill(Number.NaN);
    this.kind = new Uint8Array(samples.count);
  }

  /** Takes an answer for a position of a journey, at an instant; positions of a journey come in order. */
  take(
    at: EpochS,
    journey: number,
    position: number,
    sample: number,
    predicted: EpochS,
    low = Number.NaN,
    high = Number.NaN,
    kind: PredictionKind = 'mid_trip',
    vehicleId: string | null = null,
  ): void {
    this.made++;
    if (sample >= 0) {
      this.predicted[sample] = predicted;
      this.low[sample] = low;
      this.high[sample] = high;
      this.kind[sample] = KINDS.indexOf(kind);
    }
    const { truth, vehicleId: ran } = this.samples.journeys.journeys[journey]!;
    const actual = truth.arrival[position]!;
    if (sample < 0 && kind === 'next_trip' && actual >= at && actual < at + MAX_HORIZON_S) {
      this.ahead.push({ at, predicted, low, high, actual, journey, isOther: vehicleId !== null && vehicleId !== ran });
    }
    const left = truth.departure[position]!;
    if ((Number.isNaN(left) ? actual : left) < at - GHOST_AFTER_S) this.ghostsPassed++;
    this.remember(at, journey, position, predicted, truth.arrival.length);
  }

  private remember(at: EpochS, journey: number, position: number, predicted: EpochS, count: number): void {
    let memory = this.memory.get(journey);
    if (!memory) {
      memory = {
        at: Number.NaN,
        predicted: Number.NEGATIVE_INFINITY,
        position: -1,
        last: filled(count),
        lastAt: filled(count),
      };
      this.memory.set(journey, memory);
    }
    if (memory.at === at && position > memory.position && predicted < memory.predicted) this.backwards++;
    memory.at = at;
    memory.predicted = predicted;
    memory.position = position;
    if (at - memory.lastAt[position]! === this.samples.everyS) {
      this.changes++;
      this.changeSumS += Math.abs(predicted - memory.last[position]!);
    }
    memory.last[position] = predicted;
    memory.lastAt[position] = at;
  }
}

interface Memory {
  at: EpochS;
  predicted: EpochS;
  position: number;
  /** By position: what was promised last, and when. */
  last: Float64Array;
  lastAt: Float64Array;
}

function filled(count: number): Float64Array {
  return new Float64Array(count).fill(Number.NaN);
}
