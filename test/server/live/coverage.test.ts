import { describe, expect, it } from 'vitest';
import { hear, NO_COVERAGE, REVIEW_EVERY_S, SILENT_BEFORE_UNTRACKED_S } from '../../../server/live/coverage.js';
import { event, stopUpdate, tripUpdate } from '../../support/realtime.js';
import { town } from '../../support/town.js';
import { at } from '../departures/stand.js';
import { liveTown, snapshot } from './town.js';

const NOW = at('08:00');
/** Lines 1 and 9 run all day, line 5 only in the evening. */
const timetable = town({
  trips: [
    { id: 'one', route: '1', calls: ['A 07:00', 'B 12:00'] },
    { id: 'nine', route: '9', calls: ['A 07:00', 'C 12:00'] },
    { id: 'nine-later', route: '9', calls: ['A 09:00', 'C 12:00'] },
    { id: 'five', route: '5', calls: ['A 20:00', 'D 21:00'] },
  ],
});
const index = (routeId: string) => timetable.routeIndex(routeId);
const untracked = (set: ReadonlySet<number>) => [...set].map((route) => timetable.data.routes[route]!.routeId);

describe('a line without tracking', () => {
  it('is one that is on the road and was not heard of in ten minutes of realtime', () => {
    let coverage = hear(NO_COVERAGE, [index('1')], timetable, NOW);
    coverage = hear(coverage, [index('1')], timetable, NOW + SILENT_BEFORE_UNTRACKED_S - 1);
    expect(untracked(coverage.untracked)).toEqual([]);
    coverage = hear(coverage, [index('1')], timetable, NOW + SILENT_BEFORE_UNTRACKED_S);
    expect(untracked(coverage.untracked)).toEqual(['9']);
  });

  it('is none as soon as it is heard of', () => {
    let coverage = hear(NO_COVERAGE, [index('1')], timetable, NOW);
    coverage = hear(coverage, [], timetable, NOW + SILENT_BEFORE_UNTRACKED_S);
    coverage = hear(coverage, [index('9')], timetable, NOW + SILENT_BEFORE_UNTRACKED_S + 1);
    expect(untracked(coverage.untracked)).toEqual([]);
  });

  it('stays tracked when it was heard of once', () => {
    let coverage = hear(NO_COVERAGE, [index('1'), index('9')], timetable, NOW);
    coverage = hear(coverage, [index('1')], timetable, NOW + 2 * SILENT_BEFORE_UNTRACKED_S);
    expect(untracked(coverage.untracked)).toEqual([]);
  });

  it('is looked for once a minute and not at every poll', () => {
    let coverage = hear(NO_COVERAGE, [], timetable, NOW);
    coverage = hear(coverage, [], timetable, NOW + 700);
    const again = hear(coverage, [], timetable, NOW + 700 + REVIEW_EVERY_S - 1);
    expect(again.untracked).toBe(coverage.untracked);
    expect(again.reviewedAt).toBe(NOW + 700);
  });

  it('is said so on its rows and on no others', async () => {
    const { live, clock } = liveTown(NOW);
    await live.adoptTimetable(timetable);
    const heard = (timestamp: number) =>
      snapshot(timestamp, {
        tripUpdates: [tripUpdate('one', [stopUpdate({ stopId: 'B', arrival: event({ delayS: 60 }) })], { timestamp })],
      });
    await live.takeTripUpdates(heard(NOW));
    clock.wind(SILENT_BEFORE_UNTRACKED_S);
    await live.takeTripUpdates(heard(clock.now()));
    const rows = live.compose('A', clock.now())?.departures ?? [];
    expect(rows.map(({ trip_id, tracked }) => [trip_id, tracked]).slice(0, 2)).toEqual([
      ['nine-later', false],
      ['five', undefined],
    ]);
    expect([...live.untrackedRoutes]).toEqual([index('9')]);
  });
});
