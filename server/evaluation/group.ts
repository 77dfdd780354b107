// Figures of any group of answers: of a kind, of a route, of a kind at a horizon.

import { type ErrorFigures, errorFigures } from './accuracy.js';
import { type Answer, type Answers, KINDS } from './answers.js';
import { drawnRatios, type Interval, intervalOf } from './bootstrap.js';
import { etaBin, isEtaAccurate, isMbtaAccurate, mbtaBin } from './windows.js';

/** Figures of a group; the accurate shares are of all its answers together, the interval draws its trips again. */
export interface GroupFigures extends ErrorFigures {
  name: string;
  trips: number;
  maeInterval: Interval;
  mbtaShare: number;
  etaShare: number;
}

/** The answers of a kind. Those of next trips are for what nobody else is asked, so they stand apart from the samples. */
export function answersOfKind(answers: Answers, kind: number): Answer[] {
  const { samples, predicted, low, high } = answers;
  const found: Answer[] = KINDS[kind] === 'next_trip' ? [...answers.ahead] : [];
  for (let i = 0; i < samples.count; i++) {
    if (Number.isNaN(predicted[i]!) || answers.kind[i] !== kind) continue;
    found.push({
      ...{ at: samples.at[i]!, predicted: predicted[i]!, low: low[i]!, high: high[i]! },
      ...{ actual: samples.actual[i]!, journey: samples.journey[i]! },
    });
  }
  return found;
}

/** Judges a group. */
export function groupFigures(name: string, group: readonly Answer[]): GroupFigures {
  const sums = new Map<number, [absolute: number, count: number]>();
  for (const { journey, actual, predicted } of group) {
    const [absolute, count] = sums.get(journey) ?? [0, 0];
    sums.set(journey, [absolute + Math.abs(actual - predicted), count + 1]);
  }
  const trips = [...sums.values()];
  const accurate = (binOf: (one: Answer) => number, test: (bin: number, errorS: number) => boolean) => {
    const binned = group.filter((one) => binOf(one) >= 0);
    return binned.filter((one) => test(binOf(one), one.actual - one.predicted)).length / binned.length;
  };
  return {
    name,
    trips: trips.length,
    ...errorFigures(
      Float64Array.from(group, (one) => one.actual - one.predicted),
      group.filter((one) => !Number.isNaN(one.low) && !Number.isNaN(one.high)),
    ),
    maeInterval: intervalOf(
      trips.length === 0
        ? []
        : drawnRatios(
            trips.map(([absolute]) => absolute),
            trips.map(([, count]) => count),
          ),
    ),
    mbtaShare: accurate((one) => mbtaBin(one.predicted - one.at), isMbtaAccurate),
    etaShare: accurate((one) => etaBin(one.actual - one.at), isEtaAccurate),
  };
}
