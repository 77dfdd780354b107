// What a hub is given.

import type { EpochS } from '../../feeds/model.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { StopDepartures } from '../wire/messages.js';

/**
 * The document of a stop now; null where there is no such stop. Rows must be in contract order (`inOrder`), ids unique.
 * The hub keeps what it gets: it must not be changed afterwards.
 */
export type Compose = (stopId: string, now: EpochS) => StopDepartures | null;

/** The parts of a hub; those that may be left out have the process's own. */
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

/** All of them. */
export type WholeHubParts = HubParts & Required<Pick<HubParts, 'firstSeq' | 'later' | 'random' | 'wallMs'>>;

/** The parts with the process's own where none are given. */
export function wholeParts(parts: HubParts): WholeHubParts {
  const own = { firstSeq: Date.now, later: setImmediate, random: Math.random, wallMs: () => performance.now() };
  return { ...own, ...parts };
}
