// Who watches which stop: a document is composed once when it changed and someone watches, diffed once, encoded once, and
// the same bytes go to every watcher (design.md, Scale; obligation L7).

import type { FrameKind } from '../metrics.js';
import type { StopDepartures } from '../wire/messages.js';
import { diff, onlyRestates } from '../wire/patch.js';
import { Composing } from './composing.js';
import { FanOut } from './fan-out.js';
import { frameOf } from './frame.js';
import { type HubParts, type WholeHubParts, wholeParts } from './hub-parts.js';
import { Rounds } from './rounds.js';
import { States } from './states.js';
import type { View, Watcher } from './view.js';
import { Views } from './views.js';

/** A document that is at most this old answers over HTTP as it is. */
export const CACHED_S = 15;
/** Watchers are told a new `generated_at` alone only when theirs is this old; until then the document stays as it was. */
export const RESTATE_AFTER_S = 60;

/** The hub of one process. */
export class Hub {
  private readonly parts: WholeHubParts;
  private readonly views: Views;
  private readonly fanOut: FanOut;
  private readonly rounds: Rounds;
  private readonly states: States;
  private readonly composing: Composing;

  constructor(parts: HubParts) {
    this.parts = wholeParts(parts);
    this.views = new Views(this.parts);
    this.composing = new Composing(this.parts);
    const fanOut = new FanOut(this.parts);
    this.fanOut = fanOut;
    this.rounds = new Rounds({ ...this.parts, fanOut, refresh: (view) => this.refresh(view) });
    this.states = new States({ ...this.parts, fanOut, onUnspeakable: (view, error) => this.unspeakable(view, error) });
  }

  /** Stops that someone watches. */
  get watchedStops(): number {
    return this.views.watched;
  }

  /** Sockets that watch any of these stops. */
  watching(stops: Iterable<string>): number {
    return this.views.watching(stops);
  }

  /** Begins to watch; the state follows at once, unless `have` is the seq that it stands at. An unknown stop is told so, and watched: the next timetable may know it. */
  watch(watcher: Watcher, stop: string, have?: number): void {
    const view = this.views.of(stop);
    if (view.doc === null || view.dirty) this.refresh(view);
    if (view.watchers.size === 0) this.views.watched++;
    if (view.doc === null) this.states.tellWhy(view, watcher);
    else if (have === view.seq) view.watchers.set(watcher, view.seq);
    else this.states.send(view, watcher);
  }

  /** The whole state again: the board asked, or its socket has room again. */
  resend(watcher: Watcher, stop: string): 'sent' | 'held' {
    const view = this.views.get(stop);
    if (!view?.watchers.has(watcher) || view.doc === null) return 'sent';
    return this.states.send(view, watcher);
  }

  /** Watches these no longer. */
  leave(watcher: Watcher, stops: Iterable<string>): void {
    this.views.leave(watcher, stops);
  }

  /**
   * Something at these stops changed. Costs nothing where nobody watches. `readMs`: when the feed that says so was read,
   * in milliseconds of the wall.
   */
  invalidate(stops: Iterable<string>, readMs = 0): void {
    for (const stop of stops) {
      const view = this.views.get(stop);
      if (view) this.rounds.soil(view, readMs);
    }
    this.rounds.arm();
  }

  /** Everything may have changed: a new timetable, new notices. */
  invalidateAll(): void {
    for (const view of this.views) this.rounds.soil(view);
    this.rounds.arm();
  }

  /** The document for HTTP: what the boards of the stop have, or a fresh one; null where there is no such stop. Throws where none could ever be composed. */
  document(stop: string): StopDepartures | null {
    const now = this.parts.clock.now();
    const view = this.views.of(stop);
    view.usedAt = now;
    if (view.doc === null || view.dirty || now - view.composedAt >= CACHED_S) {
      this.refresh(view);
      this.rounds.arm();
    }
    this.views.used(view);
    if (view.failed && view.doc === null) throw new Error(`the document of stop ${stop} could not be composed`);
    return view.doc;
  }

  /** To be called about once a second: composes what is due by time, forgets what is idle. */
  tick(): void {
    const now = this.parts.clock.now();
    for (const view of this.views) {
      if (view.watchers.size === 0) this.views.forgetIdle(view);
      else if (now >= view.dueAt) this.rounds.soil(view);
    }
    this.parts.metrics.watchedStops.set(this.views.watched);
    this.rounds.arm();
  }

  /** Begins anew after a failure: deliveries under way are dropped, and whoever has something old is sent the state. */
  restart(): void {
    this.fanOut.drop();
    this.rounds.restart();
    for (const view of this.views) {
      if (view.watchers.size === 0) continue;
      const frame = view.doc === null ? null : this.states.of(view);
      if (frame) this.send(view, null, 'state', frame, this.parts.wallMs());
      this.rounds.soil(view);
    }
    this.rounds.arm();
  }

  private refresh(view: View): void {
    const sinceMs = view.dirtySinceMs || this.parts.wallMs();
    const { readMs } = view;
    view.dirty = false;
    view.dirtySinceMs = 0;
    view.readMs = 0;
    const next = this.composing.composed(view);
    if (next === undefined) return;
    try {
      this.show(view, next, sinceMs, readMs);
    } catch (error) {
      this.composing.broken(view, error);
      const less = this.composing.composed(view);
      if (less === undefined) return;
      try {
        this.show(view, less, sinceMs, readMs);
      } catch (again) {
        this.composing.failed(view, again);
      }
    }
  }

  /** Puts a document in the place of the last one and sends what changed. Whatever throws, throws before anything changed. */
  private show(view: View, next: StopDepartures | null, sinceMs: number, readMs: number): void {
    const had = view.doc;
    if (next === null) {
      if (had === null) return;
      this.replace(view, null);
      for (const watcher of view.watchers.keys()) this.states.tellWhy(view, watcher);
    } else if (had === null) {
      const frame = view.watchers.size > 0 ? this.states.encode(view, view.seq + 1, next) : null;
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
    this.rounds.arm();
  }

  /** A document of which no bytes can be made is thrown away and composed anew. */
  private unspeakable(view: View, error: unknown): void {
    this.composing.broken(view, error);
    this.replace(view, null);
    this.rounds.insist(view);
  }
}
