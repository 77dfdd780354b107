// The stops that someone watches or has asked for lately.

import type { WholeHubParts } from './hub-parts.js';
import { newView, type View, type Watcher } from './view.js';

/** A stop that nobody watches or asks for is forgotten after this long. */
export const IDLE_AFTER_S = 60;
/** Documents kept for HTTP alone; the one asked for longest ago goes first. */
export const IDLE_VIEWS_AT_MOST = 500;

/** The views of one hub. */
export class Views implements Iterable<View> {
  private readonly byStop = new Map<string, View>();
  /** Stops that someone watches. */
  watched = 0;

  constructor(private readonly parts: Pick<WholeHubParts, 'clock' | 'firstSeq'>) {}

  [Symbol.iterator](): Iterator<View> {
    return this.byStop.values();
  }

  /** The view of a stop, where there is one. */
  get(stop: string): View | undefined {
    return this.byStop.get(stop);
  }

  /** The view of a stop, a new one where there is none. */
  of(stop: string): View {
    const known = this.byStop.get(stop);
    if (known) return known;
    const view = newView(stop, this.parts.firstSeq(), this.parts.clock.now());
    this.byStop.set(stop, view);
    return view;
  }

  /** Sockets that watch any of these stops. */
  watching(stops: Iterable<string>): number {
    const found = new Set<Watcher>();
    for (const stop of stops) for (const watcher of this.byStop.get(stop)?.watchers.keys() ?? []) found.add(watcher);
    return found.size;
  }

  /** Watches these no longer. */
  leave(watcher: Watcher, stops: Iterable<string>): void {
    for (const stop of stops) {
      const view = this.byStop.get(stop);
      if (!view?.watchers.delete(watcher) || view.watchers.size > 0) continue;
      this.watched--;
      view.usedAt = this.parts.clock.now();
    }
  }

  /** It was asked for just now: it goes last, or at once where it has no document. */
  used(view: View): void {
    if (view.watchers.size > 0) return;
    this.byStop.delete(view.stop);
    if (view.doc !== null) this.byStop.set(view.stop, view);
    this.forgetOldest();
  }

  /** Forgets a stop that nobody has watched or asked for lately. */
  forgetIdle(view: View): void {
    if (this.parts.clock.now() - view.usedAt >= IDLE_AFTER_S) this.byStop.delete(view.stop);
  }

  private forgetOldest(): void {
    if (this.byStop.size - this.watched <= IDLE_VIEWS_AT_MOST) return;
    for (const view of this) {
      if (view.watchers.size > 0) continue;
      this.byStop.delete(view.stop);
      return;
    }
  }
}
