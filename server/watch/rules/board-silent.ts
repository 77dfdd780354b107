// A registered board is not heard of: it is dark, or counts on by itself with nobody knowing what it shows.

import type { EpochS } from '../../../feeds/model.js';
import type { BoardFact } from '../facts.js';
import type { Rule } from '../rule.js';

/** A board comes back within 35 s of an outage (obligation B1): a longer silence is worth a line. */
export const SILENT_AFTER_S = 120;
/** From this long on somebody must go there. */
export const SILENT_WARNING_AFTER_S = 900;

/** One signal for all silent boards: a fallen switch is one line on the screen. */
export const boardSilent: Rule = {
  kind: 'board_silent',
  raiseAfterS: 0,
  clearAfterS: 0,
  look(facts, now) {
    const silent = (facts.boards ?? []).filter((board) => silentForS(board, facts.startedAt, now) > SILENT_AFTER_S);
    if (silent.length === 0) return [];
    const since = Math.min(...silent.map((board) => silentSince(board, facts.startedAt)));
    return [
      {
        about: '',
        severity: now - since > SILENT_WARNING_AFTER_S ? 'warning' : 'note',
        since,
        touched: { lines: [], stops: new Set(silent.flatMap(({ stopIds }) => stopIds)).size, boards: silent.length },
        detail: { kind: 'board_silent', boards: silent.map(({ board_id, name }) => ({ board_id, name })) },
      },
    ];
  },
};

/** A server that has just started has heard nobody yet: silence counts from then at the earliest, unless it is older by the record. */
function silentSince(board: BoardFact, startedAt: EpochS): EpochS {
  return board.lastSeenAt ?? Math.max(board.registeredAt, startedAt);
}

function silentForS(board: BoardFact, startedAt: EpochS, now: EpochS): number {
  if (board.connected || board.asleep) return 0;
  return now - Math.max(silentSince(board, startedAt), startedAt);
}
