// A quiet morning of a small town: every test of the watch says what is different.

import type { BoardFact, FeedFact, VehicleFact, WatchFacts } from '../../../server/watch/facts.js';

export const NOW = 1_771_308_600;

export const feed = (name: FeedFact['name'], change: Partial<FeedFact> = {}): FeedFact => ({
  name,
  kind: name.replace('-', '_') as FeedFact['kind'],
  dataAt: NOW - 5,
  openedAt: NOW - 3600,
  failures: 0,
  lastFailure: null,
  ...change,
});

export const bus = (vehicleId: string, change: Partial<VehicleFact> = {}): VehicleFact => ({
  vehicleId,
  routeId: 'R5',
  offRoute: false,
  predicted: true,
  unknownTrip: false,
  tripId: `trip ${vehicleId}`,
  ...change,
});

export const board = (board_id: string, change: Partial<BoardFact> = {}): BoardFact => ({
  board_id,
  name: `Табло ${board_id}`,
  stopIds: ['A'],
  connected: true,
  lastSeenAt: NOW - 5,
  registeredAt: NOW - 86_400,
  shows: 'right',
  oldSince: null,
  asleep: false,
  ...change,
});

/** Boards that watch a stop; none watches two. */
const WATCHERS: Record<string, number> = { A: 4, B: 3, C: 5 };

export const quiet = (change: Partial<WatchFacts> = {}): WatchFacts => ({
  startedAt: NOW - 3600,
  feeds: [feed('vehicle-positions'), feed('trip-updates'), feed('alerts')],
  timetable: { version: 'sha256-a', timezone: 'Europe/Sofia', lastDate: '20261231', daysLeft: 90 },
  held: null,
  lines: [
    { routeId: 'R5', name: '5', stopIds: ['A', 'B'] },
    { routeId: 'R10', name: '10', stopIds: ['B', 'C'] },
    { routeId: 'R2', name: '2А', stopIds: ['D'] },
  ],
  onTheRoad: new Set(['R5', 'R10']),
  untracked: new Set(),
  matching: { matched: 40, unmatched: 0, example: null },
  vehicles: [bus('501'), bus('502')],
  detoured: new Set(),
  lit: 12,
  boardsAt: (stopIds) => [...stopIds].reduce((sum, stop) => sum + (WATCHERS[stop] ?? 0), 0),
  boards: [board('1'), board('2')],
  quality: null,
  parked: [],
  store: 'read-write',
  ...change,
});
