// The realtime feed names trips that the timetable does not have: a new timetable is probably due.

import type { WatchFacts } from '../facts.js';
import type { Rule, Signal } from '../rule.js';
import { touchedByLines } from '../touched.js';

/** Above this share of a feed's trips it is a problem, and below the other it is none any more. */
export const UNMATCHED_SHARE = 0.05;
export const MATCHED_AGAIN_SHARE = 0.03;
/** Fewer than this are everyday life. */
export const UNMATCHED_AT_LEAST = 3;
/** From this share on riders are missing real buses: an alarm. */
export const UNMATCHED_ALARM_SHARE = 0.5;

/** One signal a feed. */
export const tripsUnmatched: Rule = {
  kind: 'trips_unmatched',
  raiseAfterS: 60,
  clearAfterS: 60,
  look(facts, _now, standing) {
    const updates = facts.matching;
    const signals: (Signal | null)[] = [
      updates &&
        signal(
          'trip-updates',
          updates.unmatched,
          updates.matched + updates.unmatched,
          updates.example,
          [],
          facts,
          standing,
        ),
      vehicles(facts, standing),
    ];
    return signals.filter((found) => found !== null);
  },
};

function vehicles(facts: WatchFacts, standing: (about: string) => boolean): Signal | null {
  const claiming = facts.vehicles.filter(({ tripId }) => tripId !== null);
  const lost = claiming.filter(({ unknownTrip }) => unknownTrip);
  const routes = lost.flatMap(({ routeId }) => (routeId === null ? [] : [routeId]));
  const example = lost[0]?.tripId ?? null;
  return signal('vehicle-positions', lost.length, claiming.length, example, routes, facts, standing);
}

function signal(
  feed: string,
  unmatched: number,
  total: number,
  example: string | null,
  routes: readonly string[],
  facts: WatchFacts,
  standing: (about: string) => boolean,
): Signal | null {
  const limit = standing(feed) ? MATCHED_AGAIN_SHARE : UNMATCHED_SHARE;
  if (unmatched < UNMATCHED_AT_LEAST || unmatched <= total * limit) return null;
  const lines = facts.lines.filter(({ routeId }) => routes.includes(routeId));
  return {
    about: feed,
    severity: unmatched > total * UNMATCHED_ALARM_SHARE ? 'alarm' : 'warning',
    since: null,
    touched: touchedByLines(lines, facts),
    detail: { kind: 'trips_unmatched', feed, unmatched, total, example },
  };
}
