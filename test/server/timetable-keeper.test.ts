import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serviceTimeToEpoch } from '../../feeds/service-day.js';
import type { Timetable } from '../../server/timetable/timetable.js';
import { TimetableKeeper } from '../../server/timetable-keeper.js';
import { Scratch } from '../support/tablo-process.js';

const NOW = serviceTimeToEpoch('20260216', 43_200, 'Europe/Sofia');

let scratch: Scratch;
let served: Timetable[];
let now: number;
beforeEach(() => {
  now = NOW;
  scratch = new Scratch();
  served = [];
});
afterEach(() => scratch.remove());

/** A dataset of so many trips a day, as the source has it from now on. */
function publish(trips: number) {
  const dir = scratch.path('gtfs');
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const ids = Array.from({ length: trips }, (_, i) => `t${i}`);
  const files: Record<string, string> = {
    agency: 'agency_id,agency_name,agency_url,agency_timezone\nA,A,https://a.example,Europe/Sofia',
    stops: 'stop_id,stop_name,stop_lat,stop_lon\nA,A,42,23\nB,B,42.01,23',
    routes: 'route_id,agency_id,route_short_name,route_type\nR,A,5,3',
    calendar:
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nS,1,1,1,1,1,1,1,20260101,20261231',
    trips: `route_id,service_id,trip_id\n${ids.map((id) => `R,S,${id}`).join('\n')}`,
    stop_times: `trip_id,arrival_time,departure_time,stop_id,stop_sequence\n${ids
      .map((id) => `${id},08:00:00,08:00:00,A,1\n${id},08:05:00,08:05:00,B,2`)
      .join('\n')}`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, `${name}.txt`), `${text}\n`);
  return dir;
}

function keeper() {
  return new TimetableKeeper({
    source: scratch.path('gtfs'),
    dataDir: scratch.path('data'),
    allowHosts: [],
    forced: false,
    now: () => now,
    log: pino({ level: 'silent' }),
    onTimetable: async (timetable) => void served.push(timetable),
  });
}

const statesOf = async (kept: TimetableKeeper) =>
  (await kept.versions()).versions.map(({ trips, state }) => `${trips} ${state}`).sort();

test('T4: a timetable that lost half its trips is held, shown beside the old one, and serves when a dispatcher says so', async () => {
  publish(10);
  const kept = keeper();
  await kept.start();
  const [old] = (await kept.versions()).versions;
  publish(4);
  await kept.check();
  expect(served.map(({ tripCount }) => tripCount)).toEqual([10]);
  const held = kept.heldNow()!;
  expect(held).toMatchObject({ reason: expect.stringContaining('28 trips'), since: NOW });
  expect(await statesOf(kept)).toEqual(['10 serving', '4 held']);
  expect(await kept.difference(old!.version, held.version!)).toMatchObject({ trips_before: 70, trips_after: 28 });

  expect(await kept.approve(held.version!)).toBe('done');
  expect(served.map(({ tripCount }) => tripCount)).toEqual([10, 4]);
  expect(kept.heldNow()).toBeNull();
  expect(await statesOf(kept)).toEqual(['10 earlier', '4 serving']);
  kept.close();
});

test('a roll-back serves the version before, and the hourly look does not bring the other one back, not even after a restart', async () => {
  publish(10);
  const kept = keeper();
  await kept.start();
  const before = (await kept.versions()).versions[0]!.version;
  publish(9);
  await kept.check();
  expect(served.map(({ tripCount }) => tripCount)).toEqual([10, 9]);
  expect(await kept.rollBack(before)).toBe('done');
  await kept.check();
  expect(served.map(({ tripCount }) => tripCount)).toEqual([10, 9, 10]);
  expect(kept.summary().last_error).toBeNull();
  kept.close();

  const again = keeper();
  await again.start();
  expect(served.at(-1)!.tripCount).toBe(10);
  expect(await statesOf(again)).toEqual(['10 serving', '9 refused']);
  // A version that is new to the source is taken as ever.
  publish(11);
  await again.check();
  expect(served.at(-1)!.tripCount).toBe(11);
  again.close();
});

test('a held version that is turned away is no problem any more and is not asked about again', async () => {
  publish(10);
  const kept = keeper();
  await kept.start();
  publish(3);
  await kept.check();
  expect(await kept.turnAway(kept.heldNow()!.version!)).toBe('done');
  await kept.check();
  expect(kept.heldNow()).toBeNull();
  expect(served.map(({ tripCount }) => tripCount)).toEqual([10]);
  kept.close();
});

test('what cannot serve is answered by name', async () => {
  publish(10);
  const kept = keeper();
  await kept.start();
  const { version } = (await kept.versions()).versions[0]!;
  expect(await kept.approve('sha256-00')).toBe('unknown_version');
  expect(await kept.rollBack(version)).toBe('wrong_state');
  publish(9);
  await kept.check();
  rmSync(scratch.path('data', 'timetables', `${version.slice(0, 39)}.v2.bin`));
  expect(await kept.rollBack(version)).toBe('not_kept');
  kept.close();
});

test('of each version is told who did what with it and when: a person by name, the server itself by none', async () => {
  publish(10);
  const kept = keeper();
  await kept.start();
  const told = async (from = kept) =>
    Object.fromEntries(
      (await from.versions()).versions.map(({ trips, acts }) => [
        trips,
        acts.map(({ word, by, at }) => `${word} ${by} +${at - NOW}`),
      ]),
    );
  now += 60;
  publish(4);
  await kept.check();
  await kept.check();
  expect(await told()).toEqual({ 10: ['used null +0'], 4: ['held null +60'] });
  now += 60;
  await kept.approve(kept.heldNow()!.version!, 'Невена');
  const [old] = (await kept.versions()).versions.filter(({ trips }) => trips === 10);
  now += 60;
  await kept.rollBack(old!.version, 'Петър');
  const all = {
    10: ['used null +0', 'rolled_back Петър +180'],
    4: ['held null +60', 'approved Невена +120', 'left Петър +180'],
  };
  expect(await told()).toEqual(all);
  kept.close();

  // A start is no act, and what serves is as old as it was.
  now += 3_600;
  const again = keeper();
  await again.start();
  expect(await told(again)).toEqual(all);
  expect((await again.versions()).versions.find(({ state }) => state === 'serving')!.served_at).toBe(NOW + 180);
  now += 60;
  publish(3);
  await again.check();
  await again.turnAway(again.heldNow()!.version!, 'Петър');
  publish(2);
  await again.check();
  publish(1);
  await again.check();
  expect(await told(again)).toMatchObject({
    3: ['held null +3840', 'turned_away Петър +3840'],
    2: ['held null +3840', 'superseded null +3840'],
    1: ['held null +3840'],
  });
  again.close();
});

test('a book of before this was written down is read', async () => {
  publish(10);
  const kept = keeper();
  await kept.start();
  kept.close();
  const book = scratch.path('data', 'timetables', 'versions.json');
  const known = JSON.parse(readFileSync(book, 'utf8')) as Record<string, { acts?: unknown }[]>;
  for (const records of Object.values(known)) for (const record of records) delete record.acts;
  writeFileSync(book, JSON.stringify(known));
  const again = keeper();
  await again.start();
  expect((await again.versions()).versions).toMatchObject([{ state: 'serving', acts: [], served_at: NOW }]);
  again.close();
});
