import { expect, test } from 'vitest';
import { presence } from '../../../display/board/presence.js';
import { DEFAULT_POLICY as policy } from '../../../server/wire/policy.js';
import { departure } from '../../support/stop-document.js';

const NOW = 1_771_257_540; // a full minute
const row = departure({ line: '2', to: 'Еленово', scheduledIn: 0, expectedIn: 60 }, NOW);

test('a live row stays «сега» 30 s past its time, then «замина» for a minute, then goes', () => {
  const at = (afterS: number) => presence(row, 'live', policy, NOW + 60 + afterS, undefined);
  expect([0, 30, 31, 90, 91].map(at)).toEqual(['live', 'live', 'departed', 'departed', null]);
});
test('an ageing row that is overdue goes without a claim that it left', () => {
  expect(presence(row, 'ageing', policy, NOW + 60 + 30, undefined)).toBe('ageing');
  expect(presence(row, 'ageing', policy, NOW + 60 + 31, undefined)).toBeNull();
});
test('a timetable row stands through its minute and is never a past departure', () => {
  const at = (afterS: number) => presence(row, 'timetable', policy, NOW + afterS, undefined);
  expect([0, 59, 60].map(at)).toEqual(['timetable', 'timetable', null]);
});
test('cancelled and skipped rows stay five minutes after their time', () => {
  for (const state of ['cancelled', 'skipped'] as const) {
    expect(presence(row, state, policy, NOW + 300, undefined)).toBe(state);
    expect(presence(row, state, policy, NOW + 301, undefined)).toBeNull();
  }
});
test('a departed row stays a minute from when it was first seen to have left', () => {
  expect(presence(row, 'departed', policy, NOW + 60, NOW)).toBe('departed');
  expect(presence(row, 'departed', policy, NOW + 61, NOW)).toBeNull();
});
