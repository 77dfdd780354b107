// The audit's chain: each record carries the hash of the one before, so that a record that was changed, removed or slipped in shows.

import { createHash } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { AuditRow, Schema } from '../store/schema.js';
import type { Actor } from './actor.js';

/** The hash before the first record. */
export const FIRST_PREVIOUS = '0'.repeat(64);
/** Longest member of a record, in characters; longer ones are cut, and say so. */
export const MEMBER_CHARS_AT_MOST = 8_000;
/** Records looked at in one turn when the chain is verified. */
export const VERIFY_ROWS_PER_TURN = 500;

/** What is done: a word, whom it touches, and with what. */
export interface Action {
  /** `area.verb`, such as `notice.send`. */
  kind: string;
  scope: Record<string, unknown>;
  detail: Record<string, unknown>;
}

/** A record as it is kept. */
export type AuditRecord = Omit<AuditRow, 'seq'> & { seq: number };

/** Where the chain breaks. */
export interface Break {
  /** The record at which it shows. */
  seq: number;
  /** Its own members do not give its hash; or records before it (for the last: after it) are missing or are not the ones it followed. */
  what: 'changed' | 'missing';
}

/** Everything of a record but its hash. */
export type Unsealed = Omit<AuditRecord, 'hash'>;

/** The hash of a record: over its members in this order, as JSON, the hash before among them. */
export function sealOf(record: Unsealed): string {
  const { seq, at, account_id, name, role, address, kind, scope, detail, previous } = record;
  const members = JSON.stringify([previous, seq, at, account_id, name, role, address, kind, scope, detail]);
  return createHash('sha256').update(members).digest('hex');
}

/** A record for an act, after the one before it. */
export function recordOf(actor: Actor, action: Action, at: number, before: Link): AuditRecord {
  const record: Unsealed = {
    seq: before.seq + 1,
    at,
    account_id: actor.accountId,
    name: actor.name,
    role: actor.role,
    address: actor.address,
    kind: action.kind,
    scope: textOf(action.scope),
    detail: textOf(action.detail),
    previous: before.hash,
  };
  return { ...record, hash: sealOf(record) };
}

/** Before the first record. */
export const BEGINNING: Link = { seq: 0, hash: FIRST_PREVIOUS };

/** What a record follows. */
export interface Link {
  seq: number;
  hash: string;
}

/** The breaks among records in order, that follow `before`. */
export function breaksOf(records: readonly AuditRecord[], before: Link): Break[] {
  const breaks: Break[] = [];
  let last = before;
  for (const record of records) {
    if (sealOf(record) !== record.hash) breaks.push({ seq: record.seq, what: 'changed' });
    // A gap in the numbers stays, although the next record follows the one before the gap.
    if (record.previous !== last.hash || record.seq !== last.seq + 1) breaks.push({ seq: record.seq, what: 'missing' });
    last = record;
  }
  return breaks;
}

/** Writes the record of an act; the transaction is the caller's, so that both are kept or neither. */
export async function writeAudit(
  trx: Transaction<Schema>,
  actor: Actor,
  action: Action,
  at: number,
): Promise<AuditRecord> {
  const record = recordOf(actor, action, at, await headOf(trx));
  await trx.insertInto('audit').values(record).execute();
  return record;
}

/** Reads the whole chain, a slice at a time; `count` records, and every break. */
export async function verifyAudit(db: Kysely<Schema>): Promise<{ count: number; breaks: Break[] }> {
  const breaks: Break[] = [];
  let count = 0;
  let last = BEGINNING;
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', last.seq)
      .orderBy('seq')
      .limit(VERIFY_ROWS_PER_TURN)
      .execute();
    breaks.push(...breaksOf(rows, last));
    count += rows.length;
    const end = rows.at(-1);
    if (!end) break;
    last = end;
    await new Promise((resolve) => setImmediate(resolve));
  }
  if ((await highestEver(db)) > last.seq) breaks.push({ seq: last.seq, what: 'missing' });
  return { count, breaks };
}

/** The last record, and the highest number that was ever given: records cut off at the end leave a gap. */
async function headOf(db: Kysely<Schema>): Promise<Link> {
  const last = await db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return { seq: Math.max(last?.seq ?? 0, await highestEver(db)), hash: last?.hash ?? FIRST_PREVIOUS };
}

async function highestEver(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ seq: number }>`SELECT seq FROM sqlite_sequence WHERE name = 'audit'`.execute(db);
  return rows[0]?.seq ?? 0;
}

function textOf(members: Record<string, unknown>): string {
  const text = JSON.stringify(members);
  if (text.length <= MEMBER_CHARS_AT_MOST) return text;
  return JSON.stringify({ cut: true, length: text.length, begins: text.slice(0, MEMBER_CHARS_AT_MOST / 2) });
}
