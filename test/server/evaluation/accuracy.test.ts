// The figures of hand-made answers, each worked out on paper.

import { describe, expect, it } from 'vitest';
import { errorFigures, judge } from '../../../server/evaluation/accuracy.js';
import { Answers } from '../../../server/evaluation/answers.js';
import { drawnRatios, intervalOf, quantile } from '../../../server/evaluation/bootstrap.js';
import { breakDown } from '../../../server/evaluation/breakdown.js';
import { compare } from '../../../server/evaluation/compare.js';
import type { Journey } from '../../../server/evaluation/journeys.js';
import type { Samples } from '../../../server/evaluation/samples.js';
import { town } from '../../support/town.js';

const timetable = town({ trips: [{ id: 't', calls: ['A 08:00', 'B 08:02', 'C 08:04', 'D 08:06'] }] });

/** A journey whose arrivals at B, C and D are given, and samples of it at instants. */
function samplesOf(arrivals: number[], instants: number[]): Samples {
  const arrival = Float64Array.from([Number.NaN, ...arrivals]);
  const none = new Float64Array(arrival.length).fill(Number.NaN);
  const journey: Journey = {
    trip: 0,
    date: '20260610',
    vehicleId: 'v',
    key: 't/20260610',
    stopM: Float64Array.from([0, 500, 1000, 1500]),
    scheduledArrival: none,
    scheduledDeparture: none,
    truth: { arrival, departure: none },
    isMain: true,
  };
  const rows = instants.flatMap((at) =>
    [1, 2, 3].filter((p) => arrival[p]! >= at).map((position) => ({ at, position, actual: arrival[position]! })),
  );
  return {
    journeys: { timetable, journeys: [journey], sightings: [], from: instants[0]!, to: 10_000 },
    everyS: 60,
    instants,
    asked: [],
    sampleAt: new Int32Array(0),
    count: rows.length,
    at: Float64Array.from(rows, ({ at }) => at),
    journey: Int32Array.from(rows, () => 0),
    position: Int32Array.from(rows, ({ position }) => position),
    actual: Float64Array.from(rows, ({ actual }) => actual),
  };
}

describe('judge', () => {
  it('bins by the true horizon, counts what was not answered, and tells early from late', () => {
    const samples = samplesOf([1_100, 1_180, 1_600], [1_000]);
    const answers = new Answers('one', samples);
    answers.take(1_000, 0, 1, 0, 1_090, 1_080, 1_100);
    answers.take(1_000, 0, 2, 1, 1_300, 1_200, 1_400);
    const figures = judge(answers);
    expect(figures.coverage).toBeCloseTo(2 / 3);
    expect(figures.bins.map(({ asked, count }) => [asked, count])).toEqual([
      [1, 1],
      [1, 1],
      [0, 0],
      [1, 0],
      [0, 0],
    ]);
    expect(figures.bins[0]).toMatchObject({ meanS: 10, maeS: 10, earlyShare: 0, withinShare: 1, widthS: 20 });
    expect(figures.bins[1]).toMatchObject({ meanS: -120, maeS: 120, earlyShare: 1, belowShare: 1, widthS: 200 });
    expect(figures.earlyNearShare).toBe(0.5);
    expect(figures.mbta.shares.slice(0, 2)).toEqual([1, 0]);
    expect(figures.eta.shares.slice(0, 2)).toEqual([1, 0]);
  });

  it('counts ghosts, times that run backwards, and wobble', () => {
    const samples = samplesOf([1_100, 1_400, 1_600], [1_200, 1_260]);
    const answers = new Answers('two', samples);
    answers.take(1_200, 0, 1, -1, 1_210);
    answers.take(1_200, 0, 2, 0, 1_420);
    answers.take(1_200, 0, 3, 1, 1_410);
    answers.take(1_260, 0, 2, 2, 1_400);
    answers.take(1_260, 0, 3, 3, 1_450);
    const figures = judge(answers);
    expect(figures.ghostsPassed).toBe(1);
    expect(figures.ghostShare).toBeCloseTo(1 / 5);
    expect(figures.backwards).toBe(1);
    expect(figures.wobbleS).toBe((20 + 40) / 2);
  });

  it('tells kinds apart, and takes predictions of a next trip that nobody else is asked for', () => {
    const samples = samplesOf([1_100, 1_180, 1_600], [1_000]);
    const answers = new Answers('kinds', samples);
    answers.take(1_000, 0, 1, 0, 1_100, 1_090, 1_110, 'mid_trip');
    answers.take(1_000, 0, 2, 1, 1_080, 1_070, 1_090, 'at_terminal');
    answers.take(1_000, 0, 3, -1, 1_650, 1_550, 1_700, 'next_trip');
    const { kinds, cells } = breakDown(answers);
    const [mid, terminal, next] = kinds;
    expect(mid).toMatchObject({ name: 'mid_trip', count: 1, maeS: 0, mbtaShare: 1, etaShare: 1, withinShare: 1 });
    expect(terminal).toMatchObject({ count: 1, meanS: 100, mbtaShare: 0, etaShare: 1, aboveShare: 1 });
    expect(next).toMatchObject({ count: 1, meanS: -50, mbtaShare: 1, etaShare: 1, withinShare: 1 });
    // True horizons are 100, 180 and 600 s.
    expect(cells.map((bins) => bins.map(({ count }) => count))).toEqual([
      [1, 0, 0, 0, 0],
      [0, 1, 0, 0, 0],
      [0, 0, 0, 1, 0],
    ]);
    expect(cells[2]![3]).toMatchObject({ name: '10–15', maeS: 50, maeInterval: [50, 50] });
    expect(cells[0]![4]!.maeInterval).toEqual([Number.NaN, Number.NaN]);
  });

  it('is no ghost while the stop was left no more than a minute ago', () => {
    const samples = samplesOf([1_140, 1_400, 1_600], [1_200]);
    const answers = new Answers('three', samples);
    answers.take(1_200, 0, 1, -1, 1_210);
    expect(judge(answers).ghostsPassed).toBe(0);
  });

  it('tells how much better one method is than another', () => {
    const samples = samplesOf([1_100, 1_180, 1_600], [1_000]);
    const [good, bad] = ['good', 'bad'].map((name) => new Answers(name, samples)) as [Answers, Answers];
    for (let i = 0; i < 3; i++) good.take(1_000, 0, i + 1, i, samples.actual[i]! + 5);
    // Silence on the hardest one must not make the other look better.
    for (let i = 0; i < 2; i++) bad.take(1_000, 0, i + 1, i, samples.actual[i]! + 25);
    expect(compare(good, bad)).toEqual({ common: 2, oursS: 5, otherS: 25, gainS: 20, interval: [20, 20] });
  });
});

describe('errorFigures', () => {
  it('gives median and 90 % of absolute errors', () => {
    const figures = errorFigures(Float64Array.from([-10, 20, -30, 40, -50, 60, -70, 80, -90, 100, -110]));
    expect(figures).toMatchObject({ medianAbsS: 60, p90AbsS: 100, earlyShare: 3 / 11 });
    expect(figures.quantilesS[2]).toBe(-10);
  });

  it('counts the bounds of an interval as within', () => {
    const bounds = [
      { low: 10, high: 20, actual: 10 },
      { low: 10, high: 20, actual: 20 },
      { low: 10, high: 20, actual: 9 },
      { low: 10, high: 20, actual: 21 },
    ];
    const figures = errorFigures(new Float64Array(4), bounds);
    expect(figures).toMatchObject({ withinShare: 0.5, belowShare: 0.25, aboveShare: 0.25 });
  });
});

describe('bootstrap', () => {
  it('is the same every time, and holds the value it is drawn around', () => {
    const tops = Array.from({ length: 50 }, (_, i) => i * 10);
    const bottoms = tops.map(() => 10);
    const draws = drawnRatios(tops, bottoms);
    expect(drawnRatios(tops, bottoms)).toEqual(draws);
    const [low, high] = intervalOf(draws);
    expect(low).toBeLessThan(24.5);
    expect(high).toBeGreaterThan(24.5);
    expect(high - low).toBeGreaterThan(5);
    expect(high - low).toBeLessThan(12);
  });

  it('has no quantile of nothing', () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([1, 2], 0.5)).toBe(1.5);
  });
});
