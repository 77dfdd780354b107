import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../feeds/model.js';
import { Timetable } from '../../../server/timetable/timetable.js';
import { event, fix, stopUpdate, tripUpdate } from '../../support/realtime.js';
import { type Town, town, townData } from '../../support/town.js';
import { at } from '../departures/stand.js';
import { liveTown, snapshot } from './town.js';

const NOW = at('08:00');
/** A → B → C → D, every 500 m; and another line far from it. */
const LINE: Town = {
  parents: { B: 'S' },
  trips: [
    { id: 't', route: '1', calls: ['A 08:00', 'B 08:02', 'C 08:04', 'D 08:06'] },
    { id: 'u', route: '1', calls: ['A 08:30', 'B 08:32', 'C 08:34', 'D 08:36'] },
    { id: 'x', route: '9', calls: ['X 08:10', 'Y 08:20'] },
  ],
};
const late = (tripId: string, delayS: number, timestamp = NOW) =>
  snapshot(timestamp, {
    tripUpdates: [tripUpdate(tripId, [stopUpdate({ stopSequence: 1, departure: event({ delayS }) })], { timestamp })],
  });
const bus = (eastM: number, timestamp: number) =>
  snapshot(timestamp, { vehiclePositions: [fix(timestamp, [eastM, 0], { trip: 't' })] });

describe('snapshots in, dirty stops out', () => {
  it('nothing is known before the first timetable, and nothing is lost', async () => {
    const { live, soiled } = liveTown(NOW);
    await live.takeTripUpdates(late('t', 60));
    expect([live.compose('A', NOW), live.timetable, soiled()]).toEqual([null, null, []]);
    await live.adoptTimetable(town(LINE));
    expect(soiled()).toEqual(['*']);
    expect(live.compose('A', NOW)?.departures[0]).toMatchObject({ trip_id: 't', expected: NOW + 60 });
  });

  it('a trip update touches the stops of its trip and their station, and only when it says something new', async () => {
    const { live, soiled } = liveTown(NOW);
    await live.adoptTimetable(town(LINE));
    soiled();
    await live.takeTripUpdates(late('t', 60));
    expect(soiled()).toEqual(['A', 'B', 'C', 'D', 'S']);
    await live.takeTripUpdates(late('t', 60));
    expect(soiled()).toEqual([]);
    await live.takeTripUpdates(late('x', 60));
    expect(soiled()).toEqual(['A', 'B', 'C', 'D', 'S', 'X', 'Y']);
    expect(live.compose('A', NOW)?.departures[0]?.expected).toBeNull();
  });

  it('a vehicle touches its own trip and nothing else, and is gone when the feed no longer has it', async () => {
    const { live, soiled } = liveTown(NOW, 'vehicle');
    await live.adoptTimetable(town(LINE));
    soiled();
    await live.takeVehicles(bus(100, NOW));
    const touched = soiled();
    expect(touched).toEqual(expect.arrayContaining(['B', 'S', 'C']));
    expect(touched).not.toContain('X');
    expect(live.compose('C', NOW)?.departures[0]).toMatchObject({
      trip_id: 't',
      status: 'live',
      basis: 'vehicle',
      vehicle_id: 'v1',
    });
    await live.takeVehicles(snapshot(NOW + 10, {}));
    expect(soiled()).toEqual(expect.arrayContaining(['B', 'C']));
    expect(live.fleet.vehicles.size).toBe(0);
    expect(live.compose('C', NOW)?.departures[0]).toMatchObject({
      trip_id: 't',
      status: 'timetable',
      vehicle_id: null,
    });
  });

  it('times on boards are whole seconds whatever the clock', async () => {
    const { live, clock } = liveTown(NOW + 30.4837, 'vehicle');
    await live.adoptTimetable(town(LINE));
    for (const seconds of [0, 11.3, 23.9]) {
      clock.wind(seconds);
      await live.takeVehicles(bus(200 + 8 * seconds, Math.floor(clock.now())));
      for (const stop of ['A', 'B', 'C', 'S']) {
        const document = live.compose(stop, clock.now())!;
        expect(Number.isInteger(document.generated_at)).toBe(true);
        for (const { expected, low, high } of document.departures) {
          for (const time of [expected, low, high])
            expect(time === null || Number.isInteger(time), `${time}`).toBe(true);
        }
      }
    }
  });

  it('alerts touch everything', async () => {
    const { live, soiled } = liveTown(NOW);
    await live.adoptTimetable(town(LINE));
    soiled();
    const selector = { agencyId: null, routeId: null, routeType: null, directionId: null, trip: null, stopId: 'A' };
    const closed: Alert = {
      ...{ alertId: 'a', activePeriods: [], informedEntities: [selector], cause: '', effect: 'NO_SERVICE' },
      ...{ header: { bg: 'Закрита' }, description: {}, ttsHeader: {}, ttsDescription: {}, url: {}, severity: null },
    };
    await live.takeAlerts(snapshot(NOW, { alerts: [closed] }));
    expect(soiled()).toEqual(['*']);
    expect(live.compose('A', NOW)?.alerts).toMatchObject([{ header: { bg: 'Закрита' } }]);
    expect(live.compose('X', NOW)?.alerts).toEqual([]);
  });

  it('what does not match is counted', async () => {
    const { live } = liveTown(NOW);
    await live.adoptTimetable(town(LINE));
    await live.takeTripUpdates(late('ghost', 60));
    expect(live.matching).toMatchObject({ matched: 0, unmatched: 1, findings: [{ rule: 'E003', count: 1 }] });
  });

  it('a snapshot that breaks it holds nothing up', async () => {
    const { live } = liveTown(NOW);
    await live.adoptTimetable(town(LINE));
    await expect(live.takeTripUpdates({ ...snapshot(NOW, {}), tripUpdates: null as never })).rejects.toThrow();
    await live.takeTripUpdates(late('t', 60));
    expect(live.compose('A', NOW)?.departures[0]?.expected).toBe(NOW + 60);
  });
});

describe('a new timetable', () => {
  const version = (n: number) => {
    const data = townData({ ...LINE, trips: LINE.trips.map((trip) => ({ ...trip, headsign: `Версия ${n}` })) });
    return new Timetable({ ...data, version: `sha256-${n}` });
  };

  it('keeps what is known in real time', async () => {
    const { live, soiled } = liveTown(NOW);
    await live.adoptTimetable(version(1));
    await live.takeVehicles(bus(100, NOW));
    await live.takeTripUpdates(late('u', 120));
    const before = live.compose('C', NOW)!;
    soiled();
    await live.adoptTimetable(version(2));
    expect(soiled()).toEqual(['*']);
    const after = live.compose('C', NOW)!;
    expect(after.timetable_version).toBe('sha256-2');
    expect(after.departures.map(({ id, expected, status }) => [id, expected, status])).toEqual(
      before.departures.map(({ id, expected, status }) => [id, expected, status]),
    );
    expect(after.departures.map(({ status }) => status).slice(0, 2)).toEqual(['live', 'live']);
  });

  it('a hundred times, with documents read meanwhile: each is of one version, and none is empty (obligation T3)', async () => {
    const { live } = liveTown(NOW);
    const versions = Array.from({ length: 100 }, (_, n) => version(n));
    await live.adoptTimetable(versions[0]!);
    let swapping = true;
    const work = (async () => {
      for (const timetable of versions) {
        await Promise.all([
          live.takeVehicles(bus(100, NOW)),
          live.adoptTimetable(timetable),
          live.takeTripUpdates(late('u', 60)),
        ]);
        await new Promise((resolve) => setImmediate(resolve));
      }
      swapping = false;
    })();
    const seen = new Set<string>();
    let composed = 0;
    while (swapping) {
      for (const stop of ['A', 'B', 'C', 'S', 'X']) {
        const document = live.compose(stop, NOW);
        composed++;
        seen.add(document?.timetable_version ?? 'none');
        const headsigns = new Set(
          document?.departures.map(({ headsign }) => `sha256-${headsign.bg.replace('Версия ', '')}`),
        );
        if (headsigns.size !== 1 || !headsigns.has(document!.timetable_version)) {
          expect.fail(`${stop}: ${document?.timetable_version} with ${[...headsigns]}`);
        }
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await work;
    expect(composed).toBeGreaterThan(400);
    expect(seen.size).toBeGreaterThan(50);
    expect(live.compose('A', NOW)?.timetable_version).toBe('sha256-99');
  });
});
