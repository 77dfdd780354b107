// Any realtime source of the contract by its name: an http(s) URL, one `.pb` file, or a recording.

import { readFile, stat } from 'node:fs/promises';
import type { FeedClock } from './clock.js';
import { decodeFeed, MAX_MESSAGE_BYTES } from './gtfs-realtime/decode.js';
import { MAX_POSIX_S } from './gtfs-realtime/rules/time.js';
import { type FeedHealth, healthOf } from './health.js';
import { Intake } from './intake.js';
import type { FeedKind } from './kind.js';
import type { EpochS, FeedSnapshot } from './model.js';
import { PolledFeed } from './polled-feed.js';
import { RecordedFeed } from './recorded-feed.js';
import { isRecording, openRecording, RecordingError } from './recording.js';

/** A source that cannot be opened at all; the message is one sentence for the command line. */
export class SourceError extends Error {}

/** What a source needs. */
export interface RealtimeSourceOptions {
  clock: FeedClock;
  /**
   * Called with each snapshot applied; no other comes while its promise is open. `readMs`: when the last byte of a URL's
   * answer was read, in milliseconds of `performance.now()`; a file or a recording has no such moment.
   */
  onSnapshot(snapshot: FeedSnapshot, readMs?: number): void | Promise<void>;
  /** Something threw that should not: our failure, not the feed's. The source goes on. */
  onCrash?(error: unknown): void;
  pollS?: number;
  /** Hosts (`host` or `host:port`) that may have private addresses. */
  allowHosts?: readonly string[];
  headers?: Readonly<Record<string, string>>;
  /** A folder into which each new answer of a URL is recorded. */
  recordTo?: string;
}

/** A realtime source at work. */
export interface RealtimeSource {
  /** The row of `GET /api/v1/feeds`. */
  health(): FeedHealth;
  /** Ask now and not when the interval says. */
  fetchNow(): void;
  close(): Promise<void>;
}

/** What the text of a SRC names. */
export type SourceForm = 'url' | 'file' | 'recording';

/** What kind of source is this? Throws SourceError where it is none. */
export async function formOf(src: string): Promise<SourceForm> {
  if (/^https?:\/\//i.test(src)) {
    if (!URL.canParse(src)) throw new SourceError(`${src} is not a valid URL`);
    return 'url';
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(src)) throw new SourceError(`${src}: only http and https URLs are fetched`);
  try {
    return (await isRecording(src)) ? 'recording' : 'file';
  } catch (error) {
    throw new SourceError((error as Error).message);
  }
}

/** When a clock that follows this source starts: a recording's first file, a `.pb` file's header; null for a URL. */
export async function startTime(src: string): Promise<EpochS | null> {
  const form = await formOf(src);
  if (form === 'url') return null;
  if (form === 'recording') return (await opened(src)).times[0] ?? null;
  const decoded = decodeFeed(await wholeFile(src), MAX_POSIX_S);
  return decoded.ok && decoded.snapshot.headerTimestamp < MAX_POSIX_S ? decoded.snapshot.headerTimestamp : null;
}

/** Open a source and begin. Throws SourceError where there is nothing to open; bad data is a finding, not an error. */
export async function openRealtimeSource(
  src: string,
  kind: FeedKind,
  options: RealtimeSourceOptions,
): Promise<RealtimeSource> {
  const form = await formOf(src);
  if (form === 'url') {
    const feed = new PolledFeed({ url: src, kind, ...options });
    feed.start();
    return feed;
  }
  if (form === 'recording') {
    const feed = new RecordedFeed({ recording: await opened(src), kind, ...options });
    feed.start();
    return feed;
  }
  const feed = new FileFeed(src, kind, options);
  await feed.read();
  return feed;
}

async function opened(src: string) {
  try {
    return await openRecording(src);
  } catch (error) {
    if (error instanceof RecordingError) throw new SourceError(error.message);
    throw error;
  }
}

async function wholeFile(path: string): Promise<Uint8Array> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new SourceError(`there is no file ${path}`);
  if (found.size > MAX_MESSAGE_BYTES) throw new SourceError(`${path} has ${found.size} bytes, too many for a feed`);
  return readFile(path);
}

/** One `.pb` file: what a feed answered once. It is judged as of its own header, and grows old from there. */
class FileFeed implements RealtimeSource {
  private readonly intake: Intake;
  private readonly startedAt: EpochS;
  private readAt: EpochS | null = null;
  private newAt: EpochS | null = null;
  private failure: string | null = null;
  private applied = 0;

  constructor(
    private readonly path: string,
    private readonly kind: FeedKind,
    private readonly options: RealtimeSourceOptions,
  ) {
    this.intake = new Intake(kind);
    this.startedAt = options.clock.now();
  }

  /** Read it (again). */
  async read(): Promise<void> {
    const bytes = await wholeFile(this.path);
    const peek = decodeFeed(bytes, MAX_POSIX_S);
    const header = peek.ok && peek.snapshot.headerTimestamp < MAX_POSIX_S ? peek.snapshot.headerTimestamp : 0;
    const now = this.options.clock.now();
    this.readAt = now;
    const result = await this.intake.take(bytes, header || now);
    this.failure = result.type === 'refused' ? `${result.rule}: ${result.reason}` : null;
    if (result.type !== 'applied') return;
    this.applied++;
    if (result.news) this.newAt = result.snapshot.headerTimestamp;
    await this.options.onSnapshot(result.snapshot);
  }

  fetchNow(): void {
    void this.read().catch((error: Error) => {
      this.failure = error.message;
    });
  }

  health(): FeedHealth {
    return healthOf({
      kind: this.kind,
      source: this.path,
      now: this.options.clock.now(),
      startedAt: this.startedAt,
      lastFetchAt: this.readAt,
      lastNewDataAt: this.newAt,
      dataTimestamp: this.newAt,
      nextFetchAt: null,
      failures: this.failure === null ? 0 : 1,
      lastFailure: this.failure,
      applied: this.applied,
      ended: false,
      intake: this.intake,
    });
  }

  async close(): Promise<void> {}
}
