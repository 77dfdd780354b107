import fc from 'fast-check';
import { expect, test } from 'vitest';
import { content, NOTHING_SHOWN } from '../../../display/board/content.js';
import type { BoardInput, Panel } from '../../../display/board/model.js';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { DEFAULT_POLICY as policy } from '../../../server/wire/policy.js';
import { type ShortDeparture, stopDocument } from '../../support/stop-document.js';

const NOW = Date.parse('2026-02-16T12:00:00Z') / 1000;
const input = (document: StopDepartures, rest: Partial<BoardInput> = {}, heard = true): BoardInput => ({
  stops: [{ kind: 'document', document, heard }],
  policy,
  language: 'bg',
  reachS: 0,
  clockTrusted: true,
  ...rest,
});
const panel = (document: StopDepartures, nowS: number, rest: Partial<BoardInput> = {}, heard = true): Panel =>
  content(NOTHING_SHOWN, input(document, rest, heard), nowS).content.panels[0]!;
const line = (name: string, rest: Partial<ShortDeparture>): ShortDeparture => ({
  line: name,
  to: `към ${name}`,
  scheduledIn: 300,
  ...rest,
});

test('rows stand in the order of expected, else scheduled time', () => {
  const document = stopDocument('S', NOW, [
    line('1', { scheduledIn: 100, expectedIn: 700 }),
    line('2', { scheduledIn: 400 }),
    line('3', { scheduledIn: 500, expectedIn: 350 }),
  ]);
  expect(panel(document, NOW).rows.map((row) => row.line.name)).toEqual(['3', '2', '1']);
});
test('with the link down the board counts on and degrades by itself, to nothing past and nothing false', () => {
  const document = stopDocument('S', NOW, [
    line('1', { scheduledIn: 600, expectedIn: 660 }),
    line('2', { scheduledIn: 3000, expectedIn: 3000 }),
  ]);
  const seen = [10, 60, 100, 310, 700].map((afterS) => {
    const { rows, freshness } = panel(document, NOW + afterS, {}, afterS <= 45);
    return [
      freshness.text,
      ...rows.map(
        ({ line, time }) => `${line.name} ${'minutes' in time ? time.minutes : 'time' in time ? time.time : time.kind}`,
      ),
    ];
  });
  expect(seen).toEqual([
    [null, '1 11', '2 50'],
    ['данни от 13:59', '1 10', '2 49'],
    ['данни от 13:59', '1 9', '2 48'],
    ['По разписание', '1 14:10', '2 14:50'],
    ['По разписание', '2 14:50'],
  ]);
});
test('a board that has lost everything says so and keeps its clock', () => {
  const document = stopDocument('S', NOW, [line('1', {})]);
  const { content: board } = content(NOTHING_SHOWN, input(document, {}, false), NOW + 7200);
  expect(board.clock).toBe('16:00');
  expect(board.panels[0]!.rows).toEqual([]);
  expect(board.panels[0]!.freshness).toEqual({ kind: 'none', text: 'Няма информация' });
});
test('when nothing comes, the next service stands with its day', () => {
  const next = {
    scheduled: Date.parse('2026-02-17T03:40:00Z') / 1000,
    route: stopDocument('S', NOW, [line('5', {})]).departures[0]!.route,
    headsign: { bg: 'Струмско', en: 'Strumsko' },
  };
  expect(panel(stopDocument('S', NOW, [], { next_service: next }), NOW).next).toMatchObject({
    day: 'утре',
    time: '05:40',
    headsign: 'Струмско',
  });
});
test('untracked lines are named once, unless all is by timetable', () => {
  const untracked = [
    line('9', { tracked: false }),
    line('12', { tracked: false, scheduledIn: 900 }),
    line('9', { tracked: false, scheduledIn: 1200 }),
  ];
  const mixed = stopDocument('S', NOW, [line('2', { expectedIn: 300 }), ...untracked]);
  expect(panel(mixed, NOW).note).toBe('Линии 9 и 12: днес само по разписание');
  expect(panel(mixed, NOW, { language: 'en' }).note).toBe('Lines 9 and 12: scheduled times only today');
  const none = panel(stopDocument('S', NOW, untracked), NOW);
  expect([none.note, none.freshness.text]).toEqual([null, 'По разписание']);
});
test('a line by frequency stands once', () => {
  const every = [300, 900, 1500].map((scheduledIn) => line('4', { scheduledIn, headway_s: 600 }));
  expect(panel(stopDocument('S', NOW, every), NOW).rows).toHaveLength(1);
});
test('the last bus is marked, a cancelled one is not', () => {
  const document = stopDocument('S', NOW, [line('1', { last: true }), line('2', { last: true, status: 'cancelled' })]);
  expect(panel(document, NOW).rows.map((row) => row.last)).toEqual([true, false]);
});
test('departures out of reach are hidden, the minutes of others stay', () => {
  const document = stopDocument('S', NOW, [line('1', { expectedIn: 100 }), line('2', { expectedIn: 400 })]);
  expect(panel(document, NOW, { reachS: 180 }).rows.map((row) => [row.line.name, row.time])).toEqual([
    ['2', { kind: 'minutes', minutes: 7 }],
  ]);
});
test('before the server was heard there are clock times only, and no clock', () => {
  const { content: board } = content(
    NOTHING_SHOWN,
    input(stopDocument('S', NOW, [line('1', { expectedIn: 360 })]), { clockTrusted: false }),
    NOW,
  );
  expect(board.clock).toBeNull();
  expect(board.panels[0]!.rows[0]!.time).toEqual({ kind: 'clock', time: '14:05', day: null });
});
test('a departed row counts from when it was first seen, also across redraws', () => {
  const document = stopDocument('S', NOW, [line('1', { status: 'departed' })]);
  const first = content(NOTHING_SHOWN, input(document), NOW + 10);
  const restated = { ...document, generated_at: NOW + 50 };
  expect(content(first.memory, input(restated), NOW + 59).content.panels[0]!.rows).toHaveLength(1);
  expect(content(first.memory, input(restated), NOW + 61).content.panels[0]!.rows).toHaveLength(0);
});
test('a row that cannot be understood leaves the others standing', () => {
  const document = stopDocument('S', NOW, [
    line('1', {}),
    line('2', { scheduledIn: 400 }),
    line('3', { scheduledIn: 500 }),
  ]);
  const hostile = { ...document.departures[1]!, headsign: null, route: undefined } as never;
  const rows = panel(
    { ...document, departures: [document.departures[0]!, hostile, document.departures[2]!] },
    NOW,
  ).rows;
  expect(rows.map((row) => row.line.name)).toEqual(['1', '3']);
});
test('whatever the document and the moment: never a past clock time, never minutes from an old datum', () => {
  const state = fc.constantFrom('live', 'ageing', 'timetable', 'cancelled', 'skipped', 'departed');
  const row = fc.record({
    scheduledIn: fc.integer({ min: -900, max: 6000 }),
    expectedIn: fc.integer({ min: -900, max: 6000 }),
    ageS: fc.integer({ min: -120, max: 900 }),
    status: state,
  });
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 12 }),
      fc.integer({ min: 0, max: 7200 }),
      fc.boolean(),
      (rows, afterS, heard) => {
        const departures = rows.map((short, i) => line(String(i), { ...short, status: short.status as never }));
        const document = stopDocument('S', NOW, departures);
        const nowS = NOW + afterS;
        for (const shown of panel(document, nowS, {}, heard).rows) {
          const source = document.departures.find((d) => d.id === shown.id)!;
          if (shown.state === 'timetable') expect(source.scheduled!).toBeGreaterThanOrEqual(Math.floor(nowS / 60) * 60);
          if (shown.state === 'live') expect(nowS - source.as_of!).toBeLessThanOrEqual(policy.ageing_after_s);
          if (shown.time.kind === 'minutes' || shown.time.kind === 'now')
            expect(nowS - source.as_of!).toBeLessThanOrEqual(policy.timetable_after_s);
          if (!heard) expect(shown.state).not.toBe('live');
        }
      },
    ),
  );
});
