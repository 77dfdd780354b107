import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadAccepted, rememberAccepted } from '../../../server/timetable/accepted.js';
import { cachePath, LEFTOVER_MS, pruneCaches, readCache, writeCache } from '../../../server/timetable/cache.js';
import { loadTimetable } from '../../../server/timetable/load.js';
import { emptyFolder, entriesOf, folderOf, TOWN, zipFileOf } from '../../feeds/gtfs/small-feed.js';
import { built, rows, trip, world } from './small-town.js';

const NOW = 1_771_257_540;

describe('loading a dataset', () => {
  it('compiles once, then starts warm with the same timetable; a folder answers as a zip does', async () => {
    const dataDir = await emptyFolder();
    const source = await zipFileOf(entriesOf({ ...TOWN, 'trips.txt': `${TOWN['trips.txt']}R2,WK,t3,x\n` }));
    const steps: string[] = [];
    const cold = await loadTimetable({ source, dataDir, now: NOW, onProgress: ({ step }) => steps.push(step) });
    expect([cold.warm, cold.timetable.tripCount, cold.timetable.stopCount]).toEqual([false, 2, 4]);
    expect(cold.findings).toMatchObject([{ rule: 'T113', count: 1 }]);
    expect(cold.timetable.version).toMatch(/^sha256-[0-9a-f]{64}$/);
    expect(new Set(steps)).toEqual(new Set(['import', 'shapes', 'build', 'write']));

    const warm = await loadTimetable({ source, dataDir, now: NOW, onProgress: () => expect.fail('compiled again') });
    expect(warm.warm).toBe(true);
    expect(warm.findings).toEqual(cold.findings);
    expect(warm.timetable.data).toEqual(cold.timetable.data);

    const folder = await loadTimetable({ source: await folderOf(TOWN), dataDir, now: NOW });
    const day = folder.timetable.dayStart('20260216');
    const departures = folder.timetable.departures(folder.timetable.stopIndex('B'), day, day + 86_400);
    expect(departures.map(({ scheduled }) => scheduled - day)).toEqual([28_920, 32_520]);
  });

  it('a damaged cache is made anew', async () => {
    const dataDir = await emptyFolder();
    const source = await folderOf(TOWN);
    const { timetable } = await loadTimetable({ source, dataDir, now: NOW });
    const file = cachePath(dataDir, timetable.version);
    const whole = await readFile(file);
    const flipped = Buffer.from(whole);
    flipped[whole.length - 9]! ^= 1;
    for (const spoil of [
      () => truncate(file, whole.length - 8),
      () => writeFile(file, flipped),
      () => writeFile(file, ''),
    ]) {
      await spoil();
      const again = await loadTimetable({ source, dataDir, now: NOW });
      expect(again.warm).toBe(false);
      expect(again.timetable.data).toEqual(timetable.data);
    }
  });

  it('T4: a refused dataset leaves nothing behind', async () => {
    const dataDir = await emptyFolder();
    const { 'stop_times.txt': _, ...rest } = TOWN;
    await expect(loadTimetable({ source: await folderOf(rest), dataDir, now: NOW })).rejects.toThrow(
      'GTFS refused: stop_times.txt: a required file is missing.',
    );
    const broken = await folderOf({
      ...TOWN,
      'stop_times.txt': 'trip_id,stop_id,stop_sequence,departure_time\nt1,"A\n',
    });
    await expect(loadTimetable({ source: broken, dataDir, now: NOW })).rejects.toThrow(
      /stop_times\.txt, row 2: a quotation mark/,
    );
    const zone = await folderOf({ ...TOWN, 'agency.txt': 'agency_name,agency_timezone\nx,Mars/Phobos\n' });
    await expect(loadTimetable({ source: zone, dataDir, now: NOW })).rejects.toThrow(
      /agency\.txt: the agency has no time zone/,
    );
    const left = (await readdir(dataDir, { recursive: true })).filter((name) => !/^timetables$|\.sqlite$/.test(name));
    expect(left).toEqual([]);
  });
});

describe('cache files', () => {
  const { timetable } = built(world({ trips: [trip('t')] }), rows('t A 08:00:00\nt B 08:02:00'));

  it('give back what was written, column by column', async () => {
    const file = cachePath(await emptyFolder(), 'sha256-1');
    await writeCache(file, { data: timetable.data, findings: [] });
    expect((await readCache(file))?.data).toEqual(timetable.data);
    await rm(file);
    expect(await readCache(file)).toBeNull();
  });

  it('of older datasets are removed, three kept, and the one in use always', async () => {
    const dir = await emptyFolder();
    for (let i = 0; i < 6; i++) {
      const file = cachePath(dir, `sha256-${i}`);
      await writeCache(file, { data: timetable.data, findings: [] });
      await new Promise((resolve) => setTimeout(resolve, 12));
    }
    const leftover = path.join(dir, 'timetables', 'import-x');
    await mkdir(leftover);
    await pruneCaches(dir, ['sha256-0'], Date.now());
    expect(existsSync(leftover)).toBe(true);
    await pruneCaches(dir, ['sha256-0'], Date.now() + LEFTOVER_MS + 1_000);
    expect((await readdir(path.join(dir, 'timetables'))).map((name) => name.split('.')[0]).sort()).toEqual([
      'sha256-0',
      'sha256-3',
      'sha256-4',
      'sha256-5',
    ]);
  });
});

describe('the timetable that served last', () => {
  it('is found again after a start with a broken dataset', async () => {
    const dataDir = await emptyFolder();
    expect(await loadAccepted(dataDir, 'a.zip')).toBeNull();
    const { timetable } = await loadTimetable({ source: await folderOf(TOWN), dataDir, now: NOW });
    await rememberAccepted(dataDir, 'a.zip', timetable.version);
    const broken = await folderOf({ ...TOWN, 'stops.txt': 'stop_id\n' });
    await expect(loadTimetable({ source: broken, dataDir, now: NOW })).rejects.toThrow(/no usable stop/);
    expect((await loadAccepted(dataDir, 'a.zip'))?.timetable.data).toEqual(timetable.data);
    await writeFile(path.join(dataDir, 'timetables', 'accepted.json'), '{"a.zip":"../../etc"}');
    expect(await loadAccepted(dataDir, 'a.zip')).toBeNull();
  });
});
