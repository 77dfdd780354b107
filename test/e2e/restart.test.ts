import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCity } from '../../fixtures/city/server.js';
import { virtualClock } from '../../server/clock.js';
import type { FeedHistory } from '../../server/wire/console/feeds.js';
import type { VehicleDetail } from '../../server/wire/console/fleet.js';
import type { QualityReport } from '../../server/wire/quality.js';
import { comeByLink, type Member, MORNING } from '../support/console.js';
import { freePort } from '../support/free-port.js';
import { Swarm } from '../support/swarm/swarm.js';
import { Scratch, Tablo } from '../support/tablo-process.js';

/** The city runs so many times as fast as the machine: ten minutes of it are one of ours. */
const SPEED = 10;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const scratch = new Scratch();
const clock = virtualClock(MORNING, SPEED);
let city: Awaited<ReturnType<typeof startCity>>;
let port: number;
let tablo: Tablo;
let link = '';

const start = async () => {
  const { vehiclePositions, tripUpdates, alerts } = city.urls;
  tablo = await Tablo.start(
    [
      ...['serve', '--gtfs', city.gtfsPath, '--vehicle-positions', vehiclePositions, '--trip-updates', tripUpdates],
      ...['--alerts', alerts, '--poll', '10', '--port', String(port), '--data-dir', scratch.path('data')],
      ...['--clock', String(Math.floor(clock.now())), '--speed', String(SPEED), '--prefer', 'vehicle'],
    ],
    {
      onStderr: (text) => {
        link ||= /\/link\/([^"\s]+)/.exec(text)?.[1] ?? '';
      },
    },
  );
};

beforeAll(async () => {
  port = await freePort();
  city = await startCity({ seed: 7, now: () => clock.now(), dir: scratch.path('city') });
  await start();
}, 120_000);
afterAll(async () => {
  await tablo?.stop('SIGKILL');
  await city?.close();
  scratch.remove();
});

const quality = async () => {
  // Each period is kept for a minute: another one each time, of which only today has passed.
  const until = new Date(Date.UTC(2026, 1, 17 + asked++)).toISOString().slice(0, 10).replaceAll('-', '');
  return (await tablo.json<QualityReport>(`/api/v1/quality?from=20260217&until=${until}`)).total;
};
let asked = 0;

it('kill -9 costs neither plots, nor trails, nor what was promised before', async () => {
  const { stops } = await tablo.json<{ stops: { stop_id: string }[] }>('/api/v1/stops?near=42.0115,23.097&limit=60');
  const stopIds = stops.map(({ stop_id }) => stop_id);
  const boards = { port, boards: stopIds.length, stops: stopIds.length, stopIds, workers: 1, comesBack: false };
  const swarm = await Swarm.open(boards);
  const member: Member = await comeByLink(tablo.url, link, 'Невена');
  // Promises are made and kept, and some wait for their buses.
  await expect.poll(async () => (await quality()).passed, { timeout: 60_000, interval: 1_000 }).toBeGreaterThan(20);
  await pause(8_000);
  const { vehicles } = await tablo.json<{ vehicles: { vehicle_id: string; trip_id: string | null }[] }>(
    '/api/v1/vehicles',
  );
  const onTrips = vehicles.filter(({ trip_id }) => trip_id !== null).slice(0, 10);
  const before = await quality();
  const killedAt = clock.now();
  await tablo.stop('SIGKILL');
  swarm.end();
  await start();
  const backAt = clock.now();
  expect(backAt - killedAt).toBeLessThan(200);

  // What was counted is there, but for at most the last minute …
  expect((await quality()).passed).toBeGreaterThan(before.passed * 0.6);
  // … and without any board connected, so without one new promise, buses keep what was promised before.
  await expect
    .poll(async () => (await quality()).passed, { timeout: 40_000, interval: 1_000 })
    .toBeGreaterThan(before.passed);

  const history = await member.json<FeedHistory>('/feeds/vehicle-positions/history');
  const seen = history.at.filter((at) => at < killedAt - 60);
  expect(seen.length).toBeGreaterThanOrEqual(3);
  const trails = await Promise.all(
    onTrips.map(({ vehicle_id }) => member.json<VehicleDetail>(`/vehicles/${vehicle_id}`).catch(() => null)),
  );
  const old = trails.filter((one) => one?.trail.some(({ at }) => at < killedAt - 110));
  expect(old.length).toBeGreaterThan(onTrips.length / 2);
}, 180_000);
