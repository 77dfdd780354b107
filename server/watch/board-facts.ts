// The registered boards as the watch judges them, from what the fleet knows of each.

import type { BoardState, RegisteredBoard } from '../wire/console/boards.js';
import type { BoardFact } from './facts.js';

/** One a board that has a display; a place without one is no trouble. */
export function boardFacts(
  boards: readonly RegisteredBoard[],
  stateOf: (board: RegisteredBoard) => BoardState,
): BoardFact[] {
  return boards
    .filter(({ enrolled }) => enrolled)
    .map((board): BoardFact => {
      const { verdict, since, connected, last_seen } = stateOf(board);
      const isOld = verdict === 'old_rows' || verdict === 'not_drawing';
      return {
        board_id: board.board_id,
        name: board.name,
        stopIds: board.stop_ids,
        connected,
        lastSeenAt: last_seen,
        registeredAt: board.created_at,
        shows: isOld ? 'old' : verdict === 'right' || verdict === 'catching_up' ? 'right' : 'unknown',
        oldSince: isOld ? since : null,
        asleep: false,
      };
    });
}
