import { expect, test } from 'vitest';
import { serviceTimeToEpoch } from '../../../feeds/service-day.js';
import { timetableDifference } from '../../../server/timetable/difference.js';
import { town } from '../../support/town.js';

const NOW = serviceTimeToEpoch('20260216', 43_200, 'Europe/Sofia');

test('a swap is told by what it brings and takes: trips, stops, lines', () => {
  const before = town({
    stops: { A: [0, 0], B: [500, 0], C: [1000, 0] },
    trips: [
      { id: 'a', route: '2', calls: ['A 08:00', 'B 08:05'] },
      { id: 'b', route: '5', calls: ['A 08:00', 'B 08:05'] },
      { id: 'c', route: '5', calls: ['A 09:00', 'C 09:05'] },
      { id: 'd', route: '10', calls: ['B 09:00', 'C 09:05'] },
    ],
  });
  const after = town({
    stops: { A: [0, 0], B: [500, 80], D: [1500, 0] },
    trips: [
      { id: 'a', route: '2', calls: ['A 08:00', 'B 08:05'] },
      { id: 'b', route: '5', service: 'weekend', calls: ['A 08:00', 'B 08:05'] },
      { id: 'e', route: '7', calls: ['A 09:00', 'D 09:05'] },
    ],
    services: { weekend: ['20260221', '20260222'] },
  });
  expect(timetableDifference(before, after, NOW)).toMatchObject({
    trips_before: 28,
    trips_after: 16,
    counts: { stops_gained: 1, stops_lost: 1, stops_moved: 1, lines_gained: 1, lines_lost: 1, lines_changed: 1 },
    stops_gained: [{ id: 'D', name: 'D' }],
    stops_lost: [{ id: 'C', name: 'C' }],
    stops_moved: [{ id: 'B', by_m: 80 }],
    lines_gained: [{ id: '7' }],
    lines_lost: [{ id: '10' }],
    lines_changed: [{ route_id: '5', trips_before: 14, trips_after: 2 }],
  });
});

test('a timetable beside itself differs in nothing', () => {
  const same = town({ trips: [{ id: 'a', calls: ['A 08:00', 'B 08:05'] }] });
  expect(Object.values(timetableDifference(same, same, NOW).counts)).toEqual([0, 0, 0, 0, 0, 0]);
});
