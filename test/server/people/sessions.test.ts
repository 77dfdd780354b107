import { rename } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../../server/dispatch/actor.js';
import { silentLog } from '../../../server/log.js';
import { People } from '../../../server/people/people.js';
import { IDLE_S, SESSION_S, TRUSTED_UNREAD_S } from '../../../server/people/session.js';
import { Store } from '../../../server/store/database.js';
import { databasePath } from '../../../server/store/file.js';
import { Scratch } from '../../support/tablo-process.js';

const PASSWORD = 'кестени по тротоара';
let scratch: Scratch;
let store: Store;
let people: People;
let nowS: number;

beforeEach(async () => {
  scratch = new Scratch();
  nowS = 1_771_308_600;
  store = await Store.open({ dataDir: scratch.dir, now: () => nowS, log: silentLog });
  people = new People(store, silentLog);
});
afterEach(async () => {
  await store.close();
  scratch.remove();
});

/** Somebody of this role, signed in: the secret in their cookie. */
async function member(role: Role): Promise<string> {
  const first = await people.firstSecret();
  const chief = first ? await people.accept(first, 'Невена', PASSWORD, '::1') : null;
  if (role === 'administrator') return chief!.secret;
  const actor = { accountId: null, name: 'test', role: 'machine', address: '' } as const;
  const { secret } = await people.invite(actor, `the ${role}`, role);
  return (await people.accept(secret, `the ${role}`, PASSWORD, '::1')).secret;
}

describe('S4: how long a session lasts', () => {
  it.each(['dispatcher', 'administrator'] as const)('of a %s: an hour without a hand', async (role) => {
    const secret = await member(role);
    for (let hour = 0; hour < 5; hour++) {
      nowS += IDLE_S[role] - 1;
      const session = await people.sessions.find(secret);
      expect(session).not.toBeNull();
      await people.sessions.seen(session!);
    }
    nowS += IDLE_S[role] + 1;
    expect(await people.sessions.find(secret)).toBeNull();
  });

  it('never longer than a shift, whatever is done', async () => {
    const secret = await member('dispatcher');
    for (let s = 0; s < SESSION_S; s += 1_800) {
      const session = await people.sessions.find(secret);
      expect(session, `${s} s`).not.toBeNull();
      await people.sessions.seen(session!);
      nowS += 1_800;
    }
    expect(await people.sessions.find(secret)).toBeNull();
  });

  it('of a viewer: a wall screen that nobody touches stays for the shift', async () => {
    const secret = await member('viewer');
    nowS += SESSION_S - 1;
    expect(await people.sessions.find(secret)).not.toBeNull();
  });

  it('is told to whoever holds a socket of it', async () => {
    const secret = await member('dispatcher');
    const session = (await people.sessions.find(secret))!;
    const ended: string[] = [];
    people.sessions.onEnd((hash) => ended.push(hash));
    nowS += IDLE_S.dispatcher + 1;
    expect(await people.sessions.look(session.hash)).toBeNull();
    expect(ended).toEqual([session.hash]);
  });

  it('outlasts a restart of the server, and keeps no secret on disk', async () => {
    const secret = await member('dispatcher');
    await store.close();
    store = await Store.open({ dataDir: scratch.dir, now: () => nowS, log: silentLog });
    people = new People(store, silentLog);
    expect((await people.sessions.find(secret))?.account.role).toBe('dispatcher');
    const rows = JSON.stringify(await store.db.selectFrom('session').selectAll().execute());
    expect(rows).not.toContain(secret);
  });
});

describe('S4: where the store cannot be read', () => {
  it('who was signed in stays for half an hour, and no longer', async () => {
    const secret = await member('viewer');
    const { hash } = (await people.sessions.find(secret))!;
    await takeStoreAway();
    nowS += TRUSTED_UNREAD_S - 1;
    expect(await people.sessions.look(hash)).not.toBeNull();
    nowS += 2;
    expect(await people.sessions.look(hash)).toBeNull();
  });

  it('who signs out is out', async () => {
    const secret = await member('dispatcher');
    const session = (await people.sessions.find(secret))!;
    await takeStoreAway();
    await people.sessions.end(session, '::1');
    expect(await people.sessions.find(secret)).toBeNull();
  });

  /** A database of a newer build is not opened: the store is away. */
  async function takeStoreAway(): Promise<void> {
    const raw = new Sqlite(databasePath(scratch.dir));
    raw.exec("INSERT INTO kysely_migration (name, timestamp) VALUES ('999-future', '2030')");
    const newer = scratch.path('newer.sqlite');
    raw.exec(`VACUUM INTO '${newer}'`);
    raw.close();
    await rename(newer, databasePath(scratch.dir));
    await store.check();
    expect(store.mode()).toBe('away');
  }
});

describe('S4: where nothing can be kept', () => {
  it('one may still come in to look, and signing out works', async () => {
    await member('viewer');
    const other = new Sqlite(databasePath(scratch.dir));
    other.exec('BEGIN IMMEDIATE');
    await store.check();
    expect(store.mode()).toBe('read-only');
    const came = await people.signIn('the viewer', PASSWORD, null, '::1');
    if (came.kind !== 'in') throw new Error(came.kind);
    expect(await people.sessions.find(came.secret)).not.toBeNull();
    await people.sessions.end(came.session, '::1');
    expect(await people.sessions.find(came.secret)).toBeNull();
    other.exec('ROLLBACK');
    other.close();
  });
});

describe('S5: the first administrator', () => {
  it('comes by one link, made anew at each start, that works once', async () => {
    const old = await people.firstSecret();
    const secret = await people.firstSecret();
    expect(await people.invitation(old!)).toBeNull();
    expect(await people.invitation(secret!)).toMatchObject({ kind: 'first', role: 'administrator' });
    await people.accept(secret!, 'Невена', PASSWORD, '::1');
    expect(await people.invitation(secret!)).toBeNull();
    await expect(people.accept(secret!, 'Друг', PASSWORD, '::1')).rejects.toThrow('bad_link');
    expect(await people.firstSecret()).toBeNull();
  });

  it('two at once: one is made', async () => {
    const secret = (await people.firstSecret())!;
    const both = await Promise.allSettled(['Една', 'Две'].map((name) => people.accept(secret, name, PASSWORD, '::1')));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await people.list()).toHaveLength(1);
  });
});
