// Which boards of a large fleet a person looks for, and in what order: the worst first. Pure, and quick enough to be asked each second.

import type { GlassVerdict, RegisteredBoard } from '../../../server/wire/console/boards.js';

/** The worst first: what needs a person stands on top. */
export const VERDICT_ORDER: readonly GlassVerdict[] = [
  ...(['old_rows', 'not_drawing', 'silent', 'catching_up', 'right', 'never_seen'] as const),
];
/** Rows of one page. */
export const PAGE_ROWS = 50;

/** A board, prepared for being found: made once, for comparing texts is what takes time. */
export interface KnownBoard {
  board: RegisteredBoard;
  /** In small letters: all that somebody may look for it by. */
  text: string;
}

/** What is looked for; empty members look for everything. */
export interface Wanted {
  text: string;
  group: string;
  verdict: GlassVerdict | '';
}

const byName = new Intl.Collator('bg', { numeric: true });

/** Boards in the order of their names. */
export function knownBoards(boards: readonly RegisteredBoard[], stopName: (id: string) => string): KnownBoard[] {
  return [...boards]
    .sort((a, b) => byName.compare(a.board_id, b.board_id))
    .map((board) => ({
      board,
      text: [board.board_id, board.name, ...board.stop_ids, ...board.stop_ids.map(stopName)]
        .join('\n')
        .toLocaleLowerCase('bg'),
    }));
}

/** Those that are wanted, the worst first, each rank in the order of names. */
export function foundBoards(
  known: readonly KnownBoard[],
  { text, group, verdict }: Wanted,
  verdictOf: (boardId: string) => GlassVerdict | null,
): RegisteredBoard[] {
  const key = text.trim().toLocaleLowerCase('bg');
  const ranks: RegisteredBoard[][] = VERDICT_ORDER.map(() => []);
  for (const { board, text: own } of known) {
    if (group !== '' && !board.groups.includes(group)) continue;
    if (key !== '' && !own.includes(key)) continue;
    const is = verdictOf(board.board_id) ?? 'never_seen';
    if (verdict === '' || verdict === is) ranks[VERDICT_ORDER.indexOf(is)]!.push(board);
  }
  return ranks.flat();
}
