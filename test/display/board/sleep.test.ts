import { expect, test } from 'vitest';
import { isWithin, readSleep, sleeping, WAKE_BEFORE_S } from '../../../display/board/sleep.js';
import { type EinkState, redraw } from '../../../display/layouts/eink/redraw.js';
import type { Language } from '../../../display/text/language.js';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { stopDocument } from '../../support/stop-document.js';
import { contentOf } from '../layouts/board-content.js';

/** 00:30 in Sofia, and the first bus of the morning at 05:40. */
const NIGHT = Date.parse('2026-02-16T22:30:00Z') / 1000;
const FIRST = Date.parse('2026-02-17T03:40:00Z') / 1000;
const WINDOW = readSleep('23:30-05:30')!;
const MORNING = {
  scheduled: FIRST,
  route: stopDocument('S', NIGHT, [{ line: '5', to: 'Струмско', scheduledIn: 0 }]).departures[0]!.route,
  headsign: { bg: 'Струмско', en: 'Strumsko' },
};
const empty = (id = 'S', rest: Partial<StopDepartures> = {}) =>
  stopDocument(id, NIGHT, [], { next_service: MORNING, ...rest });
const asleepAt = (nowS: number, documents = [empty()], language: Language = 'bg') =>
  sleeping(
    contentOf(documents, language, nowS),
    documents.map((document) => ({ kind: 'document', document, heard: true })),
    WINDOW,
    nowS,
  );

test('a window is read from the address, past midnight or not; junk is no window', () => {
  expect(readSleep('23:30-05:00')).toEqual({ fromMin: 1410, untilMin: 300 });
  for (const junk of ['', '', '23-05', '25:00-05:00', '01:70-05:00', '05:00-05:00'])
    expect(readSleep(junk), junk).toBeNull();
  const at = (time: string) => isWithin({ fromMin: 1410, untilMin: 300 }, time);
  expect(['23:29', '23:30', '00:00', '04:59', '05:00'].map(at)).toEqual([false, true, true, true, false]);
});

test('asleep it shows the next departure, in its language, and no row', () => {
  const content = asleepAt(NIGHT);
  expect(content.asleep).toBe(true);
  expect(content.clock).toBe('00:30');
  expect(content.panels[0]).toMatchObject({ rows: [], next: { time: '05:40', day: null, headsign: 'Струмско' } });
  expect(asleepAt(NIGHT, [empty()], 'en').panels[0]!.next!.headsign).toBe('Strumsko');
});

test('it wakes for the first departure, whatever the window says', () => {
  expect(asleepAt(FIRST - WAKE_BEFORE_S - 1).asleep).toBe(true);
  expect(asleepAt(FIRST - WAKE_BEFORE_S + 1).asleep).toBeUndefined();
});

test('a bus that is near keeps it awake; one that comes later is what it shows', () => {
  const late = (scheduledIn: number) => [
    stopDocument('S', NIGHT, [{ line: '7', to: 'Гара', scheduledIn }], { next_service: MORNING }),
  ];
  expect(asleepAt(NIGHT, late(600)).asleep).toBeUndefined();
  expect(asleepAt(NIGHT, late(3600)).panels[0]!.next).toMatchObject({ time: '01:30', headsign: 'Гара' });
});

test('a cancelled bus is not waited for', () => {
  const documents = [
    stopDocument('S', NIGHT, [{ line: '7', to: 'Гара', scheduledIn: 600, status: 'cancelled' }], {
      next_service: MORNING,
    }),
  ];
  expect(asleepAt(NIGHT, documents).panels[0]!.next!.time).toBe('05:40');
});

test('where a stop has nothing to come, the board says so awake', () => {
  expect(asleepAt(NIGHT, [empty(), empty('T', { next_service: null })]).asleep).toBeUndefined();
});

test('by day nothing changes', () => {
  const noon = FIRST - 17 * 3600;
  const content = contentOf([empty()], 'bg', noon);
  const stops = [{ kind: 'document', document: empty(), heard: true } as const];
  expect(sleeping(content, stops, WINDOW, noon)).toBe(content);
});

test('e-ink is drawn once for the whole night, without a clock that would stand', () => {
  let state: EinkState | null = redraw(null, asleepAt(NIGHT), 16, NIGHT);
  expect(state.content.clock).toBeNull();
  const first = state;
  for (let nowS = NIGHT; nowS < FIRST - WAKE_BEFORE_S; nowS += 60) state = redraw(state, asleepAt(nowS), 16, nowS);
  expect(state).toBe(first);
  expect(redraw(state, asleepAt(FIRST - 60), 16, FIRST - 60).content.asleep).toBeUndefined();
});
