import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAddress } from '../../../display/board/address.js';
import { Boards } from '../../../server/boards/boards.js';
import { COLUMNS, readTable, TableError, writeTable } from '../../../server/boards/csv.js';
import { ANSWER_FOR_S, CODE_FOR_S } from '../../../server/boards/enrolment.js';
import { Fleet } from '../../../server/boards/fleet.js';
import { Sent } from '../../../server/boards/sent.js';
import { queryOf } from '../../../server/boards/setup.js';
import type { Actor } from '../../../server/dispatch/actor.js';
import { silentLog } from '../../../server/log.js';
import { Store } from '../../../server/store/database.js';
import type { BoardSetup } from '../../../server/wire/console/boards.js';
import type { Hello } from '../../../server/wire/messages.js';

const vera: Actor = { accountId: 'v', name: 'Вера', role: 'administrator', address: '127.0.0.1' };
const SQUARE: BoardSetup = {
  ...{
    name: 'пл. „Македония“; център',
    stop_ids: ['0051', '0052'],
    layout: 'led',
    theme: 'dark',
    lang: 'bg,en',
    size: '192x48',
  },
  ...{ rows: null, reach_minutes: 2, mm_per_pixel: 4.5, mount_height_m: 2.7, viewing_distance_m: 8, quiet: '22-06' },
  ...{ sleep: '23:30-05:00', speak_every_min: 10, groups: ['Център', 'линия 2'], lat: 42.02, lon: 23.09 },
};

let folder: string;
let store: Store;
let now: number;
let told: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tablo-boards-'));
  now = 1_771_000_000;
  told = [];
  store = await Store.open({ dataDir: folder, now: () => now, log: silentLog });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function registry(): Promise<Boards> {
  const boards = new Boards({
    ...{ store, now: () => now, pick: (n) => told.length % n },
    onRevoked: (id) => void told.push(`revoked ${id}`),
    onSetup: (ids) => void told.push(`setup ${ids.join()}`),
    onRecalled: (id, at) => void told.push(`seen ${id} ${at}`),
    onForgotten: (id) => void told.push(`forgotten ${id}`),
    onChange: () => undefined,
  });
  expect(await boards.load()).toBe(true);
  return boards;
}

const hello = (said: Partial<Hello>): Hello => ({ type: 'hello', protocol: 1, stops: ['0051'], ...said });

/** A display is enrolled as the board; its token. */
async function enrolled(boards: Boards, id: string): Promise<string> {
  const { code, secret } = boards.offer();
  expect(boards.collect(secret)).toEqual({ state: 'waiting' });
  await boards.enrol(id, ` ${code.toLowerCase()} `, vera);
  const answer = boards.collect(secret);
  if (answer?.state !== 'enrolled') throw new Error('not enrolled');
  expect(boards.collect(secret)).toBeNull();
  return answer.token;
}

describe('the registry', () => {
  it('keeps boards over a restart, and when they were last seen', async () => {
    const before = await registry();
    await before.register([{ board_id: 'center-1', ...SQUARE }], false, vera);
    await before.keepSeen(new Map([['center-1', now]]));
    const after = await registry();
    expect(after.find('center-1')).toEqual({ board_id: 'center-1', ...SQUARE, enrolled: false, created_at: now });
    expect(told).toEqual([`seen center-1 ${now}`]);
    await expect(after.register([{ board_id: 'center-1', ...SQUARE }], false, vera)).rejects.toMatchObject({
      fault: 'board_exists',
    });
    await after.remove(['center-1'], vera);
    expect([(await registry()).all(), told.at(-1)]).toEqual([[], 'forgotten center-1']);
  });

  it('tells a display how it shows, in the words of its page’s address', async () => {
    const boards = await registry();
    await boards.register([{ board_id: 'center-1', ...SQUARE }], false, vera);
    const { query } = boards.publicSetup('center-1')!;
    expect(readAddress(`?${query}`)).toMatchObject({
      ...{ stops: ['0051', '0052'], board: 'center-1', languages: ['bg', 'en'], reachS: 120, layout: 'led' },
    });
    expect(['size', 'speak'].map((name) => new URLSearchParams(query).get(name))).toEqual(['192x48', '600']);
    expect(boards.publicSetup('?')).toBeNull();
  });

  it('asks the display to load its page anew when the board shows differently now', async () => {
    const boards = await registry();
    await boards.register([{ board_id: 'center-1', ...SQUARE }], false, vera);
    expect(told).toEqual([]);
    await boards.register([{ board_id: 'center-1', ...SQUARE, layout: 'tft', size: null }], true, vera);
    expect(told).toEqual(['setup center-1']);
  });

  it('leaves the display alone where only people see a difference: a group, a name, the same table again', async () => {
    const boards = await registry();
    const all = ['a', 'b'].map((board_id) => ({ board_id, ...SQUARE }));
    await boards.register(all, false, vera);
    await boards.register(all, true, vera);
    await boards.regroup(['a', 'b'], 'север', true, vera);
    await boards.regroup(['b'], 'Център', false, vera);
    expect(told).toEqual([]);
    expect(['a', 'b'].map((id) => boards.find(id)?.groups)).toEqual([
      ['Център', 'линия 2', 'север'],
      ['линия 2', 'север'],
    ]);
    await expect(boards.regroup(['a', 'nobody'], 'x', true, vera)).rejects.toMatchObject({ fault: 'unknown_board' });
  });
});

describe('S3: a board’s token', () => {
  it('is good for its own board and its own stops, and is kept as a hash alone', async () => {
    const boards = await registry();
    await boards.register(
      [
        { board_id: 'a', ...SQUARE },
        { board_id: 'b', ...SQUARE, stop_ids: ['0099'] },
      ],
      false,
      vera,
    );
    const token = await enrolled(boards, 'a');
    expect(Buffer.from(token, 'base64url').length * 8).toBeGreaterThanOrEqual(128);
    expect(boards.judgeHello(hello({ board: 'a', token }))).toEqual({ as: 'a' });
    expect(boards.judgeHello(hello({ board: 'a', token, stops: ['0099'] }))).toHaveProperty('refused');
    expect(boards.judgeHello(hello({ board: 'b', token, stops: ['0099'] }))).toHaveProperty('refused');
    expect(boards.judgeHello(hello({ board: 'a', token: `${token}x` }))).toHaveProperty('refused');
    expect(boards.judgeHello(hello({ token }))).toHaveProperty('refused');
    const rows = await store.db.selectFrom('board').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('without one anybody may watch, and is nobody’s board', async () => {
    const boards = await registry();
    expect(boards.judgeHello(hello({ board: 'a', stops: ['0099'] }))).toEqual({ as: null });
  });

  it('is taken away: it is no longer good, and whoever holds it is closed', async () => {
    const boards = await registry();
    await boards.register([{ board_id: 'a', ...SQUARE }], false, vera);
    const token = await enrolled(boards, 'a');
    told.length = 0;
    await boards.revoke('a', vera);
    expect([told, boards.judgeHello(hello({ board: 'a', token }))]).toEqual([
      ['revoked a'],
      { refused: expect.any(String) },
    ]);
    expect(boards.find('a')?.enrolled).toBe(false);
  });

  it('a code is good once and for a while', async () => {
    const boards = await registry();
    await boards.register([{ board_id: 'a', ...SQUARE }], false, vera);
    const { code, secret } = boards.offer();
    now += CODE_FOR_S;
    await expect(boards.enrol('a', code, vera)).rejects.toMatchObject({ fault: 'unknown_code' });
    expect(boards.collect(secret)).toBeNull();
    told.push('another');
    const next = boards.offer();
    await boards.enrol('a', next.code, vera);
    await expect(boards.enrol('a', next.code, vera)).rejects.toMatchObject({ fault: 'unknown_code' });
    now += ANSWER_FOR_S;
    expect(boards.collect(next.secret)).toBeNull();
  });
});

describe('the fleet', () => {
  const socket = () => {
    const closed: string[] = [];
    const said: unknown[] = [];
    return {
      closed,
      said,
      close: (code: number) => void closed.push(String(code)),
      say: (m: unknown) => void said.push(m),
    };
  };

  it('one board, one glass: an older display under its name is closed, and heard no more', () => {
    const sent = new Sent();
    const fleet = new Fleet(sent, () => now);
    const [first, second] = [socket(), socket()];
    const shown = { type: 'shown', stop: '0051', seq: 1, hash: 'h', rows: 3, oldest: null, drawn_at: now } as const;
    fleet.came('a', first, hello({}), '10.0.0.1');
    fleet.came('a', second, hello({ client: { build: 'b2', layout: 'led' } }), '10.0.0.2');
    expect(first.closed).toEqual(['1008']);
    fleet.shown('a', first, shown);
    fleet.left('a', first);
    expect(fleet.state('a', ['0051'])).toMatchObject({ connected: true, build: 'b2', address: '10.0.0.2', glass: [] });
    fleet.shown('a', second, { ...shown, notices: ['n1'] });
    const board = { board_id: 'a', stop_ids: ['0051'], quiet: null, sleep: null };
    expect(['n1', 'n2'].map((id) => fleet.reach(id, [board], false, 0).on_glass)).toEqual([1, 0]);
  });

  it('an old page, which does not read its glass, counts by the document that it has drawn, and is told apart', () => {
    const sent = new Sent();
    const fleet = new Fleet(sent, () => now);
    sent.note('0051', 5, now);
    sent.note('0051', 6, now, ['n1']);
    sent.note('0051', 7, now, ['n1']);
    const one = socket();
    fleet.came('a', one, hello({}), '');
    const told = (seq: number, notices?: string[]) =>
      fleet.shown('a', one, {
        ...{ type: 'shown', stop: '0051', seq, hash: 'h', rows: 3, oldest: null, drawn_at: now },
        ...(notices ? { notices } : {}),
      });
    const reach = () => {
      const board = { board_id: 'a', stop_ids: ['0051'], quiet: null, sleep: null };
      const { on_glass, by_document, missing } = fleet.reach('n1', [board], false, 0);
      return { on_glass, by_document, missing };
    };
    told(5);
    expect(reach()).toEqual({ on_glass: 0, by_document: 0, missing: { coming: 1 } });
    told(6);
    expect(reach()).toEqual({ on_glass: 0, by_document: 1, missing: {} });
    sent.note('0051', 8, now, []);
    expect(reach()).toEqual({ on_glass: 0, by_document: 0, missing: { coming: 1 } });
    // A page that reads its glass is believed, whatever it has drawn.
    sent.note('0051', 9, now, ['n1']);
    told(9, []);
    expect(reach()).toEqual({ on_glass: 0, by_document: 0, missing: { coming: 1 } });
    told(9, ['n1']);
    expect(reach()).toEqual({ on_glass: 1, by_document: 0, missing: {} });
    fleet.left('a', one);
    expect(reach()).toEqual({ on_glass: 0, by_document: 0, missing: { silent: 1 } });
  });

  it('reloads spread over the time that it is given', () => {
    const fleet = new Fleet(new Sent(), () => now);
    const sockets = ['a', 'b', 'c', 'd'].map((id) => {
      const one = socket();
      fleet.came(id, one, hello({}), '');
      return one;
    });
    expect(fleet.reload(['a', 'b', 'c', 'd', 'away'], 60)).toBe(4);
    expect(sockets.map(({ said }) => said)).toEqual([0, 15, 30, 45].map((within_s) => [{ type: 'reload', within_s }]));
  });
});

describe('the registry as a table', () => {
  it('goes out and comes in again without loss', () => {
    const boards = [
      { board_id: 'a', ...SQUARE },
      {
        board_id: 'b',
        ...SQUARE,
        name: '=HYPERLINK("x"), "кавички"\nред',
        groups: [],
        size: null,
        rows: 4,
        quiet: null,
      },
    ];
    const text = writeTable(boards);
    expect(text.split('\r\n')[0]).toBe(`\uFEFF${COLUMNS.join(',')}`);
    expect(text).toContain(`"'=HYPERLINK`);
    expect(readTable(text)).toEqual(boards);
  });

  it('reads what a spreadsheet makes of it: semicolons, other columns, gaps', () => {
    expect(readTable('name;board_id;stop_ids;reach_minutes\nГара;g1;0001 0002;')).toMatchObject([
      { ...{ board_id: 'g1', name: 'Гара', stop_ids: ['0001', '0002'], reach_minutes: 0, layout: 'tft', size: null } },
    ]);
    const named = 'board_id,name,stop_ids\r\ng1,Гара; перон 1,0001\r\n';
    expect(readTable(named)).toMatchObject([{ name: 'Гара; перон 1', stop_ids: ['0001'] }]);
    expect(() => readTable('name\nГара')).toThrow(TableError);
  });
});

it('queryOf leaves out what is as it would be anyway', () => {
  const plain = {
    ...SQUARE,
    layout: 'tft',
    size: null,
    reach_minutes: 0,
    quiet: null,
    sleep: null,
    speak_every_min: null,
  } as const;
  const query = queryOf('x', { ...plain, mm_per_pixel: null, mount_height_m: null, viewing_distance_m: null });
  expect(query).toBe('board=x&stop=0051%2C0052&lang=bg%2Cen');
});
