// The audit: rows are added and never changed; the triggers say so to whoever forgets.

import { type Kysely, type Migration, sql } from 'kysely';

export const audit: Migration = {
  up: async (db: Kysely<unknown>) => {
    // AUTOINCREMENT remembers the highest number ever given: rows cut off at the end are missed.
    await db.schema
      .createTable('audit')
      .addColumn('seq', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('at', 'integer', (c) => c.notNull())
      .addColumn('account_id', 'text')
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('address', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('scope', 'text', (c) => c.notNull())
      .addColumn('detail', 'text', (c) => c.notNull())
      .addColumn('previous', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .execute();
    for (const change of ['UPDATE', 'DELETE']) {
      await sql`CREATE TRIGGER ${sql.raw(`audit_no_${change.toLowerCase()}`)} BEFORE ${sql.raw(change)} ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END`.execute(db);
    }
    await db.schema.createIndex('audit_kind').on('audit').column('kind').execute();
  },
};
