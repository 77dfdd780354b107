import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe } from 'vitest';
import { systemClock } from '../../server/clock.js';
import { STAGES, type StageName } from '../../server/live/stages.js';
import { databasePath } from '../../server/store/file.js';
import { obligation } from './measured.js';
import { pause, type Sick, withServer } from './sick-server.js';

const boom = () => {
  throw new Error('thrown by the test');
};
/** The way into the live state that each of these stages guards. */
const DOORS = {
  vehicles: 'takeVehicles',
  'trip-updates': 'takeTripUpdates',
  'alerts-index': 'takeAlerts',
} as const satisfies Partial<Record<StageName, string>>;
/** A stage that nothing calls by itself within a drill: its work is offered to it. */
const OFFERED: readonly StageName[] = ['timetable-check', 'hub', 'watch'];

/** Makes a stage's work throw each time while `broken()`; what undoes it. */
function break_(sick: Sick, name: StageName, broken: () => boolean, onCall: () => void): () => void {
  const { live, stages } = sick.server;
  if (name in DOORS) {
    const door = DOORS[name as keyof typeof DOORS];
    const take = live[door].bind(live);
    live[door] = async (snapshot) => {
      onCall();
      if (broken()) boom();
      return take(snapshot);
    };
    return () => {
      live[door] = take;
    };
  }
  if (name === 'compose') {
    const compose = live.compose.bind(live);
    live.compose = (stop, now) => {
      onCall();
      if (broken()) boom();
      return compose(stop, now);
    };
    return () => {
      live.compose = compose;
    };
  }
  // The intakes, and what is offered: every work of a stage goes through these two.
  const run = stages.run.bind(stages);
  stages.run = (stage, work) =>
    run(stage, () => {
      if (stage !== name) return work();
      onCall();
      return broken() ? boom() : work();
    });
  return () => {
    stages.run = run;
  };
}

/** Seconds from the first failure of a stage until its work is called again, and whether it was parked when it kept failing. */
async function drill(sick: Sick, name: StageName): Promise<{ restartS: number; parked: boolean; failures: number }> {
  const { server, until, health } = sick;
  const calls: number[] = [];
  let failing = 1;
  const mend = break_(
    sick,
    name,
    () => failing-- > 0,
    () => calls.push(systemClock.now()),
  );
  const offer = () => {
    if (OFFERED.includes(name)) void server.stages.run(name, () => undefined).catch(() => undefined);
    if (name === 'compose') for (let i = 0; i < 8; i++) void fetch(`${server.url}/api/v1/stops/00${51 + i}/departures`);
    // The store's work goes by itself only every five minutes: its failure is told, and its restart writes.
    if (name === 'store' && failing > 0) {
      failing--;
      calls.push(systemClock.now());
      server.stages.failed('store', new Error('thrown by the test'));
    }
  };
  const works = async () => {
    offer();
    await pause(20);
    const isAgain = name === 'store' ? server.stages.mayWork('store') : calls.length >= 2;
    return isAgain && server.stages.mayWork(name);
  };
  offer();
  const isCalled = async () => {
    if (calls.length === 0) offer();
    return calls.length > 0;
  };
  await until(isCalled, 30);
  const began = calls[0] ?? 0;
  await until(works, 10);
  const restartS = (name === 'compose' || name === 'store' ? systemClock.now() : (calls[1] ?? 0)) - began;
  failing = 1_000;
  const isParked = async () => {
    offer();
    return (await health()).parts[`stage ${name}`]?.state === 'failed';
  };
  const parked = await until(isParked, 60).then(
    () => true,
    () => false,
  );
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  const failures = Number(new RegExp(`tablo_stage_failures_total\\{stage="${name}"\\} (\\d+)`).exec(metrics)?.[1]);
  if (name === 'vehicles') {
    const { departures } = await sick.document();
    if (departures.some(({ basis }) => basis === 'vehicle') || departures.length === 0)
      throw new Error('not by timetable');
  }
  mend();
  return { restartS, parked, failures };
}

describe('stages', () => {
  obligation(
    'D7',
    'each stage that throws is restarted; one that keeps throwing is parked, and boards fall to the timetable',
    `all ${STAGES.length} stages: restart ≤ 1 s, parked after more than 5 failures in 60 s, a document all the while`,
    () =>
      withServer(async (sick) => {
        const told: string[] = [];
        let slowestS = 0;
        let parked = 0;
        let empty = 0;
        for (const name of STAGES) {
          const found = await drill(sick, name);
          slowestS = Math.max(slowestS, found.restartS);
          if (found.parked && found.failures >= 6) parked++;
          else told.push(`${name}: parked ${found.parked} after ${found.failures}`);
          if ((await sick.document()).departures.length === 0) empty++;
        }
        return {
          measured: `${STAGES.length} stages: slowest restart ${slowestS.toFixed(2)} s, ${parked} parked after 6 failures or more, ${empty} empty documents${told.map((one) => `; ${one}`).join('')}`,
          pass: slowestS <= 1 && parked === STAGES.length && empty === 0,
        };
      }),
    { wall: true, timeoutMs: 400_000 },
  );

  obligation(
    'D8',
    '/healthz tells the truth: each failure is named by its part, and is gone after its cure',
    'red ≤ 30 s, well ≤ 30 s after the cure',
    () =>
      withServer(async (sick) => {
        const { server, health, until } = sick;
        const { live } = server;
        const figures: string[] = [];
        let red = 0;
        let well = 0;
        const failure = async (what: string, parts: readonly string[], begin: () => unknown, cure: () => unknown) => {
          await begin();
          const isIll = async () => {
            const now = (await health()).parts;
            return parts.every((part) => ['degraded', 'failed'].includes(now[part]?.state ?? 'ok'));
          };
          const redS = await until(isIll, 60);
          await cure();
          const wellS = await until(async () => (await health()).status === 'ok', 90);
          red = Math.max(red, redS);
          well = Math.max(well, wellS);
          figures.push(`${what} ${redS.toFixed(0)}/${wellS.toFixed(0)}`);
        };
        const feeds = ['vehicle-positions', 'trip-updates', 'alerts'];
        await failure('feeds away', feeds, sick.feedsAway, sick.feedsBack);
        for (const [stage, door] of Object.entries(DOORS)) {
          const take = live[door].bind(live);
          await failure(
            `${stage} throws`,
            [`stage ${stage}`],
            () => Object.assign(live, { [door]: async () => boom() }),
            () => Object.assign(live, { [door]: take }),
          );
        }
        const compose = live.compose.bind(live);
        const ask = () =>
          Promise.all(
            [51, 52, 53, 54, 55, 56, 57, 58].map((n) => fetch(`${server.url}/api/v1/stops/00${n}/departures`)),
          );
        await failure(
          'compose throws',
          ['stage compose'],
          async () => {
            live.compose = boom;
            await pause(16_000);
            await ask();
          },
          () => {
            live.compose = compose;
          },
        );
        const held = { by: null as Sqlite.Database | null };
        await failure(
          'database locked',
          ['store'],
          () => {
            held.by = new Sqlite(databasePath(sick.dataDir));
            held.by.exec('BEGIN IMMEDIATE');
          },
          () => held.by?.close(),
        );
        const stops = join(sick.gtfsPath, 'stops.txt');
        await failure(
          'timetable refused',
          ['timetable'],
          async () => {
            await rename(stops, `${stops}.away`);
            await server.checkTimetable();
          },
          async () => {
            await rename(`${stops}.away`, stops);
            await server.checkTimetable();
          },
        );
        return {
          measured: `red within ${red.toFixed(1)} s, well within ${well.toFixed(1)} s of the cure (seconds: ${figures.join(', ')})`,
          pass: red <= 30 && well <= 30,
        };
      }),
    { wall: true, timeoutMs: 600_000 },
  );
});
