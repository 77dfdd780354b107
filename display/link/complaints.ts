// What a page hears of its own failures, from its first moment; what is told of them is decided in reports.ts, which is loaded later.

/** More than these are not kept: the first ones tell what happened. */
export const MOST_KEPT = 20;

/** An error or rejection as the window had it, or a word of our own on a kind and a place. */
export type Complaint = Event | readonly [kind: 'load' | 'worker' | 'voice', at: string];

/** The complaints of one page that nobody has looked at yet. */
export class Complaints {
  #kept: Complaint[] = [];

  add(complaint: Complaint): void {
    if (this.#kept.length < MOST_KEPT) this.#kept.push(complaint);
  }

  /** All of them; each once. */
  take(): Complaint[] {
    return this.#kept.splice(0);
  }

  /** Hears what the window hears, from now on; errors of files do not bubble, they are caught on the way down. */
  listen(scope: Window): void {
    const hear = (event: Event) => this.add(event);
    scope.addEventListener('error', hear, true);
    scope.addEventListener('unhandledrejection', hear);
  }
}
