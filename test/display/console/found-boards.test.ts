import { expect, it } from 'vitest';
import { foundBoards, knownBoards } from '../../../display/console/boards/found-boards.js';
import type { GlassVerdict, RegisteredBoard } from '../../../server/wire/console/boards.js';
import { PLAIN_SETUP } from '../../support/display.js';

const board = (board_id: string, name: string, groups: string[] = []): RegisteredBoard => ({
  ...{ ...PLAIN_SETUP, board_id, name, groups, stop_ids: ['0051'], enrolled: true, created_at: 0 },
});
const ALL = knownBoards(
  [board('т-10', 'Гара'), board('т-9', 'Пазара', ['Север']), board('т-2', 'Театъра')],
  () => 'Площад',
);
const VERDICTS: Readonly<Record<string, GlassVerdict>> = { 'т-10': 'silent', 'т-9': 'right', 'т-2': 'right' };
const found = (wanted: Partial<Parameters<typeof foundBoards>[1]>) =>
  foundBoards(ALL, { text: '', group: '', verdict: '', ...wanted }, (id) => VERDICTS[id] ?? null).map(
    ({ board_id }) => board_id,
  );

it('the worst stands first, then by number as people count', () => {
  expect(found({})).toEqual(['т-10', 'т-2', 'т-9']);
});

it('by a part of a name, a number or a stop in any letters; by group; by verdict', () => {
  expect(found({ text: ' ПАЗ' })).toEqual(['т-9']);
  expect(found({ text: 'площад' })).toHaveLength(3);
  expect(found({ group: 'Север' })).toEqual(['т-9']);
  expect(found({ verdict: 'silent' })).toEqual(['т-10']);
  expect(found({ text: 'няма' })).toEqual([]);
});

it('a fleet of twenty thousand is found within a blink', () => {
  const fleet = knownBoards(
    Array.from({ length: 20_000 }, (_, i) => board(`т-${i}`, `Табло ${i}`)),
    () => 'Площад „Македония“ (0051)',
  );
  const atMs = performance.now();
  const all = foundBoards(fleet, { text: 'табло 1', group: '', verdict: '' }, () => 'right');
  expect(all.length).toBeGreaterThan(10_000);
  expect(performance.now() - atMs).toBeLessThan(250);
});
