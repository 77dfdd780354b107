// A point on a line: candidates are the places where the line passes nearest.

import { describe, expect, it } from 'vitest';
import { lineLengthM, lineOf, project } from '../../../server/tracking/project.js';
import { place, town } from '../../support/town.js';

/** A street of 2 km east, a loop of 400 m north, and the same street back. */
const outAndBack = town({
  stops: { A: [0, 0], B: [2000, 0], C: [0, 10] },
  shapes: {
    s: [
      [0, 0],
      [1000, 0],
      [2000, 0],
      [2000, 400],
      [1900, 400],
      [1900, 0],
      [0, 0],
    ],
  },
  trips: [{ id: 't', shape: 's', calls: ['A 08:00', 'B 08:10', 'C 08:20'] }],
});
const line = lineOf(outAndBack, 0);
const at = (eastM: number, northM: number, fromM?: number, toM?: number) => {
  const { lat, lon } = place(eastM, northM);
  return project(outAndBack, line, lat, lon, fromM, toM).map((c) => [Math.round(c.distanceM), Math.round(c.offsetM)]);
};

describe('project', () => {
  it('knows the length of a line', () => {
    expect(lineLengthM(outAndBack, line)).toBeCloseTo(4800, -1);
  });

  it('edge 14: an out-and-back street gives both directions', () => {
    expect(at(500, 5)).toEqual([
      [500, 5],
      [4300, 5],
    ]);
  });

  it('gives a vertex once', () => {
    expect(at(1000, 3)[0]).toEqual([1000, 3]);
    expect(at(1000, 3)).toHaveLength(2);
  });

  it('stays within a window, whose ends are places too', () => {
    expect(at(500, 5, 0, 2000)).toEqual([[500, 5]]);
    expect(at(490, 0, 500, 1500)).toEqual([[500, 10]]);
    expect(at(1500, 0, 500, 1000)).toEqual([[1000, 500]]);
  });

  it('tells where the line heads', () => {
    const { lat, lon } = place(500, 5);
    expect(project(outAndBack, line, lat, lon).map((c) => Math.round(c.bearingDeg))).toEqual([90, 270]);
  });
});
