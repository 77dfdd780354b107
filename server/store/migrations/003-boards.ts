// The registry of boards; a token's hash alone is kept, and when each board was last seen.

import type { Kysely, Migration } from 'kysely';

export const boards: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('board')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('setup', 'text', (c) => c.notNull())
      .addColumn('token_hash', 'text')
      .addColumn('created_at', 'integer', (c) => c.notNull())
      .addColumn('last_seen', 'integer')
      .execute();
  },
};
