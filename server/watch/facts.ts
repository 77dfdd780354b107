// All that the watch judges by, as plain data: gathered by a shell, never looked up by a rule.

import type { EpochS } from '../../feeds/model.js';
import type { BoardRef } from '../wire/console/watch.js';

/** A realtime feed. `dataAt` is when its newest data was made, by its own word; null where there was none yet. */
export interface FeedFact {
  name: string;
  kind: 'vehicle_positions' | 'trip_updates' | 'alerts';
  dataAt: EpochS | null;
  /** Since when it is asked at all. */
  openedAt: EpochS;
  failures: number;
  lastFailure: string | null;
}

/** The timetable in use. */
export interface TimetableFact {
  version: string;
  timezone: string;
  lastDate: string | null;
  /** 0 on the last day of service, negative after it, null where it never runs. */
  daysLeft: number | null;
}

/** A newer timetable that does not serve: it waits for a dispatcher, was refused, or its source fails. */
export interface HeldFact {
  version: string | null;
  reason: string;
  since: EpochS;
}

/** A line, and the stops (stop_id, stations included) that a board may watch to see it. */
export interface LineFact {
  routeId: string;
  name: string;
  stopIds: readonly string[];
}

/** One tracked vehicle as far as rules care. */
export interface VehicleFact {
  vehicleId: string;
  /** Line that its feed or its trip names; null unknown. */
  routeId: string | null;
  offRoute: boolean;
  predicted: boolean;
  unknownTrip: boolean;
  tripId: string | null;
}

/** How many trip updates found no trip in the timetable. */
export interface MatchingFact {
  matched: number;
  unmatched: number;
  example: string | null;
}

/** A registered board (told by the fleet; absent where no board is registered). */
export interface BoardFact extends BoardRef {
  stopIds: readonly string[];
  connected: boolean;
  /** When it was last heard; null: never since it was registered. */
  lastSeenAt: EpochS | null;
  registeredAt: EpochS;
  /** `old`: what is on its glass is older than what it was sent; `unknown`: it has not said. */
  shows: 'right' | 'old' | 'unknown';
  /** Since when it shows old rows. */
  oldSince: EpochS | null;
  /** It sleeps now, as it was told to: silence means nothing. */
  asleep: boolean;
}

/** How predictions of a line fared lately (told by quality). Shares within the bins of the obligation, 0 to 1. */
export interface QualityFact {
  routeId: string;
  /** Share that came true in the last hour, of how many predictions, and the share of the last two weeks. */
  share: number;
  predictions: number;
  usual: number;
}

/** A supervised stage that is not well. */
export interface StageFact {
  name: string;
  reason: string;
  since: EpochS | null;
}

/** Everything at one moment. */
export interface WatchFacts {
  /** When this server started. */
  startedAt: EpochS;
  feeds: readonly FeedFact[];
  timetable: TimetableFact | null;
  held: HeldFact | null;
  lines: readonly LineFact[];
  /** Lines (route_id) that should be on the road now, and of them those of which nothing is heard. */
  onTheRoad: ReadonlySet<string>;
  untracked: ReadonlySet<string>;
  matching: MatchingFact | null;
  vehicles: readonly VehicleFact[];
  /** Lines (route_id) that an alert sends by another way now. */
  detoured: ReadonlySet<string>;
  /** Boards whose socket is open now, and how many of them watch any of some stops (stop_id). */
  lit: number;
  boardsAt: (stopIds: Iterable<string>) => number;
  boards: readonly BoardFact[] | null;
  quality: readonly QualityFact[] | null;
  parked: readonly StageFact[];
  store: 'read-write' | 'read-only' | 'away' | null;
}
