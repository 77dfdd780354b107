// The order of the list: what needs a person first, then what lasts longest. The same as the server's, for items that came by key.

import type { Problem, Severity } from '../../../server/wire/console/watch.js';

const RANK: Readonly<Record<Severity, number>> = { alarm: 0, warning: 1, note: 2 };

/** Problems as they are listed. */
export function inOrder(problems: Iterable<Problem>): Problem[] {
  return [...problems].sort(
    (a, b) => RANK[a.severity] - RANK[b.severity] || a.since - b.since || a.id.localeCompare(b.id),
  );
}
