// The cut-offs a board lives by until the server's policy arrives (boards.md, sections 1 and 2).

import type { Policy } from '../../server/wire/messages.js';

export const FALLBACK_POLICY: Policy = Object.freeze({
  beat_s: 15,
  ageing_after_s: 90,
  timetable_after_s: 300,
  departed_for_s: 60,
  cancelled_for_s: 300,
  clock_time_from_min: 60,
  reconnect_first_s: 15,
  reconnect_s: 30,
});
