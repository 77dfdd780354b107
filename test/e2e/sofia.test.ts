import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import gtfsRealtime from 'gtfs-realtime-bindings';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wallTime } from '../../feeds/service-day.js';
import { openRealtimeSource, startTime } from '../../feeds/source.js';
import { HandClock } from '../../server/clock.js';
import { HORIZON_S } from '../../server/departures/policy.js';
import type { FeedSummary } from '../../server/http/schemas.js';
import { Live } from '../../server/live/live.js';
import { loadTimetable } from '../../server/timetable/load.js';
import type { StopDepartures } from '../../server/wire/messages.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';
import { run, Scratch, Tablo } from '../support/tablo-process.js';
import { TEST_DATA } from '../support/test-data.js';

const SOFIA = join(TEST_DATA ?? '', 'sofia');
const GTFS = join(SOFIA, 'gtfs.zip');
const feed = (name: string) => join(SOFIA, 'rt', `20251003T090911Z-${name}.pb`);
/** When the feeds were taken: Friday 2025-10-03, 12:09:11 in Sofia. */
const TAKEN_AT = 1_759_482_551;
const SKIPPED = TEST_DATA === null ? ' (skipped: TABLO_TEST_DATA is not set)' : '';

/** What the agency says, by our own reading of its bytes: `trip_id`, `stop_id`, departure or else arrival. */
function agencySays(): { tripId: string; stopId: string; expected: number }[] {
  const { entity } = gtfsRealtime.transit_realtime.FeedMessage.decode(readFileSync(feed('trip-updates')));
  return entity.flatMap(({ tripUpdate }) =>
    (tripUpdate?.stopTimeUpdate ?? []).map((update) => ({
      tripId: tripUpdate?.trip.tripId ?? '',
      stopId: update.stopId ?? '',
      expected: Number(update.departure?.time ?? update.arrival?.time),
    })),
  );
}

describe.skipIf(TEST_DATA === null)(`Sofia's real feeds${SKIPPED}`, () => {
  const scratch = new Scratch();
  let tablo: Tablo;
  beforeAll(async () => {
    const realtime = ['vehicle-positions', 'trip-updates', 'alerts'].flatMap((name) => [`--${name}`, feed(name)]);
    tablo = await Tablo.start(['serve', '--gtfs', GTFS, ...realtime, '--port', '0', '--data-dir', scratch.dir]);
  });
  afterAll(async () => {
    await tablo?.stop();
    scratch.remove();
  });

  const documentOf = (stop: string) => tablo.json<StopDepartures>(`/api/v1/stops/${stop}/departures`);

  it('the clock starts when the feeds were taken, 12:09 in Sofia', async () => {
    const { generated_at, stop } = await documentOf('A1337');
    expect(generated_at - TAKEN_AT).toBeGreaterThanOrEqual(0);
    expect(generated_at - TAKEN_AT).toBeLessThan(60);
    expect(wallTime(TAKEN_AT, stop.timezone)).toMatchObject({ year: 2025, month: 10, day: 3, hour: 12, minute: 9 });
  });

  it('what does not match the timetable is a finding with its count, and no error', async () => {
    // Ready is said when the timetable serves; the feeds are opened right after.
    const ask = async () => (await tablo.json<{ feeds: FeedSummary[] }>('/api/v1/feeds')).feeds;
    await expect.poll(async () => (await ask()).length).toBe(4);
    const feeds = await ask();
    const updates = feeds.find(({ kind }) => kind === 'trip-updates');
    expect(updates).toMatchObject({ entities: 1224, last_error: null, findings: { E003: 137 } });
    expect(feeds.map(({ last_error }) => last_error)).toEqual([null, null, null, null]);
    const { stdout, code } = await run('check', '--json', '--gtfs', GTFS, '--trip-updates', feed('trip-updates'));
    expect(code).toBe(0);
    const checked = JSON.parse(stdout) as { feed: string; detail: string }[];
    expect(checked.find((one) => one.feed === 'trip-updates')?.detail).toContain(
      '1087 match the timetable, 137 do not',
    );
  });

  it('alerts are plain Bulgarian text on the boards', async () => {
    const stops = [...new Set(agencySays().map(({ stopId }) => stopId))].filter((_, i) => i % 10 === 0);
    const texts = new Set<string>();
    for (const stop of stops) {
      for (const { header, description } of (await documentOf(stop)).alerts) {
        for (const text of [header.bg, header.en, description.bg, description.en]) texts.add(text);
      }
    }
    const all = [...texts].filter((text) => text !== '');
    expect(all.length).toBeGreaterThan(5);
    for (const text of all) expect(text).not.toMatch(/<\/?[a-z]|&[a-z]+;|&#\d/i);
    expect(all.filter((text) => /[а-я]{3}/i.test(text)).length).toBeGreaterThan(5);
  });
});

describe.skipIf(TEST_DATA === null)(`every stop of Sofia at once${SKIPPED}`, () => {
  const scratch = new Scratch();
  afterAll(() => scratch.remove());

  it('boards say what the agency says, to the second, of every matched stop update still ahead', async () => {
    const now = (await startTime(feed('trip-updates'))) ?? 0;
    expect(now).toBe(TAKEN_AT);
    const clock = new HandClock(now);
    const live = new Live({ policy: DEFAULT_POLICY, prefer: 'trip-update', now: () => now, onDirty: () => {} });
    const { timetable } = await loadTimetable({ source: GTFS, dataDir: scratch.dir, now });
    await live.adoptTimetable(timetable);
    const open = (kind: 'vehicle_positions' | 'trip_updates', take: 'takeVehicles' | 'takeTripUpdates') =>
      openRealtimeSource(feed(kind.replace('_', '-')), kind, { clock, onSnapshot: (snapshot) => live[take](snapshot) });
    await open('vehicle_positions', 'takeVehicles');
    await open('trip_updates', 'takeTripUpdates');
    expect([live.matching.matched, live.matching.unmatched]).toEqual([1087, 137]);

    const shown = new Map<string, number[]>();
    for (const { stopId } of timetable.data.stops) {
      for (const row of live.compose(stopId, now)?.departures ?? []) {
        if (row.expected === null) continue;
        const key = `${row.trip_id} ${stopId}`;
        shown.set(key, [...(shown.get(key) ?? []), row.expected]);
      }
    }
    let equal = 0;
    const differing: string[] = [];
    for (const { tripId, stopId, expected } of agencySays()) {
      const trip = timetable.trips(tripId)[0];
      if (trip === undefined || expected < now || expected >= now + HORIZON_S) continue;
      const last = timetable.stop(timetable.stopAt(trip, timetable.callCount(trip) - 1)).stopId;
      if (stopId === last) continue;
      if (shown.get(`${tripId} ${stopId}`)?.includes(expected)) equal++;
      else differing.push(`${tripId} at ${stopId}`);
    }
    expect(differing).toEqual([]);
    expect(equal).toBeGreaterThan(15_000);
  });
});
