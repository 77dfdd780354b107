import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serviceDayStart } from '../../../feeds/service-day.js';
import { silentLog } from '../../../server/log.js';
import { Quality } from '../../../server/quality/quality.js';
import { qualityCsv, qualityReport } from '../../../server/quality/report.js';
import { Store } from '../../../server/store/database.js';
import { trackVehicle } from '../../../server/tracking/track.js';
import type { TrackedVehicle } from '../../../server/tracking/vehicle.js';
import { fix } from '../../support/realtime.js';
import { stopDocument } from '../../support/stop-document.js';
import { Scratch } from '../../support/tablo-process.js';
import { town } from '../../support/town.js';

const DAY = '20260610';
const EIGHT = serviceDayStart(DAY, 'Europe/Sofia') + 8 * 3_600;
const street = town({ trips: [{ id: 't', route: '7', calls: ['A 08:00', 'B 08:02', 'C 08:04', 'D 08:06'] }] });
const names = { line: (id: string) => `=${id}`, stop: (id: string) => ({ bg: `Спирка „${id}"`, en: id }) };

let scratch: Scratch;
let store: Store;
let now: number;
beforeEach(async () => {
  scratch = new Scratch();
  await open();
});
afterEach(async () => {
  await store.close();
  scratch.remove();
});
const open = async () => {
  store = await Store.open({ dataDir: scratch.path('data'), now: () => now, log: silentLog });
};

/** The board of stop C says that the bus comes 150 s past eight; it passes there `actual` seconds past eight. */
function morning(quality: Quality, actual: number): void {
  let bus: TrackedVehicle | null = null;
  const seen = (atS: number, atM: number) => {
    now = EIGHT + atS;
    bus = trackVehicle(bus, fix(now, [atM, 0]), street, now);
    quality.take(new Map([['v1', bus]]));
  };
  seen(0, 100);
  now = EIGHT + 30;
  const row = { line: '7', to: 'D', scheduledIn: 90, expectedIn: 120, id: `${DAY}/t/3`, stop_id: 'C' };
  quality.note(stopDocument('C', now, [row]));
  seen(actual - 20, 900);
  seen(actual + 20, 1_100);
}
const made = () => new Quality({ store, timetable: () => street, now: () => now });
const report = async (quality: Quality) =>
  qualityReport(await quality.sums(DAY, DAY), { from: DAY, until: DAY, generated_at: now }, names);

describe('the quality of a city', () => {
  it('is told by line, stop, hour, horizon and by what the glass said, before it is written and after', async () => {
    const quality = made();
    morning(quality, 170);
    const unwritten = await report(quality);
    const figures = { n: 1, mbta: 1, eta: 1, eta_n: 1, mean_error_s: 20, mean_abs_error_s: 20, early: 0 };
    const buses = { passed: 1, missed: 0, ghosts: 0 };
    expect(unwritten).toMatchObject({
      total: { ...figures, ...buses },
      lines: [{ route_id: '7', name: '=7', ...figures, ...buses }],
      stops: [{ stop_id: 'C', ...figures }],
      hours: [{ hour: 8, ...figures }],
      said: [{ minutes: 2, n: 1, mean_minutes: 2.33, within_minute: 1 }],
    });
    expect(unwritten.bins.map(({ n }) => n)).toEqual([1, 0, 0, 0]);
    await quality.save();
    expect(await report(quality)).toEqual(unwritten);
    expect(qualityCsv(unwritten).split('\r\n')).toContain(`line,7,'=7,1,1,1,1,20,20,0,1,0,0,,`);
    expect(qualityCsv(unwritten)).toContain('"Спирка „C"""');
  });

  it('is added up over a restart', async () => {
    const before = made();
    morning(before, 170);
    await before.save();
    await store.close();
    await open();
    const after = made();
    morning(after, 270);
    await after.save();
    expect((await report(after)).total).toMatchObject({ n: 2, mbta: 0.5, mean_error_s: 70, passed: 2 });
  });

  it('a process that is killed between a promise and its bus loses neither, where it is back before five minutes', async () => {
    const killed = made();
    let bus: TrackedVehicle | null = null;
    const seen = (quality: Quality, atS: number, atM: number) => {
      now = EIGHT + atS;
      bus = trackVehicle(bus, fix(now, [atM, 0]), street, now);
      quality.take(new Map([['v1', bus]]));
    };
    const promised = (stop: string, sequence: number, atS: number) => {
      now = EIGHT + atS;
      const row = { line: '7', to: 'D', scheduledIn: 90, expectedIn: 120, id: `${DAY}/t/${sequence}`, stop_id: stop };
      killed.note(stopDocument(stop, now, [row]));
    };
    seen(killed, 0, 100);
    promised('B', 2, 5);
    promised('C', 3, 30);
    seen(killed, 100, 600);
    await killed.save();
    // It is gone without a word; what comes back knows its folder alone, and its first look at the bus is past the stop.
    const after = made();
    await after.recall();
    bus = null;
    seen(after, 250, 1_100);
    const { total, said } = await report(after);
    expect(total).toMatchObject({ n: 2, passed: 2, missed: 0, ghosts: 0 });
    // Between 600 m at 100 s and 1,100 m at 250 s it passed C, at 1,000 m, at 220 s: 70 s after what was promised.
    expect(said).toMatchObject([{ minutes: 2, n: 2 }]);
    expect(total.mean_error_s).toBeGreaterThan(0);
    await after.save();
    expect((await report(after)).total).toEqual(total);
    // A third one counts nothing twice.
    const third = made();
    await third.recall();
    seen(third, 290, 1_300);
    expect((await report(third)).total).toEqual(total);
  });

  it('a restart that took longer judges nothing of before, and counts no ghost', async () => {
    const killed = made();
    now = EIGHT;
    killed.take(new Map());
    const row = { line: '7', to: 'D', scheduledIn: 90, expectedIn: 120, id: `${DAY}/t/3`, stop_id: 'C' };
    killed.note(stopDocument('C', now, [row]));
    await killed.save();
    const after = made();
    await after.recall();
    now = EIGHT + 2_000;
    after.take(new Map());
    expect((await report(after)).total).toMatchObject({ n: 0, ghosts: 0 });
  });

  it('loses nothing where the store cannot be written for a while', async () => {
    const quality = made();
    morning(quality, 170);
    const mode = store.mode.bind(store);
    store.mode = () => 'read-only';
    await quality.save();
    expect((await store.db.selectFrom('quality').selectAll().execute()).length).toBe(0);
    store.mode = mode;
    const { db } = store;
    await db.schema.alterTable('quality').renameTo('elsewhere').execute();
    await expect(quality.save()).rejects.toThrow();
    await db.schema.alterTable('elsewhere').renameTo('quality').execute();
    await quality.save();
    await quality.save();
    expect((await report(quality)).total).toMatchObject({ n: 1, passed: 1 });
    expect((await store.db.selectFrom('quality').selectAll().execute()).length).toBe(4);
  });

  it('compares the last hour of a line with the two weeks before today', async () => {
    now = EIGHT;
    const day = { day: '20260609', kind: 'line', key: '7', hour: 8, bin: 0 };
    const figures = { n: 10, mbta: 9, eta_n: 0, eta: 0, sum_error: 0, sum_abs: 0, early: 0 };
    await store.db
      .insertInto('quality')
      .values({ ...day, ...figures })
      .execute();
    const quality = made();
    expect(quality.faring()).toBeNull();
    await quality.save();
    morning(quality, 290);
    expect(quality.faring()).toEqual([{ routeId: '7', share: 0, predictions: 1, usual: 0.9 }]);
    now += 3_700;
    expect(quality.faring()).toEqual([]);
  });

  it('judges nothing over a gap in which nobody saw the buses', async () => {
    const quality = made();
    morning(quality, 100);
    quality.note(
      stopDocument('A', now, [{ line: '7', to: 'D', scheduledIn: 60, expectedIn: 60, id: 'x', stop_id: 'A' }]),
    );
    now += 2_000;
    quality.take(new Map());
    expect((await report(quality)).total.ghosts).toBe(0);
  });
});
