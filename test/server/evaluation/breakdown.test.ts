// A method taken apart, on hand-made journeys of two routes.

import { describe, expect, it } from 'vitest';
import { Answers } from '../../../server/evaluation/answers.js';
import { breakDown } from '../../../server/evaluation/breakdown.js';
import { companionsOf } from '../../../server/evaluation/companions.js';
import type { Journey } from '../../../server/evaluation/journeys.js';
import type { Samples } from '../../../server/evaluation/samples.js';
import { town } from '../../support/town.js';

const timetable = town({
  trips: [
    { id: 'a', route: '1', calls: ['A 08:00', 'B 08:02', 'C 08:04'] },
    { id: 'b', route: '2', calls: ['C 08:00', 'B 08:02', 'A 08:04'] },
  ],
});

function journey(trip: number, departed: number, arrivals: [number, number]): Journey {
  const none = new Float64Array(3).fill(Number.NaN);
  return {
    ...{ trip, date: '20260610', vehicleId: `v${trip}`, key: `${trip}`, isMain: true },
    stopM: Float64Array.from([0, 500, 1000]),
    scheduledArrival: none,
    scheduledDeparture: Float64Array.from([1_000, 1_120, 1_240]),
    truth: {
      arrival: Float64Array.from([Number.NaN, ...arrivals]),
      departure: Float64Array.from([departed, Number.NaN, Number.NaN]),
    },
  };
}

/** Both journeys asked for both stops at 900 and 960; sample i is journey i >> 2, instant (i >> 1) & 1, stop (i & 1) + 1. */
function asked(journeys: [Journey, Journey]): Samples {
  const index = Array.from({ length: 8 }, (_, i) => i);
  const position = (i: number) => (i & 1) + 1;
  return {
    journeys: { timetable, journeys, sightings: [], from: 900, to: 10_000 },
    ...{ everyS: 60, instants: [900, 960], asked: [], sampleAt: new Int32Array(0), count: 8 },
    at: Float64Array.from(index, (i) => 900 + 60 * ((i >> 1) & 1)),
    journey: Int32Array.from(index, (i) => i >> 2),
    position: Int32Array.from(index, position),
    actual: Float64Array.from(index, (i) => journeys[i >> 2]!.truth.arrival[position(i)]!),
  };
}

function answer(answers: Answers, sample: number, errorS: number): void {
  const { samples } = answers;
  const predicted = samples.actual[sample]! - errorS;
  answers.take(samples.at[sample]!, samples.journey[sample]!, samples.position[sample]!, sample, predicted);
}

describe('a breakdown', () => {
  const samples = asked([journey(0, 700, [1_100, 1_200]), journey(1, 1_010, [1_150, 1_300])]);

  it('tells routes apart, with what was asked on each', () => {
    const answers = new Answers('ours', samples);
    for (const sample of [0, 1, 2, 3]) answer(answers, sample, 10);
    answer(answers, 4, -100);
    const { routes } = breakDown(answers);
    expect(routes.map(({ name, count, asked: of, maeS }) => [name, count, of, maeS])).toEqual([
      ['1', 4, 4, 10],
      ['2', 1, 4, 100],
    ]);
  });

  it('tells next trips apart by how they began and who ran them', () => {
    const answers = new Answers('ours', samples);
    answers.take(900, 0, 1, -1, 1_500, Number.NaN, Number.NaN, 'next_trip', 'v0');
    answers.take(900, 1, 1, -1, 1_160, Number.NaN, Number.NaN, 'next_trip', 'v1');
    answers.take(900, 1, 2, -1, 1_320, Number.NaN, Number.NaN, 'next_trip', 'v0');
    const { next } = breakDown(answers);
    expect(next.map(({ name, count, meanS }) => [name, count, meanS])).toEqual([
      ['left in time or late', 1, -10],
      ['left over 2 min early', 1, -400],
      ['departure not seen', 0, Number.NaN],
      ['run by another vehicle', 1, -20],
    ]);
  });

  it('finds who caught the bus, how early one must be, and which trips were told of', () => {
    const answers = new Answers('ours', samples);
    // One trip answered at both instants, the other at one of them; one bus came five minutes before its promise.
    for (const sample of [0, 1, 2]) answer(answers, sample, 30);
    answer(answers, 3, -300);
    answer(answers, 4, 90);
    const { catchShare, paddingMin, medianMin, iqrMin, tripsTold, tripsCovered } = companionsOf(answers);
    expect(catchShare).toBe(4 / 5);
    // 5 % lies a fifth of the way from −300 to 30.
    expect(paddingMin).toBeCloseTo((300 - 0.2 * 330) / 60);
    expect([medianMin, iqrMin, tripsTold, tripsCovered]).toEqual([0.5, 0, 1, 0.5]);
  });
});
