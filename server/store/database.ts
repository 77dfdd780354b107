// The operational database: what people and boards are, and what was done. Boards never wait for it: where the disk fails, it says so and mends itself.

import { copyFile, rm } from 'node:fs/promises';
import { Kysely, SqliteDialect } from 'kysely';
import type { Log } from '../log.js';
import {
  backupPath,
  databasePath,
  freeBytes,
  identity,
  openCopy,
  openDatabase,
  quickCheck,
  readAfresh,
  type SqliteFile,
  setAside,
  WAL_BYTES_AT_MOST,
  walBytes,
  writeBackup,
} from './file.js';
import { migrate } from './migrations.js';
import { type Mishap, type MishapKind, mishapOf } from './mishap.js';
import type { Schema } from './schema.js';

/** The disk is looked at this often: an alarm within 10 s, well again within 30 s (obligations D1, D2). */
export const CHECK_EVERY_MS = 5_000;
/** With less room than this nothing more is written, so that what is under way can end. */
export const FREE_BYTES_AT_LEAST = 1024 * 1024;
/** A backup is written at the start, and as often as this where something changed. */
export const BACKUP_EVERY_S = 3_600;
/** A mishap that is over is still told on `/healthz` for this long (obligation D8 allows 30 s). */
export const TOLD_FOR_S = 20;
/** Larger databases are not read through before each backup: that holds up everything else. */
const QUICK_CHECK_BYTES_AT_MOST = 128 * 1024 * 1024;

/** How far the store can be used. `away`: it can neither be read nor written. */
export type StoreMode = 'read-write' | 'read-only' | 'away';

/** The store can not be read now (HTTP 503). */
export class StoreAway extends Error {}

/** What the store is given. */
export interface StoreOptions {
  dataDir: string;
  /** POSIX seconds of the wall, whatever clock the city follows. */
  now: () => number;
  log: Log;
}

interface Handle {
  raw: SqliteFile;
  db: Kysely<Schema>;
  /** Device and inode. */
  identity: string | null;
  /** Folder of a copy that stands in for a file that cannot be opened. */
  copyDir: string | null;
}

/** The operational database of one server. Ask for `db` each time: it is another one after a repair. */
export class Store {
  private handle: Handle | null = null;
  private trouble: Mishap | null = null;
  private last: (Mishap & { endedAt: number | null }) | null = null;
  private turn: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;
  private backedUpAt = 0;
  private changesAtBackup = -1;
  private closed = false;
  private readonly file: string;

  private constructor(private readonly options: StoreOptions) {
    this.file = databasePath(options.dataDir);
  }

  /** Opens it, from the backup where it is corrupt; always gives a store, in whatever mode. */
  static async open(options: StoreOptions): Promise<Store> {
    const store = new Store(options);
    await store.check();
    store.timer = setInterval(() => void store.check(), CHECK_EVERY_MS);
    store.timer.unref();
    return store;
  }

  /** The wall's time, for whoever writes rows. */
  now(): number {
    return Math.floor(this.options.now());
  }

  /** The database. Throws StoreAway. */
  get db(): Kysely<Schema> {
    if (!this.handle) throw new StoreAway(this.trouble?.detail ?? 'The store is not open.');
    return this.handle.db;
  }

  mode(): StoreMode {
    if (!this.handle) return 'away';
    return this.trouble || this.handle.copyDir !== null ? 'read-only' : 'read-write';
  }

  /** For `/healthz`. */
  health(): { state: 'ok' } | { state: 'degraded' | 'failed'; detail: string } {
    if (this.trouble) return { state: this.handle ? 'degraded' : 'failed', detail: this.trouble.detail };
    const { last } = this;
    if (last && this.options.now() - (last.endedAt ?? 0) < TOLD_FOR_S)
      return { state: 'degraded', detail: last.detail };
    return { state: 'ok' };
  }

  /** The last mishap, under way or over; null where there was none since the start. */
  mishap(): (Mishap & { endedAt: number | null }) | null {
    return this.last;
  }

  /** A record of the audit was kept: one line in the log, an anchor outside the database. */
  audited({ seq, at, kind, hash }: { seq: number; at: number; kind: string; hash: string }): void {
    this.options.log.info({ seq, at, kind, hash }, 'audit');
  }

  /** Something that was done with the database failed; what was the statement's own fault does not count. */
  failed(error: unknown): void {
    const kind = mishapOf(error);
    if (kind === null || this.closed) return;
    this.note(kind, error);
    if (kind === 'corrupt' || kind === 'gone') void this.check();
  }

  /** Looks at the disk and mends what can be mended; also called by its own timer. */
  check(): Promise<void> {
    this.turn = this.turn.then(async () => {
      if (this.closed) return;
      try {
        await this.look();
      } catch (error) {
        this.note(mishapOf(error) ?? 'disk', error);
      }
    });
    return this.turn;
  }

  /** Ends it. */
  async close(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.turn;
    this.closed = true;
    await this.letGo();
  }

  private async look(): Promise<void> {
    if (this.trouble?.kind === 'corrupt') await this.restore();
    if (!this.handle || this.handle.copyDir !== null) await this.openAgain();
    const { handle } = this;
    if (!handle || handle.copyDir !== null) return;
    const there = await identity(this.file);
    if (there !== handle.identity) return this.fileChanged(handle, there);
    if ((await freeBytes(this.file)) < FREE_BYTES_AT_LEAST) return this.note('full', null);
    readAfresh(this.file);
    if (!handle.raw.inTransaction) {
      handle.raw.exec('BEGIN IMMEDIATE');
      // After a failed write only a write shows that the disk takes one again.
      if (this.trouble) handle.raw.exec(`PRAGMA user_version = ${Math.floor(this.options.now()) % 2 ** 31}; COMMIT`);
      else handle.raw.exec('ROLLBACK');
      if ((await walBytes(this.file)) > WAL_BYTES_AT_MOST) handle.raw.pragma('wal_checkpoint(TRUNCATE)');
    }
    this.isWell();
    await this.backUp(handle);
  }

  private async openAgain(): Promise<void> {
    try {
      const raw = await openDatabase(this.file);
      await this.adopt(raw, null);
      if (this.trouble) this.isWell();
    } catch (error) {
      const kind = mishapOf(error);
      this.note(kind ?? 'disk', error);
      if (kind === 'corrupt') await this.restore();
      else if (!this.handle) await this.adoptCopy();
    }
  }

  /** The disk takes nothing: what it holds can still be read, from a copy. */
  private async adoptCopy(): Promise<void> {
    try {
      const { raw, dir } = await openCopy(this.file);
      await this.adopt(raw, dir);
    } catch (error) {
      this.options.log.warn({ err: error }, 'the store cannot be read either');
    }
  }

  private async adopt(raw: SqliteFile, copyDir: string | null): Promise<void> {
    const db = new Kysely<Schema>({
      dialect: new SqliteDialect({ database: raw }),
      log: (event) => {
        if (event.level === 'error') this.failed(event.error);
      },
    });
    try {
      await migrate(db);
    } catch (error) {
      raw.close();
      throw error;
    }
    await this.letGo();
    this.handle = { raw, db, copyDir, identity: copyDir === null ? await identity(this.file) : null };
    this.changesAtBackup = -1;
  }

  /** The file is not the one that is open: taken away, it is written again from what is open; replaced, the new one is opened. */
  private async fileChanged(handle: Handle, there: string | null): Promise<void> {
    this.note('gone', null);
    if (there === null) await writeBackup(handle.raw, this.file);
    await this.letGo();
    // What is left of the old one's log must not be read into the new one.
    for (const suffix of ['-wal', '-shm']) await rm(`${this.file}${suffix}`, { force: true });
    await this.openAgain();
  }

  /** Sets the corrupt file aside and opens the last backup; with none that is whole, an empty database. */
  private async restore(): Promise<void> {
    await this.letGo();
    const { dataDir, log, now } = this.options;
    if ((await identity(this.file)) !== null) {
      const aside = await setAside(this.file, now());
      log.error({ file: aside }, 'the operational database is corrupt and set aside');
    }
    const backup = backupPath(dataDir);
    if ((await identity(backup)) !== null) {
      await copyFile(backup, this.file);
      try {
        await this.adopt(await openDatabase(this.file), null);
        log.warn('the last backup of the operational database is open');
        return this.isWell();
      } catch (error) {
        if (mishapOf(error) !== 'corrupt') throw error;
        await setAside(this.file, now());
        await setAside(backup, now());
        log.error('the backup of the operational database is corrupt too');
      }
    }
    await this.adopt(await openDatabase(this.file), null);
    this.isWell();
  }

  private async backUp(handle: Handle): Promise<void> {
    const { dataDir, now, log } = this.options;
    const changes = changesOf(handle.raw);
    if (changes === this.changesAtBackup) return;
    if (this.changesAtBackup >= 0 && now() - this.backedUpAt < BACKUP_EVERY_S) return;
    const pages = Number(handle.raw.pragma('page_count', { simple: true }));
    const pageBytes = Number(handle.raw.pragma('page_size', { simple: true }));
    if (pages * pageBytes <= QUICK_CHECK_BYTES_AT_MOST) quickCheck(handle.raw);
    try {
      await writeBackup(handle.raw, backupPath(dataDir));
      this.backedUpAt = now();
      this.changesAtBackup = changes;
    } catch (error) {
      log.warn({ err: error }, 'the backup of the operational database cannot be written');
    }
  }

  private note(kind: MishapKind, error: unknown): void {
    const said = error instanceof Error ? `: ${error.message}` : '';
    const detail = `${SENTENCES[kind]}${said}`;
    const at = this.options.now();
    if (this.trouble?.kind !== kind) {
      this.options.log.error({ kind, detail }, 'the operational database is in trouble');
      this.last = { kind, at, detail, endedAt: null };
    }
    this.trouble = { kind, at: this.trouble?.at ?? at, detail };
  }

  private isWell(): void {
    if (!this.trouble) return;
    this.options.log.info({ kind: this.trouble.kind }, 'the operational database is well again');
    this.trouble = null;
    if (this.last) this.last = { ...this.last, endedAt: this.options.now() };
  }

  private async letGo(): Promise<void> {
    const { handle } = this;
    this.handle = null;
    if (!handle) return;
    try {
      handle.raw.close();
    } catch (error) {
      this.options.log.warn({ err: error }, 'the operational database does not close');
    }
    if (handle.copyDir !== null) await rm(handle.copyDir, { recursive: true, force: true });
  }
}

const SENTENCES: Readonly<Record<MishapKind, string>> = {
  full: 'the disk is full; nothing new can be kept',
  'read-only': 'the disk may only be read; nothing new can be kept',
  locked: 'another program holds the database; nothing new can be kept',
  corrupt: 'the database was corrupt; it is set aside and the last backup is open',
  gone: 'the database file was taken away or replaced; it is made anew',
  disk: 'the disk fails; nothing new can be kept',
};

function changesOf(raw: SqliteFile): number {
  return Number(raw.prepare<[], { n: number }>('SELECT total_changes() AS n').get()?.n ?? 0);
}
