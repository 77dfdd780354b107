// Who watches which stop: a document is composed once when it changed and someone watches, diffed once, encoded once, and
// the same bytes go to every watcher (design.md, Scale; obligation L7).

import type { EpochS } from '../../feeds/model.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { FrameKind, Metrics } from '../metrics.js';
import type { StopDepartures } from '../wire/messages.js';
import { diff, onlyRestates } from '../wire/patch.js';
import { FanOut } from './fan-out.js';
import { frameOf } from './frame.js';
import { NOTHING, newView, OWED, type View, type Watcher } from './view.js';

/** The hub holds the event loop this long, then gives it back. */
export const SLICE_MS = 8;
/** A watched stop is composed anew after this long although nothing was heard: time itself changes rows. Spread between the two. */
export const RECOMPOSE_LEAST_S = 15;
export const RECOMPOSE_MOST_S = 30;
/** A document that is at most this old answers over HTTP as it is. */
export const CACHED_S = 15;
/** Watchers are told a new `generated_at` alone only when theirs is this old; until then the document stays as it was. */
export const RESTATE_AFTER_S = 60;
/** A stop that nobody watches or asks for is forgotten after this long. */
export const IDLE_AFTER_S = 60;
/** Documents kept for HTTP alone; the one asked for longest ago goes first. */
export const IDLE_VIEWS_AT_MOST = 500;
/** After a failure to compose, the next attempt. */
export const RETRY_COMPOSE_S = 5;

/**
 * The document of a stop now; null where there is no such stop. Rows must be in contract order (`inOrder`), ids unique.
 * The hub keeps what it gets: it must not be changed afterwards.
 */
export type Compose = (stopId: string, now: EpochS) => StopDepartures | null;

/** What the hub is given. */
export interface HubParts {
  compose: Compose;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** The stop's document was composed but could not be compared or encoded: `compose` is asked once more, for less. */
  onBroken?: (stop: string, error: unknown) => void;
  /** First seq of a stop: the wall's milliseconds, so that no seq of an earlier process or an earlier view comes again. */
  firstSeq?: () => number;
  /** Gives the event loop back; `setImmediate`. */
  later?: (fn: () => void) => void;
  /** A stop's document came to stand at this seq; null where there is no such stop any more. */
  onDocument?: (stop: string, seq: number, doc: StopDepartures | null) => void;
  /** Uniform in [0, 1). */
  random?: () => number;
  /** Milliseconds of the wall, monotone: how long a slice has lasted. */
  wallMs?: () => number;
}

/** The hub of one process. */
export class Hub {
  private readonly views = new Map<string, View>();
  private readonly dirty = new Set<View>();
  private readonly fanOut: FanOut;
  private watched = 0;
  private armed = false;
  private readonly firstSeq: () => number;
  private readonly later: (fn: () => void) => void;
  private readonly random: () => number;
  private readonly wallMs: () => number;

  constructor(private readonly parts: HubParts) {
    this.firstSeq = parts.firstSeq ?? Date.now;
    this.later = parts.later ?? setImmediate;
    this.random = parts.random ?? Math.random;
    this.wallMs = parts.wallMs ?? (() => performance.now());
    this.fanOut = new FanOut({ metrics: parts.metrics, log: parts.log, wallMs: this.wallMs });
  }

  /** Stops that someone watches. */
  get watchedStops(): number {
    return this.watched;
  }

  /** Sockets that watch any of these stops. */
  watching(stops: Iterable<string>): number {
    const found = new Set<Watcher>();
    for (const stop of stops) for (const watcher of this.views.get(stop)?.watchers.keys() ?? []) found.add(watcher);
    return found.size;
  }

  /** Begins to watch; the state follows at once, unless `have` is the seq that it stands at. An unknown stop is told so, and watched: the next timetable may know it. */
  watch(watcher: Watcher, stop: string, have?: number): void {
    const view = this.view(stop);
    if (view.doc === null || view.dirty) this.refresh(view);
    if (view.watchers.size === 0) this.watched++;
    if (view.doc === null) this.tellWhy(view, watcher);
    else if (have === view.seq) view.watchers.set(watcher, view.seq);
    else this.sendState(view, watcher);
  }

  /** The whole state again: the board asked, or its socket has room again. */
  resend(watcher: Watcher, stop: string): 'sent' | 'held' {
    const view = this.views.get(stop);
    if (!view?.watchers.has(watcher) || view.doc === null) return 'sent';
    return this.sendState(view, watcher);
  }

  /** Watches these no longer. */
  leave(watcher: Watcher, stops: Iterable<string>): void {
    for (const stop of stops) {
      const view = this.views.get(stop);
      if (!view?.watchers.delete(watcher) || view.watchers.size > 0) continue;
      this.watched--;
      view.usedAt = this.parts.clock.now();
    }
  }

  /**
   * Something at these stops changed. Costs nothing where nobody watches. `readMs`: when the feed that says so was read,
   * in milliseconds of the wall.
   */
  invalidate(stops: Iterable<string>, readMs = 0): void {
    for (const stop of stops) {
      const view = this.views.get(stop);
      if (view) this.soil(view, readMs);
    }
    this.arm();
  }

  /** Everything may have changed: a new timetable, new notices. */
  invalidateAll(): void {
    for (const view of this.views.values()) this.soil(view);
    this.arm();
  }

  /** The document for HTTP: what the boards of the stop have, or a fresh one; null where there is no such stop. Throws where none could ever be composed. */
  document(stop: string): StopDepartures | null {
    const now = this.parts.clock.now();
    const view = this.view(stop);
    view.usedAt = now;
    if (view.doc === null || view.dirty || now - view.composedAt >= CACHED_S) {
      this.refresh(view);
      this.arm();
    }
    const isBroken = view.failed && view.doc === null;
    if (view.watchers.size === 0) {
      this.views.delete(stop);
      if (view.doc !== null) this.views.set(stop, view);
      this.forgetIdle();
    }
    if (isBroken) throw new Error(`the document of stop ${stop} could not be composed`);
    return view.doc;
  }

  /** To be called about once a second: composes what is due by time, forgets what is idle. */
  tick(): void {
    const now = this.parts.clock.now();
    for (const view of this.views.values()) {
      if (view.watchers.size > 0) {
        if (now >= view.dueAt) this.soil(view);
      } else if (now - view.usedAt >= IDLE_AFTER_S) this.views.delete(view.stop);
    }
    this.parts.metrics.watchedStops.set(this.watched);
    this.arm();
  }

  /** Begins anew after a failure: deliveries under way are dropped, and whoever has something old is sent the state. */
  restart(): void {
    this.fanOut.drop();
    this.armed = false;
    for (const view of this.views.values()) {
      if (view.watchers.size === 0) continue;
      const frame = view.doc === null ? null : this.stateOf(view);
      if (frame) this.send(view, null, 'state', frame, this.wallMs());
      this.soil(view);
    }
    this.arm();
  }

  private view(stop: string): View {
    const known = this.views.get(stop);
    if (known) return known;
    const view = newView(stop, this.firstSeq(), this.parts.clock.now());
    this.views.set(stop, view);
    return view;
  }

  private soil(view: View, readMs = 0): void {
    if (view.readMs === 0) view.readMs = readMs;
    if (view.dirty) return;
    view.dirty = true;
    view.dirtySinceMs = this.wallMs();
    if (view.watchers.size > 0) this.dirty.add(view);
  }

  private arm(): void {
    if (this.armed || (this.dirty.size === 0 && this.fanOut.isDone)) return;
    this.armed = true;
    this.later(this.work);
  }

  private readonly work = (): void => {
    this.armed = false;
    const untilMs = this.wallMs() + SLICE_MS;
    while (this.wallMs() < untilMs) {
      if (!this.fanOut.isDone) {
        this.fanOut.goOn(untilMs);
        continue;
      }
      const [view] = this.dirty;
      if (!view) return;
      this.dirty.delete(view);
      if (view.dirty && view.watchers.size > 0) this.refresh(view);
    }
    this.arm();
  };

  private refresh(view: View): void {
    const startedMs = this.wallMs();
    const sinceMs = view.dirtySinceMs || startedMs;
    const { readMs } = view;
    view.dirty = false;
    view.dirtySinceMs = 0;
    view.readMs = 0;
    const next = this.composed(view);
    if (next === undefined) return;
    try {
      this.show(view, next, sinceMs, readMs);
    } catch (error) {
      this.broken(view, error);
      const less = this.composed(view);
      if (less === undefined) return;
      try {
        this.show(view, less, sinceMs, readMs);
      } catch (again) {
        this.failed(view, again);
      }
    }
  }

  /** A new document; undefined where it cannot be composed: then the last one stands until it is tried again. */
  private composed(view: View): StopDepartures | null | undefined {
    const { clock, metrics } = this.parts;
    const startedMs = this.wallMs();
    const now = clock.now();
    let next: StopDepartures | null;
    try {
      next = this.parts.compose(view.stop, now);
    } catch (error) {
      this.failed(view, error);
      return undefined;
    }
    metrics.composeS.observe((this.wallMs() - startedMs) / 1000);
    view.failed = false;
    view.composedAt = now;
    view.dueAt = now + RECOMPOSE_LEAST_S + this.random() * (RECOMPOSE_MOST_S - RECOMPOSE_LEAST_S);
    return next;
  }

  private failed(view: View, error: unknown): void {
    this.parts.metrics.composeFailures.inc();
    this.parts.log.error({ err: error, stop: view.stop }, 'a document could not be composed');
    view.failed = true;
    view.dueAt = this.parts.clock.now() + RETRY_COMPOSE_S;
  }

  /** A document that came and cannot be compared or encoded: one stop's trouble, and no other's (obligation D7). */
  private broken(view: View, error: unknown): void {
    this.failed(view, error);
    this.parts.onBroken?.(view.stop, error);
  }

  /** Puts a document in the place of the last one and sends what changed. Whatever throws, throws before anything changed. */
  private show(view: View, next: StopDepartures | null, sinceMs: number, readMs: number): void {
    const had = view.doc;
    if (next === null) {
      if (had === null) return;
      this.replace(view, null);
      for (const watcher of view.watchers.keys()) this.tellWhy(view, watcher);
    } else if (had === null) {
      const frame = view.watchers.size > 0 ? this.encodeState(view, view.seq + 1, next) : null;
      this.replace(view, next);
      view.state = frame;
      if (frame) this.send(view, null, 'state', frame, sinceMs, readMs);
    } else {
      const base = view.seq;
      const patch = diff(had, next, view.stop, base, base + 1);
      if (!patch) return;
      if (view.watchers.size === 0) {
        this.replace(view, next);
        return;
      }
      if (onlyRestates(patch) && next.generated_at - had.generated_at < RESTATE_AFTER_S) return;
      const frame = frameOf(patch);
      this.replace(view, next);
      this.parts.metrics.encodes.inc({ kind: 'patch' });
      this.send(view, base, 'patch', frame, sinceMs, readMs);
    }
  }

  private replace(view: View, doc: StopDepartures | null): void {
    view.doc = doc;
    view.seq += 1;
    view.state = null;
    try {
      this.parts.onDocument?.(view.stop, view.seq, doc);
    } catch (error) {
      // Whoever listens must not keep a document from its boards.
      this.parts.log.error({ err: error, stop: view.stop }, 'a listener to documents failed');
    }
  }

  private send(view: View, base: number | null, kind: FrameKind, frame: Buffer, sinceMs: number, readMs = 0): void {
    this.fanOut.add(view, base, kind, frame, sinceMs, readMs);
    this.arm();
  }

  private sendState(view: View, watcher: Watcher): 'sent' | 'held' {
    const frame = this.stateOf(view);
    if (!frame) {
      this.tellWhy(view, watcher);
      return 'sent';
    }
    const outcome = watcher.deliver(view.stop, frame, 'state');
    view.watchers.set(watcher, outcome === 'sent' ? view.seq : OWED);
    if (outcome === 'sent') this.fanOut.count('state', 1, frame.length);
    return outcome;
  }

  /** The state as bytes; null where no bytes can be made of it: then it is thrown away and composed anew. */
  private stateOf(view: View): Buffer | null {
    if (view.state === null) {
      if (view.doc === null) throw new Error(`stop ${view.stop} has no document`);
      try {
        view.state = this.encodeState(view, view.seq, view.doc);
      } catch (error) {
        this.broken(view, error);
        this.replace(view, null);
        this.soil(view);
        // Its watcher may come only after this.
        this.dirty.add(view);
        this.arm();
      }
    }
    return view.state;
  }

  private encodeState(view: View, seq: number, doc: StopDepartures): Buffer {
    this.parts.metrics.encodes.inc({ kind: 'state' });
    return frameOf({ type: 'state', stop: view.stop, seq, doc });
  }

  private tellWhy(view: View, watcher: Watcher): void {
    const frame = frameOf({
      type: 'error',
      code: view.failed ? 'not_ready' : 'unknown_stop',
      message: view.failed ? 'The stop has no document yet.' : 'The timetable has no such stop.',
      stop: view.stop,
    });
    view.watchers.set(watcher, NOTHING);
    if (watcher.deliver(view.stop, frame, 'error') === 'sent') this.fanOut.count('error', 1, frame.length);
  }

  private forgetIdle(): void {
    if (this.views.size - this.watched <= IDLE_VIEWS_AT_MOST) return;
    for (const view of this.views.values()) {
      if (view.watchers.size > 0) continue;
      this.views.delete(view.stop);
      return;
    }
  }
}
