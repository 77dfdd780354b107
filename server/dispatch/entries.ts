// Notices, orders, templates and the silence switch in the store: rows to words and back. No rule lives here.

import type { Kysely, Transaction } from 'kysely';
import type { DispatchEntryRow, Schema } from '../store/schema.js';
import type { DispatchContent, DispatchEntry, EntryStatus, NoticeTemplate, Silence } from '../wire/console/dispatch.js';

/** An entry and who wrote it, which the wire does not tell. */
export type KeptEntry = DispatchEntry & { byId: string | null };

/** Everything that still matters: what has not ended before `since`. */
export async function readEntries(db: Kysely<Schema>, since: number): Promise<KeptEntry[]> {
  const rows = await db
    .selectFrom('dispatch_entry')
    .selectAll()
    .where((e) =>
      e.or([
        e('at', '>=', since),
        e('end_at', '>=', since),
        e('withdrawn_at', '>=', since),
        e.and([e('end_at', 'is', null), e('status', '!=', 'withdrawn')]),
      ]),
    )
    .orderBy('at', 'desc')
    .execute();
  return rows.map(entryOf);
}

/** Keeps a new one. */
export async function writeEntry(trx: Transaction<Schema>, entry: KeptEntry): Promise<void> {
  await trx.insertInto('dispatch_entry').values(rowOf(entry)).execute();
}

/** Keeps its new state. */
export async function rewriteEntry(trx: Transaction<Schema>, entry: KeptEntry): Promise<void> {
  const { id, ...rest } = rowOf(entry);
  await trx.updateTable('dispatch_entry').set(rest).where('id', '=', id).execute();
}

/** All templates by name. */
export async function readTemplates(db: Kysely<Schema>): Promise<NoticeTemplate[]> {
  const rows = await db.selectFrom('notice_template').selectAll().orderBy('name').execute();
  return rows.map(({ id, name, content }) => ({
    ...(JSON.parse(content) as Omit<NoticeTemplate, 'id' | 'name'>),
    id,
    name,
  }));
}

/** Keeps a template, new or changed. */
export async function writeTemplate(trx: Transaction<Schema>, { id, name, ...content }: NoticeTemplate): Promise<void> {
  const row = { id, name, content: JSON.stringify(content) };
  await trx
    .insertInto('notice_template')
    .values(row)
    .onConflict((c) => c.column('id').doUpdateSet(row))
    .execute();
}

/** Is silence switched on? */
export async function readSilence(db: Kysely<Schema>): Promise<Silence> {
  const row = await db.selectFrom('silence').selectAll().executeTakeFirst();
  return row ? { on: true, by: row.by_name, since: row.since } : { on: false, by: null, since: null };
}

/** Switches it. */
export async function writeSilence(trx: Transaction<Schema>, { on, by, since }: Silence): Promise<void> {
  await trx.deleteFrom('silence').execute();
  if (on)
    await trx
      .insertInto('silence')
      .values({ id: 1, by_name: by ?? '', since: since ?? 0 })
      .execute();
}

function entryOf(row: DispatchEntryRow): KeptEntry {
  const { content, start_at, end_at, status, by_id, by_name, ...rest } = row;
  return {
    ...rest,
    content: JSON.parse(content) as DispatchContent,
    start: start_at,
    end: end_at,
    status: status as EntryStatus,
    by: by_name,
    byId: by_id,
  };
}

function rowOf(entry: KeptEntry): DispatchEntryRow {
  const { content, start, end, by, byId, ...rest } = entry;
  return { ...rest, content: JSON.stringify(content), start_at: start, end_at: end, by_id: byId, by_name: by };
}
