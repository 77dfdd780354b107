import { expect, test } from 'vitest';
import { TRAIL_S, TRAILS_AT_MOST, Trails } from '../../../server/sight/trails.js';
import { town } from '../../support/town.js';
import { onTrip } from './vehicles.js';

const timetable = town({
  trips: [
    { id: 't', calls: ['A 08:00', 'B 08:05', 'C 08:10'] },
    { id: 'u', calls: ['A 09:00', 'B 09:05', 'C 09:10'] },
  ],
});
const NOW = 1_771_225_200;

test('a trail is the last hour, thinned to ten seconds, the oldest place first', () => {
  const trails = new Trails();
  for (let at = NOW - 5_000; at <= NOW; at += 5) trails.take([onTrip(timetable, '501', 't', at, at - NOW + 5_000)], at);
  const trail = trails.of('501', NOW);
  expect(trail).toHaveLength(360);
  expect(trail.at(-1)).toMatchObject({ at: NOW, alongM: 5_000, deviationS: 30 });
  expect(trail[0]!.at).toBe(NOW - TRAIL_S + 10);
  expect(trail.every(({ at }, i) => i === 0 || at - trail[i - 1]!.at === 10)).toBe(true);
  expect(trails.of('none', NOW)).toEqual([]);
});

test('who was silent for an hour is forgotten; places stay where another timetable serves, trips do not', () => {
  const trails = new Trails();
  trails.take([onTrip(timetable, '501', 't', NOW - 4_000, 0)], NOW - 4_000);
  trails.take([onTrip(timetable, '502', 't', NOW, 10)], NOW);
  expect([...trails.vehicles()]).toEqual(['502']);
  trails.forgetTrips();
  expect(trails.of('502', NOW)).toMatchObject([{ trip: -1, alongM: null, at: NOW }]);
});

test('the number of trails is bounded, and those that spoke last stay', () => {
  const trails = new Trails();
  for (let i = 0; i < TRAILS_AT_MOST + 3; i++) trails.take([onTrip(timetable, `${i}`, 't', NOW, 0)], NOW);
  expect([...trails.vehicles()]).toHaveLength(TRAILS_AT_MOST);
  expect(trails.of('0', NOW)).toEqual([]);
  expect(trails.of(`${TRAILS_AT_MOST + 2}`, NOW)).toHaveLength(1);
});

test('the way on one trip leaves out other trips, and what lies before the last hour', () => {
  const [one, other] = [timetable.trips('t')[0]!, timetable.trips('u')[0]!];
  const trails = new Trails();
  for (let at = NOW - 4_000; at < NOW; at += 20) {
    const id = at % 200 === 0 ? 'u' : 't';
    trails.take([onTrip(timetable, '501', id, at, at - NOW + 4_000)], at);
  }
  const expected = (trip: number) =>
    trails.of('501', NOW).flatMap((trace) => (trace.trip === trip ? [trace.at, trace.alongM] : []));
  expect(trails.onTrip('501', one, NOW)).toEqual(expected(one));
  expect(trails.onTrip('501', other, NOW)).toEqual(expected(other));
  expect(trails.onTrip('501', one, NOW).length).toBeGreaterThan(200);
  expect(trails.onTrip('none', one, NOW)).toEqual([]);
});
