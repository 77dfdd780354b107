// Whether a row still stands on the board: never a past departure, and «замина» and «отменен» only for their time.

import type { Departure, Policy } from '../../server/wire/messages.js';
import type { RowState } from './model.js';

/** An expected time without a newer datum is believed this long after it has passed. */
export const OVERDUE_S = 30;

/** What becomes of a row: its state, or null where it is gone. `departedSinceS`: when it was first seen to have left. */
export function presence(
  departure: Departure,
  state: RowState,
  policy: Policy,
  nowS: number,
  departedSinceS: number | undefined,
): RowState | null {
  const { expected, scheduled } = departure;
  switch (state) {
    case 'live':
      if (expected === null) return null;
      if (nowS <= expected + OVERDUE_S) return 'live';
      return stillDeparted(expected + OVERDUE_S, policy, nowS);
    case 'ageing':
      // Nobody knows whether it has left: it goes without a word.
      return expected !== null && nowS <= expected + OVERDUE_S ? 'ageing' : null;
    case 'timetable':
      // The shown minute is over: it would be a past departure.
      return scheduled !== null && scheduled >= Math.floor(nowS / 60) * 60 ? 'timetable' : null;
    case 'cancelled':
    case 'skipped':
      return scheduled !== null && nowS > scheduled + policy.cancelled_for_s ? null : state;
    case 'departed':
      return stillDeparted(departedSinceS ?? nowS, policy, nowS);
  }
}

function stillDeparted(sinceS: number, policy: Policy, nowS: number): RowState | null {
  return nowS - sinceS <= policy.departed_for_s ? 'departed' : null;
}
