// A line's buses should be on the road and none was ever heard of: its boards show the timetable alone (boards.md, section 1).

import type { Rule, Signal } from '../rule.js';
import { touchedByLines } from '../touched.js';

/** One signal a line; which lines these are is judged by live/coverage. */
export const lineUntracked: Rule = {
  kind: 'line_untracked',
  raiseAfterS: 0,
  clearAfterS: 60,
  look(facts) {
    return facts.lines.flatMap((line): Signal[] => {
      if (!facts.untracked.has(line.routeId)) return [];
      return [
        {
          about: line.routeId,
          severity: 'note',
          since: null,
          touched: touchedByLines([line], facts),
          detail: { kind: 'line_untracked', route_id: line.routeId },
        },
      ];
    });
  },
};
