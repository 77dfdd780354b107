// What a page keeps of what it learned: the last documents, the time, the timetables. Loaded after the first rows, or while the server is silent.

import type { Link } from '../link/link.js';
import { serverTime } from '../link/server-clock.js';
import { type KeptDocument, PREFIX, type Shelf } from './documents.js';
import { ALIVE_KEY, type Alive } from './presumed-clock.js';
import { Timetables } from './timetables.js';

/** Documents are written to the cache at most this often. */
export const KEEP_EVERY_MS = 20_000;
/** The board writes this often that it is alive, so that a device that forgets its clock resumes near the truth. */
export const ALIVE_EVERY_MS = 30_000;

/** Keeps a document; where the shelf refuses, the board does without. */
export function keep(shelf: Shelf | null, stop: string, kept: KeptDocument): void {
  write(shelf, PREFIX + stop, kept);
}

function write(shelf: Shelf | null, key: string, value: object): void {
  try {
    shelf?.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden.
  }
}

export class Keeper {
  readonly timetables: Timetables;
  readonly #shelf: Storage | null;
  #keptMs = Number.NEGATIVE_INFINITY;
  #aliveMs = Number.NEGATIVE_INFINITY;

  constructor(shelf: Storage | null, stops: readonly string[]) {
    this.#shelf = shelf;
    this.timetables = new Timetables(shelf, stops);
  }

  /** Called at each drawing: keeps what it is time for. `alive` is what was known of the device's clock; the answer is what is. */
  tend(link: Link, nowS: number, alive: Alive | null, atMs: number): Alive | null {
    if (link.phase.kind === 'open')
      for (const stop of link.hello.stops)
        void this.timetables.tend(stop, link.stops[stop]?.document?.timetable_version, nowS, atMs);
    if (link.clock && atMs - this.#keptMs > KEEP_EVERY_MS) return this.keep(link, nowS, alive, atMs);
    return atMs - this.#aliveMs > ALIVE_EVERY_MS ? this.#liveOn(link, nowS, alive, atMs) : alive;
  }

  /** Keeps all there is, now. */
  keep(link: Link, nowS: number, alive: Alive | null, atMs: number): Alive | null {
    if (!link.clock) return alive;
    this.#keptMs = atMs;
    const savedS = serverTime(link.clock, atMs);
    for (const [stop, { document, seq }] of Object.entries(link.stops)) {
      if (document) keep(this.#shelf, stop, { document, seq, savedS, offsetS: savedS - Date.now() / 1000 });
    }
    return this.#liveOn(link, nowS, alive, atMs);
  }

  #liveOn({ clock }: Link, nowS: number, before: Alive | null, atMs: number): Alive | null {
    this.#aliveMs = atMs;
    // Before the server was heard, the device's clock is no better known than at the last boot.
    const alive = clock ? { nowS: nowS - atMs / 1000, offsetS: nowS - Date.now() / 1000 } : before;
    if (alive) write(this.#shelf, ALIVE_KEY, { nowS, offsetS: alive.offsetS });
    return alive;
  }
}
