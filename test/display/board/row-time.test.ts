import { expect, test } from 'vitest';
import type { RowState } from '../../../display/board/model.js';
import { rowTime } from '../../../display/board/row-time.js';
import { DEFAULT_POLICY as policy } from '../../../server/wire/policy.js';
import { departure, type ShortDeparture } from '../../support/stop-document.js';

const NOW = Date.parse('2026-02-16T12:00:00Z') / 1000;
const time = (state: RowState, short: Partial<ShortDeparture>) =>
  rowTime(departure({ line: '2', to: 'Еленово', scheduledIn: 300, ...short }, NOW), state, undefined, {
    policy,
    nowS: NOW,
    timezone: 'Europe/Sofia',
    language: 'bg',
  }).time;

test('live rows count minutes, then say «сега»', () => {
  expect(time('live', { expectedIn: 360 })).toEqual({ kind: 'minutes', minutes: 6 });
  expect(time('live', { expectedIn: 29 })).toEqual({ kind: 'now' });
});
test('from an hour on it is clock time', () => {
  expect(time('live', { expectedIn: 59 * 60 })).toEqual({ kind: 'minutes', minutes: 59 });
  expect(time('live', { expectedIn: 60 * 60 })).toEqual({ kind: 'clock', time: '15:00', day: null });
});
test('a timetable row is its scheduled clock time, never minutes', () => {
  expect(time('timetable', { scheduledIn: 120, expectedIn: 300 })).toEqual({ kind: 'clock', time: '14:02', day: null });
});
test('a line by frequency says how often', () => {
  expect(time('timetable', { headway_s: 610 })).toEqual({ kind: 'every', minutes: 10 });
});
test('cancelled and skipped keep their scheduled time to strike through; departed does not', () => {
  expect(time('cancelled', {})).toEqual({ kind: 'word', word: 'cancelled', scheduled: '14:05' });
  expect(time('skipped', {})).toEqual({ kind: 'word', word: 'skipped', scheduled: '14:05' });
  expect(time('departed', {})).toEqual({ kind: 'word', word: 'departed', scheduled: null });
});
