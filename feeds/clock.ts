// The clock that the shells of feeds/ are given: the system's, a recording's that runs faster, or a hand-wound one.

import type { EpochS } from './model.js';

/** A clock with timers. `now` may have fractions of a second. */
export interface FeedClock {
  now(): EpochS;
  /** Run something in `delayS` seconds of this clock; the answer cancels it. */
  after(delayS: number, run: () => void): () => void;
}
