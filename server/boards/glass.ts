// Does a board show what it should? Its reports against what the hub has sent; pure (boards.md, section 6).

import type { Glass, GlassVerdict } from '../wire/console/boards.js';

/** A board may be this far behind what it was sent: where nothing on the glass changes it tells so once a minute. */
export const BEHIND_FOR_S = 120;
/** A board tells what it shows at least this often, also where nothing changed. */
export const TOLD_WITHIN_S = 300;
/** A board that comes back within this time is not called silent: a restart, a cell's hiccup. */
export const AWAY_FOR_S = 60;

/** What is known of one board now. */
export interface BoardFacts {
  connected: boolean;
  /** Since when it is connected, or away. */
  since: number;
  /** Null where it was never seen. */
  lastSeen: number | null;
  /** By stop: what its glass says. */
  glass: ReadonlyMap<string, Glass>;
}

/** What the hub has sent of a stop. */
export interface SentOfStop {
  /** Where its document stands. */
  seq: number;
  /** When it was first sent something newer than this seq. */
  sentPast(seq: number): number;
}

/** The verdict on a board that watches these stops. */
export function judgeGlass(
  facts: BoardFacts,
  stopIds: readonly string[],
  sentOf: (stopId: string) => SentOfStop | null,
  now: number,
): GlassVerdict {
  if (facts.lastSeen === null) return 'never_seen';
  if (!facts.connected) return now - facts.since < AWAY_FOR_S ? 'catching_up' : 'silent';
  let verdict: GlassVerdict = 'right';
  for (const stopId of stopIds) {
    const sent = sentOf(stopId);
    if (!sent) continue;
    const glass = facts.glass.get(stopId);
    const toldAt = glass?.told_at ?? facts.since;
    if (now - toldAt > TOLD_WITHIN_S) return 'not_drawing';
    if (glass && glass.seq >= sent.seq) continue;
    const behindS = now - Math.max(glass ? sent.sentPast(glass.seq) : 0, facts.since);
    if (behindS > BEHIND_FOR_S) return 'old_rows';
    verdict = 'catching_up';
  }
  return verdict;
}
