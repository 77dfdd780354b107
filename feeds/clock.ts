// The clock that the shells of feeds/ are given: the system's, a virtual one that runs faster, or a hand-wound one.

import type { EpochS } from './model.js';

/** A clock with timers. `now` may have fractions of a second. */
export interface FeedClock {
  now(): EpochS;
  /** Run something in `delayS` seconds of this clock; the answer cancels it. */
  after(delayS: number, run: () => void): () => void;
}

/** Longest delay that a Node timer takes. */
const MAX_TIMER_MS = 2_147_483_647;

/** The machine's own clock. */
export const systemClock: FeedClock = {
  now: () => Date.now() / 1000,
  after(delayS, run) {
    const timer = setTimeout(run, Math.min(Math.max(0, delayS * 1000), MAX_TIMER_MS));
    return () => clearTimeout(timer);
  },
};
