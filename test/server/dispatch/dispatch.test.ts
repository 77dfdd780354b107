import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandClock } from '../../../server/clock.js';
import type { Actor } from '../../../server/dispatch/actor.js';
import { Dispatch } from '../../../server/dispatch/dispatch.js';
import type { Draft } from '../../../server/dispatch/draft.js';
import { silentLog } from '../../../server/log.js';
import { Store } from '../../../server/store/database.js';
import type { Notice, NoticeScope } from '../../../server/wire/console/dispatch.js';
import { town } from '../../support/town.js';
import { at, DAY } from '../departures/stand.js';

const NOW = at('08:00');
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const streets = town({
  trips: [
    { id: 'short', route: '2', calls: ['A 08:05', 'B 08:10', 'C 08:15'] },
    { id: 'long', route: '9', calls: letters.map((stop, i) => `${stop} 09:${String(i).padStart(2, '0')}`) },
  ],
});
const who = (name: string, role: Actor['role'] = 'dispatcher'): Actor => ({
  accountId: `id-${name}`,
  name,
  role,
  address: '127.0.0.1',
});
const ana = who('Ана');
const boris = who('Борис');

let folder: string;
let store: Store;
let clock: HandClock;
let dirty: (string[] | '*')[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tablo-dispatch-'));
  store = await Store.open({ dataDir: folder, now: () => NOW, log: silentLog });
  clock = new HandClock(NOW);
  dirty = [];
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function room(): Promise<Dispatch> {
  const dispatch = new Dispatch({
    store,
    timetable: () => streets,
    now: () => clock.now(),
    secondPersonAboveStops: 20,
    stopsOfBoard: (id) => (id === 'board-1' ? ['B'] : []),
    boardsAt: (stopIds) => stopIds.size * 2,
    onDirty: (stops) => void dirty.push(stops === null ? '*' : [...stops].sort()),
    onActions: () => undefined,
  });
  expect(await dispatch.load()).toBe(true);
  return dispatch;
}

function notice(said: Partial<Notice> = {}, period: Partial<Draft> = {}): Draft {
  const scope: NoticeScope = { kind: 'stops', stop_ids: ['B'] };
  const content: Notice = {
    kind: 'notice',
    text: { bg: 'Няма ток.', en: '' },
    scope,
    priority: 0,
    spoken: false,
    ...said,
  };
  return { content, start: NOW, end: NOW + 3600, ...period };
}

const textsAt = (dispatch: Dispatch, stop: string) =>
  dispatch.noticesAt([stop], clock.now()).map(({ text }) => text.bg);

describe('a notice', () => {
  it('stands at its stops at once, from its start to its end, in both languages', async () => {
    const dispatch = await room();
    dirty.length = 0;
    await dispatch.send(notice(), ana);
    expect(dispatch.noticesAt(['B'], NOW)).toMatchObject([
      { text: { bg: 'Няма ток.', en: 'Nyama tok.' }, until: NOW + 3600 },
    ]);
    expect(dirty).toEqual([['B']]);
    expect([textsAt(dispatch, 'A'), dispatch.noticesAt(['B'], NOW + 3600)]).toEqual([[], []]);
  });

  it('that begins later goes out when it begins', async () => {
    const dispatch = await room();
    await dispatch.send(notice({}, { start: NOW + 60, end: NOW + 600 }), ana);
    dispatch.tick();
    dirty.length = 0;
    expect(textsAt(dispatch, 'B')).toEqual([]);
    clock.wind(60);
    dispatch.tick();
    expect(textsAt(dispatch, 'B')).toEqual(['Няма ток.']);
    expect(dirty).toEqual(['*']);
  });

  it('reaches stops, lines, an area, boards; the most important first', async () => {
    const dispatch = await room();
    const say = (bg: string, scope: NoticeScope, priority = 0) =>
      dispatch.send(notice({ text: { bg, en: '' }, scope, priority }), ana);
    await say('линия', { kind: 'lines', route_ids: ['2'] });
    await say('табло', { kind: 'boards', board_ids: ['board-1'] }, 2);
    const { lat, lon } = streets.stop(streets.stopIndex('C'));
    const box: [number, number][] = [
      [lat! - 0.001, lon! - 0.001],
      [lat! - 0.001, lon! + 0.001],
      [lat! + 0.001, lon! + 0.001],
      [lat! + 0.001, lon! - 0.001],
    ];
    await say('район', { kind: 'area', ring: box }, 1);
    expect(textsAt(dispatch, 'A')).toEqual(['линия']);
    expect(textsAt(dispatch, 'B')).toEqual(['табло', 'линия']);
    expect(textsAt(dispatch, 'C')).toEqual(['район', 'линия']);
    expect(dispatch.noticesAt(['B'], NOW)[0]).toMatchObject({ boards: ['board-1'] });
    const boards = [
      { board_id: 'board-1', stop_ids: ['B'] },
      { board_id: 'board-2', stop_ids: ['B', 'C'] },
      { board_id: 'board-3', stop_ids: ['nowhere'] },
    ];
    const concerned = () =>
      Object.fromEntries(
        dispatch
          .told()
          .map((entry) => [
            entry.content.kind === 'notice' && entry.content.text.bg,
            dispatch.boardsOf(entry, boards)?.map(({ board_id }) => board_id) ?? null,
          ]),
      );
    expect(concerned()).toEqual({ линия: ['board-1', 'board-2'], табло: ['board-1'], район: ['board-2'] });
    await dispatch.silenceAll(true, ana);
    expect(concerned()).toEqual({ линия: null, табло: null, район: null });
  });

  it('S6: is plain text of at most 300 characters, whatever was pasted', async () => {
    const dispatch = await room();
    const pasted = `Ред 1\r\n\u202EРед\u0000 2 \u200Be${'\u0301'.repeat(1000)}`;
    const sent = await dispatch.send(notice({ text: { bg: pasted, en: '' } }), ana);
    expect(sent.content).toMatchObject({ text: { bg: 'Ред 1 Ред 2 \u00E9\u0301\u0301' } });
    await expect(dispatch.send(notice({ text: { bg: 'я'.repeat(301), en: '' } }), ana)).rejects.toMatchObject({
      problems: ['text_too_long'],
    });
  });

  it('needs a text, a stop, an end after its start; lives a day at most unless an administrator says so', async () => {
    const dispatch = await room();
    const problems = (draft: Draft, actor = ana) => dispatch.rehearse(draft, actor).problems;
    expect(problems(notice({ text: { bg: ' \n', en: '' } }))).toEqual(['text_missing']);
    expect(problems(notice({ scope: { kind: 'stops', stop_ids: ['?'] } }))).toEqual(['stop_unknown', 'scope_empty']);
    expect(problems(notice({}, { end: null }))).toEqual(['end_missing']);
    expect(problems(notice({}, { end: NOW - 10 }))).toEqual(['end_not_after_start', 'end_past']);
    expect(problems(notice({}, { end: NOW + 86_401 }))).toEqual(['too_long_a_life']);
    expect(problems(notice({}, { end: NOW + 86_401 }), who('Вера', 'administrator'))).toEqual([]);
  });
});

describe('S7: reach is limited', () => {
  it('a text at more than twenty stops waits for a second person, who is not its writer', async () => {
    const dispatch = await room();
    expect(dispatch.rehearse(notice({ scope: { kind: 'all' } }), ana)).toMatchObject({
      needs_second_person: true,
      boards: 52 - 2,
    });
    const sent = await dispatch.send(notice({ scope: { kind: 'all' } }), ana);
    expect([sent.status, textsAt(dispatch, 'M')]).toEqual(['awaiting', []]);
    await expect(dispatch.confirm(sent.id, ana)).rejects.toMatchObject({ code: 'second_person_needed' });
    expect(textsAt(dispatch, 'M')).toEqual([]);
    await dispatch.confirm(sent.id, boris);
    expect(textsAt(dispatch, 'M')).toEqual(['Няма ток.']);
    await expect(dispatch.confirm(sent.id, boris)).rejects.toMatchObject({ code: 'not_so_now' });
  });

  it('a run that is cancelled at as many stops does not: it writes no text', async () => {
    const dispatch = await room();
    const trip = { trip_id: 'long', start_date: DAY, start_time_s: null };
    expect((await dispatch.send({ content: { kind: 'cancel-trip', trip }, start: NOW, end: null }, ana)).status).toBe(
      'standing',
    );
    const gone = { ...trip, trip_id: 'gone' };
    await expect(
      dispatch.send({ content: { kind: 'cancel-trip', trip: gone }, start: NOW, end: null }, ana),
    ).rejects.toMatchObject({
      problems: ['trip_unknown'],
    });
  });
});

describe('what was said', () => {
  it('is withdrawn, and is not said again', async () => {
    const dispatch = await room();
    const { id } = await dispatch.send(notice(), ana);
    expect(await dispatch.withdraw(id, boris)).toMatchObject({ status: 'withdrawn', by: 'Ана', withdrawn_by: 'Борис' });
    expect(textsAt(dispatch, 'B')).toEqual([]);
    await expect(dispatch.withdraw(id, boris)).rejects.toMatchObject({ code: 'not_so_now' });
    await expect(dispatch.withdraw('?', boris)).rejects.toMatchObject({ code: 'unknown_entry' });
  });

  it('D3: stands again after a restart, orders and silence too', async () => {
    const before = await room();
    await before.send(notice(), ana);
    await before.silenceAll(true, boris);
    const after = await room();
    expect([textsAt(after, 'B'), after.whole().silence.by]).toEqual([[], 'Борис']);
    await after.silenceAll(false, boris);
    expect(textsAt(after, 'B')).toEqual(['Няма ток.']);
  });

  it('S8: one switch silences every text, and only the texts', async () => {
    const actions: unknown[] = [];
    const dispatch = new Dispatch({
      ...{ store, timetable: () => streets, now: () => clock.now(), secondPersonAboveStops: 20 },
      ...{
        stopsOfBoard: () => [],
        boardsAt: () => 0,
        onDirty: (stops) => void dirty.push(stops === null ? '*' : [...stops]),
      },
      onActions: (all) => void actions.splice(0, 9, ...all),
    });
    await dispatch.load();
    await dispatch.send(notice(), ana);
    const text = { bg: 'Ремонт', en: '' };
    await dispatch.send(
      { content: { kind: 'close-stop', stop_id: 'A', moved_to: null, text }, start: NOW, end: NOW + 60 },
      ana,
    );
    dirty.length = 0;
    await dispatch.silenceAll(true, boris);
    expect(textsAt(dispatch, 'B')).toEqual([]);
    expect(actions).toMatchObject([{ order: { kind: 'close-stop' }, silenced: true }]);
    expect(dirty).toEqual(['*']);
  });

  it('S9: every act has its record, written with it; where none can be kept nothing is done', async () => {
    const dispatch = await room();
    const { id } = await dispatch.send(notice(), ana);
    await dispatch.withdraw(id, boris);
    const kinds = await store.db.selectFrom('audit').select(['kind', 'name']).orderBy('seq').execute();
    expect(kinds).toEqual([
      { kind: 'notice.send', name: 'Ана' },
      { kind: 'notice.withdraw', name: 'Борис' },
    ]);
    store.mode = () => 'read-only';
    await expect(dispatch.send(notice(), ana)).rejects.toThrow();
    expect(textsAt(dispatch, 'B')).toEqual([]);
  });

  it('a template is kept, changed and thrown away', async () => {
    const dispatch = await room();
    const kept = await dispatch.keepTemplate(
      { id: null, name: 'Сняг', text: { bg: 'Сняг.', en: 'Snow.' }, priority: 1, spoken: true },
      ana,
    );
    await dispatch.keepTemplate({ ...kept, name: 'Лед' }, ana);
    expect((await room()).whole().templates).toMatchObject([{ id: kept.id, name: 'Лед', spoken: true }]);
    await dispatch.dropTemplate(kept.id, ana);
    expect(dispatch.whole().templates).toEqual([]);
  });
});
