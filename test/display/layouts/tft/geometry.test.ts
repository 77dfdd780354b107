import { expect, test } from 'vitest';
import { geometry, LEAST_ROWS, MOST_ROWS } from '../../../../display/layouts/tft/geometry.js';

const PANELS = [
  [800, 480],
  [1024, 600],
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
  [1080, 1920],
  [480, 800],
  [2160, 3840],
  [1920, 540],
] as const;

test('everything fits every panel, to the pixel', () => {
  for (const [width, height] of PANELS) {
    const g = geometry(width, height);
    expect(g.headerPx + g.headingPx + g.rows * g.rowPx + g.footerPx, `${width}×${height}`).toBe(height);
    expect(g.rows).toBeGreaterThanOrEqual(LEAST_ROWS);
    expect(g.rows).toBeLessThanOrEqual(MOST_ROWS);
    expect(g.pillPx + g.timePx + 2 * g.marginPx + 2 * g.gapPx, 'at least two fifths are the name’s').toBeLessThan(
      width * 0.6,
    );
  }
});
test('line pitch is 135 to 170 % of the type, small panels show fewer rows and not smaller ones', () => {
  for (const [width, height] of PANELS) {
    const g = geometry(width, height);
    expect(g.rowPx / g.typePx).toBeGreaterThanOrEqual(1.35);
  }
  expect(geometry(800, 480).rows).toBe(5);
  expect(geometry(800, 480).typePx).toBeGreaterThanOrEqual(40);
});
test('a larger panel of the same shape is the same board, larger', () => {
  const [small, large] = [geometry(1920, 1080), geometry(3840, 2160)];
  expect(large.rows).toBe(small.rows);
  expect(large.typePx / small.typePx).toBeCloseTo(2, 1);
});
test('rows may be asked for, within reason', () => {
  expect(geometry(1920, 1080, 10).rows).toBe(10);
  expect(geometry(1920, 1080, 1).rows).toBe(LEAST_ROWS);
  expect(geometry(1920, 1080, 40).rows).toBe(MOST_ROWS);
});
