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
  /** How old the newest records are, by the timestamp that their message bore. */
  age_s: number | null;
  header_timestamp: EpochS | null;
  /** The timestamp that the newest records bore: `age_s` is reckoned from it. */
  data_timestamp: EpochS | null;
  /** Entities in the last message applied. */
  entities: number;
  findings: Finding[];
  next_fetch: EpochS | null;
  /** Failures in a row, and the last one in words. */
  failures: number;
  last_failure: string | null;
  /** Messages applied since the start. */
  applied: number;
  /** Bytes of the last body, and how long its request took; null where nothing is fetched. */
  last_bytes: number | null;
  last_latency_ms: number | null;
}

/** What the feed knows of itself; times may have fractions. */
export interface HealthParts {
  kind: FeedKind;
  source: string;
  now: EpochS;
  startedAt: EpochS;
  lastFetchAt: EpochS | null;
  /** When new records came last, and the timestamp that they bore. */
  lastNewDataAt: EpochS | null;
  dataTimestamp: EpochS | null;
  nextFetchAt: EpochS | null;
  failures: number;
  lastFailure: string | null;
  applied: number;
  bytes?: number | null;
  latencyMs?: number | null;
  ended: boolean;
  intake: { held: boolean; entities: number; headerTimestamp: EpochS | null; findings(): Finding[] };
}

/** The row, in whole seconds. */
export function healthOf(parts: HealthParts): FeedHealth {
  const { intake, now } = parts;
  const floor = (time: EpochS | null) => (time === null ? null : Math.floor(time));
  const ageS = parts.dataTimestamp === null ? null : Math.max(0, Math.round(now - parts.dataTimestamp));
  return {
    kind: parts.kind,
    source: parts.source,
    state: stateOf(parts, ageS),
    last_fetch: floor(parts.lastFetchAt),
    last_new_data: floor(parts.lastNewDataAt),
    age_s: ageS,
    header_timestamp: intake.headerTimestamp,
    data_timestamp: floor(parts.dataTimestamp),
    entities: intake.entities,
    findings: intake.findings(),
    next_fetch: parts.nextFetchAt === null ? null : Math.ceil(parts.nextFetchAt),
    failures: parts.failures,
    last_failure: parts.lastFailure,
    applied: parts.applied,
    last_bytes: parts.bytes ?? null,
    last_latency_ms: parts.latencyMs ?? null,
  };
}

function stateOf(parts: HealthParts, ageS: number | null): FeedStateName {
  const { failures, now, startedAt } = parts;
  // Alerts rightly stay the same for days.
  const alarmed = parts.kind !== 'alerts' || failures > 0;
  if (alarmed && (ageS ?? now - startedAt) >= ALARM_AFTER_S) return 'stale';
  if (failures > 0) return 'failing';
  if (parts.intake.held) return 'held';
  if (parts.ended) return 'ended';
  return parts.lastNewDataAt === null ? 'starting' : 'ok';
}
