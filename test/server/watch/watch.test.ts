import { expect, test } from 'vitest';
import type { WatchFacts } from '../../../server/watch/facts.js';
import { figuresOf } from '../../../server/watch/figures.js';
import type { Rule } from '../../../server/watch/rule.js';
import { NOBODY } from '../../../server/watch/touched.js';
import { NOTHING_SEEN, problemsOf, type WatchState, watch } from '../../../server/watch/watch.js';
import { bus, feed, NOW, quiet } from './facts.js';

/** Looks at a list of facts every five seconds. */
function over(all: readonly WatchFacts[]) {
  let state: WatchState = NOTHING_SEEN;
  return all.map((facts, i) => {
    state = watch(state, { ...facts, feeds: [feed('vehicle-positions', { dataAt: NOW + i * 5 })] }, NOW + i * 5);
    return problemsOf(state);
  });
}

test('on a quiet morning there is nothing to say, and the figures show why', () => {
  const facts = quiet();
  expect(problemsOf(watch(NOTHING_SEEN, facts, NOW))).toEqual([]);
  expect(figuresOf(facts, NOW)).toEqual({
    feeds_live: 3,
    feeds: 3,
    vehicles: 2,
    vehicles_predicted: 2,
    lines: 2,
    lines_tracked: 2,
    boards_lit: 12,
    boards: 2,
    boards_right: 2,
    timetable_days_left: 90,
    timetable_version: 'sha256-a',
    timezone: 'Europe/Sofia',
    at: NOW,
  });
});

test('what shows for a moment only is never said', () => {
  const astray = quiet({ vehicles: [bus('501', { offRoute: true })] });
  const looks = over([...Array(10).fill(astray), quiet(), ...Array(10).fill(astray)]);
  expect(looks.flat()).toEqual([]);
});

test('what lasts is said once, with when it began, and goes only when it has been well for a while', () => {
  const astray = quiet({ vehicles: [bus('501', { offRoute: true })] });
  const looks = over([...Array(20).fill(astray), ...Array(14).fill(quiet())]);
  const said = looks.map((problems) => problems.length);
  // 90 s until it is said; then it stays for 60 s after the bus is back.
  expect(said.slice(0, 18)).toEqual(Array(18).fill(0));
  expect(said.slice(18, 31)).toEqual(Array(13).fill(1));
  expect(said.slice(31)).toEqual([0, 0, 0]);
  expect(looks[20]![0]!.since).toBe(NOW);
  expect(looks[30]![0]!.since).toBe(NOW);
});

test('a signal that flickers at the edge keeps one line on the screen with one beginning', () => {
  const astray = quiet({ vehicles: [bus('501', { offRoute: true })] });
  const looks = over([...Array(20).fill(astray), ...Array.from({ length: 60 }, (_, i) => (i % 4 ? quiet() : astray))]);
  expect(new Set(looks.slice(18).map((problems) => problems.map(({ id, since }) => `${id} ${since}`).join()))).toEqual(
    new Set([`bus_off_route/R5 ${NOW}`]),
  );
});

test('it grows graver at once and milder only after the time of clearing', () => {
  let severity: 'note' | 'alarm' = 'note';
  const rule: Rule = {
    kind: 'store_trouble',
    raiseAfterS: 0,
    clearAfterS: 10,
    look: () => [
      { about: '', severity, since: null, touched: NOBODY, detail: { kind: 'store_trouble', mode: 'away' } },
    ],
  };
  let state: WatchState = NOTHING_SEEN;
  const at = (now: number, next: typeof severity) => {
    severity = next;
    state = watch(state, quiet(), now, [rule]);
    return problemsOf(state)[0]!.severity;
  };
  expect(at(0, 'note')).toBe('note');
  expect(at(5, 'alarm')).toBe('alarm');
  expect(at(10, 'note')).toBe('alarm');
  expect(at(14, 'note')).toBe('alarm');
  expect(at(15, 'note')).toBe('note');
});

test('the gravest stands first, then the oldest', () => {
  const facts = quiet({
    feeds: [feed('trip-updates', { dataAt: NOW - 100 }), feed('vehicle-positions', { dataAt: NOW - 400 })],
    untracked: new Set(['R10']),
    store: 'read-only',
  });
  expect(problemsOf(watch(NOTHING_SEEN, facts, NOW)).map(({ id }) => id)).toEqual([
    'feed_stale/vehicle-positions',
    'store_trouble',
    'feed_stale/trip-updates',
    'line_untracked/R10',
  ]);
});
