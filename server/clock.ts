// What time it is, by the system or by a recording, and how to be called later; the only place that reads a clock.

import type { EpochS } from '../feeds/model.js';

/** A clock that the whole server follows. */
export interface Clock {
  /** POSIX seconds, with fractions. */
  now(): EpochS;
  /** Virtual seconds that pass in one second of the wall. */
  readonly speed: number;
  /** Calls `run` once, `delayS` seconds of this clock from now; returns what cancels it. */
  after(delayS: number, run: () => void): () => void;
}

/** Node's timers hold at most this many milliseconds; longer waits are made of several. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function timer(afterMs: number, fn: () => void): () => void {
  let handle: NodeJS.Timeout;
  const arm = (leftMs: number): void => {
    const stepMs = Math.min(Math.max(leftMs, 0), LONGEST_TIMER_MS);
    handle = setTimeout(() => (leftMs > stepMs ? arm(leftMs - stepMs) : fn()), stepMs);
  };
  arm(afterMs);
  return () => clearTimeout(handle);
}

/** The system's clock. */
export const systemClock: Clock = {
  now: () => Date.now() / 1000,
  speed: 1,
  after: (delayS, run) => timer(delayS * 1000, run),
};

/** A clock that starts at `startS` now and runs at `speed`; steady whatever the system's clock does. */
export function virtualClock(startS: EpochS, speed = 1): Clock {
  if (!(speed > 0)) throw new RangeError(`speed ${speed} is not above 0`);
  const startedMs = performance.now();
  return {
    now: () => startS + ((performance.now() - startedMs) / 1000) * speed,
    speed,
    after: (delayS, run) => timer((delayS * 1000) / speed, run),
  };
}

/** A clock that stands until it is wound: for tests and for replay. */
export class HandClock implements Clock {
  readonly speed = 1;
  private readonly waiting = new Set<{ at: EpochS; fn: () => void }>();

  constructor(private time: EpochS) {}

  now(): EpochS {
    return this.time;
  }

  after(afterS: number, fn: () => void): () => void {
    const entry = { at: this.time + afterS, fn };
    this.waiting.add(entry);
    return () => this.waiting.delete(entry);
  }

  /** Moves on by `byS` seconds; whatever falls due on the way is called in order, each at its own time. */
  wind(byS: number): void {
    const end = this.time + byS;
    for (;;) {
      let next: { at: EpochS; fn: () => void } | undefined;
      for (const entry of this.waiting) if (entry.at <= end && (!next || entry.at < next.at)) next = entry;
      if (!next) break;
      this.waiting.delete(next);
      this.time = Math.max(this.time, next.at);
      next.fn();
    }
    this.time = end;
  }
}
