// Lit's hand on the link: stops watched while the element is on the page, kept in the cache, and turned to what the content model takes.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BoardMessage, Hello, Policy } from '../../server/wire/messages.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';
import type { StopInput } from '../board/model.js';
import { KEEP_S, recall } from '../cache/documents.js';
import type { Keeper } from '../cache/keeper.js';
import { type Alive, presumedNow, recallAlive } from '../cache/presumed-clock.js';
import { isHeard, type Link, newLink } from './link.js';
import { serverTime } from './server-clock.js';
import { Session, socketUrl } from './session.js';

/** Where what keeps things could not be loaded, it is tried again after this long. */
const ASK_AGAIN_MS = 60_000;

export class StopsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #session: Session | null = null;
  #alive: Alive | null = null;
  #shelf: Storage | null = null;
  #keeper: Keeper | null = null;
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
    this.#keeper = null;
    this.#hasAsked = false;
    const nowS = this.nowS;
    const cached: Parameters<typeof newLink>[1] = {};
    for (const stop of hello.stops) {
      const kept = recall(this.#shelf, stop);
      if (kept && nowS - kept.savedS <= KEEP_S) Object.assign(cached, { [stop]: kept });
    }
    this.#session = new Session(socketUrl(location), newLink(hello, cached), () => this.#host.requestUpdate());
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
    const link = this.link;
    if (!link) return;
    // Rows that the server has just sent are drawn before those that are kept are looked for.
    if (!this.#hasAsked && (link.phase.kind !== 'open' || this.#hasDrawn)) this.#askKeeper(link.hello.stops);
    this.#hasDrawn = true;
    if (this.#keeper) this.#alive = this.#keeper.tend(link, this.nowS, this.#alive, performance.now());
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
        heard || state?.unknown || !this.#keeper ? last : this.#keeper.timetables.document(stopId, last, this.nowS);
      if (document) return { kind: 'document', document, heard };
      return { kind: state?.unknown ? 'unknown' : link.attempt > 0 ? 'unreachable' : 'waiting', stopId };
    });
  }

  say(message: BoardMessage): void {
    this.#session?.say(message);
  }

  #askKeeper(stops: readonly string[]): void {
    this.#hasAsked = true;
    import('../cache/keeper.js').then(
      ({ Keeper }) => {
        this.#keeper = new Keeper(this.#shelf, stops);
        this.#host.requestUpdate();
      },
      // Neither a server nor a kept shell: the last document is all there is, for a while.
      () =>
        setTimeout(() => {
          this.#hasAsked = false;
        }, ASK_AGAIN_MS),
    );
  }

  readonly #keepNow = (): void => {
    const { link } = this;
    if (link) this.#keeper?.keep(link, this.nowS, this.#alive, performance.now());
  };
}

function shelfOf(scope: Window): Storage | null {
  try {
    return scope.localStorage;
  } catch {
    return null;
  }
}
