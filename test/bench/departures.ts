// How long one stop's document takes, over all stops of a real city with its real feeds; beside node-gtfs asked the same.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { closeDb, getStoptimes, importGtfs, openDb } from 'gtfs';
import { dateAt, formatServiceTime, wallTime } from '../../feeds/service-day.js';
import { openRealtimeSource, startTime } from '../../feeds/source.js';
import { HandClock } from '../../server/clock.js';
import { Live } from '../../server/live/live.js';
import { loadTimetable } from '../../server/timetable/load.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';
import { testData } from '../support/test-data.js';

/** The limit for one document, microseconds. */
const LIMIT_US = 100;
const ROUNDS = 5;
/** node-gtfs takes milliseconds a stop: so many stops are enough for its mean. */
const PEER_STOPS = 30;

/** `npm run bench departures -- [--gtfs ZIP --vehicle-positions PB --trip-updates PB --alerts PB]`; Sofia's feeds unless told. */
export async function run(args: string[]): Promise<void> {
  const sofia = (name: string) => join(testData(), 'sofia', name);
  const { values } = parseArgs({
    args,
    options: {
      gtfs: { type: 'string', default: sofia('gtfs.zip') },
      'vehicle-positions': { type: 'string', default: sofia('rt/20251003T090911Z-vehicle-positions.pb') },
      'trip-updates': { type: 'string', default: sofia('rt/20251003T090911Z-trip-updates.pb') },
      alerts: { type: 'string', default: sofia('rt/20251003T090911Z-alerts.pb') },
    },
  });
  const dataDir = await mkdtemp(join(tmpdir(), 'tablo-bench-'));
  try {
    const now = (await startTime(values['trip-updates'])) ?? Date.now() / 1000;
    const clock = new HandClock(now);
    const live = new Live({ policy: DEFAULT_POLICY, prefer: 'trip-update', now: () => now, onDirty: () => {} });
    const { timetable } = await loadTimetable({ source: values.gtfs, dataDir, now });
    await live.adoptTimetable(timetable);
    const open = (
      src: string,
      kind: 'vehicle_positions' | 'trip_updates' | 'alerts',
      take: 'takeVehicles' | 'takeTripUpdates' | 'takeAlerts',
    ) => openRealtimeSource(src, kind, { clock, onSnapshot: (snapshot) => live[take](snapshot) });
    await open(values['vehicle-positions'], 'vehicle_positions', 'takeVehicles');
    await open(values['trip-updates'], 'trip_updates', 'takeTripUpdates');
    await open(values.alerts, 'alerts', 'takeAlerts');

    const stops = timetable.data.stops.filter((stop) => stop.locationType <= 1).map((stop) => stop.stopId);
    const firstMs = timeAll(live, stops, now);
    const rounds = Array.from({ length: ROUNDS }, () => timeAll(live, stops, now)).sort((a, b) => a.ms - b.ms);
    const middle = rounds[ROUNDS >> 1]!;
    const meanUs = (middle.ms * 1000) / stops.length;
    console.log(`stops ${stops.length}, rows ${middle.rows}, of them live ${middle.live}`);
    console.log(`first round, nothing cached: mean ${((firstMs.ms * 1000) / stops.length).toFixed(1)} µs a document`);
    console.log(
      `Tablo: mean ${meanUs.toFixed(1)} µs a document (median of ${ROUNDS} rounds), limit ${LIMIT_US} µs: ${meanUs <= LIMIT_US ? 'pass' : 'FAIL'}`,
    );
    if (meanUs > LIMIT_US) process.exitCode = 1;
    await peer(values.gtfs, stops, now, timetable.timezone, meanUs);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function timeAll(live: Live, stops: readonly string[], now: number): { ms: number; rows: number; live: number } {
  let rows = 0;
  let liveRows = 0;
  const began = performance.now();
  for (const stop of stops) {
    const departures = live.compose(stop, now)?.departures ?? [];
    rows += departures.length;
    for (const row of departures) if (row.status === 'live') liveRows++;
  }
  return { ms: performance.now() - began, rows, live: liveRows };
}

/** The same question to node-gtfs, which knows no realtime: the departures of a stop in the next 90 minutes. */
async function peer(
  gtfs: string,
  stops: readonly string[],
  now: number,
  timezone: string,
  oursUs: number,
): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'tablo-bench-peer-'));
  const config = {
    agencies: [{ path: gtfs, exclude: ['shapes' as const] }],
    sqlitePath: join(dir, 'gtfs.sqlite'),
    verbose: false,
  };
  try {
    await importGtfs(config);
    const db = openDb(config);
    const date = dateAt(now, timezone);
    const { hour, minute, second } = wallTime(now, timezone);
    const localS = hour * 3600 + minute * 60 + second;
    const step = Math.max(1, Math.floor(stops.length / PEER_STOPS));
    const sample = stops.filter((_, i) => i % step === 0);
    const began = performance.now();
    let rows = 0;
    for (const stop_id of sample) {
      rows += getStoptimes(
        {
          stop_id,
          date: Number(date),
          start_time: formatServiceTime(localS),
          end_time: formatServiceTime(localS + 5400),
        },
        [],
        [['departure_time', 'ASC']],
      ).length;
    }
    const us = ((performance.now() - began) * 1000) / sample.length;
    closeDb(db);
    console.log(
      `node-gtfs getStoptimes: mean ${us.toFixed(0)} µs a stop (${sample.length} stops, ${rows} rows, timetable only): Tablo takes ${(oursUs / us).toFixed(4)} of its time`,
    );
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
