// The cut-offs that a server tells its boards unless it is configured otherwise, and that a board lives by until it is told.

import type { Policy } from './messages.js';

/** Boards.md, sections 1 and 2; the reconnect's waits are the obligations' ([M], 10,000 boards after an outage). */
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
