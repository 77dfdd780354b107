// Notices and orders with their lives, templates, and the silence switch.

import type { Kysely, Migration } from 'kysely';

export const dispatch: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('dispatch_entry')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('content', 'text', (c) => c.notNull())
      .addColumn('start_at', 'integer', (c) => c.notNull())
      .addColumn('end_at', 'integer')
      .addColumn('stop_count', 'integer', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('by_id', 'text')
      .addColumn('by_name', 'text', (c) => c.notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .addColumn('confirmed_by', 'text')
      .addColumn('confirmed_at', 'integer')
      .addColumn('withdrawn_by', 'text')
      .addColumn('withdrawn_at', 'integer')
      .execute();
    await db.schema.createIndex('dispatch_entry_at').on('dispatch_entry').column('at').execute();
    await db.schema
      .createTable('notice_template')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('content', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('silence')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('by_name', 'text', (c) => c.notNull())
      .addColumn('since', 'integer', (c) => c.notNull())
      .execute();
  },
};
