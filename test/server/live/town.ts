// Snapshots of feeds for a live state in a test, and a live state on a hand-wound clock that notes what became dirty.

import type { FeedSnapshot } from '../../../feeds/model.js';
import { HandClock } from '../../../server/clock.js';
import type { Preference } from '../../../server/departures/choose.js';
import { Live } from '../../../server/live/live.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';

/** A snapshot in which only this was said. */
export function snapshot(headerTimestamp: number, said: Partial<FeedSnapshot>): FeedSnapshot {
  return {
    headerTimestamp,
    version: '2.0',
    entities: 0,
    vehiclePositions: [],
    tripUpdates: [],
    alerts: [],
    findings: [],
    ...said,
  };
}

/** A live state; `dirty` is what was called dirty since it was last emptied, `*` for all. */
export function liveTown(now: number, prefer: Preference = 'trip-update') {
  const clock = new HandClock(now);
  const dirty: string[] = [];
  const live = new Live({
    policy: DEFAULT_POLICY,
    prefer,
    now: () => clock.now(),
    onDirty: (stops) => dirty.push(...(stops ?? ['*'])),
  });
  /** What became dirty since the last call. */
  const soiled = (): string[] => dirty.splice(0).sort();
  return { live, clock, soiled };
}
