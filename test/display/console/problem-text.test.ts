import { expect, test } from 'vitest';
import { problemText, touchedText } from '../../../display/console/words/overview.js';
import type { Problem, ProblemDetail } from '../../../server/wire/console/watch.js';

const DETAILS: { [Kind in ProblemDetail['kind']]: Extract<ProblemDetail, { kind: Kind }> } = {
  feed_stale: { kind: 'feed_stale', feed: 'vehicle-positions', age_s: 200, failure: null },
  timetable_expiring: { kind: 'timetable_expiring', last_date: '20260301', days_left: 12 },
  timetable_held: { kind: 'timetable_held', version: 'sha256-a', reason: 'Half the trips.' },
  line_untracked: { kind: 'line_untracked', route_id: 'R9' },
  trips_unmatched: { kind: 'trips_unmatched', feed: 'trip-updates', unmatched: 12, total: 100, example: 'trip 7' },
  bus_off_route: { kind: 'bus_off_route', route_id: 'R9', vehicles: ['501', '502'] },
  board_silent: { kind: 'board_silent', boards: [{ board_id: '17', name: 'пл. „Македония“' }] },
  board_old_rows: { kind: 'board_old_rows', boards: [{ board_id: '17', name: 'пл. „Македония“' }] },
  quality_fallen: { kind: 'quality_fallen', route_id: 'R9', share: 0.71, usual: 0.92, predictions: 300 },
  stage_parked: { kind: 'stage_parked', stage: 'vehicles', reason: 'parked' },
  store_trouble: { kind: 'store_trouble', mode: 'read-only' },
};
const problem = (detail: ProblemDetail): Problem => ({
  ...detail,
  id: detail.kind,
  severity: 'warning',
  since: 0,
  touched: { lines: ['9'], stops: 21, boards: 1 },
});

test.each(Object.values(DETAILS).map((detail) => [detail.kind, detail] as const))(
  '%s is said in both languages: what it is and what to do',
  (_, detail) => {
    const bg = problemText(problem(detail), 'bg');
    const en = problemText(problem(detail), 'en');
    for (const { title, todo } of [bg, en]) {
      expect(title.length).toBeGreaterThan(10);
      expect(title).not.toMatch(/undefined|null|NaN/);
      expect(todo).toMatch(/[.!]$/);
      expect(todo).not.toMatch(/undefined|null|NaN/);
    }
    expect(bg.title).toMatch(/[а-я]/);
    expect(bg.where).toEqual(en.where);
  },
);

test('sentences of a dispatcher', () => {
  expect(problemText(problem(DETAILS.feed_stale), 'bg').title).toBe('Позиции на автобусите: данните са отпреди 3 мин');
  expect(problemText(problem(DETAILS.bus_off_route), 'bg').title).toBe(
    'Линия 9: 2 автобуса са извън маршрута (501, 502)',
  );
  expect(problemText(problem(DETAILS.timetable_expiring), 'bg').title).toBe(
    'Разписанието изтича след 12 дни (01.03.2026)',
  );
});

test('whom it touches', () => {
  expect(touchedText({ lines: ['5', '9'], stops: 21, boards: 1 }, 'bg')).toBe(
    'линии 5, 9 · 21 спирки · 1 светещо табло',
  );
  expect(touchedText({ lines: ['5'], stops: 1, boards: 0 }, 'en')).toBe('line 5 · 1 stop');
  expect(touchedText({ lines: [], stops: 0, boards: 0 }, 'bg')).toBeNull();
  expect(touchedText({ lines: Array(30).fill('x'), stops: 0, boards: 0 }, 'bg')).toBe('30 линии');
});
