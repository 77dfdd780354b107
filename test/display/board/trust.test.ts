import { expect, test } from 'vitest';
import { trust } from '../../../display/board/trust.js';
import { DEFAULT_POLICY as policy } from '../../../server/wire/policy.js';
import { departure } from '../../support/stop-document.js';

const NOW = 1_771_257_540;
const aged = (ageS: number, status: 'live' | 'ageing' = 'live') =>
  departure({ line: '2', to: 'Еленово', scheduledIn: 300, expectedIn: 360, ageS, status }, NOW);

test('a row comes down the ladder by the age of its own datum', () => {
  const rung = (ageS: number) => trust(aged(ageS), policy, NOW, true, true);
  expect([0, 90, 91, 300, 301].map(rung)).toEqual(['live', 'live', 'ageing', 'ageing', 'timetable']);
});
test('a row never climbs above what the server said', () => {
  expect(trust(aged(5, 'ageing'), policy, NOW, true, true)).toBe('ageing');
});
test('without a word from the server nothing is called live', () => {
  expect(trust(aged(5), policy, NOW, false, true)).toBe('ageing');
});
test('a datum from the future is believed within a minute only', () => {
  expect([-59, -61].map((ageS) => trust(aged(ageS), policy, NOW, true, true))).toEqual(['live', 'timetable']);
});
test('without a trusted clock no age can be judged', () => {
  expect(trust(aged(5), policy, NOW, true, false)).toBe('timetable');
});
test('the cut-offs are the server’s', () => {
  expect(trust(aged(40), { ...policy, ageing_after_s: 30 }, NOW, true, true)).toBe('ageing');
});
