// How good a method's answers are: by minutes until the bus really came, by kind, and by three published yardsticks.

import type { Answers } from './answers.js';
import { drawnRatios, type Interval, intervalOf, quantile } from './bootstrap.js';
import { tripNumbers, tripSums } from './trip-sums.js';
import {
  ETA_WINDOWS,
  etaBin,
  isCalItpAccurate,
  isEtaAccurate,
  isMbtaAccurate,
  MBTA_WINDOWS,
  mbtaBin,
} from './windows.js';

/** Bins by true horizon in seconds, lower bound included, upper bound not. */
export const HORIZON_BINS: readonly { name: string; fromS: number; toS: number }[] = [
  { name: '0–3', fromS: 0, toS: 180 },
  { name: '3–6', fromS: 180, toS: 360 },
  { name: '6–10', fromS: 360, toS: 600 },
  { name: '10–15', fromS: 600, toS: 900 },
  { name: '15–30', fromS: 900, toS: 1_800 },
];
/** A bus that comes this much before its time leaves its rider behind. */
export const EARLY_S = 60;
/** Hurried riders' bin: for these, early buses are counted over all too. */
export const NEAR_S = 360;

/** Errors are actual − predicted, in seconds: negative is earlier than promised. Shares are 0 to 1; NaN of nothing. */
export interface ErrorFigures {
  /** Samples answered. */
  count: number;
  meanS: number;
  /** Mean of the absolute error, and its median and 90 % quantile. */
  maeS: number;
  medianAbsS: number;
  p90AbsS: number;
  /** Quantiles of the error itself: 10, 25, 50, 75, 90 %. */
  quantilesS: number[];
  /** Came more than a minute before its time. */
  earlyShare: number;
  /** Samples with low and high; shares below, within (bounds included) and above; mean width. */
  intervals: number;
  belowShare: number;
  withinShare: number;
  aboveShare: number;
  widthS: number;
}

/** Figures of one bin. */
export interface BinFigures extends ErrorFigures {
  name: string;
  /** Eligible samples; `count` of them were answered. */
  asked: number;
  maeInterval: Interval;
}

/** Accurate share by a yardstick: of each bin, their unweighted mean, and of all predictions together. */
export interface Yardstick {
  names: readonly string[];
  counts: number[];
  shares: number[];
  mean: number;
  pooled: number;
  interval: Interval;
}

/** All that is told of a method. */
export interface Accuracy {
  name: string;
  all: BinFigures;
  bins: BinFigures[];
  /** Over true horizons below six minutes. */
  earlyNearShare: number;
  mbta: Yardstick;
  eta: Yardstick;
  calItpShare: number;
  /** Share of the eligible samples that were answered. */
  coverage: number;
  /** Shares of all predictions made. */
  ghostShare: number;
  ghostsPassed: number;
  ghostsNever: number;
  made: number;
  backwards: number;
  /** Mean change of a prediction from one instant to the next, seconds. */
  wobbleS: number;
}

/** Judges one method's answers. */
export function judge(answers: Answers): Accuracy {
  const { samples, predicted } = answers;
  const everything = Int32Array.from({ length: samples.count }, (_, i) => i);
  const horizon = (i: number) => samples.actual[i]! - samples.at[i]!;
  const all = binFigures('all', everything, answers);
  const answered = everything.filter((i) => !Number.isNaN(predicted[i]!));
  const near = answered.filter((i) => horizon(i) < NEAR_S);
  const error = (i: number) => samples.actual[i]! - predicted[i]!;
  return {
    name: answers.name,
    all,
    bins: HORIZON_BINS.map(({ name, fromS, toS }) =>
      binFigures(
        name,
        everything.filter((i) => horizon(i) >= fromS && horizon(i) < toS),
        answers,
      ),
    ),
    earlyNearShare: shareOf(near, (i) => error(i) < -EARLY_S),
    mbta: yardstick(
      MBTA_WINDOWS.map(({ name }) => name),
      answered,
      answers,
      (i) => mbtaBin(predicted[i]! - samples.at[i]!),
      (bin, i) => isMbtaAccurate(bin, error(i)),
    ),
    eta: yardstick(
      ETA_WINDOWS.map(({ name }) => name),
      answered,
      answers,
      (i) => etaBin(horizon(i)),
      (bin, i) => isEtaAccurate(bin, error(i)),
    ),
    calItpShare: shareOf(answered, (i) => isCalItpAccurate(horizon(i), error(i))),
    coverage: answered.length / samples.count,
    ghostShare: (answers.ghostsPassed + answers.ghostsNever) / answers.made,
    ghostsPassed: answers.ghostsPassed,
    ghostsNever: answers.ghostsNever,
    made: answers.made,
    backwards: answers.backwards,
    wobbleS: answers.changeSumS / answers.changes,
  };
}

/** Figures of some errors (actual − predicted), with intervals where given. */
export function errorFigures(
  errors: Float64Array,
  intervals: { low: number; high: number; actual: number }[] = [],
): ErrorFigures {
  const sorted = Float64Array.from(errors).sort();
  const absolute = errors.map(Math.abs).sort();
  const share = (one: (interval: { low: number; high: number; actual: number }) => boolean) =>
    intervals.filter(one).length / intervals.length;
  return {
    count: errors.length,
    meanS: mean(errors),
    maeS: mean(absolute),
    medianAbsS: quantile(absolute, 0.5),
    p90AbsS: quantile(absolute, 0.9),
    quantilesS: QUANTILES.map((q) => quantile(sorted, q)),
    earlyShare: errors.reduce((sum, value) => sum + Number(value < -EARLY_S), 0) / errors.length,
    intervals: intervals.length,
    belowShare: share(({ low, actual }) => actual < low),
    withinShare: share(({ low, high, actual }) => actual >= low && actual <= high),
    aboveShare: share(({ high, actual }) => actual > high),
    widthS: intervals.reduce((sum, { low, high }) => sum + high - low, 0) / intervals.length,
  };
}

const QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9];

function binFigures(name: string, asked: Int32Array, answers: Answers): BinFigures {
  const { samples, predicted, low, high } = answers;
  const answered = asked.filter((i) => !Number.isNaN(predicted[i]!));
  const errors = Float64Array.from(answered, (i) => samples.actual[i]! - predicted[i]!);
  const intervals: { low: number; high: number; actual: number }[] = [];
  for (const i of answered) {
    if (!Number.isNaN(low[i]!) && !Number.isNaN(high[i]!)) {
      intervals.push({ low: low[i]!, high: high[i]!, actual: samples.actual[i]! });
    }
  }
  const { absolute, count } = tripSums(answered, answers);
  return {
    name,
    asked: asked.length,
    ...errorFigures(errors, intervals),
    maeInterval: intervalOf(drawnRatios(absolute, count)),
  };
}

function yardstick(
  names: readonly string[],
  answered: Int32Array,
  answers: Answers,
  binOf: (sample: number) => number,
  accurate: (bin: number, sample: number) => boolean,
): Yardstick {
  const trips = tripNumbers(answers);
  const right = new Float64Array(trips.size);
  const of = new Float64Array(trips.size);
  const counts = names.map(() => 0);
  const rights = names.map(() => 0);
  for (const i of answered) {
    const bin = binOf(i);
    if (bin < 0) continue;
    const trip = trips.get(answers.samples.journey[i]!)!;
    const hit = Number(accurate(bin, i));
    counts[bin]! += 1;
    rights[bin]! += hit;
    right[trip]! += hit;
    of[trip]! += 1;
  }
  const shares = rights.map((value, bin) => value / counts[bin]!);
  return {
    names,
    counts,
    shares,
    mean: mean(shares),
    pooled: rights.reduce((a, b) => a + b, 0) / counts.reduce((a, b) => a + b, 0),
    interval: intervalOf(drawnRatios(right, of)),
  };
}

function shareOf(samples: Int32Array, test: (sample: number) => boolean): number {
  let count = 0;
  for (const i of samples) if (test(i)) count++;
  return count / samples.length;
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
