// One stop's documents over an hour, compact: the first whole, then member by member what changed. Pure; text in, text out.

import type { Departure, DocumentHead, StopDepartures } from '../wire/messages.js';
import { inOrder, same } from '../wire/patch.js';

/** A document as it stood from `at` on, at the hub's `seq`. */
export interface Standing {
  at: number;
  seq: number;
  doc: StopDepartures;
}

/**
 * One change, as a line: [seconds since the last, seq since the last, seconds of generated_at after `at`, rows that are gone,
 * rows that are new, members of rows that changed, members of the head that changed].
 */
type Change = [
  afterS: number,
  seqs: number,
  madeS: number,
  gone: string[],
  fresh: Departure[],
  changed: Record<string, Partial<Departure>>,
  head: Partial<DocumentHead>,
];

/** The line of the first document. */
export function firstLine(first: Standing): string {
  return JSON.stringify(first);
}

/** The line by which `next` follows `before`. */
export function nextLine(before: Standing, next: Standing): string {
  const had = new Map(before.doc.departures.map((row) => [row.id, row]));
  const fresh: Departure[] = [];
  const changed: Record<string, Partial<Departure>> = {};
  for (const row of next.doc.departures) {
    const old = had.get(row.id);
    had.delete(row.id);
    if (!old || Object.keys(old).some((member) => !(member in row))) fresh.push(row);
    else if (!same(old, row)) changed[row.id] = membersOf(old, row);
  }
  const { departures: _, generated_at: __, ...headBefore } = before.doc;
  const { departures: ___, generated_at, ...headNext } = next.doc;
  const change: Change = [
    next.at - before.at,
    next.seq - before.seq,
    generated_at - next.at,
    [...had.keys()],
    fresh,
    changed,
    membersOf(headBefore, headNext),
  ];
  return JSON.stringify(change);
}

/** The documents of a track, oldest first. Throws where the text is not a track. */
export function* standings(text: string): Iterable<Standing> {
  const lines = text.split('\n').filter(Boolean);
  let standing = JSON.parse(lines[0] ?? 'null') as Standing | null;
  if (standing === null) return;
  yield standing;
  for (const line of lines.slice(1)) {
    standing = after(standing, JSON.parse(line) as Change);
    yield standing;
  }
}

function after({ at, seq, doc }: Standing, [afterS, seqs, madeS, gone, fresh, changed, head]: Change): Standing {
  const rows = new Map(doc.departures.map((row) => [row.id, row]));
  for (const id of gone) rows.delete(id);
  for (const row of fresh) rows.set(row.id, row);
  for (const [id, members] of Object.entries(changed)) rows.set(id, { ...rows.get(id)!, ...members });
  const departures = [...rows.values()].sort(inOrder);
  return {
    at: at + afterS,
    seq: seq + seqs,
    doc: { ...doc, ...head, generated_at: at + afterS + madeS, departures },
  };
}

function membersOf<T extends object>(before: T, next: T): Partial<T> {
  const changed: Partial<T> = {};
  for (const member of Object.keys(next) as (keyof T)[])
    if (!same(before[member], next[member])) changed[member] = next[member];
  return changed;
}
