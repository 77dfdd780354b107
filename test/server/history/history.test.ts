import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandClock } from '../../../server/clock.js';
import { KEPT_DAYS } from '../../../server/history/archive.js';
import { History, WRITE_EVERY_S } from '../../../server/history/history.js';
import { firstLine, nextLine, type Standing, standings } from '../../../server/history/track.js';
import { silentLog } from '../../../server/log.js';
import type { Departure, StopDepartures } from '../../../server/wire/messages.js';
import { stopDocument, departure as wholeDeparture } from '../../support/stop-document.js';

const NOON = 1_771_243_200;
let folder: string;
let clock: HandClock;
let history: History;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tablo-history-'));
  clock = new HandClock(NOON);
  history = new History({ dataDir: folder, now: () => clock.now(), log: silentLog });
});
afterEach(() => rmSync(folder, { recursive: true }));

const departure = (said: Partial<Departure>): Departure => ({
  ...wholeDeparture({ line: '2', to: 'Еленово', scheduledIn: 600 }, NOON),
  ...said,
});
const document = (said: Partial<StopDepartures>): StopDepartures => ({ ...stopDocument('0051', NOON, []), ...said });
const at = (expected: number) => document({ generated_at: clock.now(), departures: [departure({ expected })] });
const files = () =>
  readdirSync(join(folder, 'history'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());

describe('a track', () => {
  it('gives back every document exactly, whatever changed between them', () => {
    const row = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      expected: fc.option(fc.integer({ min: NOON, max: NOON + 5400 })),
      status: fc.constantFrom('live', 'ageing', 'timetable', 'cancelled'),
      vehicle_id: fc.option(fc.string()),
      headway_s: fc.constantFrom(600, undefined),
    });
    const documents = fc.array(fc.uniqueArray(row, { selector: ({ id }) => id }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(documents, (lists) => {
        const all = lists.map((rows, i): Standing => {
          const departures = rows.map(({ headway_s, ...rest }) =>
            departure({ ...rest, ...(headway_s === undefined ? {} : { headway_s }) } as never),
          );
          const order = (one: (typeof departures)[number]) => one.expected ?? one.scheduled ?? 0;
          departures.sort((x, y) => order(x) - order(y) || (x.id < y.id ? -1 : 1));
          return {
            at: NOON + i * 15,
            seq: 100 + i * 2,
            doc: document({ generated_at: NOON + i * 15 - (i % 3), departures }),
          };
        });
        const text = all.map((one, i) => (i === 0 ? firstLine(one) : nextLine(all[i - 1]!, one))).join('\n');
        expect([...standings(text)]).toEqual(all);
      }),
    );
  });
});

describe('the time machine', () => {
  it('knows what stood at any moment: in hand, on disk, and over the end of a block', async () => {
    for (let i = 0; i < 600; i++) {
      history.note('0051', 100 + i, at(NOON + 600 + i));
      clock.wind(15);
      history.look();
    }
    const shown = async (moment: number) =>
      (await history.documents('0051', moment, moment + 1))[0]?.doc.departures[0]?.expected;
    expect(await shown(NOON + 7)).toBe(NOON + 600);
    expect(await shown(NOON + WRITE_EVERY_S + 20)).toBe(NOON + 600 + 241);
    expect(await shown(NOON + 599 * 15)).toBe(NOON + 600 + 599);
    expect(await shown(NOON - 1)).toBeUndefined();
    const hour = await history.documents('0051', NOON + 3000, NOON + 3000 + 3600);
    expect(hour.map(({ seq }) => seq)).toEqual(Array.from({ length: 240 }, (_, i) => 300 + i));
    expect(await history.documents('other', NOON, NOON + 9)).toEqual([]);
  });

  it('knows it still after a restart, across midnight, for a name that is no file’s', async () => {
    clock.wind(12 * 3600 - 30);
    history.note('../../etc/пл. "Х"', 1, at(NOON + 1));
    clock.wind(60);
    history.note('../../etc/пл. "Х"', 2, at(NOON + 2));
    await history.close();
    const after = new History({ dataDir: folder, now: () => clock.now(), log: silentLog });
    const found = await after.documents('../../etc/пл. "Х"', clock.now() - 120, clock.now() + 1);
    expect(found.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(files().every(({ parentPath }) => parentPath.startsWith(join(folder, 'history')))).toBe(true);
  });

  it('a block that was cut or changed on disk is left out, the others are read', async () => {
    for (const [i, stop] of ['a', 'b'].entries()) {
      history.note(stop, i + 1, at(NOON + i));
      await history.close();
      clock.wind(WRITE_EVERY_S);
      history.note(stop, i + 10, at(NOON + i));
      await history.close();
    }
    const [first, second] = files().map((one) => join(one.parentPath, one.name));
    truncateSync(first!, readFileSync(first!).length - 1);
    appendFileSync(second!, 'not a block');
    const seqs = async (stop: string) => (await history.documents(stop, 0, clock.now() + 1)).map(({ seq }) => seq);
    expect([await seqs('a'), await seqs('b')]).toEqual([[1], [2, 11]]);
  });

  it('keeps what each board told of its glass, every stop of it', async () => {
    const told = (stop_id: string, seq: number) => ({
      ...{ at: clock.now(), stop_id, seq, hash: `h${seq}`, rows: 6 },
      drawn_at: clock.now() - 1,
    });
    const all = [];
    for (let i = 0; i < 300; i++) {
      const word = told(i % 2 ? 'a' : 'b', 7 + Math.floor(i / 4));
      history.noteGlass('center-1', word);
      all.push(word);
      clock.wind(30);
      history.look();
    }
    expect(await history.glass('center-1', NOON, clock.now())).toEqual(all);
    expect((await history.glass('center-1', NOON + 600, NOON + 660)).map(({ at }) => at)).toEqual([
      NOON + 600,
      NOON + 630,
    ]);
  });

  it(`throws away what is older than ${KEPT_DAYS} days`, async () => {
    history.note('a', 1, at(NOON));
    await history.close();
    clock.wind((KEPT_DAYS + 1) * 86_400);
    history.note('a', 2, at(NOON));
    await history.close();
    await history.forget();
    expect((await history.documents('a', 0, clock.now() + 1)).map(({ seq }) => seq)).toEqual([2]);
  });

  it('D1: a disk that takes nothing costs the history, and no board notices', async () => {
    const lost = new History({ dataDir: '/dev/null/nowhere', now: () => clock.now(), log: silentLog });
    lost.note('a', 1, at(NOON));
    await lost.close();
    lost.note('a', 2, at(NOON));
    expect(await lost.documents('a', NOON, NOON + 1).catch(() => 'away')).not.toEqual([]);
  });
});

describe('buses that passed', () => {
  const passing = (bus: string, atS: number) => ({ at: NOON + atS, row_id: `20260216/${bus}/3`, vehicle_id: bus });

  it('are told of a stop that somebody watches, in order, before they are written and after', async () => {
    history.notePassing('0051', passing('early', 10));
    history.note('0051', 1, at(NOON + 300));
    clock.wind(400);
    history.notePassing('0051', passing('b', 320));
    history.notePassing('0051', passing('a', 290));
    const expected = [passing('a', 290), passing('b', 320)];
    expect(await history.passings('0051', NOON, NOON + 600)).toEqual(expected);
    await history.close();
    const again = new History({ dataDir: folder, now: () => clock.now(), log: silentLog });
    expect(await again.passings('0051', NOON, NOON + 600)).toEqual(expected);
    expect(await again.passings('0051', NOON + 300, NOON + 600)).toEqual(expected.slice(1));
    expect(await again.passings('0052', NOON, NOON + 600)).toEqual([]);
  });

  it('or were not told of, or not seen, are told of the whole city', async () => {
    const failure = (kind: 'missed' | 'ghost', atS: number) => ({
      ...{ kind, at: NOON + atS, stop_id: '0051', route_id: '2', row_id: `20260216/${kind}/3` },
    });
    clock.wind(1_000);
    history.noteFailure(failure('ghost', 90));
    history.noteFailure(failure('missed', 30));
    await history.close();
    const again = new History({ dataDir: folder, now: () => clock.now(), log: silentLog });
    expect(await again.failures(NOON, NOON + 600)).toEqual([failure('missed', 30), failure('ghost', 90)]);
  });
});
