// Accounts, recovery codes, invitations and sessions.

import type { Kysely, Migration } from 'kysely';

export const people: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('account')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('name_key', 'text', (c) => c.notNull().unique())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('password', 'text', (c) => c.notNull())
      .addColumn('totp_secret', 'text')
      .addColumn('totp_step', 'integer')
      .addColumn('created_at', 'integer', (c) => c.notNull())
      .addColumn('disabled_at', 'integer')
      .addColumn('last_in_at', 'integer')
      .execute();
    await db.schema
      .createTable('recovery_code')
      .addColumn('account_id', 'text', (c) => c.notNull().references('account.id').onDelete('cascade'))
      .addColumn('hash', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('recovery_code_key', ['account_id', 'hash'])
      .execute();
    await db.schema
      .createTable('invitation')
      .addColumn('hash', 'text', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('account_id', 'text', (c) => c.references('account.id').onDelete('cascade'))
      .addColumn('invited_by', 'text')
      .addColumn('created_at', 'integer', (c) => c.notNull())
      .addColumn('expires_at', 'integer', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('session')
      .addColumn('hash', 'text', (c) => c.primaryKey())
      .addColumn('account_id', 'text', (c) => c.notNull().references('account.id').onDelete('cascade'))
      .addColumn('created_at', 'integer', (c) => c.notNull())
      .addColumn('seen_at', 'integer', (c) => c.notNull())
      .addColumn('address', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('session_account').on('session').column('account_id').execute();
  },
};
