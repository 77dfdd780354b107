// What happened on a small straight street, told by its fixes alone.

import { describe, expect, it } from 'vitest';
import { LineWalk } from '../../../server/evaluation/line-walk.js';
import { trueTimes } from '../../../server/evaluation/truth.js';
import { place, town } from '../../support/town.js';

/** Four stops, 500 m apart. */
const street = town({ trips: [{ id: 't', calls: ['A 08:00', 'B 08:02', 'C 08:04', 'D 08:06'] }] });
const STOPS_M = [0, 500, 1000, 1500];

/** Times and distances (metres east, metres north) of fixes. */
function happened(fixes: [at: number, east: number, north?: number][]) {
  const walk = new LineWalk(street, 0, () => 0);
  for (const [at, east, north = 0] of fixes) {
    const { lat, lon } = place(east, north);
    walk.take(at, lat, lon);
  }
  return trueTimes(walk.walk(), STOPS_M);
}

describe('trueTimes', () => {
  it('interpolates between the fixes that bracket a stop', () => {
    const { arrival, departure } = happened([
      [0, 10],
      [60, 400],
      [90, 700],
      [150, 1300],
    ]);
    expect(arrival[1]).toBeCloseTo(70, 0);
    expect(departure[1]).toBeCloseTo(70, 0);
    expect(arrival[2]).toBeCloseTo(120, 0);
  });

  it('sees a bus that stands before its stop arrive with its first fix there and leave with its last', () => {
    const { arrival, departure } = happened([
      [0, 10],
      [60, 480],
      [90, 482],
      [120, 481],
      [150, 800],
    ]);
    expect(arrival[1]).toBe(60);
    expect(departure[1]).toBe(120);
  });

  it('sees one that stands a little beyond it leave with its last fix there', () => {
    const { arrival, departure } = happened([
      [0, 10],
      [60, 520],
      [90, 522],
      [120, 900],
    ]);
    expect(arrival[1]).toBeGreaterThan(50);
    expect(arrival[1]).toBeLessThan(60);
    expect(departure[1]).toBe(90);
  });

  it('does not know where fixes are too far apart', () => {
    const { arrival } = happened([
      [0, 10],
      [421, 700],
      [450, 1200],
    ]);
    expect(arrival[1]).toBeNaN();
    expect(arrival[2]).toBeCloseTo(438.4, 0);
  });

  it('does not know stops before the first fix and after the last', () => {
    const { arrival } = happened([
      [0, 600],
      [60, 1200],
    ]);
    expect(arrival[1]).toBeNaN();
    expect(arrival[2]).toBeCloseTo(40, 0);
    expect(arrival[3]).toBeNaN();
  });

  it('takes a trip closed near its last stop as arrived when it came to rest', () => {
    const { arrival } = happened([
      [0, 1000],
      [60, 1400],
      [90, 1402],
    ]);
    expect(arrival[3]).toBe(60);
  });

  it('case 15: leaves out one fix that jumps, and drift while standing', () => {
    const { arrival } = happened([
      [0, 10],
      [30, 250],
      [40, 1490],
      [50, 400],
      [60, 390],
      [90, 600],
    ]);
    expect(arrival[1]).toBeGreaterThan(60);
    expect(arrival[1]).toBeLessThan(90);
    expect(arrival[2]).toBeNaN();
  });

  it('leaves out fixes far from the line', () => {
    const { arrival } = happened([
      [0, 10],
      [60, 480, 2_000],
      [120, 980],
    ]);
    expect(arrival[1]).toBeCloseTo(60.6, 0);
  });
});
