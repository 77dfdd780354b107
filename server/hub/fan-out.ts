// Frames under way to the boards of their stops, one after another, in slices; and what is counted of them.

import type { Log } from '../log.js';
import type { FrameKind, Metrics } from '../metrics.js';
import { carryOn, type Delivery, newDelivery } from './delivery.js';
import type { View } from './view.js';

/** What the fan-out is given. */
export interface FanOutParts {
  metrics: Metrics;
  log: Log;
  /** Milliseconds of the wall, monotone. */
  wallMs: () => number;
}

/** The frames of one hub. */
export class FanOut {
  private readonly deliveries: Delivery[] = [];

  constructor(private readonly parts: FanOutParts) {}

  /** Has every board what there was? */
  get isDone(): boolean {
    return this.deliveries.length === 0;
  }

  /** A frame for those who have `base`, or (null) for all who have something older. */
  add(view: View, base: number | null, kind: FrameKind, frame: Buffer, sinceMs: number, readMs = 0): void {
    this.deliveries.push(newDelivery(view, base, kind, frame, sinceMs, readMs));
  }

  /** Hands the oldest frame on until all have it or the time is up. */
  goOn(untilMs: number): void {
    const delivery = this.deliveries[0];
    if (!delivery) return;
    const { metrics, wallMs } = this.parts;
    const heldBefore = delivery.held;
    const done = carryOn(delivery, untilMs, wallMs);
    if (delivery.held > heldBefore) metrics.heldPatches.inc(delivery.held - heldBefore);
    if (!done) return;
    this.deliveries.shift();
    this.count(delivery.kind, delivery.sent, delivery.frame.length);
    metrics.fanOutS.observe((wallMs() - delivery.sinceMs) / 1000);
    if (delivery.readMs > 0) this.arrived(delivery);
  }

  /** Forgets what is under way. */
  drop(): void {
    this.deliveries.length = 0;
  }

  /** Counts frames that were sent. */
  count(kind: FrameKind, frames: number, bytes: number): void {
    if (frames === 0) return;
    this.parts.metrics.messagesOut.inc({ kind }, frames);
    this.parts.metrics.bytesOut.inc({ kind }, frames * bytes);
  }

  /** The last board of a stop has what a feed said. */
  private arrived({ view, seq, readMs }: Delivery): void {
    const { metrics, log, wallMs } = this.parts;
    const tookMs = wallMs() - readMs;
    metrics.feedToBoardsS.observe(tookMs / 1000);
    if (!log.isLevelEnabled('trace')) return;
    // On the machine's monotone clock, so that whoever received the patch on the same machine can tell how long it took.
    const readNs = String(process.hrtime.bigint() - BigInt(Math.round(tookMs * 1e6)));
    log.trace({ stop: view.stop, seq, readNs, tookMs }, 'a feed reached its boards');
  }
}
