import { describe, expect, it } from 'vitest';
import type { VehiclePosition } from '../../../feeds/model.js';
import { type Fleet, following, NO_FLEET, REMEMBERED_S, takingPositions } from '../../../server/prediction/fleet.js';
import { Learned } from '../../../server/prediction/learned.js';
import { atOnce } from '../../../server/tracking/steps.js';
import { fix } from '../../support/realtime.js';
import { town } from '../../support/town.js';
import { at } from '../departures/stand.js';

const START = at('08:00');
const timetable = town({ trips: [{ id: 't', calls: ['A 08:00', 'B 08:02', 'C 08:04', 'D 08:06'] }] });

const take = (before: Fleet, fixes: VehiclePosition[], now: number, keptS = 0, learned = new Learned()) =>
  atOnce(takingPositions(before, fixes, timetable, learned, now, keptS));

describe('the fleet', () => {
  const there = take(NO_FLEET, [fix(START + 30, [200, 0], { trip: 't' })], START + 30);

  it('a vehicle that vanishes predicts nothing, and is remembered in case it comes back', () => {
    expect(there.predictions.get('v1')?.length).toBeGreaterThan(0);
    const gone = take(there, [], START + 60);
    expect([gone.vehicles.size, gone.predictions.size, gone.layer.byDate.size]).toEqual([0, 0, 0]);
    expect(gone.tracked.get('v1')).toBe(there.tracked.get('v1'));
    expect(gone.followed.get('v1')).toBe(there.followed.get('v1'));
    const forgotten = take(gone, [], START + 31 + REMEMBERED_S);
    expect([forgotten.tracked.size, forgotten.followed.size]).toEqual([0, 0]);
  });

  it('where snapshots leave vehicles out at times, one predicts on for so long, at later moments too', () => {
    const kept = take(there, [], START + 60, 120);
    expect(kept.predictions.get('v1')?.length).toBeGreaterThan(0);
    const later = (now: number) => atOnce(following(kept, timetable, new Learned(), now, 120)).predictions.size;
    expect([later(START + 150), later(START + 151)]).toEqual([1, 0]);
  });

  it('gives way between any two vehicles, also when many are seen first whose feed names no trip', () => {
    const fleet = (trip: string | null) =>
      Array.from({ length: 50 }, (_, i) =>
        fix(START + 30, [50 + 10 * i, 0], { vehicleId: `v${i}`, trip: trip === null ? null : trip }),
      );
    const steps = (fixes: VehiclePosition[]) => {
      let count = 0;
      for (const _ of takingPositions(NO_FLEET, fixes, timetable, new Learned(), START + 30)) count++;
      return count;
    };
    // Filling in, tracking and following each give way once a vehicle; weighing trips and sharing them out do besides.
    expect(steps(fleet('t'))).toBe(150);
    expect(steps(fleet(null))).toBeGreaterThanOrEqual(250);
  });
});
