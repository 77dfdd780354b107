import { expect, test } from 'vitest';
import { boardSilent } from '../../../../server/watch/rules/board-silent.js';
import { board, NOW, quiet } from '../facts.js';

const look = (boards: ReturnType<typeof board>[], startedAt = NOW - 3600) =>
  boardSilent.look(quiet({ boards, startedAt }), NOW, () => false);

test('boards that are gone for two minutes are one note, since the first went, and after a quarter of an hour a warning', () => {
  expect(look([board('1', { connected: false, lastSeenAt: NOW - 120 })])).toEqual([]);
  const away = [
    board('1', { connected: false, lastSeenAt: NOW - 121 }),
    board('2', { connected: false, lastSeenAt: NOW - 500, stopIds: ['B'] }),
    board('3'),
  ];
  expect(look(away)).toMatchObject([
    { severity: 'note', since: NOW - 500, touched: { stops: 2, boards: 2 }, detail: { kind: 'board_silent' } },
  ]);
  expect(look([board('1', { connected: false, lastSeenAt: NOW - 901 })])[0]!.severity).toBe('warning');
});

test('a board asleep may be silent, and after a start of the server boards have time to come back', () => {
  expect(look([board('1', { connected: false, lastSeenAt: NOW - 5000, asleep: true })])).toEqual([]);
  expect(look([board('1', { connected: false, lastSeenAt: NOW - 5000 })], NOW - 100)).toEqual([]);
  expect(look([board('1', { connected: false, lastSeenAt: NOW - 5000 })], NOW - 121)).toHaveLength(1);
});

test('a board that never came since it was registered counts from then', () => {
  const never = board('1', { connected: false, lastSeenAt: null, registeredAt: NOW - 200 });
  expect(look([never])).toMatchObject([{ since: NOW - 200 }]);
});
