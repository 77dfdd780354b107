// The timetable ends soon, or has ended (obligation T5): after its last day boards have nothing to fall back on.

import { EXPIRY_ALARM_DAYS, EXPIRY_NOTE_DAYS } from '../../timetable/swap.js';
import type { Severity } from '../../wire/console/watch.js';
import type { Rule } from '../rule.js';
import { touchedByAll } from '../touched.js';

/** One signal: 30 days are a note, 7 a warning, none an alarm (GTFS best practices). */
export const timetableExpiring: Rule = {
  kind: 'timetable_expiring',
  raiseAfterS: 0,
  clearAfterS: 0,
  look(facts) {
    if (facts.timetable === null) return [];
    const { lastDate, daysLeft } = facts.timetable;
    const severity = severityOf(daysLeft);
    if (severity === null) return [];
    return [
      {
        about: '',
        severity,
        since: null,
        touched: touchedByAll(facts),
        detail: { kind: 'timetable_expiring', last_date: lastDate, days_left: daysLeft },
      },
    ];
  },
};

function severityOf(daysLeft: number | null): Severity | null {
  if (daysLeft === null || daysLeft < 0) return 'alarm';
  if (daysLeft < EXPIRY_ALARM_DAYS) return 'warning';
  return daysLeft < EXPIRY_NOTE_DAYS ? 'note' : null;
}
