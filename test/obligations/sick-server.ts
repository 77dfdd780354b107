// A whole server on the simulated city, for drills in which something of it is broken: its health, and how long that takes.

import { startCity } from '../../fixtures/city/server.js';
import { type CityServer, startServer } from '../../server/city-server.js';
import { systemClock, virtualClock } from '../../server/clock.js';
import { settingsFrom } from '../../server/config.js';
import type { Health } from '../../server/http/schemas.js';
import { silentLog } from '../../server/log.js';
import type { StopDepartures } from '../../server/wire/messages.js';
import { Scratch } from '../support/tablo-process.js';

/** 2026-02-17 08:10 in Blagoevgrad. */
export const MORNING = 1_771_308_600;

/** A server and what a drill asks of it. */
export interface Sick {
  server: CityServer;
  dataDir: string;
  /** Folder of the timetable's files. */
  gtfsPath: string;
  /** The city's feeds go away, and come back on the same port. */
  feedsAway(): Promise<void>;
  feedsBack(): Promise<void>;
  health(): Promise<Health>;
  document(): Promise<StopDepartures>;
  /** When the newest datum on the board was measured. */
  newest(): Promise<number>;
  /** Waits until it holds; tells the seconds. Throws after `withinS`. */
  until(holds: () => Promise<boolean>, withinS: number): Promise<number>;
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Waits until it holds; tells the seconds. */
async function untilIt(holds: () => Promise<boolean>, withinS: number, what: () => Promise<string>): Promise<number> {
  const began = systemClock.now();
  while (!(await holds())) {
    if (systemClock.now() - began > withinS) throw new Error(`not within ${withinS} s: ${await what()}`);
    await pause(50);
  }
  return systemClock.now() - began;
}

/** Runs a drill on a server whose feeds are polled every second; `dataDir` may have been prepared. */
export async function withServer<T>(
  use: (sick: Sick) => Promise<T>,
  { dataDir }: { dataDir?: string } = {},
): Promise<T> {
  const scratch = new Scratch();
  const clock = virtualClock(MORNING);
  const cityOptions = { seed: 7, now: () => clock.now(), dir: scratch.path('city') };
  let city = await startCity(cityOptions);
  const { port } = city;
  const dir = dataDir ?? scratch.path('data');
  const settings = {
    ...settingsFrom({}),
    ...{ gtfs: city.gtfsPath, vehicle_positions: city.urls.vehiclePositions, trip_updates: city.urls.tripUpdates },
    ...{ alerts: city.urls.alerts, poll_s: 1, port: 0, data_dir: dir, prefer: 'vehicle' as const },
    allow_hosts: [`127.0.0.1:${port}`],
  };
  const server = await startServer(settings, clock, silentLog);
  try {
    await server.ready;
    const health = async () => (await (await fetch(`${server.url}/healthz`)).json()) as Health;
    const document = async () =>
      (await (await fetch(`${server.url}/api/v1/stops/0051/departures`)).json()) as StopDepartures;
    const until = (holds: () => Promise<boolean>, withinS: number) =>
      untilIt(holds, withinS, async () => JSON.stringify(await health()));
    await until(async () => (await health()).status === 'ok', 40);
    return await use({
      ...{ server, dataDir: dir, gtfsPath: city.gtfsPath, health, document, until },
      newest: async () => Math.max(...(await document()).departures.map(({ as_of }) => as_of ?? 0)),
      feedsAway: () => city.close(),
      feedsBack: async () => {
        city = await startCity({ ...cityOptions, port });
      },
    });
  } finally {
    await server.close();
    await city.close().catch(() => undefined);
    scratch.remove();
  }
}
