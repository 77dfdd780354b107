// What Cal-ITP asks besides accuracy: would the rider have caught the bus, how early must one be, who is told anything at all.

import type { Answers } from './answers.js';
import { drawnRatios, type Interval, intervalOf, quantile } from './bootstrap.js';
import { tripNumbers } from './trip-sums.js';
import { calItpEarlyS } from './windows.js';

/** Padding is reckoned so that this share of buses is missed: one in twenty. */
export const MISSED_SHARE = 0.05;
/** A trip is well covered when so much of its minutes had an answer. */
export const COVERED_SHARE = 0.9;

/** The companions of one method. */
export interface Companions {
  /** Share of answers that were on time or too early: who believed them caught the bus (goal 75 %). */
  catchShare: number;
  catchInterval: Interval;
  /** Minutes that a rider must be there before the promised time to miss no more than one bus in twenty. */
  paddingMin: number;
  /** Median of the error, and the width of its middle half, minutes. */
  medianMin: number;
  iqrMin: number;
  /** Of the trips that were asked about: those with any answer, and those with an answer at 90 % of their instants. */
  tripsTold: number;
  tripsCovered: number;
}

/** Finds the companions of a method. */
export function companionsOf(answers: Answers): Companions {
  const { samples, predicted } = answers;
  const numbers = tripNumbers(answers);
  const caught = new Float64Array(numbers.size);
  const told = new Float64Array(numbers.size);
  const instants = Array.from({ length: numbers.size }, () => new Map<number, boolean>());
  const errors: number[] = [];
  for (let i = 0; i < samples.count; i++) {
    const trip = numbers.get(samples.journey[i]!)!;
    const at = samples.at[i]!;
    const errorS = samples.actual[i]! - predicted[i]!;
    const isTold = !Number.isNaN(errorS);
    instants[trip]!.set(at, isTold || (instants[trip]!.get(at) ?? false));
    if (!isTold) continue;
    errors.push(errorS);
    told[trip]! += 1;
    if (errorS > calItpEarlyS(samples.actual[i]! - at)) caught[trip]! += 1;
  }
  const sorted = Float64Array.from(errors).sort();
  const share = instants.map((trip) => [...trip.values()].filter(Boolean).length / trip.size);
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  return {
    catchShare: sum(caught) / sum(told),
    catchInterval: intervalOf(drawnRatios(caught, told)),
    paddingMin: Math.max(0, -quantile(sorted, MISSED_SHARE)) / 60,
    medianMin: quantile(sorted, 0.5) / 60,
    iqrMin: (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 60,
    tripsTold: share.filter((part) => part > 0).length / share.length,
    tripsCovered: share.filter((part) => part >= COVERED_SHARE).length / share.length,
  };
}
