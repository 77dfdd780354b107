// Keeps the timetable in use up to date: fetches the source, judges what comes, hands over what may serve.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Outbound, type Validators } from '../feeds/http.js';
import { hostsNamedBy } from '../feeds/http-address.js';
import type { EpochS, Finding } from '../feeds/model.js';
import type { FeedSummary, PartHealth } from './http/schemas.js';
import type { Log } from './log.js';
import { loadAccepted, loadKept, rememberAccepted } from './timetable/accepted.js';
import { cachePath } from './timetable/cache.js';
import type { CompileProgress } from './timetable/compile.js';
import { timetableDifference } from './timetable/difference.js';
import { loadTimetable } from './timetable/load.js';
import { expiryOf, judgeSwap, type SwapVerdict } from './timetable/swap.js';
import type { Timetable } from './timetable/timetable.js';
import {
  type Decision,
  entered,
  readVersions,
  turnedAway,
  type VersionBook,
  type VersionRecord,
  writeVersions,
} from './timetable/versions.js';
import type { TimetableDifference, TimetableVersions } from './wire/console/feeds.js';

/** A timetable's source is looked at this often. */
export const TIMETABLE_CHECK_S = 3_600;

/** What the keeper is given. */
export interface KeeperOptions {
  source: string;
  dataDir: string;
  allowHosts: readonly string[];
  /** A dispatcher's word: take it although half the trips are gone. */
  forced: boolean;
  now: () => EpochS;
  log: Log;
  onProgress?: (progress: CompileProgress) => void;
  onTimetable: (timetable: Timetable) => Promise<void>;
  /** Runs a check under supervision; what the check throws is not this keeper's to judge. */
  supervised?: (check: () => Promise<void>) => void;
}

/** What became of a dispatcher's word about a version: a closed list. */
export type VersionAnswer = 'done' | 'unknown_version' | 'not_kept' | 'wrong_state';

/** Why a version that a dispatcher rolled back from is not taken again. */
const ROLLED_BACK = 'A dispatcher rolled back from this version.';
const TURNED_AWAY = 'A dispatcher turned this version away.';

/** The timetable of one city, from its source to the house. */
export class TimetableKeeper {
  private current: Timetable | null = null;
  private findings: readonly Finding[] = [];
  private checkedAt: EpochS | null = null;
  private loadedAt: EpochS | null = null;
  private failure: string | null = null;
  private failingSince: EpochS | null = null;
  private validators: Validators | undefined;
  private timer: NodeJS.Timeout | null = null;
  private book: VersionBook | null = null;
  /** Checks and a dispatcher's words come one after another. */
  private turn: Promise<unknown> = Promise.resolve();
  /** The most memory that loading took, all processes together. */
  peakMemoryBytes = 0;

  constructor(private readonly options: KeeperOptions) {}

  /** Loads the first timetable, then looks for newer ones. Rejects where there is none to serve at all. */
  async start(): Promise<void> {
    await this.check();
    if (!this.current) throw new Error(this.failure ?? 'There is no timetable.');
    this.timer = setInterval(() => this.checkSoon(), TIMETABLE_CHECK_S * 1000).unref();
  }

  /** Begins a check, under supervision where there is any. */
  checkSoon(): void {
    const check = () => this.check();
    if (this.options.supervised) this.options.supervised(check);
    else void check();
  }

  /**
   * Looks at the source now. A failure is kept for the health page; the timetable in use serves on, and at a start the
   * one that served last. Rejects only where even that one breaks.
   */
  check(): Promise<void> {
    return this.inTurn(() => this.look());
  }

  private async look(): Promise<void> {
    const { now, log, dataDir, source, onProgress } = this.options;
    this.checkedAt = now();
    const book = await this.versionBook();
    try {
      const path = await this.localPath();
      const loaded = await loadTimetable({ source: path, dataDir, now: now(), ...(onProgress ? { onProgress } : {}) });
      this.peakMemoryBytes = loaded.maxRssBytes;
      if (loaded.timetable.version === this.current?.version) {
        this.well();
        return;
      }
      if (book.some(({ version, state }) => version === loaded.timetable.version && state === 'refused')) {
        // A dispatcher has spoken: it is neither used nor reported again.
        this.well();
        if (!this.current) await this.useLastAccepted();
        if (this.current) return;
      }
      const before = this.current ?? (await loadAccepted(dataDir, source))?.timetable ?? null;
      const verdict = this.verdictOn(loaded.timetable, before);
      if (verdict.allowed) {
        await this.serve(loaded.timetable, loaded.findings);
        const { warm, seconds } = loaded;
        log.info({ warm, seconds }, 'timetable loaded');
        return;
      }
      this.failure = verdict.sentence;
      // What is empty cannot serve whatever a dispatcher says, so nobody is asked.
      const state = verdict.reason === 'no_stops' || verdict.reason === 'no_trips' ? 'refused' : 'held';
      if (state === 'held')
        await this.remember(entered(book, loaded.timetable, state, verdict.sentence, Math.floor(now())));
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.failingSince ??= now();
    log.error({ failure: this.failure }, 'the new timetable is not used');
    if (!this.current) await this.useLastAccepted();
  }

  private verdictOn(next: Timetable, before: Timetable | null): SwapVerdict {
    if (before === null || before.version === next.version) return { allowed: true };
    return judgeSwap(before, next, this.options.now(), this.options.forced);
  }

  /** Puts a version to use, and remembers that it serves. */
  private async serve(timetable: Timetable, findings: readonly Finding[], decision?: Decision): Promise<void> {
    const { dataDir, source, now } = this.options;
    await this.use(timetable, findings);
    await rememberAccepted(dataDir, source, timetable.version);
    await this.remember(entered(await this.versionBook(), timetable, 'serving', null, Math.floor(now()), decision));
    this.well();
  }

  /** A dispatcher's word: the version that is held, or an earlier one, serves from now on. `by` is the person's name. */
  approve(version: string, by: string | null = null): Promise<VersionAnswer> {
    return this.inTurn(async () => {
      const record = await this.recordOf(version);
      if (!record) return 'unknown_version';
      if (record.state === 'serving') return 'wrong_state';
      const kept = await loadKept(this.options.dataDir, version);
      if (!kept) return 'not_kept';
      await this.serve(kept.timetable, kept.findings, { word: 'approved', by });
      return 'done';
    });
  }

  /** A dispatcher's word: back to an earlier version; the one that serves is not taken again, though the source still has it. */
  rollBack(version: string, by: string | null = null): Promise<VersionAnswer> {
    return this.inTurn(async () => {
      const record = await this.recordOf(version);
      if (!record) return 'unknown_version';
      if (record.served_at === null || record.state === 'serving') return 'wrong_state';
      const kept = await loadKept(this.options.dataDir, version);
      if (!kept) return 'not_kept';
      const from = this.current?.version;
      await this.serve(kept.timetable, kept.findings, { word: 'rolled_back', by });
      if (from !== undefined) await this.turnAwayNow(from, ROLLED_BACK, { word: 'left', by });
      return 'done';
    });
  }

  /** A dispatcher's word: the version that is held is not wanted; the one in use stays. */
  turnAway(version: string, by: string | null = null): Promise<VersionAnswer> {
    return this.inTurn(async () => {
      const record = await this.recordOf(version);
      if (!record) return 'unknown_version';
      if (record.state !== 'held') return 'wrong_state';
      await this.turnAwayNow(version, TURNED_AWAY, { word: 'turned_away', by });
      this.well();
      return 'done';
    });
  }

  /** One version beside another; null where one of them is no longer kept. */
  async difference(before: string, after: string): Promise<TimetableDifference | null> {
    const read = async (version: string) =>
      this.current?.version === version
        ? this.current
        : ((await loadKept(this.options.dataDir, version))?.timetable ?? null);
    const [old, next] = [await read(before), await read(after)];
    return old && next ? timetableDifference(old, next, this.options.now()) : null;
  }

  /** Every version that is remembered, for the console. */
  async versions(): Promise<TimetableVersions> {
    const book = await this.versionBook();
    const { dataDir, source } = this.options;
    return {
      source: withoutKeys(source),
      checked_at: whole(this.checkedAt),
      failure: this.failure,
      versions: book.map((record) => ({ ...record, kept: existsSync(cachePath(dataDir, record.version)) })),
    };
  }

  /** The version that waits for a dispatcher, or why the source cannot be read; null where all is well. */
  heldNow(): { version: string | null; reason: string; since: EpochS } | null {
    if (this.failure === null) return null;
    const held = this.book?.find(({ state }) => state === 'held');
    return {
      version: held?.version ?? null,
      reason: this.failure,
      since: held?.seen_at ?? Math.floor(this.failingSince ?? this.options.now()),
    };
  }

  private async turnAwayNow(version: string, reason: string, decision: Decision): Promise<void> {
    const now = Math.floor(this.options.now());
    await this.remember(turnedAway(await this.versionBook(), version, reason, decision, now));
  }

  private async recordOf(version: string): Promise<VersionRecord | undefined> {
    return (await this.versionBook()).find((known) => known.version === version);
  }

  private async versionBook(): Promise<VersionBook> {
    this.book ??= await readVersions(this.options.dataDir, this.options.source);
    return this.book;
  }

  /** A book that cannot be written is a book that is forgotten at the next start: no reason to stop the buses. */
  private async remember(book: VersionBook): Promise<void> {
    this.book = book;
    await writeVersions(this.options.dataDir, this.options.source, book).catch((err: unknown) =>
      this.options.log.warn({ err }, 'the list of timetable versions cannot be written'),
    );
  }

  private well(): void {
    this.failure = null;
    this.failingSince = null;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async useLastAccepted(): Promise<void> {
    const accepted = await loadAccepted(this.options.dataDir, this.options.source).catch(() => null);
    if (accepted) await this.use(accepted.timetable, accepted.findings);
  }

  private async use(timetable: Timetable, findings: readonly Finding[]): Promise<void> {
    const { now, log, onTimetable } = this.options;
    await onTimetable(timetable);
    this.current = timetable;
    this.findings = findings;
    this.loadedAt = now();
    const { version, stopCount: stops, tripCount: trips } = timetable;
    log.info({ version, stops, trips, findings: findings.length }, 'timetable in use');
    const expiry = expiryOf(timetable, now());
    if (expiry.level !== 'fine') log.warn({ ...expiry }, 'the timetable ends soon or has ended');
  }

  /** Its part of `/healthz`: ill where there is none, where a newer one is refused, and where the one in use ends soon (T5). */
  health(): PartHealth {
    const { current, failure } = this;
    if (!current) return failure ? { state: 'failed', detail: failure } : { state: 'starting' };
    if (failure) return { state: 'degraded', detail: failure };
    const { level, lastDate, daysLeft } = expiryOf(current, this.options.now());
    if (level === 'fine') return { state: 'ok' };
    if (level === 'expired') return { state: 'failed', detail: `the timetable ended on ${lastDate ?? 'no day'}` };
    const detail = `the timetable ends on ${lastDate}, in ${daysLeft} days`;
    return { state: level === 'alarm' ? 'degraded' : 'ok', detail };
  }

  /** What is wrong with the timetable in use. */
  get foundInTimetable(): readonly Finding[] {
    return this.findings;
  }

  /** Its row of `/api/v1/feeds`. */
  summary(): FeedSummary {
    const now = this.options.now();
    const findings: Record<string, number> = {};
    for (const { rule, count } of this.findings) findings[rule] = (findings[rule] ?? 0) + count;
    return {
      name: 'gtfs',
      kind: 'gtfs',
      source: withoutKeys(this.options.source),
      state: this.current ? (this.failure ? 'stale' : 'live') : this.failure ? 'failing' : 'waiting',
      last_fetch: whole(this.checkedAt),
      last_new_data: whole(this.loadedAt),
      age_s: this.loadedAt === null ? null : Math.round(now - this.loadedAt),
      entities: this.current?.tripCount ?? null,
      findings,
      next_fetch: this.checkedAt === null ? null : Math.round(this.checkedAt + TIMETABLE_CHECK_S),
      last_error: this.failure,
    };
  }

  close(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** A path on disk: the source itself, or what was downloaded from it (the last one where the server is away). */
  private async localPath(): Promise<string> {
    const { source, dataDir, allowHosts, log } = this.options;
    if (!/^https?:\/\//i.test(source)) return source;
    await mkdir(dataDir, { recursive: true });
    const kept = join(dataDir, `gtfs-${createHash('sha256').update(source).digest('hex').slice(0, 12)}.zip`);
    const fresh = `${kept}.part`;
    const outbound = new Outbound({ allowHosts: [...allowHosts, ...hostsNamedBy(source)] });
    try {
      const outcome = await outbound.download(source, fresh, existsSync(kept) ? this.validators : undefined);
      if (outcome.type === 'file') {
        this.validators = outcome.validators;
        await rename(fresh, kept);
      } else if (outcome.type !== 'not_modified') {
        if (!existsSync(kept)) throw new Error(`${withoutKeys(source)} could not be fetched: ${outcome.detail}.`);
        log.warn({ failure: outcome.failure }, 'the timetable could not be fetched; the last one is used');
      }
      return kept;
    } finally {
      await rm(fresh, { force: true });
      await outbound.close();
    }
  }
}

function withoutKeys(source: string): string {
  return /^https?:/i.test(source) ? source.replace(/\?.*$/, '').replace(/\/\/[^@/]*@/, '//') : source;
}

function whole(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}
