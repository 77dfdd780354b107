// The supervised stages of one server: runs their work, catches what they throw, restarts them, tells how they are.

import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics.js';
import { isParked, mayWork, type StageEvent, type StageState, stage, stageHealth, WELL } from './stage.js';

/** Every supervised stage: a closed list. */
export const STAGES = [
  'vehicle-positions-intake',
  'trip-updates-intake',
  'alerts-intake',
  'vehicles',
  'trip-updates',
  'alerts-index',
  'compose',
  'hub',
  'timetable-check',
  'store',
  'watch',
] as const;
/** The name of a stage. */
export type StageName = (typeof STAGES)[number];

/** What a stage can be told, besides its work. */
export interface StageCare {
  /** It works again, or may try once: begin anew. */
  restart?(): void;
  /** It gave up: take away what it left on the boards. */
  park?(): void;
}

/** What supervision needs. The clock is the wall's, whatever clock the city follows. */
export interface StagesParts {
  clock: Clock;
  log: Log;
  metrics: Pick<Metrics, 'stageFailures' | 'stageRestarts' | 'stageParked'>;
  care: Partial<Record<StageName, StageCare>>;
}

/** The work of a stage failed, or the stage does not take work now; it has been counted already. */
export class StageFailed extends Error {}

/** Supervision of one server. */
export class Stages {
  private readonly states = new Map<StageName, StageState>();
  private readonly cancels = new Map<StageName, () => void>();
  private closed = false;

  constructor(private readonly parts: StagesParts) {}

  /** Has this stage given up? */
  isParked(name: StageName): boolean {
    return isParked(this.state(name));
  }

  /** May this stage be given work? */
  mayWork(name: StageName): boolean {
    return mayWork(this.state(name));
  }

  /** Runs a stage's work. Rejects with StageFailed where it throws, or where the stage takes no work now. */
  async run(name: StageName, work: () => Promise<void> | void): Promise<void> {
    if (!this.mayWork(name)) throw new StageFailed(`the stage ${name} is ${this.state(name).phase}`);
    try {
      await work();
    } catch (error) {
      throw this.failed(name, error);
    }
    this.happen(name, { type: 'succeeded' });
  }

  /** Runs a stage's work at once; false where it threw or the stage takes no work now. */
  attempt(name: StageName, work: () => void): boolean {
    if (!this.mayWork(name)) return false;
    try {
      work();
    } catch (error) {
      this.failed(name, error);
      return false;
    }
    this.happen(name, { type: 'succeeded' });
    return true;
  }

  /** A stage failed elsewhere; what was counted already is not counted again. */
  failed(name: StageName, error: unknown): StageFailed {
    if (error instanceof StageFailed) return error;
    const detail = error instanceof Error ? error.message : String(error);
    this.parts.metrics.stageFailures.inc({ stage: name });
    this.parts.log.error({ err: error, stage: name }, 'a stage failed');
    this.happen(name, { type: 'failed', detail });
    return new StageFailed(`${name}: ${detail}`);
  }

  /** Work of a stage that was done elsewhere went well. */
  succeeded(name: StageName): void {
    this.happen(name, { type: 'succeeded' });
  }

  /** The stages that are not well, for `/healthz`. */
  health(): Record<string, ReturnType<typeof stageHealth>> {
    const ill: Record<string, ReturnType<typeof stageHealth>> = {};
    for (const [name, state] of this.states) {
      const health = stageHealth(state, this.parts.clock.now());
      if (health.state !== 'ok') ill[`stage ${name}`] = health;
    }
    return ill;
  }

  /** No restart any more. */
  close(): void {
    this.closed = true;
    for (const cancel of this.cancels.values()) cancel();
  }

  private state(name: StageName): StageState {
    return this.states.get(name) ?? WELL;
  }

  private happen(name: StageName, event: StageEvent): void {
    const { clock, metrics, log, care } = this.parts;
    const before = this.state(name);
    const after = stage(before, event, clock.now());
    if (after === before) return;
    this.states.set(name, after);
    if (isParked(after) !== isParked(before)) metrics.stageParked.set({ stage: name }, isParked(after) ? 1 : 0);
    if (isParked(after) && !isParked(before)) {
      log.error({ stage: name, reason: after.detail }, 'a stage keeps failing and is parked');
      this.guarded(name, care[name]?.park);
    }
    if (after.dueAt !== before.dueAt) this.arm(name, after);
    if (event.type === 'due') {
      metrics.stageRestarts.inc({ stage: name });
      this.guarded(name, care[name]?.restart);
    }
  }

  private arm(name: StageName, state: StageState): void {
    this.cancels.get(name)?.();
    this.cancels.delete(name);
    if (state.dueAt === null || this.closed) return;
    const { clock } = this.parts;
    this.cancels.set(
      name,
      clock.after(state.dueAt - clock.now(), () => this.due(name)),
    );
  }

  /** A timer may be early by a millisecond: then it is set again. */
  private due(name: StageName): void {
    const before = this.state(name);
    this.happen(name, { type: 'due' });
    if (this.state(name) === before) this.arm(name, before);
  }

  /** Care that throws is one more failure of the stage. */
  private guarded(name: StageName, act: (() => void) | undefined): void {
    try {
      act?.();
    } catch (error) {
      this.failed(name, error);
    }
  }
}
