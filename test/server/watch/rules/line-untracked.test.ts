import { expect, test } from 'vitest';
import { lineUntracked } from '../../../../server/watch/rules/line-untracked.js';
import { NOW, quiet } from '../facts.js';

test('a line of which nothing is heard is a note with its stops and their boards', () => {
  expect(lineUntracked.look(quiet({ untracked: new Set(['R10']) }), NOW, () => false)).toMatchObject([
    { about: 'R10', severity: 'note', touched: { lines: ['10'], stops: 2, boards: 8 } },
  ]);
});
