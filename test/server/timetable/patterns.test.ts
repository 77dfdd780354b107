import { describe, expect, it } from 'vitest';
import { built, type Row, rows, shape, stop, trip, world } from './small-town.js';

const LON_KM = 111.19508 * Math.cos((42 * Math.PI) / 180);

type PointKm = readonly [number, number];

/** Metres along the shape at each stop of a trip through stops at these points (kilometres), and the findings. */
function placed(
  shapeKm: readonly PointKm[],
  stopsKm: readonly PointKm[],
  more: (row: Row, i: number) => Row = (row) => row,
) {
  const stops = stopsKm.map(([east, north], i) => stop(`S${i}`, 42 + north / 111.19508, 23 + east / LON_KM));
  const list = rows(stops.map((s, i) => `t ${s.stopId} 08:${String(i).padStart(2, '0')}:00`).join('\n')).map(more);
  const { timetable, found } = built(world({ stops, trips: [trip('t', { shapeId: 's' })] }), list, shape('s', shapeKm));
  return {
    metres: stops.map((_, i) => Math.round(timetable.distanceAt(0, i) / 10) * 10),
    isShape: timetable.data.lineIsShape[timetable.data.patternLine[0] ?? -1] === 1,
    found,
  };
}

describe('stops along a shape', () => {
  it('a bend: metres run along the street, not as the crow flies', () => {
    const { metres, isShape, found } = placed(
      [
        [0, 0],
        [0, 2],
        [2, 2],
      ],
      [
        [0.01, 0],
        [0.02, 1],
        [1, 2.01],
        [2, 2],
      ],
    );
    expect({ metres, isShape, found }).toEqual({ metres: [0, 1000, 3000, 4000], isShape: true, found: {} });
  });

  it('a loop: the same place is passed twice and the same stop called twice', () => {
    const loop: PointKm[] = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ];
    expect(
      placed(loop, [
        [0, 0],
        [1, 0.5],
        [0, 1],
        [0, 0],
      ]).metres,
    ).toEqual([0, 1500, 3000, 4000]);
    expect(
      placed(loop, [
        [0, 0],
        [0, 0],
      ]).metres,
    ).toEqual([0, 4000]);
  });

  it('out and back on one street: each stop on its own way', () => {
    const out: PointKm[] = [
      [0, 0],
      [0, 3],
      [0, 0],
    ];
    expect(
      placed(out, [
        [0, 0],
        [0.01, 1],
        [0.01, 2],
        [0, 3],
        [-0.01, 2],
        [-0.01, 1],
        [0, 0],
      ]).metres,
    ).toEqual([0, 1000, 2000, 3000, 4000, 5000, 6000]);
    // The nearest stretch of road is the wrong one for the way back: its own is 40 m off.
    const wide: PointKm[] = [
      [0, 0],
      [0, 3],
      [0.04, 3],
      [0.04, 0],
    ];
    expect(
      placed(wide, [
        [0, 0],
        [0, 3],
        [0.005, 1],
        [0.04, 0],
      ]).metres[2],
    ).toBe(5040);
  });

  it('a figure of eight crosses itself at a stop', () => {
    const eight: PointKm[] = [
      [0, 0],
      [2, 2],
      [2, 0],
      [0, 2],
    ];
    const { metres } = placed(eight, [
      [0, 0],
      [1, 1],
      [2, 1],
      [1, 1.01],
      [0, 2],
    ]);
    expect(metres).toEqual([0, 1410, 3830, 6250, 7660]);
  });

  it('a stop farther than 60 m off is noted and still placed', () => {
    const { metres, found } = placed(
      [
        [0, 0],
        [0, 3],
      ],
      [
        [0, 0],
        [0.09, 1],
        [0, 3],
      ],
    );
    expect({ metres, found }).toEqual({ metres: [0, 1000, 3000], found: { T122: 1 } });
  });

  it.each<[string, PointKm[]]>([
    [
      'runs the other way',
      [
        [0, 3],
        [0, 0],
      ],
    ],
    [
      "is another route's",
      [
        [5, 5],
        [6, 6],
      ],
    ],
  ])('a shape that %s is not believed: straight lines', (_what, line) => {
    const { metres, isShape, found } = placed(line, [
      [0, 0],
      [0, 1],
      [0, 2],
      [0, 3],
    ]);
    expect({ metres, isShape, found }).toEqual({ metres: [0, 1000, 2000, 3000], isShape: false, found: { T121: 1 } });
  });

  it('a shape of one point, or of one place, is none', () => {
    expect(
      placed(
        [[0, 0]],
        [
          [0, 0],
          [0, 1],
        ],
      ).found,
    ).toEqual({ T120: 1 });
    expect(
      placed(
        [
          [0, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [0, 1],
        ],
      ).found,
    ).toEqual({ T120: 1 });
  });

  it('stops that face each other on a zigzag may lie a little back; places never do', () => {
    const { metres, isShape } = placed(
      [
        [0, 0],
        [0, 2],
      ],
      [
        [0, 0],
        [0.01, 1.02],
        [-0.01, 1],
        [0, 2],
      ],
    );
    expect(isShape).toBe(true);
    expect(metres[2]).toBeGreaterThanOrEqual(metres[1] ?? 0);
  });

  it('straight lines where no shape is named', () => {
    const { timetable } = built(world({ trips: [trip('t')] }), rows('t A 08:00:00\nt C 08:02:00\nt B 08:04:00'));
    const [begin, end] = [timetable.data.lineOffset[0] ?? 0, timetable.data.lineOffset[1] ?? 0];
    expect([...timetable.data.linePointDistanceM.subarray(begin, end)].map(Math.round)).toEqual([0, 2000, 3000]);
    expect(Math.round(timetable.distanceAt(0, 2))).toBe(3000);
  });
});
