// Each baseline's rule on a street of three stops, by hand.

import { describe, expect, it } from 'vitest';
import {
  AgedAverage,
  DelayCarried,
  HistoricalMean,
  KalmanBlend,
  LastVehicle,
  TimetableAlone,
} from '../../../server/evaluation/baselines.js';
import type { Journey, Sighting } from '../../../server/evaluation/journeys.js';
import type { Method } from '../../../server/evaluation/method.js';
import { town } from '../../support/town.js';

const street = town({ trips: [{ id: 't', calls: ['A 08:00', 'B 08:02', 'C 08:04'] }] });

/** The trip on a date, scheduled from `startS`: 500 m and 120 s from stop to stop. */
function journey(startS: number, date = '20260610', vehicleId = 'v'): Journey {
  const scheduled = Float64Array.from([startS, startS + 120, startS + 240]);
  const none = new Float64Array(3).fill(Number.NaN);
  return {
    trip: 0,
    date,
    vehicleId,
    key: `t/${date}`,
    stopM: Float64Array.from([0, 500, 1000]),
    scheduledArrival: scheduled,
    scheduledDeparture: scheduled,
    truth: { arrival: none, departure: none },
    isMain: true,
  };
}

function seen(at: number, distanceM: number, vehicleId = 'v'): Sighting {
  return { receivedAt: at, vehicleId, journey: 0, fixAt: at, placeAt: at, distanceM };
}

/** Lets a vehicle pass with its first pair of stops in `firstS` and its second in `secondS`, leaving A at `leftAt`. */
function drive(method: Method, one: Journey, leftAt: number, firstS: number, secondS: number): void {
  const times: [number, number][] = [
    [leftAt - 10, -50],
    [leftAt, 0],
    [leftAt + firstS, 500],
    [leftAt + firstS + secondS, 1000],
  ];
  for (const [at, distanceM] of times) method.observe(seen(at, distanceM, one.vehicleId), one);
}

/** Arrivals at B and C, asked at 1,060 of a bus that left A at 1,000 by the timetable and was seen half way to B at 1,060. */
function asked(method: Method, now = 1_060): number[] {
  const arrival = new Float64Array(3).fill(Number.NaN);
  const from = method.predict(seen(1_060, 250), journey(1_000), now, arrival);
  expect(from).toBe(1);
  return [...arrival.slice(1)];
}

describe('baselines', () => {
  it('the timetable alone never moves', () => {
    expect(asked(new TimetableAlone())).toEqual([1_120, 1_240]);
  });

  it('the delay carried holds at every stop, and promises nothing before now', () => {
    const method = new DelayCarried();
    const arrival = new Float64Array(3);
    method.predict(seen(1_100, 250), journey(1_000), 1_100, arrival);
    expect([...arrival.slice(1)]).toEqual([1_160, 1_280]);
    method.predict(seen(1_100, 250), journey(1_000), 1_200, arrival);
    expect([...arrival.slice(1)]).toEqual([1_200, 1_280]);
  });

  it('the last vehicle, then the mean of all, on each pair of stops', () => {
    const [last, mean] = [new LastVehicle(street), new HistoricalMean(street)];
    for (const method of [last, mean]) {
      drive(method, journey(0, '20260610', 'w'), 0, 100, 200);
      drive(method, journey(500, '20260610', 'x'), 500, 200, 300);
    }
    expect(asked(last)).toEqual([1_060 + 100, 1_060 + 100 + 300]);
    expect(asked(mean)).toEqual([1_060 + 75, 1_060 + 75 + 250]);
  });

  it('the aged average blends ratios, the older the less, with the pace of the timetable', () => {
    const method = new AgedAverage(street);
    drive(method, journey(0, '20260610', 'w'), 0, 240, 240);
    const weight = Math.exp(-(1_060 - 240) / 7_200);
    const ratio = (2 * weight + 1) / (weight + 1);
    expect(asked(method)[0]).toBeCloseTo(1_060 + 60 * ratio, 6);
    expect(asked(method, 1_060 + 720_000)[0]).toBe(1_060 + 720_000);
  });

  it('the Kalman blend is the last vehicle until three earlier days of the trip are known', () => {
    const method = new KalmanBlend(street);
    const day = 86_400;
    const dates = ['20260607', '20260608', '20260609'];
    dates.slice(0, 2).forEach((date, i) => {
      drive(method, journey((i - 3) * day, date), (i - 3) * day, 120 + 20 * i, 120);
    });
    expect(asked(method)[0]).toBe(1_060 + 70);
    drive(method, journey(-day, dates[2]!), -day, 160, 120);
    // Days 120, 140, 160 s, last 160 s: V = 266,666,667 ms², e = 100, g = 0.5 to seven digits: 150 s, half of it to go.
    expect(asked(method)[0]).toBeCloseTo(1_060 + 75, 3);
  });
});
