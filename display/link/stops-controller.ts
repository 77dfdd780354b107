// Lit's hand on the link: stops watched while the element is on the page, kept in the cache, and turned to what the content model takes.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BoardMessage, Hello, Policy } from '../../server/wire/messages.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';
import type { StopInput } from '../board/model.js';
import { KEEP_S, type KeptDocument, keep, presumedNow, recall } from '../cache/documents.js';
import { isHeard, type Link, newLink } from './link.js';
import { serverTime } from './server-clock.js';
import { Session, socketUrl } from './session.js';

/** Documents are written to the cache at most this often. */
export const KEEP_EVERY_MS = 20_000;

export class StopsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #session: Session | null = null;
  #kept: KeptDocument[] = [];
  #keptMs = Number.NEGATIVE_INFINITY;
  #shelf: Storage | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Begins to watch the stops that the greeting names. */
  watch(hello: Omit<Hello, 'type' | 'protocol' | 'have'>): void {
    this.#session?.stop();
    this.#shelf = shelfOf(window);
    const cached: Record<string, { document: KeptDocument['document']; seq: number }> = {};
    this.#kept = [];
    for (const stop of hello.stops) {
      const kept = recall(this.#shelf, stop);
      if (!kept || presumedNow(Date.now() / 1000, [kept]) - kept.savedS > KEEP_S) continue;
      cached[stop] = kept;
      this.#kept.push(kept);
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
    const clock = this.link?.clock;
    return clock ? serverTime(clock, performance.now()) : presumedNow(Date.now() / 1000, this.#kept);
  }

  /** What is known of each stop, in the order asked for. */
  get stops(): StopInput[] {
    const link = this.link;
    if (!link) return [];
    const heard = isHeard(link, performance.now());
    return link.hello.stops.map((stopId): StopInput => {
      const state = link.stops[stopId];
      if (state?.document) return { kind: 'document', document: state.document, heard };
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

  readonly #keepNow = (): void => {
    const link = this.link;
    if (!link?.clock) return;
    const atMs = performance.now();
    const savedS = serverTime(link.clock, atMs);
    this.#keptMs = atMs;
    for (const [stop, { document, seq }] of Object.entries(link.stops)) {
      if (document) keep(this.#shelf, stop, { document, seq, savedS, offsetS: savedS - Date.now() / 1000 });
    }
  };
}

function shelfOf(scope: Window): Storage | null {
  try {
    return scope.localStorage;
  } catch {
    return null;
  }
}
