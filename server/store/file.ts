// The operational database as a file: opened and checked, copied, set aside, restored. Thin: what to do when is database.ts's.

import { copyFile, mkdir, mkdtemp, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';

/** Waits for a lock hold up everything else in the process, so they are short. */
export const BUSY_TIMEOUT_MS = 200;
/** The write-ahead log is cut back to this after a checkpoint (obligation D2 allows 16 MiB). */
export const WAL_BYTES_AT_MOST = 8 * 1024 * 1024;
/** Pages of the log after which SQLite moves them into the file: about 2 MiB. */
export const CHECKPOINT_PAGES = 500;
/** A file with its log and its index. */
const SUFFIXES = ['', '-wal', '-shm'] as const;

/** An open connection. */
export type SqliteFile = Sqlite.Database;

/** Where the database lies. */
export function databasePath(dataDir: string): string {
  return path.join(dataDir, 'tablo.sqlite');
}

/** Where its last backup lies. */
export function backupPath(dataDir: string): string {
  return path.join(dataDir, 'tablo.sqlite.backup');
}

/** Opens for reading and writing and looks at every page. Throws SQLite's error; SQLITE_CORRUPT where the check fails. */
export async function openDatabase(file: string): Promise<SqliteFile> {
  await mkdir(path.dirname(file), { recursive: true });
  const raw = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    raw.pragma('journal_mode = WAL');
    raw.pragma('synchronous = FULL');
    raw.pragma('foreign_keys = ON');
    raw.pragma('trusted_schema = OFF');
    raw.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    raw.pragma(`journal_size_limit = ${WAL_BYTES_AT_MOST}`);
    quickCheck(raw);
    return raw;
  } catch (error) {
    raw.close();
    throw error;
  }
}

/** Throws SQLITE_CORRUPT where a page is wrong. */
export function quickCheck(raw: SqliteFile): void {
  const answer = raw.pragma('quick_check(1)', { simple: true });
  if (answer !== 'ok') throw new Sqlite.SqliteError(String(answer), 'SQLITE_CORRUPT');
}

/** A copy in the system's temporary place, for a disk on which nothing can be opened for writing. Throws what the disk throws. */
export async function openCopy(file: string): Promise<{ raw: SqliteFile; dir: string }> {
  await stat(file);
  const dir = await mkdtemp(path.join(tmpdir(), 'tablo-store-'));
  try {
    const copy = path.join(dir, path.basename(file));
    await copyFile(file, copy);
    await copyFile(`${file}-wal`, `${copy}-wal`).catch(ignore);
    return { raw: await openDatabase(copy), dir };
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

/** Reads the schema by a connection of its own: what is on the disk now, whatever the open connection remembers. Throws SQLite's error. */
export function readAfresh(file: string): void {
  const raw = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    raw.prepare('SELECT count(*) FROM sqlite_schema').get();
  } finally {
    raw.close();
  }
}

/** Writes a whole copy beside and moves it to `to`: what stood there stays until then. */
export async function writeBackup(raw: SqliteFile, to: string): Promise<void> {
  const temporary = `${to}.${process.pid}.tmp`;
  try {
    await mkdir(path.dirname(to), { recursive: true });
    await raw.backup(temporary);
    const handle = await open(temporary, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, to);
  } finally {
    for (const suffix of SUFFIXES) await rm(`${temporary}${suffix}`, { force: true }).catch(ignore);
  }
}

/** Renames a file with its log, so that it can be looked at. Tells its new name. */
export async function setAside(file: string, atS: number): Promise<string> {
  let aside = `${file}.corrupt-${Math.floor(atS)}`;
  for (let again = 1; (await identity(aside)) !== null; again++) aside = `${file}.corrupt-${Math.floor(atS)}-${again}`;
  for (const suffix of SUFFIXES) {
    await rename(`${file}${suffix}`, `${aside}${suffix}`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
  return aside;
}

/** Which file lies there: device and inode; null where none does. */
export async function identity(file: string): Promise<string | null> {
  try {
    const { dev, ino } = await stat(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Bytes that may still be written where a file lies. */
export async function freeBytes(file: string): Promise<number> {
  const { bavail, bsize } = await statfs(path.dirname(file));
  return bavail * bsize;
}

/** Bytes of the log now. */
export async function walBytes(file: string): Promise<number> {
  return (await stat(`${file}-wal`).catch(() => null))?.size ?? 0;
}

function ignore(): void {}
