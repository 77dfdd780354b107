// How old a datum may be and how long a row may stay: the cut-offs that server and boards share (boards.md, section 1).

import type { Policy } from '../wire/messages.js';

/** The policy of a board that nobody configured otherwise. */
export const DEFAULT_POLICY: Policy = Object.freeze({
  beat_s: 15,
  ageing_after_s: 90,
  timetable_after_s: 300,
  departed_for_s: 60,
  cancelled_for_s: 300,
  clock_time_from_min: 60,
  reconnect_first_s: 15,
  reconnect_s: 30,
});

/** A document looks this far ahead. */
export const HORIZON_S = 90 * 60;
/** It holds at least this many rows where the timetable has them … */
export const LEAST_ROWS = 8;
/** … within this time. */
export const FILL_HORIZON_S = 24 * 3600;
/** `next_service` is looked for this far ahead. */
export const NEXT_SERVICE_DAYS = 14;
/** The timetable is read this far back, for trips that are late; those yet later are kept apart. */
export const LATEST_DELAY_S = 90 * 60;
/** A bus this early before its scheduled departure is still looked for beyond the horizon. */
export const EARLIEST_ADVANCE_S = 20 * 60;
/** An expected time without a newer datum is believed this long after it has passed (boards.md, section 2). */
export const OVERDUE_S = 30;
