import { expect, test } from 'vitest';
import { changedRegions, faceOf } from '../../../../display/layouts/eink/face.js';
import { REDRAW_LEAST_S, redraw, TURN_S } from '../../../../display/layouts/eink/redraw.js';
import { stopDocument } from '../../../support/stop-document.js';
import { contentOf, NOW } from '../board-content.js';

const DOCUMENT = stopDocument('0363', NOW, [
  { line: '94', to: 'Център', scheduledIn: 300, expectedIn: 370 },
  { line: '6', to: 'Гара', scheduledIn: 900 },
  { line: '7', to: 'Гара', scheduledIn: 960, expectedIn: 980 },
]);
const at = (nowS: number) => contentOf([DOCUMENT], 'bg', nowS);

test('the first face is drawn whole', () => {
  const state = redraw(null, at(NOW), 16, NOW);
  expect(state.drawnAtS).toBe(NOW);
  expect(state.changed).toEqual(['clock', '0/title', '0/row-0', '0/row-1', '0/row-2', '0/foot']);
});

test('the glass is left alone while no character changes, and at least 30 s in any case', () => {
  const first = redraw(null, at(NOW), 16, NOW);
  expect(redraw(first, at(NOW), 16, NOW + REDRAW_LEAST_S)).toBe(first);
  // A minute later the clock and the minutes differ, but it is not yet time.
  expect(redraw(first, at(NOW + 60), 16, NOW + REDRAW_LEAST_S - 1)).toBe(first);
  expect(redraw(first, at(NOW + 60), 16, NOW + REDRAW_LEAST_S)).not.toBe(first);
});

test('only the regions that differ are marked', () => {
  const first = redraw(null, at(NOW), 16, NOW);
  const second = redraw(first, at(NOW + 60), 16, NOW + 60);
  expect(second.changed).toEqual(['clock', '0/row-0', '0/row-2']);
  expect(redraw(second, at(NOW + 60), 16, NOW + 90)).toBe(second);
});

test('a row that found no place on the glass is not waited for', () => {
  const first = redraw(null, at(NOW), 2, NOW);
  expect(redraw(first, at(NOW + 60), 2, NOW + 60).changed).toEqual(['clock', '0/row-0']);
});

test('what stood there before anything was known gives way at once', () => {
  const waiting = { ...at(NOW), panels: [{ ...at(NOW).panels[0]!, state: 'waiting' as const, rows: [] }] };
  const first = redraw(null, waiting, 16, NOW);
  expect(redraw(first, at(NOW + 1), 16, NOW + 1).drawnAtS).toBe(NOW + 1);
});

test('a clock set back does not freeze the glass', () => {
  const first = redraw(null, at(NOW + 3600), 16, NOW + 3600);
  expect(redraw(first, at(NOW), 16, NOW).drawnAtS).toBe(NOW);
});

test('rows that went are marked too; a message turns its page once a minute', () => {
  expect(
    changedRegions(
      [
        { id: 'a', text: '1' },
        { id: 'b', text: '2' },
      ],
      [{ id: 'a', text: '1' }],
    ),
  ).toEqual(['b']);
  const messages = [{ id: 'm', strong: true, header: 'Ремонт', text: 'до петък' }];
  const content = { ...at(NOW), messages };
  expect(changedRegions(faceOf(content, 16, 1), faceOf(content, 16, 2))).toEqual(['messages']);
  const start = Math.ceil(NOW / TURN_S) * TURN_S;
  const first = redraw(null, content, 16, start);
  expect(redraw(first, content, 16, start + TURN_S - 1)).toBe(first);
  expect(redraw(first, content, 16, start + TURN_S).changed).toEqual(['messages']);
});

test('S8: a notice that was taken back leaves at once, one that came waits like anything else', () => {
  const notice = { id: 'notice/ice', strong: true, header: '', text: 'Хлъзгаво' };
  const alert = { id: 'works', strong: true, header: 'Ремонт', text: 'до петък' };
  const bare = redraw(null, at(NOW), 16, NOW);
  expect(redraw(bare, { ...at(NOW), messages: [notice] }, 16, NOW + 1)).toBe(bare);
  const both = redraw(null, { ...at(NOW), messages: [notice, alert] }, 16, NOW);
  expect(redraw(both, { ...at(NOW), messages: [notice] }, 16, NOW + 1)).toBe(both);
  expect(redraw(both, { ...at(NOW), messages: [alert] }, 16, NOW + 1).changed).toEqual(['messages']);
});
