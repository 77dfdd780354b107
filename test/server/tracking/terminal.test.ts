// A vehicle before its trip.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VehiclePosition } from '../../../feeds/model.js';
import { serviceDayStart } from '../../../feeds/service-day.js';
import { BACKWARDS_AFTER_S, SURE_SIGHTINGS } from '../../../server/tracking/settle.js';
import { trackVehicle } from '../../../server/tracking/track.js';
import type { TrackedVehicle } from '../../../server/tracking/vehicle.js';
import { fix } from '../../support/realtime.js';
import { town } from '../../support/town.js';

const EIGHT = serviceDayStart('20260610', 'Europe/Sofia') + 8 * 3600;
/** Seven stops, 300 m and a minute apart, from 8 o'clock; then a lay-by beside the street at 600 m where buses wait. */
const street = town({
  stops: { A: [0, 0], B: [300, 0], C: [600, 0], D: [900, 0], E: [1200, 0], F: [1500, 0], G: [1800, 0] },
  trips: [{ id: 't', calls: ['A 08:00', 'B 08:01', 'C 08:02', 'D 08:03', 'E 08:04', 'F 08:05', 'G 08:06'] }],
});

function follow(fixes: VehiclePosition[]): TrackedVehicle[] {
  const states: TrackedVehicle[] = [];
  for (const report of fixes) states.push(trackVehicle(states.at(-1) ?? null, report, street, report.timestamp));
  return states;
}
const phases = (states: TrackedVehicle[]) => states.map((state) => [state.phase, state.nextPosition]);

describe('before the trip', () => {
  it('a bus that waits beside its line further on has not set out, nor when it drives back to its first stop', () => {
    const states = follow([
      fix(EIGHT - 400, [620, 22]),
      fix(EIGHT - 200, [620, 22]),
      fix(EIGHT - 90, [560, 3]),
      fix(EIGHT - 60, [320, 3]),
      fix(EIGHT - 30, [10, 0]),
      fix(EIGHT + 20, [12, 0]),
      fix(EIGHT + 60, [320, 0]),
    ]);
    expect(phases(states)).toEqual([
      ['deadhead', 0],
      ['deadhead', 0],
      ['deadhead', 0],
      ['deadhead', 0],
      ['layover', 0],
      ['layover', 0],
      ['in_progress', 1],
    ]);
  });

  it('late on its way to the terminal it is still on its way, and after a quarter of an hour off its route', () => {
    const states = follow([
      fix(EIGHT - 60, [0, 4000]),
      fix(EIGHT + 600, [0, 3000]),
      fix(EIGHT + 899, [0, 2000]),
      fix(EIGHT + 1000, [0, 1900]),
    ]);
    expect(states.map((state) => [state.phase, state.silence])).toEqual([
      ['deadhead', null],
      ['deadhead', null],
      ['deadhead', null],
      ['off_route', 'off_route'],
    ]);
  });

  it('parked a hundred metres from the stop it waits until it moves', () => {
    const states = follow([
      fix(EIGHT - 60, [-100, 0]),
      fix(EIGHT + 120, [-100, 0]),
      fix(EIGHT + 180, [-95, 0]),
      fix(EIGHT + 220, [290, 0]),
    ]);
    expect(phases(states).map(([phase]) => phase)).toEqual(['layover', 'layover', 'layover', 'in_progress']);
    expect(states[2]!.deviationS).toBe(180);
  });

  it('parked short of its last stop it has finished', () => {
    // After 75 s: a red light before the last stop is no end.
    const states = follow([
      fix(EIGHT + 300, [1500, 0]),
      fix(EIGHT + 330, [1660, 0]),
      fix(EIGHT + 360, [1665, 0]),
      fix(EIGHT + 410, [1665, 0]),
    ]);
    expect(states.map((state) => state.silence)).toEqual([null, null, null, 'finished']);
  });
});

describe('any sequence of reports', () => {
  const reports = fc.array(
    fc.record({
      waitS: fc.integer({ min: -10, max: 240 }),
      eastM: fc.integer({ min: -300, max: 2100 }),
      northM: fc.integer({ min: -600, max: 600 }),
      sequence: fc.option(fc.integer({ min: 0, max: 9 })),
      status: fc.option(fc.constantFrom('STOPPED_AT', 'IN_TRANSIT_TO', 'INCOMING_AT')),
      bearingDeg: fc.option(fc.integer({ min: 0, max: 359 })),
    }),
    { minLength: 1, maxLength: 24 },
  );

  it('never moves a bus back on its trip unless its place was unsure or it insists, nor its clock', () => {
    fc.assert(
      fc.property(reports, fc.integer({ min: -900, max: 900 }), (list, from) => {
        let state: TrackedVehicle | null = null;
        let at = EIGHT + from;
        for (const { waitS, eastM, northM, sequence, status, bearingDeg } of list) {
          at += waitS;
          const report = fix(at, [eastM, northM], { currentStopSequence: sequence, currentStatus: status, bearingDeg });
          const next: TrackedVehicle = trackVehicle(state, report, street, at);
          expect(next.fix.timestamp).toBeGreaterThanOrEqual(state?.fix.timestamp ?? 0);
          const sure = (state?.sightings ?? 0) >= SURE_SIGHTINGS;
          const insists = at - (state?.behindSince ?? at) >= BACKWARDS_AFTER_S;
          if (state?.phase === 'in_progress' && sure && !insists) {
            expect(next.distanceM!).toBeGreaterThanOrEqual(state.distanceM!);
            expect(next.nextPosition!).toBeGreaterThanOrEqual(state.nextPosition!);
          }
          if (next.nextPosition !== null) expect(next.nextPosition).toBeLessThan(7);
          state = next;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
