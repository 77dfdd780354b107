// A newer timetable does not serve (obligation T4): it lost half its trips and waits for a dispatcher, or cannot be read.

import type { Rule } from '../rule.js';
import { touchedByAll } from '../touched.js';

/** One signal. */
export const timetableHeld: Rule = {
  kind: 'timetable_held',
  raiseAfterS: 0,
  clearAfterS: 0,
  look(facts) {
    if (facts.held === null) return [];
    const { version, reason, since } = facts.held;
    return [
      {
        about: '',
        severity: 'warning',
        since,
        touched: touchedByAll(facts),
        detail: { kind: 'timetable_held', version, reason },
      },
    ];
  },
};
