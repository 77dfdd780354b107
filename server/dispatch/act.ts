// The one door through which people change anything: the audit's record first, then the act, both kept or neither (obligation S9).

import type { Transaction } from 'kysely';
import type { Store } from '../store/database.js';
import { mishapOf } from '../store/mishap.js';
import type { Schema } from '../store/schema.js';
import type { Actor } from './actor.js';
import { type Action, type AuditRecord, writeAudit } from './audit.js';

/** No audit can be kept now, so nothing is done (HTTP 503). */
export class ActRefused extends Error {}

/**
 * Does something in one transaction with its record. `perform` must only use the transaction it is given, and wait for
 * nothing else: everybody's acts wait for it. What it throws undoes both. Rejects with ActRefused where the store cannot keep them.
 */
export async function act<T>(
  store: Store,
  actor: Actor,
  action: Action,
  perform: (trx: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  if (store.mode() !== 'read-write') throw refusal(store);
  let own: { error: unknown } | null = null;
  let record: AuditRecord | null = null;
  let done: T;
  try {
    done = await store.db.transaction().execute(async (trx) => {
      try {
        record = await writeAudit(trx, actor, action, store.now());
        return await perform(trx);
      } catch (error) {
        own = { error };
        throw error;
      }
    });
  } catch (thrown) {
    // A rollback that fails hides why it was wanted.
    const error = own === null ? thrown : (own as { error: unknown }).error;
    if (mishapOf(error) === null) throw error;
    store.failed(error);
    throw refusal(store);
  }
  if (record) store.audited(record);
  return done;
}

function refusal(store: Store): ActRefused {
  const health = store.health();
  return new ActRefused(health.state === 'ok' ? 'Nothing can be kept now.' : health.detail);
}
