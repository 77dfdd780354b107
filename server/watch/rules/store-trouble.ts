// The operational store takes no writes or is away: boards go on, but no dispatcher's word can be audited and so none is taken.

import type { Rule } from '../rule.js';
import { NOBODY } from '../touched.js';

/** One signal. */
export const storeTrouble: Rule = {
  kind: 'store_trouble',
  raiseAfterS: 0,
  clearAfterS: 10,
  look(facts) {
    if (facts.store === null || facts.store === 'read-write') return [];
    return [
      {
        about: '',
        severity: 'alarm',
        since: null,
        touched: NOBODY,
        detail: { kind: 'store_trouble', mode: facts.store },
      },
    ];
  },
};
