// The shell around the polling machine: its timer, its fetches, its decoding, one feed of one URL.

import { createHash } from 'node:crypto';
import type { FeedClock } from './clock.js';
import { type FeedHealth, healthOf } from './health.js';
import { Outbound } from './http.js';
import { hostsNamedBy, withoutSecrets } from './http-address.js';
import { Intake } from './intake.js';
import type { FeedKind } from './kind.js';
import type { EpochS, FeedSnapshot } from './model.js';
import { DEFAULT_POLL_S, type PollCommand, type PollEvent, type PollState, poll, startPoll } from './poll.js';
import { RecordingWriter } from './recording.js';

/** What a polled feed needs. */
export interface PolledFeedOptions {
  url: string;
  kind: FeedKind;
  clock: FeedClock;
  /**
   * Called with each snapshot applied; while its promise is open no other comes, and due polls fall out. `readMs`: when
   * its last byte was read, in milliseconds of `performance.now()`.
   */
  onSnapshot(snapshot: FeedSnapshot, readMs: number): void | Promise<void>;
  /** Something threw that should not: our failure, not the feed's. */
  onCrash?(error: unknown): void;
  pollS?: number;
  allowHosts?: readonly string[];
  headers?: Readonly<Record<string, string>>;
  timeoutMs?: number;
  /** A folder into which each new answer is recorded. */
  recordTo?: string;
  /** Uniform in [0, 1). */
  jitter?(): number;
  /** A finished poll, for logs and tests. */
  onPolled?(event: PollEvent): void;
}

/** A feed that is polled until it is closed. */
export class PolledFeed {
  private state: PollState;
  private readonly intake: Intake;
  private readonly outbound: Outbound;
  private readonly recorder: RecordingWriter | null;
  private cancelWake: () => void = () => undefined;
  private body: Uint8Array = new Uint8Array();
  private readMs = 0;
  private dataTimestamp: EpochS | null = null;
  private bytes: number | null = null;
  private latencyMs: number | null = null;

  constructor(private readonly options: PolledFeedOptions) {
    this.intake = new Intake(options.kind);
    this.state = startPoll(options.clock.now(), options.pollS ?? DEFAULT_POLL_S);
    this.recorder = options.recordTo === undefined ? null : new RecordingWriter(options.recordTo);
    this.outbound = new Outbound({
      allowHosts: [...(options.allowHosts ?? []), ...hostsNamedBy(options.url)],
      ...(options.headers ? { headers: options.headers } : {}),
      ...(options.timeoutMs !== undefined ? { timeoutMs: options.timeoutMs } : {}),
    });
  }

  /** Begin to poll. */
  start(): void {
    this.happen({ type: 'tick' });
  }

  /** Ask now, whatever the interval says; nothing where a poll is under way. */
  fetchNow(): void {
    this.happen({ type: 'fetch_now' });
  }

  /** The row of `GET /api/v1/feeds`. */
  health(): FeedHealth {
    const { state, intake, options } = this;
    return healthOf({
      kind: options.kind,
      source: withoutSecrets(options.url),
      now: options.clock.now(),
      startedAt: state.startedAt,
      lastFetchAt: state.fetchedAt,
      lastNewDataAt: state.lastNewDataAt,
      dataTimestamp: this.dataTimestamp,
      nextFetchAt: state.phase === 'stopped' ? null : state.dueAt,
      failures: state.failures,
      lastFailure: state.lastFailure,
      applied: state.applied,
      bytes: this.bytes,
      latencyMs: this.latencyMs,
      ended: false,
      intake,
    });
  }

  /** End it. */
  async close(): Promise<void> {
    this.happen({ type: 'stop' });
    this.cancelWake();
    await this.outbound.close();
  }

  private happen(event: PollEvent): void {
    const [state, commands] = poll(this.state, event, this.options.clock.now());
    this.state = state;
    if (event.type !== 'tick') this.options.onPolled?.(event);
    for (const command of commands) this.run(command);
  }

  private run(command: PollCommand): void {
    switch (command.type) {
      case 'wake':
        this.cancelWake();
        this.cancelWake = this.options.clock.after(command.at - this.options.clock.now(), () =>
          this.happen({ type: 'tick' }),
        );
        return;
      case 'fetch':
        this.cancelWake();
        void this.fetch(command.validators);
        return;
      case 'process':
        void this.process();
        return;
    }
  }

  private async fetch(validators: PollState['validators']): Promise<void> {
    const begunMs = performance.now();
    const outcome = await this.outbound.fetch(this.options.url, validators);
    this.latencyMs = Math.round(performance.now() - begunMs);
    if (outcome.type === 'failed') {
      const { failure, detail, retryAfterS } = outcome;
      const asked = retryAfterS === undefined ? {} : { retryAfterS };
      this.happen({ type: 'failed', failure, detail, jitter: this.jitter(), ...asked });
    } else if (outcome.type === 'not_modified') this.happen({ type: 'not_modified' });
    else {
      this.readMs = performance.now();
      this.body = outcome.bytes;
      this.bytes = outcome.bytes.byteLength;
      const bodyHash = createHash('sha1').update(outcome.bytes).digest('base64url');
      this.happen({ type: 'body', bodyHash, validators: outcome.validators });
    }
  }

  private async process(): Promise<void> {
    const bytes = this.body;
    this.body = new Uint8Array();
    // A full disk must not stop the buses: what cannot be recorded is missing from the recording, no more.
    void this.recorder?.write(this.state.fetchedAt ?? this.options.clock.now(), bytes).catch(() => undefined);
    try {
      const result = await this.intake.take(bytes, this.options.clock.now());
      if (this.state.phase === 'stopped') return;
      if (result.type === 'applied') {
        await this.options.onSnapshot(result.snapshot, this.readMs);
        if (result.news) this.dataTimestamp = result.snapshot.headerTimestamp;
        this.happen({ type: 'applied', news: result.news });
      } else if (result.type === 'refused') {
        this.happen({ type: 'refused', reason: `${result.rule}: ${result.reason}`, jitter: this.jitter() });
      } else this.happen({ type: result.type });
    } catch (error) {
      this.options.onCrash?.(error);
      const reason = `the consumer failed: ${error instanceof Error ? error.message : String(error)}`;
      this.happen({ type: 'refused', reason, jitter: this.jitter() });
    }
  }

  private jitter(): number {
    return (this.options.jitter ?? Math.random)();
  }
}
