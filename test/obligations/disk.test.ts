import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, symlinkSync, writeSync } from 'node:fs';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe } from 'vitest';
import { ActRefused, act } from '../../server/dispatch/act.js';
import type { Actor } from '../../server/dispatch/actor.js';
import { silentLog } from '../../server/log.js';
import { Learned } from '../../server/prediction/learned.js';
import { Store } from '../../server/store/database.js';
import { databasePath, walBytes } from '../../server/store/file.js';
import { learnedPath, loadLearned, saveLearned } from '../../server/store/learned-file.js';
import { chance } from '../support/chance.js';
import { roomOf } from '../support/room.js';
import { Scratch } from '../support/tablo-process.js';
import { obligation, WALL } from './measured.js';
import { MORNING, pause, type Sick, withServer } from './sick-server.js';

/** Kills of a writer at random moments. */
const KILLS = 500;
/** The same of a writer of notices and orders. */
const WORD_KILLS = WALL ? 500 : 10;
const MACHINE: Actor = { accountId: null, name: 'drill', role: 'machine', address: '' };
const MIB = 1024 * 1024;
/** The compiled timetables lie beside it: those of a whole city do not fit. */
const SMALL_MIB = 8;

/** One act with its record, as a dispatcher's is. */
const note = (store: Store, word: string) =>
  act(store, MACHINE, { kind: 'test.note', scope: {}, detail: { word } }, async () => word);

/** The words that are kept. */
async function noted(store: Store): Promise<string[]> {
  const rows = await store.db.selectFrom('audit').select('detail').orderBy('seq').execute();
  return rows.map(({ detail }) => (JSON.parse(detail) as { word: string }).word);
}

const isRefused = (store: Store) =>
  note(store, 'refused?').then(
    () => false,
    (error: unknown) => error instanceof ActRefused,
  );

/** Is the operational store named as ill? */
const isAlarmed = (sick: Sick) => async () => ((await sick.health()).parts['store']?.state ?? 'ok') !== 'ok';

/** A broken disk under a server that runs: does it say so, do boards go on, is it well again? */
async function broken(sick: Sick, spoil: () => unknown, cure: () => unknown) {
  const before = await sick.newest();
  await spoil();
  const alarmS = await sick.until(isAlarmed(sick), 30);
  // New data reaches the boards all the while.
  const flowS = await sick.until(async () => (await sick.newest()) > before, 60);
  await cure();
  const wellS = await sick.until(async () => (await sick.health()).status === 'ok', 60);
  await note(sick.server.store, 'after');
  return { alarmS, flowS, wellS };
}

describe('disk', () => {
  obligation(
    'D1',
    'boards never depend on the disk: the database deleted, locked, overwritten, and every file broken at the start',
    'alarm ≤ 10 s, boards get new data all the while, a bad file set aside, writing again',
    async () => {
      const scratch = new Scratch();
      try {
        const dataDir = scratch.path('data');
        await mkdir(join(dataDir, 'timetables'), { recursive: true });
        // At the start everything that is kept is nonsense.
        await saveLearned(dataDir, new Learned());
        await writeFile(learnedPath(dataDir), 'nonsense');
        await writeFile(join(dataDir, 'timetables', 'accepted.json'), '{"x":');
        await writeFile(databasePath(dataDir), 'this is no database, and long enough to be the beginning of one');
        const figures: string[] = [];
        let alarmS = 0;
        await withServer(
          async (sick) => {
            const { store } = sick.server;
            await sick.until(async () => (await sick.newest()) > 0, 60);
            const path = databasePath(dataDir);
            const drills: [string, () => unknown, () => unknown][] = [
              ['deleted', () => rm(path), () => undefined],
              ['overwritten', () => overwrite(path), () => undefined],
            ];
            const other = { hold: null as Sqlite.Database | null };
            drills.push([
              'locked',
              () => {
                other.hold = new Sqlite(path);
                other.hold.exec('BEGIN IMMEDIATE');
              },
              () => other.hold?.close(),
            ]);
            await note(store, 'before');
            for (const [what, spoil, cure] of drills) {
              const found = await broken(sick, spoil, cure);
              alarmS = Math.max(alarmS, found.alarmS);
              figures.push(
                `${what}: alarm ${found.alarmS.toFixed(1)} s, new data ${found.flowS.toFixed(1)} s, well ${found.wellS.toFixed(0)} s`,
              );
            }
          },
          { dataDir },
        );
        const aside = readdirSync(dataDir).filter((name) => /\.(corrupt|broken)-\d+$/.test(name)).length;
        return {
          measured: `at the start all broken: boards live, ${aside} files set aside; ${figures.join('; ')}`,
          pass: alarmS <= 10 && aside >= 2 && figures.length === 3,
        };
      } finally {
        scratch.remove();
      }
    },
    { wall: true, timeoutMs: 400_000 },
  );

  obligation(
    'D2',
    'a full disk degrades to reading, and recovers by itself',
    'what stands is read, acts refused, boards live; writing again ≤ 30 s after space returns; WAL ≤ 16 MiB',
    async () => {
      if (!canMount()) throw new Error('skipped: a small file system can be mounted by root only');
      const scratch = new Scratch();
      const mount = scratch.path('mount');
      mkdirSync(mount);
      if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SMALL_MIB}m`, 'tmpfs', mount]).status !== 0)
        throw new Error('no mount');
      try {
        const dataDir = join(mount, 'data');
        mkdirSync(dataDir);
        mkdirSync(scratch.path('timetables'));
        symlinkSync(scratch.path('timetables'), join(dataDir, 'timetables'));
        return await withServer((sick) => filled(sick, join(mount, 'fill')), { dataDir });
      } finally {
        spawnSync('umount', ['-l', mount]);
        scratch.remove();
      }
    },
    { wall: true, timeoutMs: 200_000 },
  );

  obligation(
    'D3',
    'what was acknowledged survives kill -9: acts with their audit record, and what was learned',
    `0 lost and 0 half-applied in ${KILLS} kills at random moments`,
    kills,
    { wall: true, timeoutMs: 900_000 },
  );

  obligation(
    'D3',
    'notices and cancellations that were acknowledged stand again after kill -9, each whole: sent, withdrawn, with its record',
    `0 lost and 0 half-applied in ${WORD_KILLS} kills at random moments`,
    wordKills,
    { timeoutMs: 900_000 },
  );
});

/** The disk under a whole server is filled to its last byte, and emptied again. */
async function filled(sick: Sick, fill: string) {
  const { store } = sick.server;
  const { dataDir } = sick;
  await note(store, 'one');
  const before = await sick.newest();
  const file = openSync(fill, 'w');
  try {
    const chunk = Buffer.alloc(64 * 1024, 1);
    while (writeSync(file, chunk) > 0);
  } catch {
    // Full.
  } finally {
    closeSync(file);
  }
  const alarmS = await sick.until(isAlarmed(sick), 40);
  const refused = await isRefused(store);
  const read = (await noted(store)).includes('one');
  const learnedIs = await saveLearned(dataDir, new Learned()).then(
    () => 'written',
    (error: NodeJS.ErrnoException) => error.code ?? 'failed',
  );
  const flowS = await sick.until(async () => (await sick.newest()) > before + 5, 60);
  rmSync(fill);
  const writes = () =>
    note(store, 'two').then(
      () => true,
      () => false,
    );
  const wellS = await sick.until(writes, 60);
  await saveLearned(dataDir, new Learned());
  const kept = (await loadLearned(dataDir, MORNING)).kind;
  const walMib = (await walBytes(databasePath(dataDir))) / MIB;
  return {
    measured: `a disk of ${SMALL_MIB} MiB full: alarm ${alarmS.toFixed(1)} s, acts ${refused ? 'refused' : 'taken'}, what stands ${read ? 'read' : 'lost'}, learned file ${learnedIs}, boards get new data (${flowS.toFixed(1)} s); writing again ${wellS.toFixed(1)} s after space, learned file ${kept}, WAL ${walMib.toFixed(1)} MiB`,
    pass: alarmS <= 30 && refused && read && wellS <= 30 && kept === 'read' && walMib <= 16,
  };
}

async function overwrite(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(8_192, 0x5a), 0, undefined, 0);
  await file.close();
}

function canMount(): boolean {
  return process.getuid?.() === 0 && existsSync('/proc/self/mounts');
}

/** Writers that act, write what was learned, and say so, until they are killed. */
async function kills() {
  const scratch = new Scratch();
  const built = new URL('../../dist/server/', import.meta.url).href;
  const script = `
    const { Store } = await import('${built}store/database.js');
    const { act } = await import('${built}dispatch/act.js');
    const { Learned } = await import('${built}prediction/learned.js');
    const { saveLearned } = await import('${built}store/learned-file.js');
    const { silentLog } = await import('${built}log.js');
    const [dataDir, run] = process.argv.slice(1);
    const store = await Store.open({ dataDir, now: () => Date.now() / 1000, log: silentLog });
    const actor = ${JSON.stringify(MACHINE)};
    for (let n = 1; ; n++) {
      const word = run + '/' + n;
      await act(store, actor, { kind: 'test.note', scope: {}, detail: { word } }, (trx) =>
        trx.insertInto('invitation').values({ hash: word, kind: 'invite', role: 'viewer', account_id: null, invited_by: null, created_at: 0, expires_at: 0, name: word }).execute());
      console.log(word);
      if (n % 5 === 0) await saveLearned(dataDir, new Learned());
    }`;
  const random = chance(1);
  const found = { lost: 0, half: 0, acknowledged: 0 };
  const killOne = async (run: number): Promise<void> => {
    // Ten runs follow each other in one folder: a start finds what a kill left.
    const dir = scratch.path(`d${Math.floor(run / 10)}`);
    const writer = spawn(process.execPath, ['--input-type=module', '-e', script, dir, String(run)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let complained = '';
    writer.stdout.on('data', (text: Buffer) => {
      said += String(text);
    });
    writer.stderr.on('data', (text: Buffer) => {
      complained += String(text);
    });
    const ended = once(writer, 'close');
    await Promise.race([once(writer.stdout, 'data'), ended]);
    if (said === '') throw new Error(`the writer ended before its first act: ${complained.slice(0, 300)}`);
    await pause(random() * 40);
    writer.kill('SIGKILL');
    await ended;
    const acknowledged = said.slice(0, said.lastIndexOf('\n')).split('\n');
    found.acknowledged += acknowledged.length;
    const raw = new Sqlite(databasePath(dir));
    try {
      const records = raw.prepare<[], { detail: string }>('SELECT detail FROM audit').all();
      const audited = new Set(records.map(({ detail }) => (JSON.parse(detail) as { word: string }).word));
      const done = raw
        .prepare<[], { hash: string }>('SELECT hash FROM invitation')
        .all()
        .map(({ hash }) => hash);
      const whole = new Set(done);
      found.lost += acknowledged.filter((word) => !audited.has(word) || !whole.has(word)).length;
      found.half += done.filter((word) => !audited.has(word)).length + (audited.size - whole.size);
    } finally {
      raw.close();
    }
    if (acknowledged.length >= 6 && (await loadLearned(dir, MORNING)).kind !== 'read') found.lost++;
  };
  try {
    for (let run = 0; run < KILLS; run += 20)
      await Promise.all(
        [0, 10].map(async (half) => {
          for (let i = 0; i < 10; i++) await killOne(run + half + i);
        }),
      );
  } finally {
    scratch.remove();
  }
  return {
    measured: `${found.lost} lost, ${found.half} half-applied of ${found.acknowledged.toLocaleString('en')} acknowledged in ${KILLS} kills`,
    pass: found.lost + found.half === 0 && found.acknowledged >= KILLS,
  };
}

/** Writers that send notices, cancel runs and withdraw them, say so, and are killed; the room is opened again after each. */
async function wordKills() {
  const scratch = new Scratch();
  const source = (path: string) => new URL(`../../${path}`, import.meta.url).href;
  const script = `
    const { Store } = await import('${source('server/store/database.ts')}');
    const { silentLog } = await import('${source('server/log.ts')}');
    const { roomOf, noticeOf, cancellationOf } = await import('${source('test/support/room.ts')}');
    const [dataDir, run] = process.argv.slice(1);
    const store = await Store.open({ dataDir, now: () => Date.now() / 1000, log: silentLog });
    const room = roomOf(store);
    await room.load();
    const actor = ${JSON.stringify(MACHINE)};
    for (let n = 1; ; n++) {
      const { id } = await room.send(n % 2 ? noticeOf(run + '/' + n) : cancellationOf(), actor);
      console.log('sent ' + id);
      if (n % 3) continue;
      await room.withdraw(id, actor);
      console.log('withdrawn ' + id);
    }`;
  const random = chance(2);
  const found = { lost: 0, half: 0, acknowledged: 0 };
  try {
    for (let run = 0; run < WORD_KILLS; run++) {
      const dir = scratch.path(`w${Math.floor(run / 10)}`);
      const args = ['--import', 'tsx', '--input-type=module', '-e', script, dir, String(run)];
      const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      let complained = '';
      writer.stdout.on('data', (text: Buffer) => {
        said += String(text);
      });
      writer.stderr.on('data', (text: Buffer) => {
        complained += String(text);
      });
      const ended = once(writer, 'close');
      await Promise.race([once(writer.stdout, 'data'), ended]);
      if (said === '') throw new Error(`the writer ended before its first word: ${complained.slice(0, 300)}`);
      await pause(random() * 60);
      writer.kill('SIGKILL');
      await ended;
      const acknowledged = said.slice(0, said.lastIndexOf('\n')).split('\n');
      found.acknowledged += acknowledged.length;
      const store = await Store.open({ dataDir: dir, now: () => Date.now() / 1000, log: silentLog });
      try {
        const room = roomOf(store);
        if (!(await room.load())) throw new Error('the room was not read again');
        const standing = new Map(room.told().map((entry) => [entry.id, entry]));
        for (const line of acknowledged) {
          const [word, id = ''] = line.split(' ');
          const entry = standing.get(id);
          if (!entry || (word === 'withdrawn' && entry.status !== 'withdrawn')) found.lost++;
        }
        // Every state has the record that made it, and every record its state.
        const records = await store.db.selectFrom('audit').select(['kind', 'scope']).execute();
        const recorded = (verb: string) =>
          records
            .filter(({ kind }) => kind.endsWith(`.${verb}`))
            .map(({ scope }) => (JSON.parse(scope) as { entry: string }).entry);
        const [sent, withdrawn] = [new Set(recorded('send')), new Set(recorded('withdraw'))];
        for (const { id, status } of standing.values())
          if (!sent.has(id) || withdrawn.has(id) !== (status === 'withdrawn')) found.half++;
        for (const id of sent) if (!standing.has(id)) found.half++;
      } finally {
        await store.close();
      }
    }
  } finally {
    scratch.remove();
  }
  return {
    measured: `${found.lost} lost, ${found.half} half-applied of ${found.acknowledged.toLocaleString('en')} acknowledged notices, cancellations and withdrawals in ${WORD_KILLS} kills`,
    pass: found.lost + found.half === 0 && found.acknowledged >= WORD_KILLS,
  };
}
