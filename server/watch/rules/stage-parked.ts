// A part of the server keeps failing and has been parked (obligation D7): what it feeds falls to the timetable.

import type { Rule } from '../rule.js';
import { touchedByAll } from '../touched.js';

/** One signal a stage. */
export const stageParked: Rule = {
  kind: 'stage_parked',
  raiseAfterS: 0,
  clearAfterS: 10,
  look(facts) {
    return facts.parked.map(({ name, reason, since }) => ({
      about: name,
      severity: 'alarm' as const,
      since,
      touched: touchedByAll(facts),
      detail: { kind: 'stage_parked' as const, stage: name, reason },
    }));
  },
};
