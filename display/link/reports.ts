// Complaints of a page turned to reports for the server: kind and place, never the text of an error, and not often (boards.md, section 6).

import type { Report, ReportKind } from '../../server/wire/messages.js';
import type { Complaint } from './complaints.js';

/** One report of a kind in this time (obligation B6). */
export const REPORT_EVERY_MS = 600_000;
const PLACE_LENGTH = 100;

/** A place in our own files: path, line and column without anything that could be text of an error. */
export function placeOf(file: string | null | undefined, line?: number, column?: number): string {
  let path = 'page';
  try {
    if (file) path = new URL(file, 'http://page').pathname;
  } catch {
    // Not an address.
  }
  const plain = path.replace(/[^\w./-]/g, '').slice(-PLACE_LENGTH) || 'page';
  return line ? `${plain}:${line}:${column ?? 0}` : plain;
}

/** What kind of failure it was, and where. */
export function reportOf(complaint: Complaint): Report {
  const [kind, at] = Array.isArray(complaint) ? (complaint as [ReportKind, string]) : heard(complaint as Event);
  return { type: 'report', kind, at };
}

/** The reports to make of complaints at `atMs`; the first of a kind in its time. `told` remembers, and is written. */
export function reportsOf(complaints: readonly Complaint[], told: Map<ReportKind, number>, atMs: number): Report[] {
  return complaints.map(reportOf).filter(({ kind }) => {
    const last = told.get(kind);
    if (last !== undefined && atMs - last < REPORT_EVERY_MS) return false;
    told.set(kind, atMs);
    return true;
  });
}

function heard(event: Event): [ReportKind, string] {
  if ('reason' in event) {
    const stack = String((event.reason as Partial<Error> | null)?.stack);
    const [, file, line, column] = /((?:https?:|\/)[^\s()]+?):(\d+):(\d+)/.exec(stack) ?? [];
    return ['script', placeOf(file, Number(line ?? 0), Number(column ?? 0))];
  }
  const target = event.target as Partial<HTMLScriptElement & HTMLLinkElement> | null;
  const file = target?.src || target?.href;
  if (file) return ['load', placeOf(file)];
  const { filename, lineno, colno } = event as ErrorEvent;
  return ['script', placeOf(filename, lineno, colno)];
}
