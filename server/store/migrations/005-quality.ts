// How true the boards were, day by day: one row for each thing that figures are told by.

import type { Kysely, Migration } from 'kysely';

export const quality: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('quality')
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('hour', 'integer', (c) => c.notNull())
      .addColumn('bin', 'integer', (c) => c.notNull())
      .addColumn('n', 'integer', (c) => c.notNull())
      .addColumn('mbta', 'integer', (c) => c.notNull())
      .addColumn('eta_n', 'integer', (c) => c.notNull())
      .addColumn('eta', 'integer', (c) => c.notNull())
      .addColumn('sum_error', 'integer', (c) => c.notNull())
      .addColumn('sum_abs', 'integer', (c) => c.notNull())
      .addColumn('early', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('quality_key', ['day', 'kind', 'key', 'hour', 'bin'])
      .execute();
  },
};
