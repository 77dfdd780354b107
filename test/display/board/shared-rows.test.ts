import { expect, test } from 'vitest';
import type { Row } from '../../../display/board/model.js';
import { shareRows } from '../../../display/board/shared-rows.js';
import { spoken } from '../../../display/board/speech.js';
import { type ShortDeparture, stopDocument } from '../../support/stop-document.js';
import { contentOf, NOW } from '../layouts/board-content.js';

const six = (minutes: number, rest: Partial<ShortDeparture> = {}): ShortDeparture => ({
  line: '6',
  to: 'Люлин',
  scheduledIn: minutes * 60,
  expectedIn: minutes * 60,
  ...rest,
});
const rows = (...departures: ShortDeparture[]): Row[] =>
  contentOf([stopDocument('S', NOW, departures)]).panels[0]!.rows;
const times = (shared: Row[]) =>
  shared.map(({ line, time }) => `${line.name} ${time.kind === 'minutes' ? [time.minutes, time.also] : time.kind}`);

test('the next bus of a line stands beside its first one, in the place of the first', () => {
  expect(times(shareRows(rows(six(6), six(9, { line: '94' }), six(18)), 2))).toEqual(['6 6,18', '94 9,']);
});

test('only as many rows are shared as it takes', () => {
  const line = (name: string, minutes: number) => six(minutes, { line: name });
  const all = rows(line('1', 2), line('2', 3), line('1', 9), line('2', 10), line('1', 16), line('2', 17));
  expect(times(shareRows(all, 6))).toEqual(['1 2,', '2 3,', '1 9,', '2 10,', '1 16,', '2 17,']);
  expect(times(shareRows(all, 5))).toEqual(['1 2,9', '2 3,', '2 10,', '1 16,', '2 17,']);
});

test('no row has more than two buses', () => {
  expect(times(shareRows(rows(six(2), six(8), six(14), six(20), six(26)), 3))).toEqual(['6 2,8', '6 14,20', '6 26,']);
});

test.each<[string, Partial<ShortDeparture>]>([
  ['another rung of trust', { ageS: 150 }],
  ['a clock time', { expectedIn: undefined } as unknown as Partial<ShortDeparture>],
  ['a cancelled one', { status: 'cancelled' }],
  ['another platform', { platform: '2' }],
  ['another kind of bus', { wheelchair: true }],
  ['a full one', { occupancy: 'FULL' }],
  ['the last one', { last: true }],
  ['another headsign', { to: 'Надежда' }],
])('%s keeps its own row', (_what, rest) => {
  expect(shareRows(rows(six(6), six(18, rest)), 0)).toHaveLength(2);
});

test('a bus that is here does not share its row, and the age told is that of the older datum', () => {
  expect(times(shareRows(rows(six(0), six(18)), 0))).toEqual(['6 now', '6 18,']);
  const [row] = shareRows(rows(six(6), six(18, { ageS: 40 })), 0);
  expect(row!.asOf).toBe(NOW - 40);
});

test('a layout may say that there is no room', () => {
  expect(shareRows(rows(six(6), six(18)), 0, () => false)).toHaveLength(2);
});

test('the voice says both buses in one sentence', () => {
  const content = contentOf([stopDocument('S', NOW, [six(6), six(18)])]);
  expect(spoken(content, 'bg')).toContain('посока люлин, след шест минути и след осемнадесет минути.');
  expect(spoken(contentOf([stopDocument('S', NOW, [six(6), six(18)])], 'en'), 'en')).toContain(
    'in six minutes and in eighteen minutes.',
  );
});
