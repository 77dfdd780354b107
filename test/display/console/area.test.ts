import { expect, test } from 'vitest';
import { type AreaDeed, afterDeed, CORNERS_AT_MOST, NO_AREA, stopsInside } from '../../../display/console/map/area.js';
import { areaFeatures } from '../../../display/console/map/features.js';
import { isInside } from '../../../server/dispatch/scope.js';

const corner = (lat: number, lon: number, on: { onFirst?: boolean; onLast?: boolean } = {}): AreaDeed => ({
  ...{ do: 'corner', at: [lat, lon] },
  ...on,
});
const drawn = (...deeds: AreaDeed[]) => deeds.reduce(afterDeed, NO_AREA);
const TRIANGLE = [corner(0, 0), corner(0, 2), corner(2, 0)];

test('an area closes by Enter, by a double click and by its first corner, but not before there are three', () => {
  expect(drawn(corner(0, 0), corner(0, 2), { do: 'finish' })).toMatchObject({ closed: false });
  expect(drawn(...TRIANGLE, { do: 'finish' })).toMatchObject({ closed: true });
  expect(drawn(...TRIANGLE, corner(0.1, 0, { onFirst: true }))).toEqual({
    closed: true,
    ring: [
      [0, 0],
      [0, 2],
      [2, 0],
    ],
  });
  // The second click of a double click sets no second corner.
  expect(drawn(...TRIANGLE, corner(2, 0, { onLast: true }), { do: 'finish' }).ring).toHaveLength(3);
});

test('a closed area takes no corner by accident; one step back opens it, the next takes a corner away', () => {
  const closed = drawn(...TRIANGLE, { do: 'finish' });
  expect(afterDeed(closed, corner(9, 9))).toBe(closed);
  const opened = afterDeed(closed, { do: 'undo' });
  expect(opened).toEqual({ ring: closed.ring, closed: false });
  expect(afterDeed(opened, { do: 'undo' }).ring).toHaveLength(2);
  expect(afterDeed(NO_AREA, { do: 'undo' }).ring).toEqual([]);
  expect(afterDeed(closed, { do: 'clear' })).toEqual(NO_AREA);
});

test('no more corners than the server takes', () => {
  const many = drawn(...Array.from({ length: CORNERS_AT_MOST + 5 }, (_, i) => corner(i, i * i)));
  expect(many.ring).toHaveLength(CORNERS_AT_MOST);
});

test('stops inside are those that the server counts', () => {
  const stops = Array.from({ length: 400 }, (_, i) => ({
    ...{ stop_id: `${i}`, stop_code: null, name: { bg: '', en: '' } },
    lat: (i % 20) / 8,
    lon: Math.floor(i / 20) / 8,
  }));
  const ring: [number, number][] = [
    [0.3, 0.3],
    [2, 0.2],
    [1.1, 1.1],
    [2.1, 2.2],
    [0.2, 2],
  ];
  const inside = stopsInside(stops, ring);
  expect(inside.length).toBeGreaterThan(20);
  expect(inside).toEqual(stops.filter(({ lat, lon }) => isInside(lat, lon, ring)));
  expect(stopsInside(stops, ring.slice(0, 2))).toEqual([]);
});

test('what is drawn of an area: an edge of two corners, a face of three', () => {
  const shapes = (...ring: [number, number][]) =>
    areaFeatures(ring).features.map(({ geometry }) => (geometry as { type: string }).type);
  expect(shapes([0, 0])).toEqual(['Point']);
  expect(shapes([0, 0], [0, 1])).toEqual(['LineString', 'Point', 'Point']);
  expect(shapes([0, 0], [0, 1], [1, 1])).toEqual(['Polygon', 'Point', 'Point', 'Point']);
});
