// What changed between two documents of a stop, and a document brought up to date by it (contract, sections 3 and 4).

import type { Departure, DocumentHead, Patch, StopDepartures } from './messages.js';

/** Order of a document's rows: by `expected` or else `scheduled`, then `id` by code unit (contract, 3). For `sort`. */
export function inOrder(a: Departure, b: Departure): number {
  const x = a.expected ?? a.scheduled ?? Infinity;
  const y = b.expected ?? b.scheduled ?? Infinity;
  return x < y ? -1 : x > y ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Are two JSON values equal, whatever the order of their members? */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!a || !b || typeof a !== 'object' || typeof b !== 'object' || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key as never], b[key as never]))
  );
}

/**
 * The patch that turns document `a` (at seq `base`) into `b` (at `seq`); null where they are equal, `generated_at`
 * included. Rows are told apart by id, which is unique in a document, and `b` is in contract order; a top-level member
 * may change or come but not go.
 */
export function diff(a: StopDepartures, b: StopDepartures, stop: string, base: number, seq: number): Patch | null {
  const before = new Map(a.departures.map((row) => [row.id, row]));
  const put = b.departures.filter((row) => {
    const had = before.get(row.id);
    before.delete(row.id);
    return !same(had, row);
  });
  const drop = [...before.keys()];
  const head: Partial<DocumentHead> = {};
  for (const key of Object.keys(b) as (keyof StopDepartures)[]) {
    if (key !== 'departures' && !same(a[key], b[key])) head[key] = b[key] as never;
  }
  const patch: Patch = { type: 'patch', stop, base, seq };
  if (put.length) patch.put = put;
  if (drop.length) patch.drop = drop;
  if (Object.keys(head).length) patch.head = head;
  return put.length || drop.length || patch.head ? patch : null;
}

/** Does the patch change nothing that a reader sees: only `generated_at`? */
export function onlyRestates(patch: Patch): boolean {
  return !patch.put && !patch.drop && Object.keys(patch.head ?? {}).every((key) => key === 'generated_at');
}

/** The document after a patch: exactly what HTTP gives at the patch's `seq`. The caller has compared `base`. Neither argument is changed. */
export function apply(doc: StopDepartures, patch: Patch): StopDepartures {
  const rows = new Map(doc.departures.map((row) => [row.id, row]));
  for (const id of patch.drop ?? []) rows.delete(id);
  for (const row of patch.put ?? []) rows.set(row.id, row);
  return { ...doc, ...patch.head, departures: [...rows.values()].sort(inOrder) };
}
