// How many rows stay when messages need room: at least half (boards.md, section 3).

/** Rows left for departures of `rows` in all, when messages ask for `wanted` rows of height. */
export function rowsBesideMessages(rows: number, wanted: number): number {
  return Math.max(Math.ceil(rows / 2), rows - Math.max(0, wanted));
}
