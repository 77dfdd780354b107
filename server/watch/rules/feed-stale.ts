// A realtime feed brings nothing new: its data ages on every board, whatever the success of downloads says.

import type { EpochS } from '../../../feeds/model.js';
import type { Severity } from '../../wire/console/watch.js';
import type { FeedFact, WatchFacts } from '../facts.js';
import type { Rule, Signal } from '../rule.js';
import { NOBODY, touchedByAll } from '../touched.js';

/** From this age boards mark their minutes as ageing (boards.md, section 1): a warning. */
export const STALE_AFTER_S = 90;
/** From this age boards fall to the timetable: an alarm. */
export const STALE_ALARM_AFTER_S = 300;
/** A feed that was stale is well only when its data is this fresh again. */
export const FRESH_BELOW_S = 60;
/** Alerts rightly stay the same for days: only this many failures in a row are a matter. */
export const ALERT_FAILURES = 3;

/** One signal a feed. */
export const feedStale: Rule = {
  kind: 'feed_stale',
  raiseAfterS: 0,
  clearAfterS: 10,
  look(facts, now, standing) {
    return facts.feeds.flatMap((feed): Signal[] => {
      const ageS = feed.dataAt === null ? null : Math.max(0, now - feed.dataAt);
      const severity = severityOf(feed, ageS ?? now - feed.openedAt, standing(feed.name));
      if (severity === null) return [];
      return [
        {
          about: feed.name,
          severity,
          since: sinceOf(feed),
          touched: feed.kind === 'alerts' ? NOBODY : touchedByAll(facts),
          detail: {
            kind: 'feed_stale',
            feed: feed.name,
            age_s: ageS === null ? null : Math.round(ageS),
            failure: feed.lastFailure,
          },
        },
      ];
    });
  },
};

function severityOf(feed: FeedFact, ageS: number, stale: boolean): Severity | null {
  if (feed.kind === 'alerts') return feed.failures >= ALERT_FAILURES ? 'warning' : null;
  if (ageS > STALE_ALARM_AFTER_S) return 'alarm';
  return ageS > (stale ? FRESH_BELOW_S : STALE_AFTER_S) ? 'warning' : null;
}

function sinceOf(feed: FeedFact): EpochS | null {
  return feed.kind === 'alerts' ? null : (feed.dataAt ?? feed.openedAt);
}

/** Is the feed's data fresh? For the figures of a well system. */
export function isFresh(facts: WatchFacts, feed: FeedFact, now: EpochS): boolean {
  return feed.dataAt !== null && feedStale.look({ ...facts, feeds: [feed] }, now, () => false).length === 0;
}
