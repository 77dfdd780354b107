// The three kinds of realtime feed.

import type { FeedSnapshot } from './model.js';

/** What a feed is asked for, whatever else may be in it. */
export type FeedKind = 'vehicle_positions' | 'trip_updates' | 'alerts';

/** Only what the feed was asked for: an agency's combined feed may be given for each kind. */
export function onlyKind(snapshot: FeedSnapshot, kind: FeedKind): FeedSnapshot {
  return {
    ...snapshot,
    vehiclePositions: kind === 'vehicle_positions' ? snapshot.vehiclePositions : [],
    tripUpdates: kind === 'trip_updates' ? snapshot.tripUpdates : [],
    alerts: kind === 'alerts' ? snapshot.alerts : [],
  };
}
