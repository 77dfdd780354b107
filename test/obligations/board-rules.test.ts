import { describe } from 'vitest';
import { content, NOTHING_SHOWN } from '../../display/board/content.js';
import { NAME_LIMIT } from '../../display/board/panel.js';
import { offlineDocument } from '../../display/cache/offline.js';
import { presumedNow } from '../../display/cache/presumed-clock.js';
import { type LinkEvent, newLink, step } from '../../display/link/link.js';
import { REPORT_EVERY_MS, reportsOf } from '../../display/link/reports.js';
import { clockFromAnswer, clockFromBeat, serverTime } from '../../display/link/server-clock.js';
import type { HandClock } from '../../server/clock.js';
import type { ReportKind, StopDepartures, StopTimetable } from '../../server/wire/messages.js';
import { parseServerMessage } from '../../server/wire/parse.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';
import { type HistoryBoard, playHistories } from '../support/cruel-histories.js';
import type { End } from '../support/pair.js';
import { stopDocument } from '../support/stop-document.js';
import { obligation } from './measured.js';

/** Monday 2026-02-16, 14:00 in Sofia. */
const T0 = Date.parse('2026-02-16T12:00:00Z') / 1000;
const HOUR_S = 3_600;
const LINE = { line: '2', to: 'Еленово', scheduledIn: 600, expectedIn: 660 };
const LAST = stopDocument('S', T0, [{ ...LINE, scheduledIn: 0, expectedIn: 100 }, LINE]);
/** A bus every 20 minutes, day and night, for 48 hours from T0. */
const KEPT: StopTimetable = {
  stop: LAST.stop,
  timetable_version: 'sha256-0',
  generated_at: T0,
  from: T0,
  until: T0 + 48 * HOUR_S,
  routes: [LAST.departures[0]!.route],
  headsigns: [{ bg: 'Еленово', en: 'Elenovo' }],
  departures: Array.from({ length: 145 }, (_, i) => [T0 + i * 1200, 0, 0]),
};

/** The board of one document: its panel, and its clock. */
function glass(document: StopDepartures, nowS: number, clockTrusted: boolean) {
  const stops = [{ kind: 'document', document, heard: false } as const];
  const input = { stops, policy: DEFAULT_POLICY, language: 'bg' as const, reachS: 0, clockTrusted };
  const { panels, clock } = content(NOTHING_SHOWN, input, nowS).content;
  return { panel: panels[0]!, clock };
}

describe('rules of the board', () => {
  obligation(
    'B3',
    'offline for hours it falls back to the kept timetable, over midnight and a restart, and then says so',
    'rows «По разписание» in each of 48 hours, 0 past departures, then «Няма информация»; never nothing',
    () => {
      const found = { hours: 0, withRows: 0, past: 0, unmarked: 0, blank: 0 };
      for (let hours = 0; hours < 48; hours++) {
        for (let minute = 0; minute < 60; minute += 12) {
          const trueS = T0 + hours * HOUR_S + minute * 60 + 15;
          // Restarted at 5 h; from then on the device's clock is as it was, or begins in 1970.
          for (const deviceS of hours < 5 ? [trueS] : [trueS, trueS - T0 - 5 * HOUR_S]) {
            const alive = { nowS: T0 + 5 * HOUR_S, offsetS: 0 };
            const nowS = hours < 5 ? trueS : presumedNow(deviceS, alive, trueS - T0 - 5 * HOUR_S);
            const { panel } = glass(offlineDocument(hours < 5 ? LAST : null, KEPT, nowS), nowS, hours < 5);
            found.hours++;
            const rows = panel.rows.filter(({ state }) => state === 'timetable');
            if (panel.rows.length > 0) found.withRows++;
            else if (panel.freshness.text === null) found.blank++;
            if (rows.length === panel.rows.length && panel.freshness.text !== 'По разписание') found.unmarked++;
            for (const { time } of rows) if (time.kind === 'clock' && isPast(time.time, time.day, trueS)) found.past++;
          }
        }
      }
      const after = glass(offlineDocument(null, KEPT, T0 + 48 * HOUR_S + 60), T0 + 48 * HOUR_S + 60, false).panel;
      return {
        measured: `rows in ${found.withRows} of ${found.hours} looks over 48 h, ${found.past} past, ${found.unmarked} not marked; after that «${after.freshness.text}»`,
        pass:
          found.withRows === found.hours &&
          found.past + found.unmarked + found.blank === 0 &&
          after.rows.length === 0 &&
          after.freshness.text === 'Няма информация',
      };
    },
  );

  obligation(
    'B4',
    'a wrong clock never becomes a wrong minute: the server’s time is taken from the socket',
    'off by RTT / 2 + 1 s at most for RTT 20 to 2,000 ms; without a trusted clock 0 minutes are shown',
    () => {
      let beyondS = Number.NEGATIVE_INFINITY;
      for (const rttMs of [20, 100, 400, 1_000, 2_000]) {
        for (const partOut of [0, 0.25, 0.5, 0.75, 1]) {
          for (const fraction of [0, 0.3, 0.6, 0.99]) {
            // Answered at this true time; the answer arrives later by the rest of the way.
            const answeredS = T0 + fraction;
            const atMs = 5_000 + rttMs;
            let clock = clockFromAnswer(null, Math.floor(answeredS), 5_000, atMs);
            const trueAt = (ms: number) => answeredS + ((1 - partOut) * rttMs + (ms - atMs)) / 1000;
            const off = (ms: number) => Math.abs(serverTime(clock, ms) - trueAt(ms)) - rttMs / 2_000;
            beyondS = Math.max(beyondS, off(atMs));
            let last = { nowS: Math.floor(answeredS), atMs };
            for (let beat = 1; beat <= 40; beat++) {
              const ms = atMs + beat * 15_000;
              const nowS = Math.floor(trueAt(ms) - ((1 - partOut) * rttMs) / 1000);
              clock = clockFromBeat(clock, nowS, ms, last);
              last = { nowS, atMs: ms };
              beyondS = Math.max(beyondS, off(ms));
            }
          }
        }
      }
      let minutes = 0;
      let rows = 0;
      for (const wrongS of [-7 * HOUR_S, 0, 3 * 24 * HOUR_S]) {
        const nowS = T0 + 30 + wrongS;
        const board = glass(
          offlineDocument(
            LAST,
            {
              ...KEPT,
              departures: KEPT.departures.map(([at, ...rest]) => [at + wrongS, ...rest]) as StopTimetable['departures'],
            },
            nowS,
          ),
          nowS,
          false,
        );
        rows += board.panel.rows.length;
        minutes += board.panel.rows.filter(({ time }) => time.kind === 'minutes' || time.kind === 'now').length;
        if (board.clock !== null) minutes++;
      }
      return {
        measured: `off by RTT / 2 + ${beyondS.toFixed(2)} s at most; ${minutes} minutes in ${rows} rows without a trusted clock`,
        pass: beyondS <= 1 && minutes === 0 && rows > 0,
      };
    },
  );

  obligation(
    'B5',
    'patches lost, doubled, reordered: the display’s own link is never wrong and silent',
    '10,000 seeded histories: 0 wrong, 0 that do not come back',
    () => {
      const { wrong, lost, asked, seed } = playHistories(10_000, displayBoard);
      return {
        measured: `${wrong} wrong, ${lost} lost, ${asked.toLocaleString('en')} states asked for${seed === null ? '' : `; first at seed ${seed}`}`,
        pass: wrong + lost === 0 && asked > 5_000,
      };
    },
    { timeoutMs: 180_000 },
  );

  obligation(
    'B6',
    'a row that cannot be understood leaves the board standing: its line and time alone, told once in 10 minutes',
    'all other rows stand; names ≤ 120 characters without turned direction; 1 report',
    () => {
      const document = stopDocument('S', T0, [
        { ...LINE, line: '1', to: `\u202E${'обърнато 🚌 '.repeat(1_000)}` },
        { ...LINE, line: '2', to: '\u0641\u064a\u0635\u0644 \u2067x\u2069' },
        { ...LINE, line: '3', to: '<b>тайна</b>\u0000\u200b' },
        { ...LINE, line: '4' },
        { ...LINE, line: '5' },
        { ...LINE, line: '6' },
        { ...LINE, line: '7' },
      ]);
      const hostile = JSON.parse(JSON.stringify(document)) as { departures: Record<string, unknown>[] };
      hostile.departures[3]!['status'] = 'flying';
      hostile.departures[4]!['headsign'] = { bg: 7 };
      delete hostile.departures[5]!['route'];
      const errors: unknown[] = [];
      const scope = globalThis as { reportError?: (error: unknown) => void };
      const before = scope.reportError;
      scope.reportError = (error) => errors.push(error);
      let rows: { line: { name: string }; headsign: string; time: { kind: string } }[] = [];
      const told = new Map<ReportKind, number>();
      let reports = 0;
      try {
        for (let s = 0; s < 600; s += 10) {
          errors.length = 0;
          rows = glass(hostile as unknown as StopDepartures, T0 + (s % 300), true).panel.rows;
          const events = errors.map((reason) => ({ reason }) as unknown as Event);
          reports += reportsOf(events, told, s * 1000).length;
        }
      } finally {
        if (before) scope.reportError = before;
        else delete scope.reportError;
      }
      const lines = rows.map(({ line }) => line.name).sort();
      const bare = rows.filter(
        ({ line, headsign, time }) => ['4', '5'].includes(line.name) && headsign === '' && time.kind === 'clock',
      );
      const isPlain = rows.every(
        ({ headsign }) =>
          headsign.length <= NAME_LIMIT + 1 && !/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200b<]/u.test(headsign),
      );
      return {
        measured: `lines ${lines.join(' ')} of 7 stand, ${bare.length} with line and time alone; longest name ${Math.max(...rows.map(({ headsign }) => headsign.length))}; ${reports} report in ${REPORT_EVERY_MS / 60_000} min`,
        pass: lines.join('') === '123457' && bare.length === 2 && isPlain && reports === 1,
      };
    },
  );
});

/** Is a clock time on the glass of a departure that has left? Without a day it is today's, or the coming night's. */
function isPast(time: string, day: string | null, trueS: number): boolean {
  if (day !== null) return false;
  const [h = 0, m = 0] = time.split(':').map(Number);
  const local = new Date((trueS + 2 * HOUR_S) * 1000);
  const shown = h * 60 + m;
  const now = local.getUTCHours() * 60 + local.getUTCMinutes();
  return shown < now && now - shown < 12 * 60;
}

/** A board that is the display's own link machine, on the board's end of a pair. */
function displayBoard(end: End, clock: HandClock): HistoryBoard {
  let link = newLink({ stops: ['s1'] }, {});
  const happen = (event: LinkEvent): void => {
    const [next, commands] = step(link, event, clock.now() * 1000, 0.5);
    link = next;
    for (const command of commands) if (command.kind === 'send') end.send(JSON.stringify(command.message));
  };
  end.onText = (text) => {
    const message = parseServerMessage(text);
    happen(message.type === 'fault' ? { kind: 'misunderstood' } : { kind: 'message', message });
  };
  happen({ kind: 'start' });
  happen({ kind: 'opened' });
  const stop = () => link.stops['s1']!;
  return { document: () => stop().document, seq: () => stop().seq, asking: () => stop().askedMs !== null };
}
