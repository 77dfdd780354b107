// How a realtime feed is: the row of `GET /api/v1/feeds`.

import type { FeedKind } from './kind.js';
import type { EpochS, Finding } from './model.js';

/** No new records for so long is an alarm (F7). */
export const ALARM_AFTER_S = 600;

/**
 * `starting`: nothing received yet; `ok`; `failing`: the last poll failed; `held`: the last message lost half its
 * entities and waits for confirmation; `stale`: no new records for 600 s, an alarm; `ended`: a recording is at its end.
 */
export type FeedStateName = 'starting' | 'ok' | 'failing' | 'held' | 'stale' | 'ended';

/** One feed's health, as it goes out (names as in the contract). */
export interface FeedHealth {
  kind: FeedKind;
  /** Where it comes from, without keys. */
  source: string;
  state: FeedStateName;
  /** When it was last asked. */
  last_fetch: EpochS | null;
  /** When it last brought new records; a 304 and the same bytes do not count. */
  last_new_data: EpochS | null;
  /** Seconds since `last_new_data`. */
  age_s: number | null;
  header_timestamp: EpochS | null;
  /** Entities in the last message applied. */
  entities: number;
  findings: Finding[];
  next_fetch: EpochS | null;
  /** Failures in a row, and the last one in words. */
  failures: number;
  last_failure: string | null;
  /** Messages applied since the start. */
  applied: number;
}

/** What the state is, from its parts. */
export function feedState(parts: {
  now: EpochS;
  lastNewDataAt: EpochS | null;
  startedAt: EpochS;
  failures: number;
  held: boolean;
  alarmed: boolean;
}): FeedStateName {
  if (parts.alarmed && parts.now - (parts.lastNewDataAt ?? parts.startedAt) >= ALARM_AFTER_S) return 'stale';
  if (parts.failures > 0) return 'failing';
  if (parts.held) return 'held';
  return parts.lastNewDataAt === null ? 'starting' : 'ok';
}
