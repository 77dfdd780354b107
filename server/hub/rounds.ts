// What is to be done next: frames under way first, then stops that changed; in slices that do not hold the event loop.

import type { FanOut } from './fan-out.js';
import type { WholeHubParts } from './hub-parts.js';
import type { View } from './view.js';

/** The hub holds the event loop this long, then gives it back. */
export const SLICE_MS = 8;

/** What the rounds are given. */
export interface RoundsParts extends Pick<WholeHubParts, 'later' | 'wallMs'> {
  fanOut: FanOut;
  /** Composes a stop anew and sends what changed. */
  refresh: (view: View) => void;
}

/** The work of one hub. */
export class Rounds {
  private readonly dirty = new Set<View>();
  private armed = false;

  constructor(private readonly parts: RoundsParts) {}

  /** Something at the stop changed. `readMs`: when the feed that says so was read. */
  soil(view: View, readMs = 0): void {
    if (view.readMs === 0) view.readMs = readMs;
    if (view.dirty) return;
    view.dirty = true;
    view.dirtySinceMs = this.parts.wallMs();
    if (view.watchers.size > 0) this.dirty.add(view);
  }

  /** The stop is composed anew although its watcher may come only after this. */
  insist(view: View): void {
    this.soil(view);
    this.dirty.add(view);
    this.arm();
  }

  /** Sees to it that what there is gets done. */
  arm(): void {
    if (this.armed || (this.dirty.size === 0 && this.parts.fanOut.isDone)) return;
    this.armed = true;
    this.parts.later(this.work);
  }

  /** Begins anew: what was armed may never have come. */
  restart(): void {
    this.armed = false;
  }

  private readonly work = (): void => {
    this.armed = false;
    const { fanOut, refresh, wallMs } = this.parts;
    const untilMs = wallMs() + SLICE_MS;
    while (wallMs() < untilMs) {
      if (!fanOut.isDone) {
        fanOut.goOn(untilMs);
        continue;
      }
      const [view] = this.dirty;
      if (!view) return;
      this.dirty.delete(view);
      if (view.dirty && view.watchers.size > 0) refresh(view);
    }
    this.arm();
  };
}
