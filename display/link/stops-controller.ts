// Lit's hand on the link: stops watched while the element is on the page, kept in the cache, and turned to what the content model takes.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BoardMessage, Hello, Policy } from '../../server/wire/messages.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';
import type { StopInput } from '../board/model.js';
import { KEEP_S, keep, recall } from '../cache/documents.js';
import { ALIVE_EVERY_MS, type Alive, keepAlive, presumedNow, recallAlive } from '../cache/presumed-clock.js';
import type { Timetables } from '../cache/timetables.js';
import { isHeard, type Link, newLink } from './link.js';
import { serverTime } from './server-clock.js';
import { Session, socketUrl } from './session.js';

/** Documents are written to the cache at most this often. */
export const KEEP_EVERY_MS = 20_000;

export class StopsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #session: Session | null = null;
  #alive: Alive | null = null;
  #keptMs = Number.NEGATIVE_INFINITY;
  #aliveMs = Number.NEGATIVE_INFINITY;
  #shelf: Storage | null = null;
  #timetables: Timetables | null = null;
  #hasAsked = false;
  #hasDrawn = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Begins to watch the stops that the greeting names. */
  watch(hello: Omit<Hello, 'type' | 'protocol' | 'have'>): void {
    this.#session?.stop();
    this.#shelf = shelfOf(window);
    this.#alive = recallAlive(this.#shelf);
    this.#timetables = null;
    this.#hasAsked = false;
    const nowS = this.nowS;
    const cached: Parameters<typeof newLink>[1] = {};
    for (const stop of hello.stops) {
      const kept = recall(this.#shelf, stop);
      if (kept && nowS - kept.savedS <= KEEP_S) Object.assign(cached, { [stop]: kept });
    }
    this.#session = new Session(socketUrl(location), newLink(hello, cached), (link) => this.#changed(link));
    this.#session.start();
  }

  hostConnected(): void {
    addEventListener('pagehide', this.#keepNow);
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#keepNow);
    this.#session?.stop();
    this.#session = null;
  }

  hostUpdate(): void {
    const atMs = performance.now();
    if (atMs - this.#aliveMs > ALIVE_EVERY_MS) this.#liveOn();
    const link = this.link;
    if (!link) return;
    const isOpen = link.phase.kind === 'open';
    // Rows that the server has just sent are drawn before those that are kept are looked for.
    if (!this.#hasAsked && (!isOpen || this.#hasDrawn)) void this.#recallTimetables(link.hello.stops);
    this.#hasDrawn = true;
    if (!isOpen) return;
    for (const stop of link.hello.stops) {
      const version = link.stops[stop]?.document?.timetable_version;
      void this.#timetables?.tend(stop, version, this.nowS, atMs);
    }
  }

  get link(): Link | null {
    return this.#session?.link ?? null;
  }

  get policy(): Policy {
    return { ...DEFAULT_POLICY, ...this.link?.policy };
  }

  /** The server was heard since the page was loaded. */
  get clockTrusted(): boolean {
    return !!this.link?.clock;
  }

  /** POSIX seconds on the server's clock, or the best guess before it was heard. */
  get nowS(): number {
    const atMs = performance.now();
    const clock = this.link?.clock;
    return clock ? serverTime(clock, atMs) : presumedNow(Date.now() / 1000, this.#alive, atMs / 1000);
  }

  /** What is known of each stop, in the order asked for; without the server also what the kept timetable says. */
  get stops(): StopInput[] {
    const link = this.link;
    if (!link) return [];
    const heard = isHeard(link, performance.now());
    return link.hello.stops.map((stopId): StopInput => {
      const state = link.stops[stopId];
      const last = state?.document ?? null;
      const document =
        heard || state?.unknown || !this.#timetables ? last : this.#timetables.document(stopId, last, this.nowS);
      if (document) return { kind: 'document', document, heard };
      return { kind: state?.unknown ? 'unknown' : link.attempt > 0 ? 'unreachable' : 'waiting', stopId };
    });
  }

  say(message: BoardMessage): void {
    this.#session?.say(message);
  }

  #changed(link: Link): void {
    if (link.clock && performance.now() - this.#keptMs > KEEP_EVERY_MS) this.#keepNow();
    this.#host.requestUpdate();
  }

  async #recallTimetables(stops: readonly string[]): Promise<void> {
    this.#hasAsked = true;
    try {
      const { Timetables } = await import('../cache/timetables.js');
      this.#timetables = new Timetables(this.#shelf, stops);
      this.#host.requestUpdate();
    } catch {
      // Neither a server nor a kept shell: the last document is all there is, until the next visit.
    }
  }

  readonly #keepNow = (): void => {
    const link = this.link;
    if (!link?.clock) return;
    const atMs = performance.now();
    const savedS = serverTime(link.clock, atMs);
    this.#keptMs = atMs;
    for (const [stop, { document, seq }] of Object.entries(link.stops)) {
      if (document) keep(this.#shelf, stop, { document, seq, savedS, offsetS: savedS - Date.now() / 1000 });
    }
    this.#liveOn();
  };

  #liveOn(): void {
    const { nowS } = this;
    const atMs = performance.now();
    this.#aliveMs = atMs;
    // Before the server was heard, the device's clock is no better known than at the last boot.
    if (this.clockTrusted) this.#alive = { nowS: nowS - atMs / 1000, offsetS: nowS - Date.now() / 1000 };
    if (this.#alive) keepAlive(this.#shelf, { nowS, offsetS: this.#alive.offsetS });
  }
}

function shelfOf(scope: Window): Storage | null {
  try {
    return scope.localStorage;
  } catch {
    return null;
  }
}
