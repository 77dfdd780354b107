// A method's errors trip by trip: the grains that the bootstrap draws.

import type { Answers } from './answers.js';

/** Sum of absolute errors, and answers, by trip. */
export function tripSums(answered: Int32Array, answers: Answers): { absolute: Float64Array; count: Float64Array } {
  const { samples, predicted } = answers;
  const trips = tripNumbers(answers);
  const absolute = new Float64Array(trips.size);
  const count = new Float64Array(trips.size);
  for (const i of answered) {
    const trip = trips.get(samples.journey[i]!)!;
    absolute[trip]! += Math.abs(samples.actual[i]! - predicted[i]!);
    count[trip]! += 1;
  }
  return { absolute, count };
}

const numbered = new WeakMap<object, Map<number, number>>();

/** Journeys that have samples, numbered from 0: the same for every method. */
export function tripNumbers({ samples }: Answers): Map<number, number> {
  let trips = numbered.get(samples);
  if (!trips) {
    trips = new Map();
    for (const journey of samples.journey) if (!trips.has(journey)) trips.set(journey, trips.size);
    numbered.set(samples, trips);
  }
  return trips;
}
