import { expect, test } from 'vitest';
import { boundsOf, cityBoundsOf, lineFeatures, trailFeatures } from '../../../display/console/map/features.js';
import { outline } from '../../../display/console/map/images.js';
import { frameOf, namedStops, polyline, stopBefore, ticksOf } from '../../../display/console/map/strip-plot.js';
import {
  EVERYTHING,
  minutesText,
  passes,
  STANDINGS,
  standingOf,
  strengthOf,
  type Vehicle,
  vehicleOf,
} from '../../../display/console/map/vehicle.js';
import { type Network, PHASES, SILENCES, type VehicleRow } from '../../../server/wire/console/fleet.js';
import type { Strip } from '../../../server/wire/console/strip.js';

const NOW = 1_771_308_600;
const row = (change: Partial<Vehicle> = {}): Vehicle => ({
  ...{ id: '501', lat: 42, lon: 23, bearing: 90, at: NOW - 5, route: 0, direction: 0 },
  ...{ phase: 'in_progress', silence: null, deviationS: 30, tripId: 't', label: '№ 501' },
  ...change,
});

test('a row is read as the server writes it', () => {
  const wire: VehicleRow = [
    42,
    23,
    null,
    NOW,
    3,
    1,
    PHASES.indexOf('layover'),
    SILENCES.indexOf('finished'),
    null,
    't',
    null,
  ];
  expect(vehicleOf('7', wire)).toEqual({
    ...{ id: '7', lat: 42, lon: 23, bearing: null, at: NOW, route: 3, direction: 1, phase: 'layover' },
    ...{ silence: 'finished', deviationS: null, tripId: 't', label: null },
  });
});

test.each([
  [{ deviationS: 179 }, 'on_time'],
  [{ deviationS: 180 }, 'late'],
  [{ deviationS: -59 }, 'on_time'],
  [{ deviationS: -60 }, 'early'],
  [{ silence: 'no_trip', deviationS: null }, 'silent'],
  [{ deviationS: null }, 'silent'],
  [{ phase: 'off_route', silence: 'off_route' }, 'off_route'],
  [{ phase: 'layover', deviationS: 400 }, 'waiting'],
] as const)('%o stands %s', (change, standing) => {
  expect(standingOf(row(change))).toBe(standing);
});

test('every standing has a shape of its own: nothing is said by colour alone', () => {
  const shapes = STANDINGS.map((standing) => {
    const steps: string[] = [];
    const pen = {
      closePath: () => undefined,
      arc: (...at: number[]) => void steps.push(`arc ${at.join()}`),
      moveTo: (...at: number[]) => void steps.push(at.join()),
      lineTo: (...at: number[]) => void steps.push(at.join()),
    };
    outline(pen, standing);
    return steps.join(' ');
  });
  expect(new Set(shapes).size).toBe(STANDINGS.length);
});

test('what is old fades; minutes are written only where they matter', () => {
  expect([0, 89, 90, 300].map((age) => strengthOf(row({ at: NOW - age }), NOW))).toEqual([1, 1, 0.6, 0.3]);
  expect([0, 200, -130, null].map((deviationS) => minutesText(row({ deviationS })))).toEqual(['', '+3', '−2', '']);
});

test('the filters: line, standing, number', () => {
  const late = row({ deviationS: 400, route: 2 });
  expect(passes(late, EVERYTHING)).toBe(true);
  expect(passes(late, { ...EVERYTHING, route: 1 })).toBe(false);
  expect(passes(late, { ...EVERYTHING, standings: new Set(['silent']) })).toBe(false);
  expect(passes(late, { ...EVERYTHING, standings: new Set(['silent', 'late']), route: 2, text: '50' })).toBe(true);
  expect(passes(late, { ...EVERYTHING, text: '77' })).toBe(false);
});

const network: Network = {
  ...{ timetable_version: 'v', timezone: 'Europe/Sofia', style_url: null },
  routes: [
    { route_id: 'R5', name: '5', color: 'FF0000', text_color: null },
    { route_id: 'R6', name: '6', color: null, text_color: null },
  ],
  stops: Array.from({ length: 20 }, (_, i) => ({
    ...{ stop_id: `${i}`, stop_code: null, name: { bg: '', en: '' } },
    lat: 42 + i / 1_000 + (i === 19 ? 1 : 0),
    lon: 23 + i / 1_000,
  })),
  shapes: [
    { route: 0, direction: 0, points: [23, 42, 23.1, 42.1] },
    { route: 1, direction: 0, points: [22, 42, 23.1, 42.1] },
  ],
};

test('the network as the map draws it', () => {
  const lines = lineFeatures(network).features;
  expect(lines.map(({ properties }) => properties['colour'])).toEqual(['#FF0000', undefined]);
  expect(lines[0]!.geometry.coordinates).toEqual([
    [23, 42],
    [23.1, 42.1],
  ]);
  expect(boundsOf(network)).toEqual([22, 42, 23.1, 43.019]);
  // The village at the end is left out of the first look.
  expect(cityBoundsOf(network)![3]).toBeLessThan(42.1);
  expect(cityBoundsOf({ ...network, stops: [], shapes: [] })).toBeNull();
});

test('a way of one place is no line', () => {
  expect(trailFeatures([{ at: 1, lat: 42, lon: 23, along_m: null, deviation_s: null }]).features).toEqual([]);
});

const strip: Strip = {
  route: network.routes[0]!,
  ...{
    direction: 0,
    headsign: { bg: 'E', en: 'E' },
    timezone: 'Europe/Sofia',
    now: 3_600,
    from: 0,
    until: 5_400,
    length_m: 1_000,
  },
  stops: [0, 100, 120, 500, 980, 1_000].map((along_m) => ({
    stop_id: `${along_m}`,
    name: { bg: '', en: '' },
    along_m,
  })),
  ...{ planned: [], driven: [], trouble: [] },
};

test('a strip: time to the right, distance downwards', () => {
  const frame = frameOf(strip, 540, 200);
  expect(polyline([0, 0, 2_700, 500, 5_400, 1_000], frame)).toBe('0.0,0.0 270.0,100.0 540.0,200.0');
  expect(ticksOf({ ...strip, from: 100 }, 1_800)).toEqual([1_800, 3_600, 5_400]);
  expect(namedStops(strip.stops, frame, 15).map(({ along_m }) => along_m)).toEqual([0, 100, 500, 1_000]);
  expect(stopBefore(strip.stops, 499)!.along_m).toBe(120);
});

test('a trail has a hole where nobody saw the bus for a while', () => {
  const point = (atS: number) => ({ at: NOW + atS, lat: 42 + atS / 1e5, lon: 23, along_m: null, deviation_s: null });
  const trail = [point(0), point(10), point(400), point(410), point(900)];
  const lengths = trailFeatures(trail).features.map(({ geometry }) => geometry.coordinates.length);
  expect(lengths).toEqual([2, 2]);
});
