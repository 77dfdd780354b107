import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLog } from '../../server/log.js';
import { FeedHistories } from '../../server/sight/feed-history.js';
import { Trails } from '../../server/sight/trails.js';
import { SightKeeper } from '../../server/sight-keeper.js';
import { Store } from '../../server/store/database.js';
import type { Timetable } from '../../server/timetable/timetable.js';
import { Scratch } from '../support/tablo-process.js';
import { town } from '../support/town.js';
import { onTrip } from './sight/vehicles.js';

const NOW = 1_771_225_200;
const timetable = town({ trips: [{ id: 't', calls: ['A 08:00', 'B 08:05', 'C 08:10'] }] });
const other = town({ trips: [{ id: 'u', calls: ['A 08:00', 'C 08:10'] }] });

let scratch: Scratch;
let store: Store;
let now: number;
const open: SightKeeper[] = [];
beforeEach(async () => {
  scratch = new Scratch();
  now = NOW;
  store = await Store.open({ dataDir: scratch.path('data'), now: () => now, log: silentLog });
});
afterEach(async () => {
  for (const keeper of open.splice(0)) await keeper.close();
  await store.close();
  scratch.remove();
});

/** A server's eyes from its start on. */
async function started(serving: Timetable = timetable) {
  const histories = new FeedHistories();
  const trails = new Trails();
  const keeper = await SightKeeper.open({
    ...{ store, histories, trails, timetable: () => serving, now: () => now, log: silentLog },
  });
  await keeper.recallTrails(serving);
  open.push(keeper);
  return { histories, trails, keeper };
}
type Eyes = Awaited<ReturnType<typeof started>>;

/** An hour and a half of a bus and a feed, kept every minute. */
async function drive({ histories, trails, keeper }: Eyes, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++, now += 60) {
    for (let s = 0; s < 60; s += 10)
      trails.take([onTrip(timetable, '501', 't', now + s, minute * 20 + s / 10)], now + s);
    histories.sample('alerts', { age_s: minute, entities: 3, findings: 0, bytes: 4_000, latency_ms: null }, now);
    await keeper.save();
  }
}

it('plots and trails are after a kill what they were before, with a gap where nobody looked', async () => {
  const before = await started();
  await drive(before, 90);
  const kept = { history: before.histories.of('alerts'), trail: before.trails.of('501', now) };
  expect(kept.trail).toHaveLength(360);
  const after = await started();
  expect(after.histories.of('alerts')).toEqual(kept.history);
  const recalled = after.trails.of('501', now);
  expect(recalled.map(({ at }) => at)).toEqual(kept.trail.map(({ at }) => at));
  for (const [i, { lat, lon, trip, alongM, deviationS }] of recalled.entries()) {
    expect(Math.abs(lat - kept.trail[i]!.lat)).toBeLessThan(0.00002);
    expect(Math.abs(lon - kept.trail[i]!.lon)).toBeLessThan(0.00002);
    expect({ trip, alongM, deviationS }).toEqual({
      ...{ trip: kept.trail[i]!.trip, alongM: Math.round(kept.trail[i]!.alongM!) },
      deviationS: kept.trail[i]!.deviationS,
    });
  }
  now += 600;
  await drive(after, 1);
  const times = after.trails.of('501', now).map(({ at }) => at);
  expect(Math.max(...times.slice(1).map((at, i) => at - times[i]!))).toBe(610);
});

it('of another timetable places stay and trips are forgotten', async () => {
  await drive(await started(), 3);
  const trail = (await started(other)).trails.of('501', now);
  expect(trail).toHaveLength(18);
  expect(trail.every(({ trip, alongM }) => trip === -1 && alongM === null)).toBe(true);
});

it('what cannot be written waits, and is written when the disk takes it again', async () => {
  const eyes = await started();
  const mode = store.mode.bind(store);
  store.mode = () => 'read-only';
  await drive(eyes, 5);
  expect(await store.db.selectFrom('recent_block').selectAll().execute()).toEqual([]);
  store.mode = mode;
  await drive(eyes, 1);
  const after = await started();
  expect(after.trails.of('501', now)).toHaveLength(36);
  expect(after.histories.of('alerts')!.at).toHaveLength(6);
});

it('a broken block costs its minutes alone; a clock that was set back begins anew', async () => {
  await drive(await started(), 4);
  const [first] = await store.db.selectFrom('recent_block').select('seq').orderBy('seq').execute();
  await store.db
    .updateTable('recent_block')
    .set({ body: Buffer.from('?') })
    .where('seq', '=', first!.seq)
    .execute();
  expect((await started()).trails.of('501', now)).toHaveLength(18);
  now = NOW - 86_400;
  const back = await started();
  expect(back.histories.of('alerts')).toBeNull();
  expect([...back.trails.vehicles()]).toEqual([]);
});

it('the store keeps an hour of places and a day of minutes, and no more', async () => {
  const eyes = await started();
  await drive(eyes, 150);
  const { blocks } = await store.db
    .selectFrom('recent_block')
    .select((e) => e.fn.countAll<number>().as('blocks'))
    .executeTakeFirstOrThrow();
  expect(blocks).toBeLessThanOrEqual(62);
  now += 86_400;
  await drive(eyes, 1);
  expect(await store.db.selectFrom('feed_minute').selectAll().execute()).toHaveLength(1);
});
