// What a vehicle's reports tell: when it came to a stop, what earlier promises teach, and when it leaves its first stop.

import { describe, expect, it } from 'vitest';
import { serviceDayStart } from '../../../feeds/service-day.js';
import { BANK, Learned } from '../../../server/prediction/learned.js';
import { type Motion, observe, type Promised } from '../../../server/prediction/motion.js';
import { emptyAhead, predictAhead } from '../../../server/prediction/predict.js';
import { Quantiles } from '../../../server/prediction/quantiles.js';
import { town } from '../../support/town.js';

const DATE = '20260610';
const DAY = serviceDayStart(DATE, 'Europe/Sofia');
const at = (time: string) => {
  const [h, m, s] = time.split(':').map(Number);
  return DAY + h! * 3600 + m! * 60 + (s ?? 0);
};
const street = town({
  stops: { A: [0, 0], B: [500, 0], C: [1000, 0] },
  trips: [{ id: 't', calls: ['A 08:00', 'B 08:02', 'C 08:04'] }],
});

/** Reports of one bus on its way, as [time, metres]. */
function driven(learned: Learned, reports: [string, number][], promises: readonly Promised[] = []): Motion {
  const run = learned.runsOf(street).run(0, DATE);
  let motion: Motion | null = null;
  for (const [time, distanceM] of reports) {
    const seen = observe(learned, motion, { vehicleId: 'v', run, t: at(time), distanceM, departed: true });
    motion = motion === null ? { ...seen, promises } : seen;
  }
  return motion!;
}

describe('when it came to a stop', () => {
  it('seen standing there, it came as soon as the way takes', () => {
    const { passed, passedAt } = driven(new Learned(), [
      ['8:01:00', 300],
      ['8:02:30', 505],
    ]);
    expect(passed).toBe(1);
    expect(Math.abs(passedAt - at('8:01:45'))).toBeLessThan(15);
  });

  it('seen far beyond, it came in proportion to the way', () => {
    const { passedAt } = driven(new Learned(), [
      ['8:01:00', 300],
      ['8:02:30', 700],
    ]);
    expect(Math.abs(passedAt - at('8:01:45'))).toBeLessThan(15);
  });

  it('it stops a little short of the post, and receivers err', () => {
    expect(
      driven(new Learned(), [
        ['8:01:00', 300],
        ['8:01:40', 490],
      ]).passed,
    ).toBe(1);
    expect(
      driven(new Learned(), [
        ['8:01:00', 300],
        ['8:01:40', 470],
      ]).passed,
    ).toBe(0);
  });
});

describe('all expected times together', () => {
  const correctionAfter = (factor: number) => {
    const { times } = new Learned();
    const piece = times.pieceOf('A', 'B', 500);
    for (let i = 0; i < 2000; i++) times.learn(piece, 0, 60, 60, 60, 60 * factor, 0, at('8:00:00') + i, 0, 1);
    return times.correction();
  };

  it('that proved too slow are corrected; too fast, they are left: the mean lies above the median', () => {
    expect(correctionAfter(0.9)).toBeCloseTo(0.915, 2);
    expect(correctionAfter(1.2)).toBe(1);
  });
});

describe('what promises teach', () => {
  const promise = (time: string): Promised => ({
    at: at(time),
    from: 1,
    bank: BANK.under_way,
    times: Float32Array.of(60, 180),
    drift: Float32Array.of(0, 0),
    gain: 0,
  });
  const seen = (learned: Learned) =>
    learned.quantiles[BANK.under_way].record().reduce((sum, { errors }) => sum + errors.length, 0);

  it('one made before it came teaches its error', () => {
    const learned = new Learned();
    driven(
      learned,
      [
        ['8:01:00', 300],
        ['8:02:30', 505],
      ],
      [promise('8:01:30')],
    );
    expect(seen(learned)).toBe(1);
  });

  it('one made after it had come, unseen yet, teaches nothing: nobody waits any more', () => {
    const learned = new Learned();
    driven(
      learned,
      [
        ['8:01:00', 300],
        ['8:02:30', 505],
      ],
      [promise('8:02:20')],
    );
    expect(seen(learned)).toBe(0);
  });

  it('few errors move the median of near times little, many wholly', () => {
    const quantiles = new Quantiles();
    const shift = (count: number) => {
      for (let i = 0; i < count; i++) quantiles.add(360, 60);
      quantiles.at(360);
      return quantiles.mid;
    };
    expect(shift(400)).toBeLessThan(10);
    expect(shift(60_000)).toBeGreaterThan(50);
  });
});

describe('a first stop that buses leave before their time', () => {
  it('one that has just come stands as long as others did', () => {
    const learned = new Learned();
    const run = learned.runsOf(street).run(0, DATE);
    const piece = run.course.piece[1]!;
    for (let i = 0; i < 40; i++) {
      learned.times.learnStart(piece, 900, 200);
      learned.dawdles.add(String(piece), 200);
    }
    const motion = observe(learned, null, { vehicleId: 'v', run, t: at('7:45:00'), distanceM: 0, departed: false });
    const ahead = emptyAhead();
    predictAhead(learned, motion, at('7:45:00'), ahead);
    expect(Math.abs(ahead.leavesS - at('7:48:20'))).toBeLessThan(40);
    const later = observe(learned, motion, { vehicleId: 'v', run, t: at('7:48:00'), distanceM: 0, departed: false });
    predictAhead(learned, later, at('7:48:00'), ahead);
    expect(Math.abs(ahead.leavesS - at('7:48:20'))).toBeLessThan(40);
  });
});
