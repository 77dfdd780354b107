// The last day of every feed on disk, a row a minute: written in batches, read at the start.

import type { Kysely } from 'kysely';
import type { FeedMinuteRow, Schema } from './schema.js';

/** So many rows go into one statement. */
const ROWS_AT_ONCE = 400;

/** Writes minutes, over those that were there, and throws away those before `from` and after `until`. */
export async function keepFeedMinutes(
  db: Kysely<Schema>,
  minutes: readonly FeedMinuteRow[],
  from: number,
  until: number,
): Promise<void> {
  for (let i = 0; i < minutes.length; i += ROWS_AT_ONCE) {
    await db
      .insertInto('feed_minute')
      .values(minutes.slice(i, i + ROWS_AT_ONCE))
      .onConflict((c) =>
        c.columns(['name', 'at']).doUpdateSet((e) => ({
          age_s: e.ref('excluded.age_s'),
          entities: e.ref('excluded.entities'),
          findings: e.ref('excluded.findings'),
          bytes: e.ref('excluded.bytes'),
          latency_ms: e.ref('excluded.latency_ms'),
        })),
      )
      .execute();
  }
  await db
    .deleteFrom('feed_minute')
    .where((e) => e.or([e('at', '<', from), e('at', '>', until)]))
    .execute();
}

/** The minutes of [from, until], the oldest first. */
export async function feedMinutes(db: Kysely<Schema>, from: number, until: number): Promise<FeedMinuteRow[]> {
  return db
    .selectFrom('feed_minute')
    .selectAll()
    .where('at', '>=', from)
    .where('at', '<=', until)
    .orderBy('at')
    .execute();
}
