// TheTransitClock's blend against its own check vector, and where its formula divides nothing by nothing.

import { describe, expect, it } from 'vitest';
import { blend } from '../../../server/evaluation/kalman.js';

describe('blend', () => {
  it('gives the check vector: days 380, 420, 400, last 300, error 72.40', () => {
    const { predicted, error } = blend([380, 420, 400], 300, 72.4);
    expect(predicted).toBeCloseTo(355.98, 2);
    expect(error).toBeCloseTo(149.27, 2);
  });

  it('case 72: days without any variance stay finite, however often', () => {
    let error = 100;
    for (let day = 0; day < 3; day++) {
      const next = blend([400, 400, 400], 300, error);
      expect(next.predicted).toBe(400);
      expect(next.error).toBe(0);
      error = next.error;
    }
  });

  it('comes to rest at the golden ratio when the variance stays', () => {
    let error = 100;
    for (let i = 0; i < 20; i++) error = blend([380_000, 420_000, 400_000], 300_000, error).error;
    const { predicted } = blend([380_000, 420_000, 400_000], 300_000, error);
    expect((predicted - 300_000) / 100_000).toBeCloseTo((Math.sqrt(5) - 1) / 2, 3);
  });
});
