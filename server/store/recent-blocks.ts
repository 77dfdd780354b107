// What is remembered for an hour, in blocks of a minute or so: added one by one, read at the start, thrown away by age.

import { promisify } from 'node:util';
import { constants, deflateRaw, inflateRaw } from 'node:zlib';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.js';

/** What is kept so: where vehicles were, and what boards promised. */
export type RecentKind = 'trails' | 'promises';

/** A block that says more than this is not believed. */
export const BLOCK_BYTES_AT_MOST = 64 * 1024 * 1024;

const pack = promisify(deflateRaw);
const unpack = promisify(inflateRaw);

/** A value as a block; the work is done beside the event loop, but for writing it as text. */
export async function packed(value: unknown): Promise<Buffer> {
  return pack(JSON.stringify(value), { level: constants.Z_BEST_SPEED });
}

/** Adds a block of `at`, and throws away those older than `keptS` and, where the clock was set back, those of the future. */
export async function addBlock(
  db: Kysely<Schema>,
  kind: RecentKind,
  at: number,
  body: Buffer,
  keptS: number,
): Promise<void> {
  await db
    .deleteFrom('recent_block')
    .where('kind', '=', kind)
    .where((e) => e.or([e('at', '<', at - keptS), e('at', '>', at)]))
    .execute();
  await db.insertInto('recent_block').values({ kind, at, body }).execute();
}

/**
 * The values of the blocks of [from, until], oldest first, one at a time: in between the event loop has its turn. A block
 * that cannot be read is left out. Rejects with what the database throws.
 */
export async function* blocksOf(
  db: Kysely<Schema>,
  kind: RecentKind,
  from: number,
  until: number,
): AsyncGenerator<unknown> {
  const known = await db
    .selectFrom('recent_block')
    .select('seq')
    .where('kind', '=', kind)
    .where('at', '>=', from)
    .where('at', '<=', until)
    .orderBy('seq')
    .execute();
  for (const { seq } of known) {
    const { body } = await db
      .selectFrom('recent_block')
      .select('body')
      .where('seq', '=', seq)
      .executeTakeFirstOrThrow();
    const value = await unpacked(body);
    if (value !== null) yield value;
  }
}

/** What a block says; null where it is half a block, or none. */
async function unpacked(body: Buffer): Promise<unknown> {
  try {
    return JSON.parse((await unpack(body, { maxOutputLength: BLOCK_BYTES_AT_MOST })).toString('utf8'));
  } catch {
    return null;
  }
}
