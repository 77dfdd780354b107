import { expect, test } from 'vitest';
import { feedStale } from '../../../../server/watch/rules/feed-stale.js';
import { feed, NOW, quiet } from '../facts.js';

const look = (change: Parameters<typeof feed>[1], name = 'vehicle-positions', stands = false) =>
  feedStale.look(quiet({ feeds: [feed(name, change)] }), NOW, () => stands);

test('data older than 90 s is a warning although downloads succeed, since the moment of the data', () => {
  expect(look({ dataAt: NOW - 90 })).toEqual([]);
  expect(look({ dataAt: NOW - 91 })).toMatchObject([
    {
      about: 'vehicle-positions',
      severity: 'warning',
      since: NOW - 91,
      touched: { lines: ['2А', '5', '10'], stops: 4, boards: 12 },
      detail: { age_s: 91, failure: null },
    },
  ]);
});

test('from 300 s on boards show the timetable: an alarm', () => {
  expect(look({ dataAt: NOW - 300 })[0]!.severity).toBe('warning');
  expect(look({ dataAt: NOW - 301 })[0]!.severity).toBe('alarm');
});

test('a stale feed is well only when its data is younger than 60 s', () => {
  expect(look({ dataAt: NOW - 80 }, 'trip-updates', true)).toHaveLength(1);
  expect(look({ dataAt: NOW - 60 }, 'trip-updates', true)).toEqual([]);
});

test('a feed that never answered counts from when it was first asked', () => {
  expect(look({ dataAt: null, openedAt: NOW - 30, failures: 1 })).toEqual([]);
  expect(look({ dataAt: null, openedAt: NOW - 100, lastFailure: 'timeout' })).toMatchObject([
    { since: NOW - 100, detail: { age_s: null, failure: 'timeout' } },
  ]);
});

test('alerts may stay the same for days; only their failing is a matter', () => {
  expect(look({ dataAt: NOW - 500_000 }, 'alerts')).toEqual([]);
  expect(look({ failures: 2 }, 'alerts')).toEqual([]);
  expect(look({ failures: 3, lastFailure: 'http_status: 500' }, 'alerts')).toMatchObject([{ severity: 'warning' }]);
});
