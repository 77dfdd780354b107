// Two methods side by side, on the questions that both of them answered.

import type { Answers } from './answers.js';
import { drawnRatios, type Interval, intervalOf } from './bootstrap.js';
import { tripSums } from './trip-sums.js';

/** Two methods over the samples that both answered; `gainS` is how much better (positive) the first one is, with its interval. */
export interface Comparison {
  common: number;
  oursS: number;
  otherS: number;
  gainS: number;
  interval: Interval;
}

/** Compares two methods of one trial, trip draw by trip draw. */
export function compare(ours: Answers, other: Answers): Comparison {
  const { samples } = ours;
  const common = Int32Array.from({ length: samples.count }, (_, i) => i).filter(
    (i) => !Number.isNaN(ours.predicted[i]!) && !Number.isNaN(other.predicted[i]!),
  );
  const [a, b] = [tripSums(common, ours), tripSums(common, other)];
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const [oursS, otherS] = [sum(a.absolute) / common.length, sum(b.absolute) / common.length];
  const gains = drawnRatios(
    b.absolute.map((value, trip) => value - a.absolute[trip]!),
    a.count,
  );
  return { common: common.length, oursS, otherS, gainS: otherS - oursS, interval: intervalOf(gains) };
}
