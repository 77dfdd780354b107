// What must not be lost in a restart though it is soon forgotten: the last day of the feeds, and blocks of the last hour.

import { type Kysely, type Migration, sql } from 'kysely';

export const recent: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('feed_minute')
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .addColumn('age_s', 'integer')
      .addColumn('entities', 'integer')
      .addColumn('findings', 'integer')
      .addColumn('bytes', 'integer')
      .addColumn('latency_ms', 'integer')
      .addPrimaryKeyConstraint('feed_minute_key', ['name', 'at'])
      .modifyEnd(sql`without rowid`)
      .execute();
    await db.schema
      .createTable('recent_block')
      .addColumn('seq', 'integer', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .addColumn('body', 'blob', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('recent_block_at').on('recent_block').columns(['kind', 'at']).execute();
  },
};
