// Rows of the same line and headsign that stand as one: «6, 18 мин», for layouts that have few rows (boards.md, section 2). Pure.

import type { Row } from './model.js';

/**
 * The rows with the next bus of a line beside its first one, as often as it takes until all stand in `room` rows. Only minutes share a row, and only of the same rung of trust and
 * with the same hints: whatever is said of a row is said of both its buses. `hasRoom` may keep two of them apart.
 */
export function shareRows(rows: readonly Row[], room: number, hasRoom: (row: Row) => boolean = () => true): Row[] {
  const shared: Row[] = [];
  for (const [index, row] of rows.entries()) {
    const { time } = row;
    const isTight = shared.length + rows.length - index > room;
    const at = isTight && time.kind === 'minutes' ? shared.findIndex((first) => isAlike(first, row)) : -1;
    const both = at >= 0 && time.kind === 'minutes' ? withSecond(shared[at]!, row, time.minutes) : null;
    if (both && hasRoom(both)) shared[at] = both;
    else shared.push(row);
  }
  return shared;
}

function isAlike(a: Row, b: Row): boolean {
  return (
    a.time.kind === 'minutes' &&
    a.time.also === undefined &&
    a.state === b.state &&
    a.line.name === b.line.name &&
    a.line.color === b.line.color &&
    a.line.type === b.line.type &&
    a.headsign === b.headsign &&
    a.platform === b.platform &&
    a.wheelchair === b.wheelchair &&
    a.crowding === b.crowding &&
    !a.last &&
    !b.last
  );
}

/** The proof of display names the older datum of the two. */
function withSecond(first: Row, { asOf }: Row, also: number): Row | null {
  if (first.time.kind !== 'minutes') return null;
  const known = [first.asOf, asOf].filter((at): at is number => at !== null);
  return { ...first, time: { ...first.time, also }, asOf: known.length ? Math.min(...known) : null };
}
