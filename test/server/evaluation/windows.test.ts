// Every bound of the three yardsticks, on both of its sides.

import { describe, expect, it } from 'vitest';
import {
  etaBin,
  isCalItpAccurate,
  isEtaAccurate,
  isMbtaAccurate,
  mbtaBin,
} from '../../../server/evaluation/windows.js';

describe('MBTA', () => {
  it.each([
    [0, -60, 60],
    [1, -90, 120],
    [2, -150, 210],
    [3, -240, 360],
  ])('bin %i does not include its bounds %i and %i', (bin, early, late) => {
    expect(isMbtaAccurate(bin, early)).toBe(false);
    expect(isMbtaAccurate(bin, early + 1)).toBe(true);
    expect(isMbtaAccurate(bin, late - 1)).toBe(true);
    expect(isMbtaAccurate(bin, late)).toBe(false);
  });

  it.each([
    [-31, -1],
    [-30, -1],
    [0, -1],
    [1, 0],
    [179, 0],
    [180, 1],
    [359, 1],
    [360, 2],
    [719, 2],
    [720, 3],
    [1799, 3],
    [1800, -1],
  ])('a prediction %i s ahead, which must be after the feed, is in bin %i', (horizon, bin) => {
    expect(mbtaBin(horizon)).toBe(bin);
  });
});

describe('ETA Benchmark', () => {
  it.each([
    [0, -30, 90],
    [1, -60, 150],
    [2, -60, 210],
    [3, -90, 270],
  ])('bin %i includes its bounds %i and %i', (bin, early, late) => {
    expect(isEtaAccurate(bin, early - 1)).toBe(false);
    expect(isEtaAccurate(bin, early)).toBe(true);
    expect(isEtaAccurate(bin, late)).toBe(true);
    expect(isEtaAccurate(bin, late + 1)).toBe(false);
  });

  it.each([
    [-1, -1],
    [0, 0],
    [179, 0],
    [180, 1],
    [360, 2],
    [599, 2],
    [600, 3],
    [899, 3],
    [900, -1],
  ])('a bus %i s away is in bin %i', (horizon, bin) => {
    expect(etaBin(horizon)).toBe(bin);
  });
});

describe('Cal-ITP', () => {
  it.each([
    [0, -15, 24],
    [600, -145, 146],
    [1800, -206, 206],
  ])('%i s away: accurate from %i to %i s, and not a second or two beyond', (horizon, early, late) => {
    expect(isCalItpAccurate(horizon, early)).toBe(true);
    expect(isCalItpAccurate(horizon, late)).toBe(true);
    expect(isCalItpAccurate(horizon, early - 2)).toBe(false);
    expect(isCalItpAccurate(horizon, late + 2)).toBe(false);
  });
});
