import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe } from 'vitest';
import { startCity } from '../../fixtures/city/server.js';
import { type CityServer, startServer } from '../../server/city-server.js';
import { systemClock, virtualClock } from '../../server/clock.js';
import { settingsFrom } from '../../server/config.js';
import type { Health } from '../../server/http/schemas.js';
import { silentLog } from '../../server/log.js';
import { loadLearned } from '../../server/store/learned-file.js';
import type { StopDepartures } from '../../server/wire/messages.js';
import { Scratch } from '../support/tablo-process.js';
import { obligation, shownBy } from './measured.js';

/** 2026-02-17 08:10 in Blagoevgrad. */
const MORNING = 1_771_308_600;
/** Kills of the store at random moments. */
const KILLS = 500;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Sick {
  server: CityServer;
  health(): Promise<Health>;
  /** Waits until it holds; tells the seconds. Throws after `withinS`. */
  until(holds: () => Promise<boolean>, withinS: number): Promise<number>;
}

/** A whole server with the simulated city's feeds, polled every second. */
async function withServer<T>(use: (sick: Sick) => Promise<T>): Promise<T> {
  const scratch = new Scratch();
  const clock = virtualClock(MORNING);
  const city = await startCity({ seed: 7, now: () => clock.now(), dir: scratch.path('city') });
  const settings = {
    ...settingsFrom({}),
    ...{ gtfs: city.gtfsPath, vehicle_positions: city.urls.vehiclePositions, trip_updates: city.urls.tripUpdates },
    ...{ alerts: city.urls.alerts, poll_s: 1, port: 0, data_dir: scratch.path('data'), prefer: 'vehicle' as const },
    allow_hosts: [`127.0.0.1:${city.port}`],
  };
  const server = await startServer(settings, clock, silentLog);
  try {
    await server.ready;
    const health = async () => (await (await fetch(`${server.url}/healthz`)).json()) as Health;
    const until = async (holds: () => Promise<boolean>, withinS: number) => {
      const began = systemClock.now();
      while (!(await holds())) {
        if (systemClock.now() - began > withinS)
          throw new Error(`not within ${withinS} s: ${JSON.stringify(await health())}`);
        await pause(50);
      }
      return systemClock.now() - began;
    };
    await until(async () => (await health()).status === 'ok', 20);
    return await use({ server, health, until });
  } finally {
    await server.close();
    await city.close();
    scratch.remove();
  }
}

const boom = async () => {
  throw new Error('thrown by the test');
};
/** Each way into a live state, and the stage that guards it. */
const DOORS = [
  ['takeVehicles', 'stage vehicles'],
  ['takeTripUpdates', 'stage trip-updates'],
  ['takeAlerts', 'stage alerts-index'],
] as const;

describe('disk and stages', () => {
  shownBy(
    'D1',
    'boards never depend on the disk: broken files are made anew or set aside',
    ['test/server/store/learned-file.test.ts', 'test/server/timetable/load.test.ts'],
    'damaged|cut off|bit|foreign|broken|nothing before',
    4,
  );

  obligation(
    'D3',
    'after an acknowledged write and kill -9 the store is there and whole (what was learned; notices are not kept yet)',
    `0 lost or broken in ${KILLS} kills`,
    async () => {
      const scratch = new Scratch();
      const store = new URL('../../dist/server/', import.meta.url).href;
      const script = `const { Learned } = await import('${store}prediction/learned.js');
        const { saveLearned } = await import('${store}store/learned-file.js');
        for (let n = 1; ; n++) { await saveLearned(process.argv[1], new Learned()); console.log(n); }`;
      let lost = 0;
      let acknowledged = 0;
      const killOne = async (i: number) => {
        const dir = scratch.path(`d${i}`);
        const process_ = spawn(process.execPath, ['--input-type=module', '-e', script, dir], {
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        let said = '';
        process_.stdout.on('data', (text: Buffer) => {
          said += String(text);
        });
        const ended = once(process_, 'close');
        await Promise.race([once(process_.stdout, 'data'), ended]);
        if (said === '') throw new Error('the store ended before its first write');
        await pause(Math.random() * 25);
        process_.kill('SIGKILL');
        await ended;
        acknowledged += said.trim().split('\n').length;
        if ((await loadLearned(dir, MORNING)).kind !== 'read') lost++;
      };
      try {
        for (let i = 0; i < KILLS; i += 2) await Promise.all([killOne(i), killOne(i + 1)]);
      } finally {
        scratch.remove();
      }
      return {
        measured: `${lost} of ${KILLS} kills lost or broke the file; ${acknowledged} writes acknowledged`,
        pass: lost === 0,
      };
    },
    { wall: true, timeoutMs: 600_000 },
  );

  obligation(
    'D7',
    'a stage that throws is restarted; one that keeps throwing is parked, and boards fall to the timetable',
    'restart ≤ 1 s; parked after more than 5 in 60 s',
    () =>
      withServer(async ({ server, health, until }) => {
        const { live } = server;
        const take = live.takeVehicles.bind(live);
        const calls: number[] = [];
        let failures = 1;
        live.takeVehicles = async (snapshot) => {
          calls.push(systemClock.now());
          if (failures-- > 0) await boom();
          return take(snapshot);
        };
        await until(async () => calls.length >= 2, 15);
        const restartS = (calls[1] ?? 0) - (calls[0] ?? 0);
        failures = 1_000;
        await until(async () => (await health()).parts['stage vehicles']?.state === 'failed', 40);
        const document = (await (await fetch(`${server.url}/api/v1/stops/0051/departures`)).json()) as StopDepartures;
        const bases = document.departures.filter((row) => row.basis === 'vehicle').length;
        const metrics = await (await fetch(`${server.url}/metrics`)).text();
        const counted = Number(/tablo_stage_failures_total\{stage="vehicles"\} (\d+)/.exec(metrics)?.[1]);
        const isEmpty = server.live.fleet.vehicles.size === 0 && bases === 0 && document.departures.length > 0;
        return {
          measured: `restarted after ${restartS.toFixed(2)} s, parked after ${counted} failures, ${bases} of ${document.departures.length} rows by vehicle`,
          pass: restartS <= 1 && isEmpty && counted >= 6 && counted <= 8,
        };
      }),
  );

  obligation(
    'D8',
    '/healthz names a part that fails, and is well again after the cure',
    'red ≤ 30 s, well ≤ 30 s after the cure',
    () =>
      withServer(async ({ server, health, until }) => {
        let red = 0;
        const { live } = server;
        const before = DOORS.map(([door]) => live[door].bind(live));
        for (const [door] of DOORS) live[door] = boom;
        for (const [, part] of DOORS)
          red = Math.max(red, await until(async () => (await health()).parts[part]?.state === 'failed', 40));
        DOORS.forEach(([door], i) => {
          live[door] = before[i] as (typeof before)[number];
        });
        const well = await until(async () => (await health()).status === 'ok', 60);
        return {
          measured: `red in ${red.toFixed(1)} s, well ${well.toFixed(1)} s after the cure`,
          pass: red <= 30 && well <= 30,
        };
      }),
    { wall: true, timeoutMs: 120_000 },
  );
});
