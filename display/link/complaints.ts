// What a page complains of to its server: scripts that failed, files that did not load, a worker or a voice that did not come (boards.md, section 6).

import type { Report, ReportKind } from '../../server/wire/messages.js';

/** One report of a kind in this time (obligation B6). */
export const REPORT_EVERY_MS = 600_000;
const PLACE_LENGTH = 100;

/** A place in our own files: path, line and column without anything that could be text of an error. */
export function placeOf(file: string | undefined, line?: number, column?: number): string {
  let path = 'page';
  try {
    if (file) path = new URL(file, location.href).pathname;
  } catch {
    // Not an address.
  }
  const plain = path.replace(/[^\w./-]/g, '').slice(-PLACE_LENGTH) || 'page';
  return line ? `${plain}:${line}:${column ?? 0}` : plain;
}

/** Complaints of one page, paced; they wait until the server listens. */
export class Complaints {
  readonly #waiting = new Map<ReportKind, string>();
  readonly #toldMs = new Map<ReportKind, number>();

  /** Something failed. Only the first place of a kind is told. */
  add(kind: ReportKind, at: string, atMs: number): void {
    const toldMs = this.#toldMs.get(kind);
    if (toldMs !== undefined && atMs - toldMs < REPORT_EVERY_MS) return;
    if (!this.#waiting.has(kind)) this.#waiting.set(kind, at);
  }

  /** What is to be told now; told once. */
  take(atMs: number): Report[] {
    const reports = [...this.#waiting].map(([kind, at]): Report => ({ type: 'report', kind, at }));
    for (const { kind } of reports) this.#toldMs.set(kind, atMs);
    this.#waiting.clear();
    return reports;
  }

  /** Hears what the window hears, from now on. */
  listen(scope: Window): void {
    scope.addEventListener(
      'error',
      (event) => {
        const { target } = event;
        // Errors of files do not bubble; they are caught on the way down.
        if (target instanceof HTMLElement) {
          const file = target.getAttribute('src') ?? target.getAttribute('href') ?? undefined;
          this.add('load', placeOf(file), performance.now());
        } else this.add('script', placeOf(event.filename, event.lineno, event.colno), performance.now());
      },
      true,
    );
    scope.addEventListener('unhandledrejection', ({ reason }) => {
      const [, file, line, column] =
        /((?:https?:|\/)[^\s()]+?):(\d+):(\d+)/.exec(String((reason as Error)?.stack)) ?? [];
      this.add('script', placeOf(file, Number(line ?? 0), Number(column ?? 0)), performance.now());
    });
  }
}
