// What an error of the database means for the store: a closed list, by SQLite's own codes.

/** What can befall the operational database. */
export type MishapKind =
  /** No room: nothing can be written until there is. */
  | 'full'
  /** The file or its file system may only be read. */
  | 'read-only'
  /** Somebody else holds it. */
  | 'locked'
  /** Its bytes are not a database any more. */
  | 'corrupt'
  /** The file was taken away. */
  | 'gone'
  /** It cannot be opened, read or synced. */
  | 'disk';

/** One mishap. */
export interface Mishap {
  kind: MishapKind;
  /** POSIX seconds of the wall. */
  at: number;
  /** One sentence for `/healthz` and the console. */
  detail: string;
}

const BY_CODE: readonly [prefix: string, kind: MishapKind][] = [
  ['SQLITE_FULL', 'full'],
  // Growing the shared memory file fails so on a full disk.
  ['SQLITE_IOERR_SHMSIZE', 'full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
  ['SQLITE_IOERR', 'disk'],
  ['SQLITE_CANTOPEN', 'disk'],
  ['SQLITE_PERM', 'disk'],
  ['SQLITE_NOMEM', 'disk'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'read-only'],
  ['EPERM', 'read-only'],
  ['EIO', 'disk'],
  ['ENOENT', 'disk'],
];

/** The mishap behind an error; null where the statement was at fault and not the store. */
export function mishapOf(error: unknown): MishapKind | null {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') {
    const known = BY_CODE.find(([prefix]) => code.startsWith(prefix));
    if (known) return known[1];
  }
  // SQLite rolls back by itself where the disk fails; Kysely's own rollback then finds nothing, and hides the first error.
  if (typeof message === 'string' && message.includes('no transaction is active')) return 'disk';
  if (typeof message === 'string' && message.includes('database connection is not open')) return 'gone';
  return null;
}
