// Looking through the audit: by words, kind, person and time, the newest first; what does not fit the chain is marked.

import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.js';
import { type AuditRecord, BEGINNING, type Break, breaksOf } from './audit.js';

/** Records of one answer at most. */
export const ENTRIES_AT_MOST = 200;

/** What is looked for; null members do not count. */
export interface AuditQuery {
  /** In the name, kind, scope and detail. */
  text: string | null;
  /** A kind, or the beginning of one up to the dot. */
  kind: string | null;
  accountId: string | null;
  /** POSIX seconds, the first included, the second not. */
  from: number | null;
  until: number | null;
  /** Records before this one. */
  before: number | null;
  limit: number;
}

/** A record, and what is wrong with it. */
export interface Judged {
  record: AuditRecord;
  broken: Break['what'] | null;
}

/** The records that fit, the newest first, each judged against the one before it. */
export async function searchAudit(db: Kysely<Schema>, query: AuditQuery): Promise<Judged[]> {
  let rows = db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(query.limit);
  if (query.before !== null) rows = rows.where('seq', '<', query.before);
  if (query.from !== null) rows = rows.where('at', '>=', query.from);
  if (query.until !== null) rows = rows.where('at', '<', query.until);
  if (query.accountId !== null) rows = rows.where('account_id', '=', query.accountId);
  if (query.kind !== null) {
    const { kind } = query;
    rows = rows.where((e) => e.or([e('kind', '=', kind), e('kind', 'like', `${liked(kind)}.%`)]));
  }
  if (query.text !== null) {
    // SQLite folds Latin letters alone, so other scripts are looked for as typed, too.
    const pattern = `%${liked(query.text)}%`;
    rows = rows.where((e) =>
      e.or([
        e('name', 'like', pattern),
        e('kind', 'like', pattern),
        e('scope', 'like', pattern),
        e('detail', 'like', pattern),
      ]),
    );
  }
  const found = await rows.execute();
  const judged: Judged[] = [];
  for (const record of found) judged.push({ record, broken: await judge(db, record) });
  return judged;
}

async function judge(db: Kysely<Schema>, record: AuditRecord): Promise<Break['what'] | null> {
  const before = await db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .where('seq', '<', record.seq)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return breaksOf([record], before ?? BEGINNING)[0]?.what ?? null;
}

/** Signs that mean something in LIKE stand for themselves nowhere in kinds; in texts they match more, never less. */
function liked(text: string): string {
  return text.replaceAll('%', '_');
}
