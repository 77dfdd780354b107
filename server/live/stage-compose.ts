// Composing under supervision: a stop whose document breaks falls to its timetable, alone; many such park the stage.

import type { EpochS } from '../../feeds/model.js';
import type { StopDepartures } from '../wire/messages.js';
import { FAILURE_WINDOW_S } from './stage.js';
import type { Stages } from './stages.js';

/** The two ways to make a document. */
export interface ComposeWays {
  /** With all that is known. */
  full(stopId: string, now: EpochS): StopDepartures | null;
  /** From the timetable alone. */
  byTimetable(stopId: string, now: EpochS): StopDepartures | null;
}

/**
 * Makes documents. A stop that threw is composed from the timetable alone for `FAILURE_WINDOW_S`, so that one broken
 * stop counts once and never parks the stage for all. Throws only where the timetable's way throws too.
 */
export class SupervisedCompose {
  private readonly setAsideUntil = new Map<string, EpochS>();

  constructor(
    private readonly stages: Stages,
    private readonly ways: ComposeWays,
  ) {}

  /** A stop whose document broke, here or on its way to the boards: the timetable's word is enough for a while. */
  setAside(stopId: string, now: EpochS, error: unknown): void {
    this.setAsideUntil.set(stopId, now + FAILURE_WINDOW_S);
    this.stages.failed('compose', error);
  }

  /** The stage may work again: one stop is composed although nobody may ask for any, so that a cure shows (obligation D8). */
  probe(stopIds: readonly string[], now: EpochS): void {
    const isSetAside = (stopId: string) => (this.setAsideUntil.get(stopId) ?? now) > now;
    const stopId = stopIds.find((id) => !isSetAside(id)) ?? stopIds[0];
    if (stopId === undefined) return;
    this.setAsideUntil.delete(stopId);
    this.compose(stopId, now);
  }

  /** The document of a stop now; null where there is no such stop. */
  compose(stopId: string, now: EpochS): StopDepartures | null {
    const until = this.setAsideUntil.get(stopId);
    if (until !== undefined && now < until) return this.ways.byTimetable(stopId, now);
    if (until !== undefined) this.setAsideUntil.delete(stopId);
    // A stage that is being restarted keeps nothing that a restart could mend: others' stops go on.
    if (this.stages.isParked('compose') && !this.stages.mayWork('compose')) return this.ways.byTimetable(stopId, now);
    try {
      const document = this.ways.full(stopId, now);
      this.stages.succeeded('compose');
      return document;
    } catch (error) {
      this.setAside(stopId, now, error);
      return this.ways.byTimetable(stopId, now);
    }
  }
}
