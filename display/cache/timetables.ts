// The kept timetables of a board's stops: recalled, asked for anew in time, and lived from without a server. Loaded while the socket is on its way.

import type { StopDepartures, StopTimetable } from '../../server/wire/messages.js';
import { offlineDocument } from './offline.js';
import { askTimetable, waitS } from './refresh.js';
import { keepTimetable, recallTimetable } from './timetable.js';

export class Timetables {
  readonly #shelf: Storage | null;
  readonly #kept = new Map<string, StopTimetable>();
  readonly #dueMs = new Map<string, number>();

  constructor(shelf: Storage | null, stops: readonly string[]) {
    this.#shelf = shelf;
    for (const stop of stops) {
      const timetable = recallTimetable(shelf, stop);
      if (timetable) this.#kept.set(stop, timetable);
    }
  }

  /** The document to live from; the last one where no timetable is kept. */
  document(stop: string, last: StopDepartures | null, nowS: number): StopDepartures | null {
    const timetable = this.#kept.get(stop);
    return timetable ? offlineDocument(last, timetable, nowS) : last;
  }

  /** The server listens: asks for the timetable of a stop when its time has come. `version`: of the document on the glass. */
  async tend(stop: string, version: string | undefined, nowS: number, atMs: number): Promise<void> {
    const dueMs = this.#dueMs.get(stop);
    if (dueMs === undefined) return this.#plan(stop, version, false, nowS, atMs);
    if (atMs < dueMs) return;
    // Nobody else asks for this stop meanwhile.
    this.#dueMs.set(stop, Number.POSITIVE_INFINITY);
    const found = await askTimetable(stop);
    if (found) {
      this.#kept.set(stop, found);
      keepTimetable(this.#shelf, found);
    }
    this.#plan(stop, version, !found, nowS, atMs);
  }

  #plan(stop: string, version: string | undefined, hasFailed: boolean, nowS: number, atMs: number): void {
    const kept = this.#kept.get(stop);
    const isOther = !!kept && version !== undefined && version !== kept.timetable_version;
    const wait = waitS(kept ? nowS - kept.generated_at : null, isOther, hasFailed, Math.random());
    this.#dueMs.set(stop, atMs + wait * 1000);
  }
}
