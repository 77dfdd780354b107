import { readdir, readFile } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { encodeFeed } from '../../feeds/gtfs-realtime/encode.js';
import { openRealtimeSource } from '../../feeds/source.js';
import { City } from '../../fixtures/city/city.js';
import { writeGtfs } from '../../fixtures/city/gtfs-files.js';
import { startServer } from '../../server/city-server.js';
import { HandClock, virtualClock } from '../../server/clock.js';
import { readFlags, SERVE_FLAGS, settingsFrom } from '../../server/config.js';
import { silentLog } from '../../server/log.js';
import { answers, hostileFeed } from '../support/hostile-feed.js';
import { fix } from '../support/realtime.js';
import { Scratch } from '../support/tablo-process.js';

/** 2026-02-17 08:10 in Blagoevgrad. */
const MORNING = 1_771_308_600;
const scratch = new Scratch();
afterEach(() => scratch.remove());

it('--record keeps what a feed answered, byte by byte, and the folder is a feed again', async () => {
  const body = encodeFeed({ timestamp: MORNING, vehiclePositions: [fix(MORNING - 5, [0, 0], { vehicleId: 'v1' })] });
  const feed = await hostileFeed({ '/': answers(body) });
  const gtfs = writeGtfs(new City({ seed: 7 }).timetable, '20260217', scratch.path('gtfs'));
  const flags = ['--gtfs', gtfs, '--vehicle-positions', feed.url(), '--record', scratch.path('record')];
  const settings = settingsFrom(
    readFlags('serve', SERVE_FLAGS, [...flags, '--port', '0', '--data-dir', scratch.path('data')]),
  );
  const server = await startServer(settings, virtualClock(MORNING), silentLog);
  await server.ready;
  const folder = scratch.path('record', 'vehicle-positions');
  const recorded = async () => (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.pb')).length;
  await expect.poll(recorded, { timeout: 20_000 }).toBe(1);
  await server.close();
  await feed.close();

  const [file] = await readdir(folder);
  const at = Number(file?.replace('.pb', ''));
  expect(at).toBeGreaterThanOrEqual(MORNING);
  expect(await readFile(scratch.path('record', 'vehicle-positions', file ?? ''))).toEqual(Buffer.from(body));
  const heard: string[] = [];
  const source = await openRealtimeSource(folder, 'vehicle_positions', {
    clock: new HandClock(at),
    onSnapshot: (snapshot) => void heard.push(...snapshot.vehiclePositions.map(({ vehicleId }) => vehicleId)),
  });
  await expect.poll(() => heard, { timeout: 20_000 }).toEqual(['v1']);
  await source.close();
}, 60_000);
