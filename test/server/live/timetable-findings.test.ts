import { describe, expect, it } from 'vitest';
import type { FeedSnapshot, Finding } from '../../../feeds/model.js';
import { JUDGE_EVERY_S, TimetableFindings, withNewRules } from '../../../server/live/timetable-findings.js';
import { fix } from '../../support/realtime.js';
import { town } from '../../support/town.js';
import { snapshot } from './town.js';

const NOW = 1_771_221_600;
const timetable = town({
  stops: { a: [0, 0], b: [400, 0] },
  trips: [{ id: 't', calls: ['a 08:00:00', 'b 08:05:00'] }],
});

/** Vehicles of these trips. */
const vehiclesOf = (...trips: string[]): FeedSnapshot =>
  snapshot(NOW, { vehiclePositions: trips.map((trip, i) => fix(NOW, [0, 0], { trip, vehicleId: `v${i}` })) });

function judge() {
  const wall = { s: 100 };
  const crashes: unknown[] = [];
  const findings = new TimetableFindings({
    timetable: () => timetable,
    wallS: () => wall.s,
    onCrash: (error) => crashes.push(error),
  });
  const counts = () => Object.fromEntries(findings.of('vehicle_positions').map(({ rule, count }) => [rule, count]));
  return { findings, wall, crashes, counts };
}

describe('what the timetable finds in a feed', () => {
  it('F6: is counted: two vehicles of trips that it does not have', async () => {
    const { findings, counts } = judge();
    findings.take('vehicle_positions', vehiclesOf('t', 'ghost', 'phantom'));
    await findings.settled();
    expect(counts()).toMatchObject({ E003: 2 });
    expect(findings.of('alerts')).toEqual([]);
  });

  it('is found in the newest snapshot, and looked for twice a minute', async () => {
    const { findings, wall, counts } = judge();
    findings.take('vehicle_positions', vehiclesOf('ghost'));
    findings.take('vehicle_positions', vehiclesOf('ghost', 'phantom'));
    await findings.settled();
    expect(counts()).toMatchObject({ E003: 2 });
    wall.s += JUDGE_EVERY_S - 1;
    findings.take('vehicle_positions', vehiclesOf('t'));
    await findings.settled();
    expect(counts()).toMatchObject({ E003: 2 });
    wall.s += 1;
    findings.take('vehicle_positions', vehiclesOf('t'));
    await findings.settled();
    expect(counts()).not.toHaveProperty('E003');
  });

  it('a crash of a rule leaves the last counts standing, and the next snapshot is judged', async () => {
    const { findings, wall, crashes, counts } = judge();
    findings.take('vehicle_positions', vehiclesOf('ghost'));
    await findings.settled();
    wall.s += JUDGE_EVERY_S;
    findings.take('vehicle_positions', { ...vehiclesOf(), vehiclePositions: [null as never] });
    await findings.settled();
    expect(crashes).toHaveLength(1);
    expect(counts()).toMatchObject({ E003: 1 });
    wall.s += JUDGE_EVERY_S;
    findings.take('vehicle_positions', vehiclesOf('ghost', 'phantom'));
    await findings.settled();
    expect(counts()).toMatchObject({ E003: 2 });
  });

  it('a rule that two stages look at counts once', () => {
    const finding = (rule: string, count: number): Finding =>
      ({ rule, verdict: 'note', count, example: '' }) as Finding;
    const both = withNewRules([finding('E003', 5)], [finding('E003', 7), finding('E004', 1)]);
    expect(both.map(({ rule, count }) => [rule, count])).toEqual([
      ['E003', 5],
      ['E004', 1],
    ]);
  });
});
