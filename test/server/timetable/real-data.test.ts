import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { GtfsError } from '../../../feeds/gtfs/gtfs-error.js';
import { serviceTimeToEpoch } from '../../../feeds/service-day.js';
import { type LoadedTimetable, loadTimetable } from '../../../server/timetable/load.js';
import { judgeSwap } from '../../../server/timetable/swap.js';
import { emptyFolder } from '../../feeds/gtfs/small-feed.js';

const DATA = process.env['TABLO_TEST_DATA'];
const WHERE = DATA ? '' : ' (skipped: TABLO_TEST_DATA is not set)';
const SOFIA_NOON = serviceTimeToEpoch('20251003', 43_740, 'Europe/Sofia');

/** Every figure that must hold whatever the dataset. */
function expectWhole({ timetable }: LoadedTimetable): void {
  const { data } = timetable;
  for (let trip = 0; trip < timetable.tripCount; trip++) {
    const count = timetable.callCount(trip);
    expect(count).toBeGreaterThan(1);
    let before = Number.NEGATIVE_INFINITY;
    let metres = 0;
    for (let i = 0; i < count; i++) {
      const [arrival, departure, distance] = [
        timetable.arrivalS(trip, i),
        timetable.departureS(trip, i),
        timetable.distanceAt(trip, i),
      ];
      // Plain comparisons: an assertion for each of a million calls takes a minute.
      if (!(arrival >= before && departure >= arrival && distance >= metres)) {
        expect.fail(`trip ${data.tripIds[trip]}, call ${i}: ${before} ${arrival} ${departure}, ${metres} ${distance}`);
      }
      before = departure;
      metres = distance;
    }
  }
  for (let stop = 0; stop < timetable.stopCount; stop++) {
    for (let i = (data.stopOffset[stop] ?? 0) + 1; i < (data.stopOffset[stop + 1] ?? 0); i++) {
      if ((data.stopCallDepartureS[i] ?? 0) < (data.stopCallDepartureS[i - 1] ?? 0))
        expect.fail(`stop ${stop} is not sorted`);
    }
  }
}

async function load(file: string): Promise<LoadedTimetable> {
  return loadTimetable({ source: path.join(DATA ?? '', file), dataDir: await emptyFolder(), now: SOFIA_NOON });
}

describe.skipIf(!DATA)(`real timetables${WHERE}`, () => {
  it('Sofia: every trip and stop time, Cyrillic, times to 28:54, stops on their shapes', {
    timeout: 120_000,
  }, async () => {
    const loaded = await load('sofia/gtfs.zip');
    const { timetable, findings } = loaded;
    expectWhole(loaded);
    expect([timetable.tripCount, timetable.stopCount, timetable.data.routes.length]).toEqual([25_945, 3_161, 133]);
    expect(timetable.data.arrivalS).toHaveLength(603_655);
    expect(timetable.data.latestS).toBe(28 * 3600 + 54 * 60);
    expect(timetable.timezone).toBe('Europe/Sofia');
    expect(timetable.data.stops.some((stop) => /[А-Я]/.test(stop.stopName))).toBe(true);
    expect([...timetable.data.lineIsShape].every((is) => is === 1)).toBe(true);
    expect(findings.map(({ rule, count }) => [rule, count])).toEqual([['T122', 1]]);
  });

  it('two weekly versions of Sofia, without shapes, to 43:25: the second may follow the first', {
    timeout: 120_000,
  }, async () => {
    const first = await load('sofia/schedule-scraped/sofia-20260412.zip');
    const second = await load('sofia/schedule-scraped/sofia-20260419.zip');
    for (const loaded of [first, second]) expectWhole(loaded);
    expect(Math.max(first.timetable.data.latestS, second.timetable.data.latestS)).toBe(43 * 3600 + 25 * 60);
    const now = serviceTimeToEpoch('20260419', 43_200, 'Europe/Sofia');
    expect(judgeSwap(first.timetable, second.timetable, now)).toEqual({ allowed: true });
    const official = await load('sofia/gtfs.zip');
    expect(judgeSwap(first.timetable, official.timetable, now)).toMatchObject({ allowed: false, reason: 'expired' });
  });

  it.each([
    ['wmata/gtfs.zip', { trips: 4_167, calls: 232_187, shapes: true }],
    ['austin/gtfs.zip', { trips: 5_362, calls: 240_493, shapes: false }],
    ['scale/bus_si.zip', { trips: 16_524, calls: 804_835, shapes: true }],
  ])('%s', { timeout: 120_000 }, async (file, expected) => {
    const loaded = await load(file);
    expectWhole(loaded);
    const { data } = loaded.timetable;
    expect({ trips: data.tripIds.length, calls: data.arrivalS.length, shapes: data.lineIsShape.includes(1) }).toEqual(
      expected,
    );
  });

  const folders = ['gtfs-edge', 'traces/gtfs', 'realtime/static'];
  it(`all of ${folders.join(', ')} import, or are refused with one clear sentence`, { timeout: 180_000 }, async () => {
    const told: string[] = [];
    for (const folder of folders) {
      if (!existsSync(path.join(DATA ?? '', folder))) continue;
      for (const name of (await readdir(path.join(DATA ?? '', folder))).filter((file) => file.endsWith('.zip'))) {
        try {
          const loaded = await load(path.join(folder, name));
          expectWhole(loaded);
          told.push(`${name}: ${loaded.timetable.tripCount} trips`);
        } catch (error) {
          expect(error).toBeInstanceOf(GtfsError);
          expect((error as GtfsError).message).toMatch(/^GTFS refused: [^\n.]+(\.txt[^\n.]*)?\.$/);
          told.push(`${name}: ${(error as GtfsError).message}`);
        }
      }
    }
    expect(told.sort()).toEqual([
      'badgtfs.zip: GTFS refused: agency.txt: a required file is missing.',
      'bart_20240104.zip: 2620 trips',
      'bullrunner-gtfs-no-shapes.zip: 1101 trips',
      'bullrunner-gtfs.zip: 1101 trips',
      'caltrain_20160406.zip: 218 trips',
      'google-sample-feed-1.zip: 144 trips',
      'gtfs-b63-winter10.zip: 735 trips',
      'north-macedonia-rail.zip: 20 trips',
      'sample-gtfs-feed_0.13.0.zip: 26 trips',
      'testagency.zip: 42 trips',
    ]);
  });

  it('North Macedonia: names in Latin from translations.txt', async () => {
    const { timetable } = await load('gtfs-edge/north-macedonia-rail.zip');
    const translated = timetable.data.stops.filter((stop) =>
      /^[A-Z]/.test(timetable.translated('stops', 'stop_name', stop.stopId, stop.stopName, 'en') ?? ''),
    );
    expect(translated.length).toBeGreaterThan(50);
  });
});
