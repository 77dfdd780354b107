// A board says that its glass shows other rows than it was sent: a reader there is misled (boards.md, section 6).

import type { Rule } from '../rule.js';

/** A frame is late now and then; this long is no frame. */
export const OLD_AFTER_S = 60;

/** One signal for all of them. */
export const boardOldRows: Rule = {
  kind: 'board_old_rows',
  raiseAfterS: 0,
  clearAfterS: 15,
  look(facts, now) {
    const old = (facts.boards ?? []).filter(
      ({ connected, shows, oldSince }) => connected && shows === 'old' && now - (oldSince ?? now) > OLD_AFTER_S,
    );
    if (old.length === 0) return [];
    return [
      {
        about: '',
        severity: 'alarm',
        since: Math.min(...old.map(({ oldSince }) => oldSince ?? now)),
        touched: { lines: [], stops: new Set(old.flatMap(({ stopIds }) => stopIds)).size, boards: old.length },
        detail: { kind: 'board_old_rows', boards: old.map(({ board_id, name }) => ({ board_id, name })) },
      },
    ];
  },
};
