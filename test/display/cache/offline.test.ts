import { expect, test } from 'vitest';
import { content, NOTHING_SHOWN } from '../../../display/board/content.js';
import { offlineDocument } from '../../../display/cache/offline.js';
import { presumedNow } from '../../../display/cache/presumed-clock.js';
import { FIRST_WITHIN_S, REFRESH_S, RETRY_S, waitS } from '../../../display/cache/refresh.js';
import { isTimetable, keepTimetable, recallTimetable } from '../../../display/cache/timetable.js';
import { type StopDepartures, type StopTimetable, TIMETABLE_MARKS } from '../../../server/wire/messages.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';
import { stopDocument } from '../../support/stop-document.js';

/** Monday 2026-02-16, 14:00 in Sofia. */
const T0 = Date.parse('2026-02-16T12:00:00Z') / 1000;
const { stop } = stopDocument('S', T0, []);
const route = stopDocument('S', T0, [{ line: '2', to: 'Еленово', scheduledIn: 0 }]).departures[0]!.route;

/** A bus every 20 minutes, day and night, for 48 hours from T0. */
const KEPT: StopTimetable = {
  stop,
  timetable_version: 'sha256-0',
  generated_at: T0,
  from: T0,
  until: T0 + 48 * 3600,
  routes: [route],
  headsigns: [{ bg: 'Еленово', en: 'Elenovo' }],
  departures: Array.from({ length: 144 }, (_, i) => [T0 + i * 1200, 0, 0]),
};
const LAST = stopDocument('S', T0, [
  { line: '2', to: 'Еленово', scheduledIn: 0, expectedIn: 100 },
  { line: '2', to: 'Еленово', scheduledIn: 1200, status: 'cancelled' },
  { line: '2', to: 'Еленово', scheduledIn: 2400 },
]);

function glass(document: StopDepartures, nowS: number, clockTrusted = true) {
  const input = {
    stops: [{ kind: 'document', document, heard: false } as const],
    policy: DEFAULT_POLICY,
    language: 'bg' as const,
    reachS: 0,
    clockTrusted,
  };
  return content(NOTHING_SHOWN, input, nowS).content;
}

test.each(Array.from({ length: 48 }, (_, h) => h))(
  'B3: %i h offline there are rows, by timetable, none of them past',
  (hours) => {
    for (const last of [LAST, null]) {
      const nowS = T0 + hours * 3600 + 615;
      const document = offlineDocument(last, KEPT, nowS);
      const { panels } = glass(document, nowS);
      const rows = panels[0]!.rows.filter((row) => row.state !== 'cancelled');
      expect(rows.length).toBeGreaterThan(0);
      expect(document.departures.filter((row) => row.scheduled! >= nowS).length).toBeGreaterThanOrEqual(
        hours < 46 ? 5 : 2,
      );
      if (hours > 0) {
        expect(rows.every((row) => row.state === 'timetable' && row.time.kind === 'clock')).toBe(true);
        expect(panels[0]!.freshness).toEqual({ kind: 'timetable', text: 'По разписание' });
      }
      const minute = Math.floor(nowS / 60) * 60;
      const standing = new Set(rows.map((row) => row.id));
      for (const row of document.departures)
        if (standing.has(row.id)) expect(row.expected ?? row.scheduled).toBeGreaterThanOrEqual(minute);
    }
  },
);

test('B3: after the 48 hours it says that it knows nothing', () => {
  const nowS = T0 + 48 * 3600 + 60;
  const { panels } = glass(offlineDocument(LAST, KEPT, nowS), nowS);
  expect(panels[0]).toMatchObject({ rows: [], next: null, freshness: { kind: 'none', text: 'Няма информация' } });
});

test('within what the last document knew, the timetable adds nothing: what was cancelled stays cancelled, once', () => {
  const document = offlineDocument(LAST, KEPT, T0 + 600);
  expect(document.departures.slice(0, 3)).toEqual(LAST.departures);
  expect(document.departures.slice(3).every((row) => row.scheduled! >= T0 + 90 * 60)).toBe(true);
  const all = document.departures.map((row) => row.scheduled);
  expect(new Set(all).size).toBe(all.length);
});

test('kept rows say which is the last, where wheelchairs get on, and from which platform', () => {
  const evening: StopTimetable = {
    ...KEPT,
    platforms: ['3'],
    departures: [
      [T0 + 30 * 3600, 0, 0, 0, 0, 0],
      [T0 + 31 * 3600, 0, 0, 0, TIMETABLE_MARKS.last + TIMETABLE_MARKS.wheelchair],
    ],
  };
  expect(isTimetable(evening, 'S')).toBe(true);
  const marks = offlineDocument(null, evening, T0 + 29 * 3600).departures;
  expect(marks.map(({ last, wheelchair, platform, headway_s }) => [last, wheelchair, platform, headway_s])).toEqual([
    [false, null, '3', undefined],
    [true, true, null, undefined],
  ]);
});

test('at night the next service has its day, from the timetable', () => {
  const morning: StopTimetable = { ...KEPT, departures: [[T0 + 30 * 3600, 0, 0]] };
  const { panels } = glass(offlineDocument(null, morning, T0), T0);
  expect(panels[0]).toMatchObject({ rows: [], next: { time: '20:00', day: 'утре' } });
});

test('B4: without a trusted clock there are times as hh:mm only, and no clock', () => {
  const board = glass(offlineDocument(LAST, KEPT, T0 + 30), T0 + 30, false);
  expect(board.clock).toBeNull();
  const times = board.panels[0]!.rows.map(({ time }) => time);
  expect(
    times.every((time) => time.kind === 'clock' || (time.kind === 'word' && /^\d\d:\d\d$/.test(time.scheduled!))),
  ).toBe(true);
});

test('B4: a device that lost its clock goes on from where the board last lived; a kept clock is believed with its offset', () => {
  const alive = { nowS: 5_000, offsetS: -7 };
  expect(presumedNow(0, alive, 60)).toBe(5_060);
  expect(presumedNow(6_007, alive, 60)).toBe(6_000);
  expect(presumedNow(6_007, null, 60)).toBe(6_007);
});

test('B8: only a whole timetable of this stop is kept', () => {
  expect(isTimetable(KEPT, 'S')).toBe(true);
  expect(isTimetable(KEPT, 'T')).toBe(false);
  for (const junk of [
    null,
    '<html>',
    [],
    {},
    { ...KEPT, departures: [[T0, 0, 7]] },
    { ...KEPT, routes: null },
    { ...KEPT, departures: [['x', 0, 0]] },
  ])
    expect(isTimetable(junk, 'S')).toBe(false);
});

test('kept and recalled; a full shelf gives up the timetables of other stops', () => {
  const texts = new Map<string, string>();
  const shelf = {
    get length() {
      return texts.size;
    },
    key: (i: number) => [...texts.keys()][i] ?? null,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => {
      if (!texts.has(key) && texts.size >= 2) throw new Error('full');
      texts.set(key, text);
    },
    removeItem: (key: string) => void texts.delete(key),
  };
  texts.set('tablo.timetable.old', 'x');
  texts.set('tablo.language', 'bg');
  keepTimetable(shelf, KEPT);
  expect(recallTimetable(shelf, 'S')).toEqual(KEPT);
  expect([...texts.keys()].sort()).toEqual(['tablo.language', 'tablo.timetable.S']);
  texts.set('tablo.timetable.S', '<html>');
  expect(recallTimetable(shelf, 'S')).toBeNull();
});

test('a fleet asks at different times, hourly, and soon where nothing is kept', () => {
  expect([waitS(null, false, false, 0), waitS(null, false, false, 1)]).toEqual([0, FIRST_WITHIN_S]);
  expect([waitS(0, false, false, 0), waitS(0, false, false, 1)]).toEqual([REFRESH_S, REFRESH_S * 1.25]);
  expect(waitS(REFRESH_S * 3, false, false, 0.5)).toBe(REFRESH_S * 0.125);
  expect(waitS(10, true, false, 1)).toBe(REFRESH_S * 0.25);
  expect(waitS(10, false, true, 1)).toBe(RETRY_S);
});
