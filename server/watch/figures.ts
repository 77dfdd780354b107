// The figures that show how well all is, whether or not something is wrong.

import type { EpochS } from '../../feeds/model.js';
import type { WatchFigures } from '../wire/console/watch.js';
import type { WatchFacts } from './facts.js';
import { isFresh } from './rules/feed-stale.js';

/** Counts what there is. */
export function figuresOf(facts: WatchFacts, now: EpochS): WatchFigures {
  let heard = 0;
  for (const routeId of facts.onTheRoad) if (!facts.untracked.has(routeId)) heard++;
  return {
    feeds_live: facts.feeds.filter((feed) => isFresh(facts, feed, now)).length,
    feeds: facts.feeds.length,
    vehicles: facts.vehicles.length,
    vehicles_predicted: facts.vehicles.filter(({ predicted }) => predicted).length,
    lines: facts.onTheRoad.size,
    lines_tracked: heard,
    boards_lit: facts.lit,
    boards: facts.boards?.length ?? null,
    boards_right: facts.boards?.filter(({ connected, shows }) => connected && shows === 'right').length ?? null,
    timetable_days_left: facts.timetable?.daysLeft ?? null,
    timetable_version: facts.timetable?.version ?? null,
    timezone: facts.timetable?.timezone ?? null,
    at: Math.floor(now),
  };
}
