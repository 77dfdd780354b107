// A vehicle's reports, one after another, on small streets.

import { describe, expect, it } from 'vitest';
import type { VehiclePosition } from '../../../feeds/model.js';
import { serviceDayStart } from '../../../feeds/service-day.js';
import type { Timetable } from '../../../server/timetable/timetable.js';
import { trackVehicle } from '../../../server/tracking/track.js';
import type { TrackedVehicle } from '../../../server/tracking/vehicle.js';
import { fix } from '../../support/realtime.js';
import { town } from '../../support/town.js';

const DAY = serviceDayStart('20260610', 'Europe/Sofia');
const at = (time: string) => {
  const [h, m, s] = time.split(':').map(Number);
  return DAY + h! * 3600 + m! * 60 + (s ?? 0);
};

/** Five stops, 500 m and two minutes apart. */
const street = town({
  trips: [{ id: 't', calls: ['A 08:00', 'B 08:02', 'C 08:04', 'D 08:06', 'E 08:08'] }],
});

function follow(timetable: Timetable, fixes: VehiclePosition[], from: TrackedVehicle | null = null): TrackedVehicle[] {
  const states: TrackedVehicle[] = [];
  let state = from;
  for (const report of fixes) {
    state = trackVehicle(state, report, timetable, report.timestamp + 5);
    states.push(state);
  }
  return states;
}
const last = (states: TrackedVehicle[]) => states[states.length - 1]!;

describe('trackVehicle', () => {
  it('finds the place, the next call and the lateness', () => {
    const [state] = follow(street, [fix(at('8:04'), [750, 5])]);
    expect(state).toMatchObject({ phase: 'in_progress', nextPosition: 2, silence: null, date: '20260610' });
    expect(state!.distanceM).toBeCloseTo(750, -1);
    expect(state!.offsetM).toBeCloseTo(5, 0);
    expect(state!.deviationS).toBeCloseTo(60, -1);
  });

  it('is at a stop when it stands near it, and on its way once it has left', () => {
    const states = follow(street, [
      fix(at('8:03:30'), [900, 0]),
      fix(at('8:04:00'), [990, 0]),
      fix(at('8:04:20'), [995, 0]),
      fix(at('8:04:40'), [1100, 0]),
    ]);
    expect(states.map((s) => [s.nextPosition, s.atStop])).toEqual([
      [2, false],
      [2, false],
      [2, true],
      [3, false],
    ]);
    expect(last(states)).toMatchObject({ leftFrom: 2, leftAt: at('8:04:40') });
  });

  it('never goes backwards on its trip', () => {
    const states = follow(street, [
      fix(at('8:03:00'), [750, 0]),
      fix(at('8:03:10'), [735, 0]),
      fix(at('8:03:20'), [742, 8]),
    ]);
    for (const state of states) expect(state.distanceM).toBeCloseTo(750, -1);
  });

  it('edge 16: drops duplicates, older reports and reports from the future', () => {
    const first = trackVehicle(null, fix(at('8:03:00'), [750, 0]), street, at('8:03:01'));
    expect(trackVehicle(first, fix(at('8:03:00'), [800, 0]), street, at('8:03:10'))).toBe(first);
    expect(trackVehicle(first, fix(at('8:02:50'), [800, 0]), street, at('8:03:10'))).toBe(first);
    expect(trackVehicle(first, fix(at('8:05:00'), [800, 0]), street, at('8:03:10'))).toBe(first);
  });

  it('edge 15: ignores a jump that no bus can make, and goes on from where it was', () => {
    const states = follow(street, [
      fix(at('8:03:00'), [750, 0]),
      fix(at('8:03:05'), [1300, 0]),
      fix(at('8:03:20'), [820, 0]),
    ]);
    expect(states[1]).toBe(states[0]);
    expect(states[2]!.distanceM).toBeCloseTo(820, -1);
  });

  it('edge 15: a report 900 m off the street holds the prediction', () => {
    const states = follow(street, [fix(at('8:03:00'), [750, 0]), fix(at('8:03:20'), [760, 900])]);
    expect(last(states)).toMatchObject({ phase: 'in_progress', silence: null, offRouteFixes: 1 });
    expect(last(states).distanceM).toBeCloseTo(750, -1);
    expect(last(follow(street, [fix(at('8:03:40'), [830, 0])], last(states))).offRouteFixes).toBeUndefined();
  });

  it('edge 35: three reports beyond the gate are off the route, and it resumes on its return', () => {
    const states = follow(street, [
      fix(at('8:03:00'), [750, 0]),
      // Beyond 720 m: without a shape the line is straight from stop to stop, and real streets bow.
      fix(at('8:03:30'), [900, 750]),
      fix(at('8:04:00'), [1100, 800]),
      fix(at('8:04:30'), [1300, 800]),
      fix(at('8:05:30'), [1700, 0]),
    ]);
    expect(states.map((s) => s.phase)).toEqual([
      'in_progress',
      'in_progress',
      'in_progress',
      'off_route',
      'in_progress',
    ]);
    expect(states[3]!.silence).toBe('off_route');
    expect(last(states)).toMatchObject({ nextPosition: 4, silence: null });
  });

  it('edge 62: the gate is narrower where the feed has a shape', () => {
    const shaped = town({
      shapes: {
        s: [
          [0, 0],
          [2000, 0],
        ],
      },
      trips: [{ id: 't', shape: 's', calls: ['A 08:00', 'B 08:02', 'C 08:04'] }],
    });
    expect(last(follow(shaped, [fix(at('8:03'), [700, 300])])).silence).toBe('off_route');
    expect(last(follow(street, [fix(at('8:03'), [700, 300])])).silence).toBeNull();
  });

  it('edge 14: on an out-and-back street the heading decides, then progress', () => {
    const back = town({
      stops: { A: [0, 0], B: [1000, 0], C: [2000, 0], B2: [1000, 8], A2: [0, 8] },
      shapes: {
        s: [
          [0, 0],
          [2000, 0],
          [2000, 8],
          [0, 8],
        ],
      },
      trips: [{ id: 't', shape: 's', calls: ['A 08:00', 'B 08:03', 'C 08:06', 'B2 08:09', 'A2 08:12'] }],
    });
    const [west] = follow(back, [fix(at('8:06'), [1500, 4], { bearingDeg: 270, speedMps: 8 })]);
    expect(west!.distanceM).toBeGreaterThan(2000);
    const states = follow(back, [
      fix(at('8:03:00'), [900, 4]),
      fix(at('8:03:30'), [1100, 4]),
      fix(at('8:04:00'), [1350, 4]),
    ]);
    expect(states.every((s) => s.distanceM! < 2000)).toBe(true);
  });

  it('edge 13: where the line crosses itself it does not jump to the later leg', () => {
    const cross = town({
      stops: { A: [0, 0], B: [1000, 0], C: [500, 500], D: [500, -500] },
      shapes: {
        s: [
          [0, 0],
          [1000, 0],
          [1000, 500],
          [500, 500],
          [500, -500],
        ],
      },
      trips: [{ id: 't', shape: 's', calls: ['A 08:00', 'B 08:03', 'C 08:06', 'D 08:09'] }],
    });
    const states = follow(cross, [
      fix(at('8:01:00'), [400, 0]),
      fix(at('8:01:30'), [500, 6]),
      fix(at('8:02:00'), [600, 0]),
    ]);
    expect(states.map((s) => Math.round(s.distanceM! / 10) * 10)).toEqual([400, 500, 600]);
  });

  it('edge 23: before its time it waits at the first stop, also circling, and has left beyond 180 m', () => {
    const states = follow(street, [
      fix(at('7:50:00'), [0, 20]),
      fix(at('7:55:00'), [100, 60]),
      fix(at('7:57:00'), [30, 0]),
      fix(at('7:58:30'), [230, 0]),
    ]);
    expect(states.map((s) => s.phase)).toEqual(['layover', 'layover', 'layover', 'in_progress']);
    expect(states[1]).toMatchObject({ nextPosition: 0, atStop: true, deviationS: 0 });
    expect(last(states)).toMatchObject({ nextPosition: 1 });
  });

  it('edge 24: an early departure is seen as one', () => {
    const states = follow(street, [fix(at('7:57:00'), [0, 0]), fix(at('7:58:30'), [260, 0])]);
    expect(last(states).deviationS).toBeLessThan(-120);
  });

  it('edge 23: on the street long before its time it is on its way to the terminal', () => {
    expect(last(follow(street, [fix(at('7:30:00'), [900, 0])]))).toMatchObject({ phase: 'deadhead', nextPosition: 0 });
    expect(last(follow(street, [fix(at('7:20:00'), [900, 3000])]))).toMatchObject({ phase: 'deadhead', silence: null });
  });

  it('late at the terminal it is still there', () => {
    expect(last(follow(street, [fix(at('7:58:00'), [5, 0]), fix(at('8:04:00'), [8, 0])]))).toMatchObject({
      phase: 'layover',
      deviationS: 240,
      nextPosition: 0,
    });
  });

  it('is finished at its last stop', () => {
    const states = follow(street, [fix(at('8:07:30'), [1900, 0]), fix(at('8:08:00'), [1980, 0])]);
    expect(states.map((s) => s.silence)).toEqual([null, 'finished']);
  });

  it('a circular trip first seen at its end is not at its beginning', () => {
    const circle = town({
      stops: { A: [0, 0], B: [1000, 0], C: [1000, 1000], A2: [0, 20] },
      trips: [{ id: 't', calls: ['A 08:00', 'B 08:10', 'C 08:20', 'A2 08:30'] }],
    });
    expect(last(follow(circle, [fix(at('8:29'), [0, 40])])).silence).toBe('finished');
    expect(last(follow(circle, [fix(at('8:01'), [0, 10])])).phase).toBe('layover');
  });

  it('edge 33: trusts the position when current_stop_sequence is stuck', () => {
    const states = follow(street, [
      fix(at('8:03:00'), [700, 0], { currentStopSequence: 2, currentStatus: 'IN_TRANSIT_TO' }),
      fix(at('8:05:00'), [1200, 0], { currentStopSequence: 2, currentStatus: 'STOPPED_AT' }),
    ]);
    expect(states.map((s) => s.nextPosition)).toEqual([2, 3]);
  });

  it('believes "stopped at" near the stop', () => {
    const [state] = follow(street, [
      fix(at('8:04:00'), [1045, 0], { currentStopSequence: 3, currentStatus: 'STOPPED_AT' }),
    ]);
    expect(state).toMatchObject({ nextPosition: 2, atStop: true, deviationS: 0 });
  });

  it('edge 43: the inferred date stays past midnight', () => {
    const night = town({ trips: [{ id: 't', calls: ['A 23:50', 'B 24:10', 'C 24:30'] }] });
    const states = follow(night, [fix(DAY + 23.9 * 3600, [300, 0]), fix(DAY + 24.1 * 3600, [400, 0])]);
    expect(states.map((s) => s.date)).toEqual(['20260610', '20260610']);
  });

  it('says why it knows no trip', () => {
    const other = town({
      services: { never: ['20260101'] },
      trips: [
        { id: 't', calls: ['A 08:00', 'B 08:02'] },
        { id: 'n', service: 'never', calls: ['A 08:00', 'B 08:02'] },
      ],
    });
    const reason = (trip: string | null) => last(follow(other, [fix(at('8:01'), [100, 0], { trip })])).silence;
    expect([reason(null), reason('ghost'), reason('n')]).toEqual(['no_trip', 'unknown_trip', 'trip_not_today']);
  });
});
