// The trust ladder: which rung a row stands on, judged at the board by the datum's own age (boards.md, section 1).

import type { Departure, Policy } from '../../server/wire/messages.js';
import type { RowState } from './model.js';

/** A datum from further in the future than this is not believed (obligation F10). */
export const FUTURE_TOLERANCE_S = 60;
/**
 * The rung of a row now. A row never climbs above what the server said; it comes down by age alone, so that a board
 * whose link is down degrades by itself. Without a trusted clock no age can be judged and only the timetable is said.
 */
export function trust(
  departure: Departure,
  policy: Policy,
  nowS: number,
  heard: boolean,
  clockTrusted: boolean,
): RowState {
  const { status, as_of, expected } = departure;
  if (status !== 'live' && status !== 'ageing') return status;
  if (!clockTrusted || expected === null || as_of === null) return 'timetable';
  const ageS = nowS - as_of;
  if (ageS < -FUTURE_TOLERANCE_S || ageS > policy.timetable_after_s) return 'timetable';
  return status === 'ageing' || ageS > policy.ageing_after_s || !heard ? 'ageing' : 'live';
}
