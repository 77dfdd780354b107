// When a vehicle's predictions are withdrawn.

import { describe, expect, it } from 'vitest';
import type { VehiclePosition } from '../../../feeds/model.js';
import { serviceDayStart } from '../../../feeds/service-day.js';
import { silenceOf } from '../../../server/prediction/withdraw.js';
import type { Timetable } from '../../../server/timetable/timetable.js';
import { trackVehicle } from '../../../server/tracking/track.js';
import type { TrackedVehicle } from '../../../server/tracking/vehicle.js';
import { predictedOf } from '../../support/predicted.js';
import { fix } from '../../support/realtime.js';
import { town } from '../../support/town.js';

const DAY = serviceDayStart('20260610', 'Europe/Sofia');
const at = (time: string) => {
  const [h, m, s] = time.split(':').map(Number);
  return DAY + h! * 3600 + m! * 60 + (s ?? 0);
};

const street = town({
  stops: { A: [0, 0], B: [500, 0], C: [1000, 0], D: [1500, 0], E: [2000, 0] },
  trips: [{ id: 't', calls: ['A 08:00', 'B 08:02', 'C! 08:04/08:05:30', 'D 08:07', 'E 08:09'] }],
});

function track(timetable: Timetable, fixes: VehiclePosition[]): TrackedVehicle {
  let state: TrackedVehicle | null = null;
  for (const report of fixes) state = trackVehicle(state, report, timetable, report.timestamp);
  return state!;
}

describe('silenceOf', () => {
  const moving = track(street, [fix(at('8:03:00'), [600, 0]), fix(at('8:03:30'), [750, 0])]);

  it('edges 19 and 20: no report for six minutes', () => {
    expect(silenceOf(moving, street, at('8:09:30'))).toBeNull();
    expect(silenceOf(moving, street, at('8:09:31'))).toBe('stale_position');
    expect(predictedOf(moving, street, at('8:09:31'))).toEqual([]);
  });

  it('edge 21: at the terminal only once its departure is overdue as well', () => {
    const waiting = track(street, [fix(at('7:40:00'), [0, 0])]);
    expect(silenceOf(waiting, street, at('8:05:59'))).toBeNull();
    expect(silenceOf(waiting, street, at('8:06:01'))).toBe('stale_position');
  });

  it('edge 22: stuck on the way for eight minutes', () => {
    const reports = (until: string) => {
      const list = [fix(at('8:02:30'), [600, 0])];
      for (let t = at('8:03:00'); t <= at(until); t += 30) list.push(fix(t, [750 + (t % 40) / 2, 0]));
      return list;
    };
    expect(silenceOf(track(street, reports('8:10:30')), street, at('8:10:30'))).toBeNull();
    expect(silenceOf(track(street, reports('8:11:30')), street, at('8:11:30'))).toBe('no_progress');
  });

  it('waiting for the timetable at a stop is no standstill', () => {
    const hold = town({ trips: [{ id: 't', calls: ['A 08:00', 'B! 08:02/08:20', 'C 08:22'] }] });
    const reports = [fix(at('8:01:30'), [400, 0])];
    for (let t = at('8:02:00'); t <= at('8:15:00'); t += 30) reports.push(fix(t, [495, 0]));
    const vehicle = track(hold, reports);
    expect(silenceOf(vehicle, hold, at('8:15:00'))).toBeNull();
  });

  it('waiting a little beyond the stop neither, and eight minutes after its time it is stuck', () => {
    const hold = town({ trips: [{ id: 't', calls: ['A 08:00', 'B 08:20', 'C 08:22'] }] });
    const reports = [fix(at('8:01:30'), [400, 0])];
    for (let t = at('8:02:00'); t <= at('8:27:30'); t += 30) reports.push(fix(t, [620, 0]));
    const until = (time: string) =>
      silenceOf(
        track(
          hold,
          reports.filter((r) => r.timestamp <= at(time)),
        ),
        hold,
        at(time),
      );
    expect(until('8:19:00')).toBeNull();
    expect(until('8:27:30')).toBeNull();
    reports.push(fix(at('8:28:00'), [620, 0]));
    expect(until('8:28:00')).toBe('no_progress');
  });

  it('edge 32: half an hour early or ninety minutes late is another trip', () => {
    expect(silenceOf({ ...moving, deviationS: -1801 }, street, at('8:03:30'))).toBe('implausible');
    expect(silenceOf({ ...moving, deviationS: -1800 }, street, at('8:03:30'))).toBeNull();
    expect(silenceOf({ ...moving, deviationS: 5401 }, street, at('8:03:30'))).toBe('implausible');
  });

  it('says what tracking found', () => {
    expect(silenceOf({ ...moving, silence: 'off_route' }, street, at('8:03:30'))).toBe('off_route');
    expect(silenceOf({ ...moving, silence: 'finished' }, street, at('8:03:30'))).toBe('finished');
  });
});
