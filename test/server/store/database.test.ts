import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open, rename, writeFile } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ActRefused, act } from '../../../server/dispatch/act.js';
import type { Actor } from '../../../server/dispatch/actor.js';
import { silentLog } from '../../../server/log.js';
import { FREE_BYTES_AT_LEAST, Store, StoreAway, TOLD_FOR_S } from '../../../server/store/database.js';
import { backupPath, databasePath } from '../../../server/store/file.js';
import { mishapOf } from '../../../server/store/mishap.js';
import { Scratch } from '../../support/tablo-process.js';

const machine: Actor = { accountId: null, name: 'test', role: 'machine', address: '' };
let scratch: Scratch;
let dataDir: string;
let nowS: number;
let store: Store | null;

beforeEach(() => {
  scratch = new Scratch();
  dataDir = scratch.path('data');
  nowS = 1_771_308_600;
  store = null;
});
afterEach(async () => {
  await store?.close();
  scratch.remove();
});

async function opened(): Promise<Store> {
  store = await Store.open({ dataDir, now: () => nowS, log: silentLog });
  return store;
}

/** One act with its record. */
const note = (word: string) =>
  act(store!, machine, { kind: 'test.note', scope: {}, detail: { word } }, async () => word);

/** The words that were noted, in order. */
async function noted(): Promise<string[]> {
  const rows = await store!.db.selectFrom('audit').select('detail').orderBy('seq').execute();
  return rows.map(({ detail }) => (JSON.parse(detail) as { word: string }).word);
}

const corrupt = () => readdirSync(dataDir).filter((name) => /\.corrupt-\d+$/.test(name));

describe('D1: the operational database', () => {
  it('is WAL with full synchronisation, and keeps what was done', async () => {
    const { db } = await opened();
    await note('one');
    await store!.close();
    await opened();
    expect(await noted()).toEqual(['one']);
    expect(db).not.toBe(store!.db);
    const raw = new Sqlite(databasePath(dataDir));
    expect(raw.pragma('journal_mode', { simple: true })).toBe('wal');
    raw.close();
    expect(store!.mode()).toBe('read-write');
    expect(store!.health()).toEqual({ state: 'ok' });
  });

  it('deleted while it runs: it is alarmed and made anew with all that it held', async () => {
    await opened();
    await note('one');
    for (const name of readdirSync(dataDir)) rmSync(`${dataDir}/${name}`);
    await store!.check();
    expect(store!.health()).toMatchObject({ state: 'degraded' });
    expect(store!.mishap()).toMatchObject({ kind: 'gone', endedAt: nowS });
    await note('two');
    await store!.close();
    await opened();
    expect(await noted()).toEqual(['one', 'two']);
  });

  it('the whole folder deleted: the same', async () => {
    await opened();
    await note('one');
    rmSync(dataDir, { recursive: true });
    await store!.check();
    await note('two');
    expect(await noted()).toEqual(['one', 'two']);
    expect(statSync(databasePath(dataDir)).size).toBeGreaterThan(0);
  });

  it('locked by another program: read, not written, and written again when it lets go', async () => {
    await opened();
    await note('one');
    const other = new Sqlite(databasePath(dataDir));
    other.exec('BEGIN IMMEDIATE');
    await expect(note('two')).rejects.toBeInstanceOf(ActRefused);
    await store!.check();
    expect(store!.health()).toMatchObject({ state: 'degraded' });
    expect(store!.mode()).toBe('read-only');
    expect(await noted()).toEqual(['one']);
    other.exec('ROLLBACK');
    other.close();
    await store!.check();
    expect(await note('three')).toBe('three');
    nowS += TOLD_FOR_S + 1;
    expect(store!.health()).toEqual({ state: 'ok' });
  });

  it('locked at the start: it opens when the other lets go', async () => {
    await opened();
    await note('one');
    await store!.close();
    const other = new Sqlite(databasePath(dataDir));
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE; CREATE TABLE held (x); ROLLBACK; BEGIN EXCLUSIVE');
    await opened();
    expect(store!.mode()).not.toBe('read-write');
    await expect(note('two')).rejects.toBeInstanceOf(ActRefused);
    other.exec('ROLLBACK');
    other.close();
    await store!.check();
    expect(await note('three')).toBe('three');
    expect(await noted()).toEqual(['one', 'three']);
  });

  it('malformed at the start: set aside, and the last backup is open', async () => {
    await opened();
    await note('one');
    await store!.close();
    await opened();
    await store!.close();
    store = null;
    await overwrite(0, 'this is no database');
    await opened();
    expect(corrupt()).toEqual([`tablo.sqlite.corrupt-${nowS}`]);
    expect(store!.mishap()).toMatchObject({ kind: 'corrupt' });
    expect(await noted()).toEqual(['one']);
    expect(await note('two')).toBe('two');
  });

  it('a page in the middle malformed at the start: found by quick_check', async () => {
    await opened();
    for (let i = 0; i < 50; i++) await note('x'.repeat(2_000));
    await store!.close();
    store = null;
    const { size } = statSync(databasePath(dataDir));
    for (let page = 4; page * 4096 < size; page++) await overwrite(page * 4096, Buffer.alloc(4096, 0xa5));
    await opened();
    expect(corrupt()).toHaveLength(1);
    expect(store!.mode()).toBe('read-write');
  });

  it('malformed while it runs: the alarm, the backup, and it goes on', async () => {
    await opened();
    await note('one');
    await store!.close();
    await opened();
    await overwrite(0, Buffer.alloc(8192, 0x5a));
    await store!.check();
    await store!.check();
    expect(corrupt()).toHaveLength(1);
    expect(store!.mode()).toBe('read-write');
    expect(store!.mishap()).toMatchObject({ kind: 'corrupt' });
    expect(await noted()).toEqual(['one']);
    expect(await note('two')).toBe('two');
  });

  it('the database and its backup malformed: both set aside, an empty one is open', async () => {
    await opened();
    await note('one');
    await store!.close();
    store = null;
    await overwrite(0, 'nonsense, and long enough to be the beginning of a file');
    await writeFile(backupPath(dataDir), 'nonsense');
    await opened();
    expect(corrupt()).toHaveLength(2);
    expect(await noted()).toEqual([]);
    expect(await note('two')).toBe('two');
  });

  it('a database of a newer build is left alone', async () => {
    await opened();
    await store!.close();
    store = null;
    const raw = new Sqlite(databasePath(dataDir));
    raw.exec("INSERT INTO kysely_migration (name, timestamp) VALUES ('999-future', '2030')");
    raw.close();
    await opened();
    expect(store!.mode()).toBe('away');
    expect(() => store!.db).toThrow(StoreAway);
    expect(corrupt()).toEqual([]);
  });

  it('replaced by another: that one is open', async () => {
    await opened();
    await note('one');
    const elsewhere = scratch.path('other');
    const other = await Store.open({ dataDir: elsewhere, now: () => nowS, log: silentLog });
    await act(other, machine, { kind: 'test.note', scope: {}, detail: { word: 'theirs' } }, async () => undefined);
    await other.close();
    await rename(databasePath(elsewhere), databasePath(dataDir));
    await store!.check();
    expect(await noted()).toEqual(['theirs']);
    expect(await note('two')).toBe('two');
  });

  async function overwrite(at: number, bytes: string | Buffer): Promise<void> {
    const file = await open(databasePath(dataDir), 'r+');
    await file.write(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, 0, undefined, at);
    await file.close();
  }
});

describe('the log of what is written', () => {
  it('D2: stays under 16 MiB, whatever is written', async () => {
    await opened();
    let most = 0;
    for (let i = 0; i < 40; i++) {
      await act(store!, machine, { kind: 'test.bulk', scope: {}, detail: {} }, async (trx) => {
        const link = {
          kind: 'invite',
          role: 'viewer',
          account_id: null,
          invited_by: null,
          created_at: 0,
          expires_at: 0,
        };
        const rows = Array.from({ length: 200 }, (_, row) => ({
          ...link,
          hash: `${i}/${row}`,
          name: 'x'.repeat(5_000),
        }));
        await trx.insertInto('invitation').values(rows).execute();
        await trx.deleteFrom('invitation').execute();
      });
      most = Math.max(most, statSync(`${databasePath(dataDir)}-wal`).size);
    }
    await store!.check();
    expect(most).toBeLessThan(16 * 1024 * 1024);
  });
});

/** Root may mount; without it these cases say that they are skipped. */
const isRoot = process.getuid?.() === 0;
const mounted = (options: string, dir: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', dir]).status === 0;
const canMount = (() => {
  if (!isRoot) return false;
  const probe = new Scratch();
  try {
    if (!mounted('size=1m', probe.dir)) return false;
    spawnSync('umount', [probe.dir]);
    return true;
  } finally {
    probe.remove();
  }
})();

describe(`a small file system${canMount ? '' : ' (skipped: mounting needs root)'}`, () => {
  let mount: string;
  beforeEach(() => {
    mount = scratch.path('mount');
    dataDir = `${mount}/data`;
    mkdirSync(mount);
    if (canMount) expect(mounted('size=8m', mount)).toBe(true);
  });
  afterEach(async () => {
    await store?.close();
    store = null;
    if (canMount) spawnSync('umount', [mount]);
  });

  it.skipIf(!canMount)(
    'D2: full: what is there is read, acts are refused, and all is well when there is room',
    async () => {
      await opened();
      await note('one');
      const filler = await fill();
      await expect(note('two')).rejects.toBeInstanceOf(ActRefused);
      await store!.check();
      expect(store!.mode()).toBe('read-only');
      expect(store!.mishap()).toMatchObject({ kind: 'full' });
      await expect(note('three')).rejects.toBeInstanceOf(ActRefused);
      expect(await noted()).toEqual(['one']);
      rmSync(filler);
      await store!.check();
      expect(store!.mode()).toBe('read-write');
      expect(await note('four')).toBe('four');
      expect(await noted()).toEqual(['one', 'four']);
    },
  );

  it.skipIf(!canMount)('D2: nearly full: no more is begun than can be ended', async () => {
    await opened();
    writeFileSync(`${mount}/filler`, Buffer.alloc(7.5 * 1024 * 1024 - FREE_BYTES_AT_LEAST / 2));
    await store!.check();
    expect(store!.mode()).toBe('read-only');
  });

  it.skipIf(!canMount)('D2: full at the start: what is there is read from a copy', async () => {
    await opened();
    await note('one');
    await store!.close();
    const filler = await fill();
    await opened();
    expect(store!.mode()).toBe('read-only');
    expect(await noted()).toEqual(['one']);
    rmSync(filler);
    await store!.check();
    expect(await note('two')).toBe('two');
  });

  it.skipIf(!canMount)(
    'D1: a read-only file system at the start: what is there is read; written when it may be',
    async () => {
      await opened();
      await note('one');
      // A file system on which something is open for writing cannot be made read-only.
      await store!.close();
      expect(spawnSync('mount', ['-o', 'remount,ro', mount]).status).toBe(0);
      await opened();
      expect(store!.mode()).toBe('read-only');
      expect(await noted()).toEqual(['one']);
      await expect(note('two')).rejects.toBeInstanceOf(ActRefused);
      spawnSync('mount', ['-o', 'remount,rw', mount]);
      await store!.check();
      expect(await note('three')).toBe('three');
    },
  );

  async function fill(): Promise<string> {
    const filler = `${mount}/filler`;
    const file = await open(filler, 'w');
    for (const size of [65_536, 4_096, 512]) {
      try {
        for (;;) await file.write(Buffer.alloc(size));
      } catch (error) {
        expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
      }
    }
    await file.close();
    return filler;
  }
});

describe('what an error means', () => {
  it.each([
    ['SQLITE_FULL', 'full'],
    ['SQLITE_IOERR_FSYNC', 'disk'],
    ['SQLITE_IOERR_SHMSIZE', 'full'],
    ['SQLITE_READONLY_DBMOVED', 'read-only'],
    ['SQLITE_BUSY_SNAPSHOT', 'locked'],
    ['SQLITE_CORRUPT_INDEX', 'corrupt'],
    ['SQLITE_NOTADB', 'corrupt'],
    ['SQLITE_CONSTRAINT_UNIQUE', null],
    ['SQLITE_ERROR', null],
  ] as const)('%s is %s', (code, kind) => {
    expect(mishapOf(Object.assign(new Error(''), { code }))).toBe(kind);
  });
});
