// What a rule of the watch is: it reads the facts and signals what is wrong at this moment, without memory of its own.

import type { EpochS } from '../../feeds/model.js';
import type { ProblemDetail, Severity, Touched } from '../wire/console/watch.js';
import type { WatchFacts } from './facts.js';

/** Something is wrong now. */
export interface Signal {
  /** What it is about, within the rule: a feed, a line, '' where there is only one. */
  about: string;
  severity: Severity;
  /** When it began, where the facts know; else it began when it was first seen. */
  since: EpochS | null;
  touched: Touched;
  detail: ProblemDetail;
}

/** One rule. */
export interface Rule {
  kind: ProblemDetail['kind'];
  /** A signal that lasts this long becomes a problem. */
  raiseAfterS: number;
  /** A problem without its signal for this long is over. */
  clearAfterS: number;
  /** `standing(about)`: is this already a problem? Then the softer limit holds, so that nothing flickers at an edge. */
  look(facts: WatchFacts, now: EpochS, standing: (about: string) => boolean): Signal[];
}
