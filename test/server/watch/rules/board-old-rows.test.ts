import { expect, test } from 'vitest';
import { boardOldRows } from '../../../../server/watch/rules/board-old-rows.js';
import { board, NOW, quiet } from '../facts.js';

const look = (...boards: ReturnType<typeof board>[]) => boardOldRows.look(quiet({ boards }), NOW, () => false);

test('old rows for more than a minute on a lit board are an alarm since they are old', () => {
  expect(look(board('1', { shows: 'old', oldSince: NOW - 60 }), board('2', { shows: 'unknown' }))).toEqual([]);
  expect(look(board('1', { shows: 'old', oldSince: NOW - 61 }))).toMatchObject([
    { severity: 'alarm', since: NOW - 61, detail: { boards: [{ board_id: '1', name: 'Табло 1' }] } },
  ]);
});

test('a dark board shows nothing: its silence is another problem', () => {
  expect(look(board('1', { shows: 'old', oldSince: NOW - 600, connected: false }))).toEqual([]);
});
