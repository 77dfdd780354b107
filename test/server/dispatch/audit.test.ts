import Sqlite from 'better-sqlite3';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ActRefused, act } from '../../../server/dispatch/act.js';
import type { Actor } from '../../../server/dispatch/actor.js';
import { MEMBER_CHARS_AT_MOST, verifyAudit } from '../../../server/dispatch/audit.js';
import { searchAudit } from '../../../server/dispatch/audit-search.js';
import { Store } from '../../../server/store/database.js';
import { databasePath } from '../../../server/store/file.js';
import { Scratch } from '../../support/tablo-process.js';

const actor: Actor = { accountId: 'a1', name: 'Невена', role: 'dispatcher', address: '10.0.0.7' };
let scratch: Scratch;
let store: Store;
let lines: string[];

beforeEach(async () => {
  scratch = new Scratch();
  lines = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  store = await Store.open({ dataDir: scratch.dir, now: () => 1_771_308_600, log });
});
afterEach(async () => {
  await store.close();
  scratch.remove();
});

const say = (word: string) => act(store, actor, { kind: 'test.say', scope: { word }, detail: {} }, async () => word);
const anything = { text: null, kind: null, accountId: null, from: null, until: null, before: null, limit: 50 };

/** Changes the file behind the store's back, its triggers gone. */
function tamper(sql: string): void {
  const raw = new Sqlite(databasePath(scratch.dir));
  raw.exec(`DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; ${sql}`);
  raw.close();
}

describe('S9: the audit', () => {
  it('has one record an act, with who, when, what, whom and from where, each after the one before', async () => {
    for (const word of ['one', 'two', 'three']) await say(word);
    const records = await store.db.selectFrom('audit').selectAll().orderBy('seq').execute();
    expect(records.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(records[0]).toMatchObject({
      at: 1_771_308_600,
      account_id: 'a1',
      name: 'Невена',
      role: 'dispatcher',
      address: '10.0.0.7',
      kind: 'test.say',
      scope: '{"word":"one"}',
    });
    expect(records[1]?.previous).toBe(records[0]?.hash);
    expect(await verifyAudit(store.db)).toEqual({ count: 3, breaks: [] });
  });

  it('is written before the act, and undone with it', async () => {
    const seen: number[] = [];
    await act(store, actor, { kind: 'test.say', scope: {}, detail: {} }, async (trx) => {
      seen.push((await trx.selectFrom('audit').select('seq').execute()).length);
    });
    expect(seen).toEqual([1]);
    await expect(
      act(store, actor, { kind: 'test.fail', scope: {}, detail: {} }, async (trx) => {
        await trx.deleteFrom('session').execute();
        throw new Error('the act fails');
      }),
    ).rejects.toThrow('the act fails');
    expect(await verifyAudit(store.db)).toEqual({ count: 1, breaks: [] });
  });

  it('no audit, no act: a record that cannot be written stops it', async () => {
    const other = new Sqlite(databasePath(scratch.dir));
    other.exec('BEGIN IMMEDIATE');
    let done = false;
    await expect(
      act(store, actor, { kind: 'test.say', scope: {}, detail: {} }, async () => {
        done = true;
      }),
    ).rejects.toBeInstanceOf(ActRefused);
    expect(done).toBe(false);
    other.exec('ROLLBACK');
    other.close();
  });

  it('is append-only to whoever forgets', async () => {
    await say('one');
    await expect(store.db.updateTable('audit').set({ name: 'x' }).execute()).rejects.toThrow('append-only');
    await expect(store.db.deleteFrom('audit').execute()).rejects.toThrow('append-only');
  });

  it.each([
    ["UPDATE audit SET name = 'Някой друг' WHERE seq = 3", [{ seq: 3, what: 'changed' }]],
    [`UPDATE audit SET scope = '{"word":"else"}' WHERE seq = 1`, [{ seq: 1, what: 'changed' }]],
    ['UPDATE audit SET at = at + 1 WHERE seq = 5', [{ seq: 5, what: 'changed' }]],
    ['DELETE FROM audit WHERE seq = 2', [{ seq: 3, what: 'missing' }]],
    ['DELETE FROM audit WHERE seq = 1', [{ seq: 2, what: 'missing' }]],
    ['DELETE FROM audit WHERE seq = 5', [{ seq: 4, what: 'missing' }]],
    [
      'UPDATE audit SET account_id = NULL WHERE seq = 2; DELETE FROM audit WHERE seq = 4',
      [
        { seq: 2, what: 'changed' },
        { seq: 5, what: 'missing' },
      ],
    ],
  ])('shows where it was tampered with: %s', async (sql, breaks) => {
    for (const word of ['one', 'two', 'three', 'four', 'five']) await say(word);
    tamper(sql);
    expect((await verifyAudit(store.db)).breaks).toEqual(breaks);
    // The next act goes on and does not heal it.
    await say('six');
    expect((await verifyAudit(store.db)).breaks).not.toEqual([]);
  });

  it('marks the record where one looks for it', async () => {
    for (const word of ['one', 'two', 'three']) await say(word);
    tamper("UPDATE audit SET name = 'x' WHERE seq = 2");
    const found = await searchAudit(store.db, anything);
    expect(found.map(({ record, broken }) => [record.seq, broken])).toEqual([
      [3, null],
      [2, 'changed'],
      [1, null],
    ]);
  });

  it('line ends in names and texts stay inside one record and one line of the log', async () => {
    const evil = { ...actor, name: 'Иван\r\n{"level":"info","msg":"audit","seq":99}' };
    const scope = { text: 'a\r\nb\u2028c' };
    await act(store, evil, { kind: 'test.say', scope, detail: {} }, async () => undefined);
    await say('after');
    expect(await verifyAudit(store.db)).toEqual({ count: 2, breaks: [] });
    const audited = lines.filter((line) => line.includes('"audit"'));
    expect(audited).toHaveLength(2);
    for (const line of lines) expect(line.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(audited[0] ?? '')).toMatchObject({ seq: 1, kind: 'test.say' });
  });

  it('cuts what is too long, and says so', async () => {
    await say('x'.repeat(3 * MEMBER_CHARS_AT_MOST));
    const [found] = await searchAudit(store.db, anything);
    expect(JSON.parse(found?.record.scope ?? '')).toMatchObject({ cut: true });
    expect(found?.broken).toBeNull();
  });

  it('is found by word, kind, person and time', async () => {
    await say('едно');
    await act(
      store,
      { ...actor, accountId: 'b' },
      { kind: 'other.do', scope: {}, detail: { n: '100%' } },
      async () => 0,
    );
    const kinds = async (query: Partial<Parameters<typeof searchAudit>[1]>) =>
      (await searchAudit(store.db, { ...anything, ...query })).map(({ record }) => record.kind);
    expect(await kinds({ text: 'едно' })).toEqual(['test.say']);
    expect(await kinds({ text: '100%' })).toEqual(['other.do']);
    expect(await kinds({ kind: 'other' })).toEqual(['other.do']);
    expect(await kinds({ kind: 'othe' })).toEqual([]);
    expect(await kinds({ accountId: 'b' })).toEqual(['other.do']);
    expect(await kinds({ from: 1_771_308_601 })).toEqual([]);
  });

  it('many at once are still one chain', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, i) => say(`${i}`)));
    expect(await verifyAudit(store.db)).toEqual({ count: 60, breaks: [] });
  });
});
