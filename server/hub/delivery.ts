// One frame on its way to every watcher of a stop, in pieces that do not hold the event loop.

import type { FrameKind } from '../metrics.js';
import { OWED, type View, type Watcher } from './view.js';

/** The clock is looked at after this many frames. */
export const FRAMES_PER_LOOK = 32;

/** A frame under way. */
export interface Delivery {
  readonly view: View;
  /** Only who has this gets the frame; null: whoever has something older than `seq`, or nothing. */
  readonly base: number | null;
  readonly seq: number;
  readonly kind: FrameKind;
  readonly frame: Buffer;
  /** Watchers that have not been looked at. */
  readonly rest: IterableIterator<[Watcher, number]>;
  /** When the stop changed, in milliseconds of the wall. */
  readonly sinceMs: number;
  /** When the feed that changed it was read, likewise; 0 where no feed did. */
  readonly readMs: number;
  sent: number;
  held: number;
}

/** A frame that brings a view's watchers to the seq at which it stands. */
export function newDelivery(
  view: View,
  base: number | null,
  kind: FrameKind,
  frame: Buffer,
  sinceMs: number,
  readMs = 0,
): Delivery {
  return { view, base, seq: view.seq, kind, frame, rest: view.watchers.entries(), sinceMs, readMs, sent: 0, held: 0 };
}

/** Hands the frame on: true when nobody is left, false when the time was up first. */
export function carryOn(delivery: Delivery, untilMs: number, wallMs: () => number): boolean {
  const { view, base, seq, kind, frame, rest } = delivery;
  for (let looked = 1; ; looked++) {
    const next = rest.next();
    if (next.done) return true;
    const [watcher, has] = next.value;
    if (base === null ? has < seq && has !== OWED : has === base) {
      const outcome = watcher.deliver(view.stop, frame, kind);
      view.watchers.set(watcher, outcome === 'sent' ? seq : OWED);
      if (outcome === 'sent') delivery.sent++;
      else delivery.held++;
    }
    if (looked % FRAMES_PER_LOOK === 0 && wallMs() >= untilMs) return false;
  }
}
