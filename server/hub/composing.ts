// A stop's document composed anew: when it is due again, and what is noted where it fails.

import type { StopDepartures } from '../wire/messages.js';
import type { WholeHubParts } from './hub-parts.js';
import type { View } from './view.js';

/** A watched stop is composed anew after this long although nothing was heard: time itself changes rows. Spread between the two. */
export const RECOMPOSE_LEAST_S = 15;
export const RECOMPOSE_MOST_S = 30;
/** After a failure to compose, the next attempt. */
export const RETRY_COMPOSE_S = 5;

/** Composes for one hub. */
export class Composing {
  constructor(
    private readonly parts: Pick<
      WholeHubParts,
      'compose' | 'clock' | 'log' | 'metrics' | 'random' | 'wallMs' | 'onBroken'
    >,
  ) {}

  /** A new document; undefined where it cannot be composed: then the last one stands until it is tried again. */
  composed(view: View): StopDepartures | null | undefined {
    const { clock, compose, metrics, random, wallMs } = this.parts;
    const startedMs = wallMs();
    const now = clock.now();
    let next: StopDepartures | null;
    try {
      next = compose(view.stop, now);
    } catch (error) {
      this.failed(view, error);
      return undefined;
    }
    metrics.composeS.observe((wallMs() - startedMs) / 1000);
    view.failed = false;
    view.composedAt = now;
    view.dueAt = now + RECOMPOSE_LEAST_S + random() * (RECOMPOSE_MOST_S - RECOMPOSE_LEAST_S);
    return next;
  }

  /** No document could be made: counted, and tried again soon. */
  failed(view: View, error: unknown): void {
    this.parts.metrics.composeFailures.inc();
    this.parts.log.error({ err: error, stop: view.stop }, 'a document could not be composed');
    view.failed = true;
    view.dueAt = this.parts.clock.now() + RETRY_COMPOSE_S;
  }

  /** A document that came and cannot be compared or encoded: one stop's trouble, and no other's (obligation D7). */
  broken(view: View, error: unknown): void {
    this.failed(view, error);
    this.parts.onBroken?.(view.stop, error);
  }
}
