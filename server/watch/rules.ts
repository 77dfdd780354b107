// Every rule of the watch: a closed list.

import type { Rule } from './rule.js';
import { boardOldRows } from './rules/board-old-rows.js';
import { boardSilent } from './rules/board-silent.js';
import { busOffRoute } from './rules/bus-off-route.js';
import { feedStale } from './rules/feed-stale.js';
import { lineUntracked } from './rules/line-untracked.js';
import { qualityFallen } from './rules/quality-fallen.js';
import { stageParked } from './rules/stage-parked.js';
import { storeTrouble } from './rules/store-trouble.js';
import { timetableExpiring } from './rules/timetable-expiring.js';
import { timetableHeld } from './rules/timetable-held.js';
import { tripsUnmatched } from './rules/trips-unmatched.js';

/** One a kind of problem. */
export const RULES: readonly Rule[] = [
  feedStale,
  timetableExpiring,
  timetableHeld,
  lineUntracked,
  tripsUnmatched,
  busOffRoute,
  boardSilent,
  boardOldRows,
  qualityFallen,
  stageParked,
  storeTrouble,
];
