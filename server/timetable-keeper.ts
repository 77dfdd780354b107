// Keeps the timetable in use up to date: fetches the source, judges what comes, hands over what may serve.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Outbound, type Validators } from '../feeds/http.js';
import type { EpochS, Finding } from '../feeds/model.js';
import type { FeedSummary } from './http/schemas.js';
import type { Log } from './log.js';
import { loadAccepted, rememberAccepted } from './timetable/accepted.js';
import type { CompileProgress } from './timetable/compile.js';
import { loadTimetable } from './timetable/load.js';
import { expiryOf, judgeSwap } from './timetable/swap.js';
import type { Timetable } from './timetable/timetable.js';

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

/** The timetable of one city, from its source to the house. */
export class TimetableKeeper {
  private current: Timetable | null = null;
  private findings: readonly Finding[] = [];
  private checkedAt: EpochS | null = null;
  private loadedAt: EpochS | null = null;
  private failure: string | null = null;
  private validators: Validators | undefined;
  private timer: NodeJS.Timeout | null = null;
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
  async check(): Promise<void> {
    const { now, log, dataDir, source, onProgress } = this.options;
    this.checkedAt = now();
    try {
      const path = await this.localPath();
      const loaded = await loadTimetable({ source: path, dataDir, now: now(), ...(onProgress ? { onProgress } : {}) });
      this.peakMemoryBytes = loaded.maxRssBytes;
      if (loaded.timetable.version === this.current?.version) {
        this.failure = null;
        return;
      }
      const before = this.current ?? (await loadAccepted(dataDir, source))?.timetable ?? null;
      const refusal = this.refusalOf(loaded.timetable, before);
      if (refusal === null) {
        await this.use(loaded.timetable, loaded.findings);
        await rememberAccepted(dataDir, source, loaded.timetable.version);
        const { warm, seconds } = loaded;
        log.info({ warm, seconds }, 'timetable loaded');
        this.failure = null;
        return;
      }
      this.failure = refusal;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    log.error({ failure: this.failure }, 'the new timetable is not used');
    if (!this.current) await this.useLastAccepted();
  }

  private refusalOf(next: Timetable, before: Timetable | null): string | null {
    if (before === null || before.version === next.version) return null;
    const verdict = judgeSwap(before, next, this.options.now(), this.options.forced);
    return verdict.allowed ? null : verdict.sentence;
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
    const outbound = new Outbound({ allowHosts });
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
