// How the operational database grows: every migration by name, in order; an area has one file and may add more, never change an old one.

import { type Kysely, type Migration, Migrator } from 'kysely';
import { people } from './migrations/001-people.js';
import { audit } from './migrations/002-audit.js';
import { boards } from './migrations/003-boards.js';
import { dispatch } from './migrations/004-dispatch.js';
import { quality } from './migrations/005-quality.js';
import { recent } from './migrations/006-recent.js';
import type { Schema } from './schema.js';

/** Names sort as they run. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-people': people,
  '002-audit': audit,
  '003-boards': boards,
  '004-dispatch': dispatch,
  '005-quality': quality,
  '006-recent': recent,
};

/** Brings a database to the newest schema. Throws what the database throws; a migration is whole or not at all. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
