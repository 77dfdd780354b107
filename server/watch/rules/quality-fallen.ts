// The predictions of a line came true less often in the last hour than they usually do.

import type { Rule, Signal } from '../rule.js';
import { touchedByLines } from '../touched.js';

/** So many shares less than usual is a fall, and within the other of it all is as usual again. */
export const FALLEN_BY = 0.1;
export const USUAL_WITHIN = 0.05;
/** Fewer predictions say nothing. */
export const PREDICTIONS_AT_LEAST = 50;

/** One signal a line. */
export const qualityFallen: Rule = {
  kind: 'quality_fallen',
  raiseAfterS: 0,
  clearAfterS: 300,
  look(facts, _now, standing) {
    return (facts.quality ?? []).flatMap(({ routeId, share, usual, predictions }): Signal[] => {
      const limit = standing(routeId) ? USUAL_WITHIN : FALLEN_BY;
      const line = facts.lines.find((known) => known.routeId === routeId);
      if (!line || predictions < PREDICTIONS_AT_LEAST || share >= usual - limit) return [];
      return [
        {
          about: routeId,
          severity: 'warning',
          since: null,
          touched: touchedByLines([line], facts),
          detail: { kind: 'quality_fallen', route_id: routeId, share, usual, predictions },
        },
      ];
    });
  },
};
