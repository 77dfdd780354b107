// A recording played as a feed: at any moment of its clock it has given every message up to then, in order.

import type { FeedClock } from './clock.js';
import { type FeedHealth, healthOf } from './health.js';
import { Intake, type IntakeResult } from './intake.js';
import type { FeedKind } from './kind.js';
import type { EpochS, FeedSnapshot } from './model.js';
import type { Recording } from './recording.js';

/** A clock that jumps by less than this misses no message; after a longer jump it begins with the newest again. */
export const MAX_CATCH_UP_S = 3_600;

/** The messages due at `now`, as [from, to), where `next` is the first not yet given (-1: none was given yet). */
export function dueMessages(times: readonly EpochS[], next: number, now: EpochS): [from: number, to: number] {
  let to = Math.max(next, 0);
  while (to < times.length && (times[to] as EpochS) <= now) to++;
  const first = times[Math.max(next, 0)];
  const jumped = next < 0 || (first !== undefined && now - first > MAX_CATCH_UP_S);
  return [jumped ? Math.max(Math.max(next, 0), to - 1) : next, to];
}

/** What a recorded feed needs. */
export interface RecordedFeedOptions {
  recording: Recording;
  kind: FeedKind;
  clock: FeedClock;
  onSnapshot(snapshot: FeedSnapshot): void | Promise<void>;
  /** Something threw that should not: our failure, not the recording's. */
  onCrash?(error: unknown): void;
}

/** A recording as a feed. */
export class RecordedFeed {
  private readonly intake: Intake;
  private readonly startedAt: EpochS;
  private next = -1;
  private applied = 0;
  private failures = 0;
  private lastFailure: string | null = null;
  private lastFetch: EpochS | null = null;
  private lastNewDataAt: EpochS | null = null;
  private dataTimestamp: EpochS | null = null;
  private closed = false;
  private busy = false;
  private cancelWake: () => void = () => undefined;

  constructor(private readonly options: RecordedFeedOptions) {
    this.intake = new Intake(options.kind);
    this.startedAt = options.clock.now();
  }

  /** Begin to play. */
  start(): void {
    void this.play();
  }

  /** Look at the clock now. */
  fetchNow(): void {
    void this.play();
  }

  /** The row of `GET /api/v1/feeds`. */
  health(): FeedHealth {
    const { recording, clock, kind } = this.options;
    return healthOf({
      kind,
      source: recording.path,
      now: clock.now(),
      startedAt: this.startedAt,
      lastFetchAt: this.lastFetch,
      lastNewDataAt: this.lastNewDataAt,
      dataTimestamp: this.dataTimestamp,
      nextFetchAt: recording.times[Math.max(0, this.next)] ?? null,
      failures: this.failures,
      lastFailure: this.lastFailure,
      applied: this.applied,
      ended: this.next >= recording.times.length,
      intake: this.intake,
    });
  }

  /** End it. */
  async close(): Promise<void> {
    this.closed = true;
    this.cancelWake();
  }

  private async play(): Promise<void> {
    if (this.busy || this.closed) return;
    this.busy = true;
    const { recording, clock } = this.options;
    for (;;) {
      const [from, to] = dueMessages(recording.times, this.next, clock.now());
      if (from >= to) {
        this.next = Math.max(0, this.next);
        break;
      }
      await this.give(from);
      this.next = from + 1;
      if (this.closed) return;
    }
    this.busy = false;
    const at = recording.times[Math.max(0, this.next)];
    this.cancelWake();
    if (at !== undefined) this.cancelWake = clock.after(at - clock.now(), () => void this.play());
  }

  private async give(index: number): Promise<void> {
    const at = this.options.recording.times[index] as EpochS;
    this.lastFetch = at;
    try {
      const result: IntakeResult = await this.intake.take(await this.options.recording.bytes(index), at);
      if (this.closed) return;
      if (result.type === 'refused') {
        this.fail(`${result.rule}: ${result.reason}`);
        return;
      }
      this.failures = 0;
      this.lastFailure = null;
      if (result.type !== 'applied') return;
      this.applied++;
      if (result.news) {
        this.lastNewDataAt = at;
        this.dataTimestamp = result.snapshot.headerTimestamp;
      }
      await this.options.onSnapshot(result.snapshot);
    } catch (error) {
      this.options.onCrash?.(error);
      this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  private fail(reason: string): void {
    this.failures++;
    this.lastFailure = reason;
  }
}
