import { expect, test } from 'vitest';
import {
  BOARD_FILTERS,
  BOARD_HEALTHS,
  boardPasses,
  healthOf,
  type MapBoard,
  placeOf,
} from '../../../display/console/map/board.js';
import { outline } from '../../../display/console/map/images.js';
import {
  BOARD_ASIDE_PX,
  boardSigns,
  busSigns,
  mercator,
  pointOf,
  type SignView,
  signAt,
} from '../../../display/console/map/signs.js';
import type { Vehicle } from '../../../display/console/map/vehicle.js';
import type { GlassVerdict } from '../../../server/wire/console/boards.js';

const board = (change: Partial<MapBoard> = {}): MapBoard => ({
  ...{ id: 'гара-1', name: 'Перон 1', health: 'well', since: 0, place: { lat: 42, lon: 23 } },
  ...change,
});

test.each<[GlassVerdict | null, string]>([
  ['right', 'well'],
  ['catching_up', 'well'],
  ['old_rows', 'old'],
  ['not_drawing', 'old'],
  ['silent', 'silent'],
  ['never_seen', 'unseen'],
  [null, 'unseen'],
])('a board whose glass is %s is %s', (verdict, health) => {
  expect(healthOf(null, verdict === null ? null : { verdict }, '12:00')).toBe(health);
});

test('a board that is well sleeps within its window; one in trouble does not hide behind it', () => {
  const at = (clock: string | null, verdict: GlassVerdict = 'right') => healthOf('23:30-05:00', { verdict }, clock);
  expect(['23:29', '23:30', '04:59', '05:00', null].map((clock) => at(clock))).toEqual([
    'well',
    'asleep',
    'asleep',
    'well',
    'well',
  ]);
  expect(at('02:00', 'silent')).toBe('silent');
});

test('a board stands at its own place, else at its first stop that has one', () => {
  const stops = new Map([['b', { stop_id: 'b', stop_code: null, name: { bg: '', en: '' }, lat: 1, lon: 2 }]]);
  expect(placeOf({ lat: 42, lon: 23, stop_ids: ['b'] }, stops)).toEqual({ lat: 42, lon: 23 });
  expect(placeOf({ lat: null, lon: null, stop_ids: ['a', 'b'] }, stops)).toEqual({ lat: 1, lon: 2 });
  expect(placeOf({ lat: null, lon: null, stop_ids: ['a'] }, stops)).toBeNull();
});

test('the filter of boards: one state, those in trouble, none, letters', () => {
  const passing = (health: MapBoard['health']) =>
    BOARD_FILTERS.filter((filter) => boardPasses(board({ health }), filter, ''));
  expect(passing('well')).toEqual(['all', 'well']);
  expect(passing('silent')).toEqual(['all', 'troubled', 'silent']);
  expect(passing('old')).toEqual(['all', 'troubled', 'old']);
  expect(boardPasses(board(), 'all', ' ПЕРОН')).toBe(true);
  expect(boardPasses(board(), 'all', '77')).toBe(false);
});

test('every state of a board has a shape of its own', () => {
  const shapes = BOARD_HEALTHS.map((health) => {
    const steps: string[] = [];
    const note = (...at: number[]) => void steps.push(at.join());
    outline({ closePath: () => undefined, arc: note, moveTo: note, lineTo: note }, health, 'board');
    return steps.join(' ');
  });
  expect(new Set(shapes).size).toBe(BOARD_HEALTHS.length);
});

const view: SignView = {
  ...{ centreX: mercator(42, 23).x, centreY: mercator(42, 23).y, worldPx: 512 * 2 ** 14 },
  ...{ widthPx: 900, heightPx: 600, scale: 1 },
};

test('Web Mercator: the middle, the edges, north above south', () => {
  expect(mercator(0, 0)).toEqual({ x: 0.5, y: 0.5 });
  expect(mercator(85.051_129, -180).x).toBe(0);
  expect(mercator(90, 0).y).toBeCloseTo(0, 6);
  expect(mercator(42.1, 23).y).toBeLessThan(mercator(42, 23).y);
});

test('boards of one place stand side by side, the chosen one on top; a click means the nearest', () => {
  const signs = boardSigns([board({ id: 'a' }), board({ id: 'b' }), board({ id: 'c', place: null })], 'a');
  expect(signs.map(({ id, aside, chosen }) => [id, aside, chosen])).toEqual([
    ['b', BOARD_ASIDE_PX / 2, false],
    ['a', -BOARD_ASIDE_PX / 2, true],
  ]);
  expect(pointOf(signs[0]!, view)).toEqual({ left: 450 + BOARD_ASIDE_PX / 2, top: 300 });
  expect(signAt(signs, view, 458, 301, 14)?.id).toBe('b');
  expect(signAt(signs, view, 444, 301, 14)?.id).toBe('a');
  expect(signAt(signs, view, 500, 301, 14)).toBeNull();
  // On a wall of 4K all is larger.
  expect(pointOf(signs[0]!, { ...view, scale: 2 }).left).toBe(450 + BOARD_ASIDE_PX);
});

const vehicle = (change: Partial<Vehicle>): Vehicle => ({
  ...{ id: '501', lat: 42, lon: 23, bearing: 90, at: 1_000, route: 0, direction: 0 },
  ...{ phase: 'in_progress', silence: null, deviationS: 400, tripId: 't', label: null },
  ...change,
});

test('a bus as a sign: shape, line, minutes, heading, fading, the chosen one last', () => {
  const [other, chosen] = busSigns(
    [vehicle({}), vehicle({ id: '502', bearing: null, at: 600, deviationS: 0 })],
    () => '5',
    '501',
    1_000,
  );
  expect(other).toMatchObject({ id: '502', shape: 'on_time', minutes: '', strength: 0.3, turn: null, chosen: false });
  expect(chosen).toMatchObject({ kind: 'bus', id: '501', shape: 'late', line: '5', minutes: '+7', turn: 90 });
});
