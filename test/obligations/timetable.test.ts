import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe } from 'vitest';
import { content, NOTHING_SHOWN } from '../../display/board/content.js';
import { nothingWords } from '../../display/text/nothing-words.js';
import { addDays } from '../../feeds/service-day.js';
import { HandClock } from '../../server/clock.js';
import { compose } from '../../server/departures/compose.js';
import { Hub } from '../../server/hub/hub.js';
import { silentLog } from '../../server/log.js';
import { createMetrics } from '../../server/metrics.js';
import { Timetable, type TimetableData } from '../../server/timetable/timetable.js';
import { type KeeperOptions, TimetableKeeper } from '../../server/timetable-keeper.js';
import type { ServerMessage, StopDepartures } from '../../server/wire/messages.js';
import { parseServerMessage } from '../../server/wire/parse.js';
import { apply } from '../../server/wire/patch.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';
import { TOWN } from '../feeds/gtfs/small-feed.js';
import { at, sourcesOf } from '../server/departures/stand.js';
import { liveTown, snapshot } from '../server/live/town.js';
import { built, rows, trip, world } from '../server/timetable/small-town.js';
import { event, stopUpdate, tripUpdate } from '../support/realtime.js';
import { readFrames } from '../support/swarm/frames.js';
import { Scratch } from '../support/tablo-process.js';
import { townData } from '../support/town.js';
import { obligation } from './measured.js';

const NOW = at('08:00');
const SWAPS = 100;
const BOARDS = 1_000;
const STOPS = 37;
/** From 05:00 until midnight. */
const TRIPS = 1_000;

/** What the board of a stop says of a document. */
const glass = (document: StopDepartures, nowS: number) =>
  content(
    NOTHING_SHOWN,
    {
      stops: [{ kind: 'document', document, heard: true }],
      ...{ policy: DEFAULT_POLICY, language: 'bg', reachS: 0, clockTrusted: true },
    },
    nowS,
  ).content.panels[0]!;

describe('timetable', () => {
  obligation(
    'T3',
    'a swap of the timetable with boards connected is whole or not at all',
    `${SWAPS} swaps under ${BOARDS} boards: 0 blank, 0 mixed; ≤ 60 s each; peak heap < 2×`,
    swaps,
    { timeoutMs: 600_000, wall: true },
  );

  obligation(
    'T4',
    'a bad new timetable is refused, says so, and the old one serves on',
    'all refused without a dispatcher’s word; 0 rows lost; taken with it',
    refusals,
    { timeoutMs: 400_000, wall: true },
  );

  obligation(
    'T5',
    'an expiring timetable is noted, then alarmed; a board then says that scheduled times are unavailable, never an empty list',
    '29 days: note; 6 and 0: alarm; −1: failed, and words on the board',
    async () => {
      const told = (await healthByDays([44, 29, 6, 0, -1])).map(
        ([days, { state, detail }]) => `${days}: ${state}${detail ? ' with a word' : ''}`,
      );
      const over = glass(compose(sourcesOf(hourly('20260215'), {}, NOW), 'A', NOW)!, NOW);
      const says = (['bg', 'en'] as const).flatMap((language) => nothingWords(over, language));
      const expected =
        '44: ok, 29: ok with a word, 6: degraded with a word, 0: degraded with a word, -1: failed with a word';
      return {
        measured: `${told.join(', ')}; board: ${says.join(' | ')}`,
        pass:
          told.join(', ') === expected &&
          over.rows.length === 0 &&
          says[0] === over.freshness.text &&
          (says[1] ?? '').includes('Разписанието не е налично') &&
          (says[3] ?? '').includes('Scheduled times unavailable'),
      };
    },
    { timeoutMs: 120_000 },
  );

  obligation(
    'T6',
    'frequencies of both kinds expand fully; inexact ones are shown as «every 10 min»',
    '06:00–07:00 every 600 s: 6 departures each, times exact or «на всеки 10 мин»',
    () => {
      const [exact, about] = [true, false].map((exactTimes) => {
        const frequency = { tripId: 't', startS: 21_600, endS: 25_200, headwayS: 600, exactTimes };
        const { timetable } = built(
          world({ trips: [trip('t')], frequencies: [frequency] }),
          rows('t A 08:00:00\nt B 08:03:00'),
        );
        const now = at('05:59');
        const document = compose(sourcesOf(timetable, {}, now), 'A', now)!;
        const today = document.departures.filter(({ start_date }) => start_date === '20260216');
        const offS = today.map(({ scheduled }, i) => Math.abs((scheduled ?? 0) - at('06:00') - i * 600));
        return {
          count: today.length,
          offS: Math.max(...offS),
          times: glass(document, now).rows.map(({ time }) => time),
        };
      });
      const every = about!.times.filter((time) => time.kind === 'every' && time.minutes === 10).length;
      const clocks = exact!.times.filter((time) => time.kind === 'clock').length;
      return {
        measured: `${exact!.count} and ${about!.count} departures, ${exact!.offS} s off; on the board ${clocks} clock times, and one row «every 10 min»: ${every === 1}`,
        pass: exact!.count === 6 && about!.count === 6 && exact!.offS === 0 && clocks >= 6 && every === 1,
      };
    },
  );
});

/** A trip each hour until the date. */
function hourly(endDate: string): Timetable {
  const times = Array.from({ length: 18 }, (_, i) => `${String(i + 5).padStart(2, '0')}:30`);
  const calendars = [{ serviceId: 'WK', weekdays: Array(7).fill(true), startDate: '20250101', endDate }];
  const list = times.map((time) => `${time} A ${time}:00\n${time} B ${time}:40`).join('\n');
  return built(world({ trips: times.map((time) => trip(time)), calendars }), rows(list)).timetable;
}

/** The timetable's part of `/healthz` so many days before its last one. */
async function healthByDays(days: readonly number[]): Promise<[number, ReturnType<TimetableKeeper['health']>][]> {
  const scratch = new Scratch();
  try {
    await writeDataset(scratch.path('gtfs'), TOWN);
    let now = at('08:00', '20261201');
    const keeper = keeperOf(scratch.path('gtfs'), scratch.path('data'), async () => undefined, { now: () => now });
    await keeper.start();
    keeper.close();
    return days.map((left) => {
      now = at('08:00', addDays('20261231', -left));
      return [left, keeper.health()];
    });
  } finally {
    scratch.remove();
  }
}

async function writeDataset(folder: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

function keeperOf(
  source: string,
  dataDir: string,
  onTimetable: KeeperOptions['onTimetable'],
  more: Partial<KeeperOptions> = {},
): TimetableKeeper {
  const usual = { allowHosts: [], forced: false, now: () => NOW, log: silentLog };
  return new TimetableKeeper({ source, dataDir, onTimetable, ...usual, ...more });
}

async function refusals() {
  const scratch = new Scratch();
  try {
    const source = scratch.path('gtfs');
    const { live } = liveTown(NOW);
    const trips = Array.from({ length: 20 }, (_, i) => `t${i}`);
    const times = (ids: readonly string[]) =>
      `trip_id,arrival_time,departure_time,stop_id,stop_sequence\n${ids
        .map((id, i) => `${id},09:${10 + i}:00,09:${10 + i}:00,A,1\n${id},09:${40 + i}:00,09:${40 + i}:00,B,2\n`)
        .join('')}`;
    const good: Readonly<Record<string, string | Buffer>> = {
      ...TOWN,
      'trips.txt': `route_id,service_id,trip_id\n${trips.map((id) => `R2,WK,${id}\n`).join('')}`,
      'stop_times.txt': times(trips),
    };
    const few = trips.slice(0, 9);
    const bad: Readonly<Record<string, Readonly<Record<string, string | Buffer>>>> = {
      'no stops': { ...good, 'stops.txt': 'stop_id,stop_name,stop_lat,stop_lon\n' },
      'all calendars over': {
        ...good,
        'calendar.txt': String(good['calendar.txt']).replace('20260101,20261231', '20250101,20251231'),
      },
      'another zone': { ...good, 'agency.txt': String(good['agency.txt']).replace('Europe/Sofia', 'Europe/London') },
      'no stop times': { ...good, 'stop_times.txt': 'trip_id,stop_id,stop_sequence\n' },
      'more than half the trips gone': {
        ...good,
        'trips.txt': `route_id,service_id,trip_id\n${few.map((id) => `R2,WK,${id}\n`).join('')}`,
        'stop_times.txt': times(few),
      },
    };
    await writeDataset(source, good);
    const keeper = keeperOf(source, scratch.path('data'), (timetable) => live.adoptTimetable(timetable));
    await keeper.start();
    keeper.close();
    const served = () => live.compose('A', NOW)?.departures.length ?? 0;
    const version = live.timetable?.version;
    const whole = served();
    let refused = 0;
    let lost = 0;
    for (const files of Object.values(bad)) {
      await writeDataset(source, files);
      await keeper.check();
      const isTold = keeper.health().state === 'degraded' && keeper.summary().state === 'stale';
      if (isTold && live.timetable?.version === version) refused++;
      lost += whole - served();
    }
    // The last one waits for a dispatcher, who says yes.
    const answer = await keeper.approve(keeper.heldNow()?.version ?? 'none');
    const taken = answer === 'done' && live.timetable?.version !== version && served() === few.length;
    const count = Object.keys(bad).length;
    return {
      measured: `${refused} of ${count} refused and told in health, ${lost} of ${whole} rows lost; with the word ${taken ? 'taken' : 'refused'}`,
      pass: refused === count && lost === 0 && taken && whole === trips.length,
    };
  } finally {
    scratch.remove();
  }
}

/** Seconds late of a trip, by its id: what a row must say whatever the timetable calls that trip's number. */
const lateOf = (tripId: string): number => 60 * (1 + (Number(tripId.slice(1)) % 7));

/** The same town in two orders: what belongs to one version reads as nonsense in the other. */
function orders(): [TimetableData, TimetableData] {
  const stops = Array.from({ length: STOPS + 3 }, (_, i) => `s${i}`);
  const trips = Array.from({ length: TRIPS }, (_, i) => {
    const startM = 300 + Math.floor((i * 1_100) / TRIPS);
    const calls = stops.slice(i % 3, STOPS + 1 + (i % 3)).map((stop, n) => {
      const minute = startM + n;
      return `${stop} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    });
    return { id: `t${i}`, headsign: 'Версия 0', calls };
  });
  return [townData({ trips }), townData({ trips: [...trips].reverse() })];
}

/** Swaps under a fleet; then all of it is let go, to know what was there without it. */
async function swaps() {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  const weigh = (): number => {
    gc();
    gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const data = orders();
  const { longestS, oneBytes, mostBytes, ...found } = await fleetSwaps(data, weigh);
  await new Promise((resume) => setTimeout(resume, 100));
  const emptyBytes = weigh();
  const ratio = (mostBytes - emptyBytes) / (oneBytes - emptyBytes);
  return {
    measured: `${found.blank} blank, ${found.mixed} mixed of ${found.read.toLocaleString('en')} documents read; a swap ≤ ${longestS.toFixed(2)} s; peak heap ${ratio.toFixed(2)}×`,
    pass: found.blank + found.mixed === 0 && longestS <= 60 && ratio < 2 && found.read > SWAPS * BOARDS,
  };
}

async function fleetSwaps(data: readonly [TimetableData, TimetableData], weigh: () => number) {
  const version = (n: number) =>
    new Timetable({ ...structuredClone(data[n % 2]!), version: `sha256-${n}`, strings: [`Версия ${n}`] });
  const jobs: (() => void)[] = [];
  const clock = new HandClock(NOW);
  const { live } = liveTown(NOW);
  const hub = new Hub({
    ...{ compose: (stop, now) => live.compose(stop, now), clock, log: silentLog, metrics: createMetrics(false) },
    later: (work) => jobs.push(work),
  });
  await live.adoptTimetable(version(0));
  const updates = Array.from({ length: TRIPS }, (_, i) =>
    tripUpdate(`t${i}`, [stopUpdate({ stopSequence: 1, departure: event({ delayS: lateOf(`t${i}`) }) })], {
      timestamp: NOW,
    }),
  );
  await live.takeTripUpdates(snapshot(NOW, { tripUpdates: updates }));
  const found = { blank: 0, mixed: 0, read: 0 };
  const judge = (document: StopDepartures): void => {
    found.read++;
    if (document.departures.length === 0) found.blank++;
    const isWhole = document.departures.every(
      ({ headsign, trip_id, expected, scheduled }) =>
        `sha256-${headsign.bg.replace('Версия ', '')}` === document.timetable_version &&
        (expected === null || expected - (scheduled ?? 0) === lateOf(trip_id)),
    );
    if (!isWhole || !document.departures.some(({ status }) => status === 'live')) found.mixed++;
  };
  // Watchers of one stop get the same bytes: they are read once, and every board is judged by what it then holds.
  const heardIn = new WeakMap<Buffer, ServerMessage>();
  const after = new WeakMap<ServerMessage, WeakMap<StopDepartures, StopDepartures>>();
  const boards = Array.from({ length: BOARDS }, (_, n) => {
    const board = { document: null as StopDepartures | null };
    hub.watch(
      {
        deliver: (_stop, frame) => {
          let said = heardIn.get(frame);
          if (!said)
            readFrames(frame, (_, payload) => {
              said = parseServerMessage(String(payload)) as ServerMessage;
            });
          if (!said) return 'sent';
          heardIn.set(frame, said);
          if (said.type === 'state') board.document = said.doc;
          else if (said.type === 'patch' && board.document) {
            const known = after.get(said) ?? new WeakMap<StopDepartures, StopDepartures>();
            after.set(said, known);
            const next = known.get(board.document) ?? apply(board.document, said);
            known.set(board.document, next);
            board.document = next;
          }
          if (board.document) judge(board.document);
          return 'sent';
        },
      },
      `s${n % STOPS}`,
    );
    return board;
  });
  const settle = (): void => {
    for (let job = jobs.shift(); job; job = jobs.shift()) job();
  };
  settle();
  let longestS = 0;
  let breaths = 0;
  /** With one version in use and all that is made of it on demand, and the most during a swap. */
  let oneBytes = Number.POSITIVE_INFINITY;
  let mostBytes = 0;
  for (let n = 1; n <= SWAPS; n++) {
    const next = version(n);
    const began = performance.now();
    let swapped = false;
    const swap = live.adoptTimetable(next).then(() => {
      swapped = true;
    });
    while (!swapped) {
      // Read and diffed at every breath of the swap.
      for (let i = breaths % 7; i < STOPS; i += 7) judge(live.compose(`s${i}`, NOW)!);
      if (breaths++ % 4 === 0) {
        hub.invalidateAll();
        settle();
      }
      if (n % 20 === 0) mostBytes = Math.max(mostBytes, weigh());
      await new Promise((resume) => setImmediate(resume));
    }
    await swap;
    hub.invalidateAll();
    settle();
    const behind = boards.filter(({ document }) => document?.timetable_version !== next.version).length;
    if (behind > 0) throw new Error(`${behind} boards did not get version ${n}`);
    longestS = Math.max(longestS, (performance.now() - began) / 1000);
    if (n % 10 === 0) oneBytes = Math.min(oneBytes, weigh());
  }
  return { ...found, longestS, oneBytes, mostBytes };
}
