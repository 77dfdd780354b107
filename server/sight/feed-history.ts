// The last day of every feed, a minute a sample, in a bounded ring: what the plots of the console are drawn from.

import type { EpochS } from '../../feeds/model.js';
import type { FeedHistory } from '../wire/console/feeds.js';

/** Minutes that are kept: a day. */
export const MINUTES_KEPT = 1_440;
/** Feeds that are followed; a server has four. */
export const FEEDS_AT_MOST = 16;
const MINUTE_S = 60;

/** How a feed is at a moment; null is "not known". */
export interface FeedSample {
  age_s: number | null;
  entities: number | null;
  findings: number | null;
  bytes: number | null;
  latency_ms: number | null;
}

/** The worst age and latency of a minute count, and of the rest what was last. */
function worse(before: number | null, now: number | null): number | null {
  return before === null ? now : now === null ? before : Math.max(before, now);
}

/** One minute of one feed. */
export interface FeedMinute extends FeedSample {
  name: string;
  /** Beginning of the minute. */
  at: EpochS;
}

/** The histories of one server. */
export class FeedHistories {
  private readonly feeds = new Map<string, FeedHistory>();
  /** The last minute of each feed that is kept elsewhere. */
  private readonly keptUntil = new Map<string, EpochS>();

  /** Notes how a feed is. */
  sample(name: string, { age_s, entities, findings, bytes, latency_ms }: FeedSample, now: EpochS): void {
    const minute = Math.floor(now / MINUTE_S) * MINUTE_S;
    const history = this.feeds.get(name) ?? this.begin(name);
    if (!history) return;
    const last = history.at.length - 1;
    if (history.at[last] === minute) {
      history.age_s[last] = worse(history.age_s[last] ?? null, age_s);
      history.latency_ms[last] = worse(history.latency_ms[last] ?? null, latency_ms);
      history.entities[last] = entities;
      history.findings[last] = findings;
      history.bytes[last] = bytes;
      return;
    }
    // A clock that was set back begins the day anew.
    if (last >= 0 && minute < history.at[last]!) {
      for (const column of columnsOf(history)) column.length = 0;
      this.keptUntil.delete(name);
    }
    history.at.push(minute);
    history.age_s.push(age_s);
    history.entities.push(entities);
    history.findings.push(findings);
    history.bytes.push(bytes);
    history.latency_ms.push(latency_ms);
    while (history.at[0]! <= minute - MINUTES_KEPT * MINUTE_S) for (const column of columnsOf(history)) column.shift();
  }

  /** The last day of a feed; null where there is no such feed. */
  of(name: string): FeedHistory | null {
    return this.feeds.get(name) ?? null;
  }

  /** Minutes that are not kept elsewhere; the last one that is comes again, for it may have gone on. */
  unkept(): FeedMinute[] {
    return [...this.feeds.values()].flatMap((history) => {
      const from = this.keptUntil.get(history.name) ?? Number.NEGATIVE_INFINITY;
      const { name, age_s, entities, findings, bytes, latency_ms } = history;
      return history.at.flatMap((at, i) =>
        at < from
          ? []
          : [
              {
                ...{ name, at, age_s: age_s[i] ?? null, entities: entities[i] ?? null },
                ...{ findings: findings[i] ?? null, bytes: bytes[i] ?? null, latency_ms: latency_ms[i] ?? null },
              },
            ],
      );
    });
  }

  /** These minutes are kept elsewhere now. */
  kept(minutes: readonly FeedMinute[]): void {
    for (const { name, at } of minutes) this.keptUntil.set(name, at);
  }

  /** Minutes from before the start, the oldest first: nothing may have been noted since. */
  recall(minutes: readonly FeedMinute[]): void {
    for (const minute of minutes) this.sample(minute.name, minute, minute.at);
    this.kept(minutes);
  }

  private begin(name: string): FeedHistory | null {
    if (this.feeds.size >= FEEDS_AT_MOST) return null;
    const history: FeedHistory = { name, at: [], age_s: [], entities: [], findings: [], bytes: [], latency_ms: [] };
    this.feeds.set(name, history);
    return history;
  }
}

function columnsOf({ at, age_s, entities, findings, bytes, latency_ms }: FeedHistory): (number | null)[][] {
  return [at, age_s, entities, findings, bytes, latency_ms];
}
