import { expect, test } from 'vitest';
import { serviceTimeToEpoch } from '../../../feeds/service-day.js';
import { StopViews } from '../../../server/departures/stop-view.js';
import { alongAxis, axesOf, startingWithin } from '../../../server/sight/axis.js';
import { stripOf, stripSummary } from '../../../server/sight/strip.js';
import { Trails } from '../../../server/sight/trails.js';
import { town } from '../../support/town.js';
import { onTrip } from './vehicles.js';

const time = (hhmm: string) =>
  serviceTimeToEpoch('20260216', Number(hhmm.slice(0, 2)) * 3600 + Number(hhmm.slice(3)) * 60, 'Europe/Sofia');

/** Line 5: every ten minutes from A to E, 500 m and two minutes a stop; at 08:30 one that skips C; the other way at 08:00. */
const timetable = town({
  stops: { A: [0, 0], B: [500, 0], C: [1000, 0], D: [1500, 0], E: [2000, 0] },
  trips: [
    ...['08:00', '08:10', '08:20'].map((start, i) => ({
      id: `t${i + 1}`,
      route: '5',
      direction: 0 as const,
      headsign: 'E',
      calls: ['A', 'B', 'C', 'D', 'E'].map(
        (stop, n) => `${stop} 08:${String(Number(start.slice(3)) + n * 2).padStart(2, '0')}`,
      ),
    })),
    { id: 'short', route: '5', direction: 0, headsign: 'E', calls: ['A 08:30', 'B 08:32', 'D 08:36', 'E 08:38'] },
    { id: 'back', route: '5', direction: 1, calls: ['E 08:00', 'A 08:10'] },
  ],
});
const views = new StopViews(timetable);
const axes = axesOf(timetable, '20260216');
const out = axes.get('0/0')!;

/** Drives buses evenly and remembers it. */
function driven(buses: { id: string; trip: string; leaves: string; metresPerMinute: number }[], now: number) {
  const trails = new Trails();
  const vehicles = buses.map(({ id, trip, leaves, metresPerMinute }) => {
    let last = onTrip(timetable, id, trip, time(leaves), 0);
    for (let at = time(leaves); at <= now; at += 10) {
      last = onTrip(timetable, id, trip, at, ((at - time(leaves)) / 60) * metresPerMinute);
      trails.take([last], at);
    }
    return last;
  });
  return { views, vehicles, trails, now };
}

test('an axis is the busiest pattern; another finds its place by the stops that both share', () => {
  expect([...axes.keys()].sort()).toEqual(['0/0', '0/1']);
  expect(out.stops.map(({ alongM }) => alongM)).toEqual([0, 500, 1000, 1500, 2000]);
  const short = timetable.data.tripPattern[timetable.trips('short')[0]!]!;
  expect(alongAxis(out, short, 1_000)).toBeCloseTo(1_000);
  expect(alongAxis(out, short, 2_100)).toBeNull();
});

test('trips of a date in the order of their starts, and those that start within a time', () => {
  const running = out.tripsOn('20260216');
  const names = (trips: readonly number[]) => trips.map((trip) => timetable.data.tripIds[trip]);
  expect(names(running.trips)).toEqual(['t1', 't2', 't3', 'short']);
  expect(out.tripsOn('20260216')).toBe(running);
  const at = (minutes: number) => 8 * 3_600 + minutes * 60;
  expect(names(startingWithin(running, at(10), at(30)))).toEqual(['t2', 't3']);
  expect(names(startingWithin(running, at(0), at(31)))).toEqual(['t1', 't2', 't3', 'short']);
  expect(startingWithin(running, at(31), at(60))).toEqual([]);
});

test('the plot has what is planned around now and what was driven, stop by stop on one axis', () => {
  const now = time('08:14');
  const strip = stripOf(out, driven([{ id: '501', trip: 't1', leaves: '08:02', metresPerMinute: 150 }], now));
  expect(strip).toMatchObject({ route: { name: '5' }, direction: 0, headsign: { bg: 'E' }, length_m: 2000 });
  expect(strip.planned.map(({ trip_id }) => trip_id).sort()).toEqual(['short', 't1', 't2', 't3']);
  expect(strip.planned.find(({ trip_id }) => trip_id === 't2')!.points).toEqual(
    [0, 500, 1000, 1500, 2000].flatMap((along, i) => [time('08:10') + i * 120, along]),
  );
  expect(strip.driven).toHaveLength(1);
  expect(strip.driven[0]!.points.slice(-2)).toEqual([now, 1800]);
  expect(strip.trouble).toEqual([]);
});

test('a late bus with the next one on its heels is bunching; the hole behind it is a gap', () => {
  const now = time('08:16');
  // 501 crawls, 502 is on time behind it.
  const slow = { id: '501', trip: 't1', leaves: '08:04', metresPerMinute: 130 };
  const next = { id: '502', trip: 't2', leaves: '08:10', metresPerMinute: 250 };
  const moment = driven([slow, next], now);
  expect(stripOf(out, moment).trouble).toMatchObject([
    { kind: 'bunching', ahead: '501', behind: '502', along_m: 1500, planned_s: 600 },
  ]);
  expect(stripSummary(out, moment)).toMatchObject({ vehicles: 2, bunching: 1, gaps: 0, planned_headway_s: 600 });
  const later = time('08:30');
  const late = { id: '503', trip: 't3', leaves: '08:29', metresPerMinute: 250 };
  const gap = driven([{ ...next, metresPerMinute: 90 }, late], later);
  expect(stripOf(out, gap).trouble).toMatchObject([{ kind: 'gap', ahead: '502', behind: '503' }]);
});

test('buses at a terminal wait and bunch with nobody', () => {
  const waiting = driven(
    [
      { id: '501', trip: 't1', leaves: '08:05', metresPerMinute: 10 },
      { id: '502', trip: 't2', leaves: '08:05', metresPerMinute: 9 },
    ],
    time('08:10'),
  );
  expect(stripOf(out, waiting).trouble).toEqual([]);
});

test('what was driven has a hole where nobody saw the bus', () => {
  const moment = driven([{ id: '501', trip: 't1', leaves: '08:02', metresPerMinute: 150 }], time('08:05'));
  const now = time('08:12');
  const back = [onTrip(timetable, '501', 't1', now - 10, 1_400), onTrip(timetable, '501', 't1', now, 1_500)];
  for (const one of back) moment.trails.take([one], now);
  const lines = stripOf(out, { ...moment, vehicles: back.slice(1), now }).driven.map(({ points }) => points);
  expect(lines.map((points) => [points[0], points.at(-2)])).toEqual([
    [time('08:02'), time('08:05')],
    [now - 10, now],
  ]);
});
