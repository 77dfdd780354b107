// Predictions at the timetable's pace, and when they are withdrawn.

import { describe, expect, it } from 'vitest';
import type { VehiclePosition } from '../../../feeds/model.js';
import { formatServiceTime, serviceDayStart } from '../../../feeds/service-day.js';
import type { TripPrediction } from '../../../server/prediction/prediction.js';
import { predictBlock, predictVehicle } from '../../../server/prediction/schedule-pace.js';
import { silenceOf } from '../../../server/prediction/withdraw.js';
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
const clock = (epoch: number | null) => (epoch === null ? null : formatServiceTime(epoch - DAY).slice(0, 8));

/** A street of 500 m pieces: a timepoint C with a minute and a half of dwell, and the next trip of the block after 10 minutes. */
const street = town({
  stops: { A: [0, 0], B: [500, 0], C: [1000, 0], D: [1500, 0], E: [2000, 0] },
  trips: [
    { id: 't', block: 'b', calls: ['A 08:00', 'B 08:02', 'C! 08:04/08:05:30', 'D 08:07', 'E 08:09'] },
    { id: 'u', block: 'b', calls: ['E 08:15', 'D 08:17', 'C 08:19/08:20:30', 'B 08:23', 'A 08:25'] },
  ],
});

function track(timetable: Timetable, fixes: VehiclePosition[]): TrackedVehicle {
  let state: TrackedVehicle | null = null;
  for (const report of fixes) state = trackVehicle(state, report, timetable, report.timestamp);
  return state!;
}
const departures = (prediction: TripPrediction | undefined | null) =>
  prediction?.calls.map((call) => (call.state === 'predicted' ? clock(call.departure ?? call.arrival) : call.state));

describe('predictVehicle', () => {
  it('keeps the timetable’s pace from where the bus is', () => {
    const vehicle = track(street, [fix(at('8:03:00'), [500 - 100, 0]), fix(at('8:03:30'), [750, 0])]);
    const prediction = predictVehicle(vehicle, street, at('8:03:30'));
    expect(prediction).toMatchObject({ kind: 'mid_trip', basis: 'vehicle', asOf: at('8:03:30'), vehicleId: 'v1' });
    expect(departures(prediction)).toEqual(['passed', 'passed', '08:05:30', '08:07:00', '08:09:00']);
    expect(clock(prediction!.calls[2]!.arrival)).toBe('08:04:30');
    expect(clock(prediction!.calls[1]!.departure)).toBe('08:03:30');
  });

  it('recovers lateness in the dwell', () => {
    const vehicle = track(street, [fix(at('8:06:00'), [750, 0])]);
    // Three minutes late: it stands 30 s at C instead of 90 s.
    expect(departures(predictVehicle(vehicle, street, at('8:06:00')))!.slice(2)).toEqual([
      '08:07:30',
      '08:09:00',
      '08:11:00',
    ]);
  });

  it('an early bus waits at a timepoint, and nowhere else', () => {
    const vehicle = track(street, [fix(at('8:01:00'), [400, 0])]);
    const calls = predictVehicle(vehicle, street, at('8:01:00'))!.calls;
    expect(clock(calls[1]!.departure)).toBe('08:01:24');
    expect(clock(calls[2]!.departure)).toBe('08:05:30');
  });

  it('edge 56: a bus that should have come by now is due, and does not hold up its later calls', () => {
    const vehicle = track(street, [fix(at('8:03:30'), [750, 0])]);
    const calls = predictVehicle(vehicle, street, at('8:06:30'))!.calls;
    expect(clock(calls[2]!.arrival)).toBe('08:06:30');
    expect(clock(calls[3]!.departure)).toBe('08:07:00');
  });

  it('edge 25: before the trip the first stop shows a departure, never before its time', () => {
    const waiting = track(street, [fix(at('7:50:00'), [5, 0])]);
    const prediction = predictVehicle(waiting, street, at('7:50:10'))!;
    expect(prediction.kind).toBe('at_terminal');
    expect(prediction.calls[0]).toMatchObject({ arrival: null, departure: at('8:00'), low: at('8:00') });
    const overdue = track(street, [fix(at('7:50:00'), [5, 0]), fix(at('8:03:00'), [5, 0])]);
    expect(departures(predictVehicle(overdue, street, at('8:03:10')))!.slice(0, 2)).toEqual(['08:03:10', '08:05:10']);
  });

  it('edge 24: an early start is believed and not held back to the timetable', () => {
    const vehicle = track(street, [fix(at('7:57:00'), [0, 0]), fix(at('7:58:00'), [250, 0])]);
    expect(departures(predictVehicle(vehicle, street, at('7:58:00')))!.slice(0, 2)).toEqual(['passed', '07:59:00']);
  });

  it('edge 70: on its way to the terminal it leaves when it can have arrived', () => {
    const far = track(street, [fix(at('7:55:00'), [0, 5000])]);
    expect(departures(predictVehicle(far, street, at('7:55:00')))![0]).toBe('08:05:50');
    const near = track(street, [fix(at('7:40:00'), [0, 2000])]);
    expect(predictVehicle(near, street, at('7:40:00'))).toMatchObject({ kind: 'at_terminal' });
    expect(departures(predictVehicle(near, street, at('7:40:00')))![0]).toBe('08:00:00');
  });

  it('edge 17: a time that only the header told is less sure', () => {
    const width = (timestampSource: 'vehicle' | 'header') => {
      const vehicle = track(street, [fix(at('8:03:30'), [750, 0], { timestampSource })]);
      const call = predictVehicle(vehicle, street, at('8:03:30'))!.calls[4]!;
      return call.high! - call.low!;
    };
    expect(width('header') - width('vehicle')).toBe(60);
  });

  it('without a new report nothing changes but what is due', () => {
    const vehicle = track(street, [fix(at('8:03:30'), [750, 0])]);
    const later = predictVehicle(vehicle, street, at('8:04:10'))!.calls;
    expect(predictVehicle(vehicle, street, at('8:03:40'))!.calls.slice(3)).toEqual(later.slice(3));
  });

  it('times never go back, and the spread grows with the time to go', () => {
    const vehicle = track(street, [fix(at('8:00:30'), [100, 0])]);
    const calls = predictVehicle(vehicle, street, at('8:00:30'))!.calls.slice(1);
    let reached = 0;
    let width = 0;
    for (const call of calls) {
      expect(call.arrival!).toBeGreaterThanOrEqual(reached);
      expect(call.departure!).toBeGreaterThanOrEqual(call.arrival!);
      expect(call.low!).toBeLessThanOrEqual(call.departure!);
      expect(call.high! - call.low!).toBeGreaterThan(width);
      reached = call.departure!;
      width = call.high! - call.low!;
    }
  });
});

describe('predictBlock', () => {
  it('edge 27: with ample layover the next trip is on time', () => {
    const vehicle = track(street, [fix(at('8:04:00'), [750, 0])]);
    const [, next] = predictBlock(vehicle, street, at('8:04:00'));
    expect(next).toMatchObject({ kind: 'next_trip', trip: street.trips('u')[0] });
    expect(departures(next)![0]).toBe('08:15:00');
    expect(next!.calls[0]!.high! - next!.calls[0]!.departure!).toBeGreaterThanOrEqual(120);
  });

  it('edge 26: with less layover than lateness it is late by the remainder', () => {
    // Twelve minutes late, one of them made up at C: E at 08:20, five minutes after the next trip's time.
    const vehicle = track(street, [fix(at('8:15:00'), [750, 0])]);
    const [current, next] = predictBlock(vehicle, street, at('8:15:00'));
    expect(departures(current)!.at(-1)).toBe('08:20:00');
    expect(departures(next)).toEqual(['08:20:00', '08:22:00', '08:24:30', '08:27:00', '08:29:00']);
  });

  it('a finished bus still promises its next trip', () => {
    const vehicle = track(street, [fix(at('8:08:00'), [1900, 0]), fix(at('8:08:30'), [1995, 0])]);
    expect(vehicle.silence).toBe('finished');
    expect(predictBlock(vehicle, street, at('8:08:40')).map((p) => p.kind)).toEqual(['next_trip']);
  });

  it('stops where the block does', () => {
    const vehicle = track(street, [fix(at('8:17:00'), [1500, 0], { trip: 'u' })]);
    expect(predictBlock(vehicle, street, at('8:17:00')).map((p) => p.kind)).toEqual(['mid_trip']);
  });
});

describe('silenceOf', () => {
  const moving = track(street, [fix(at('8:03:00'), [600, 0]), fix(at('8:03:30'), [750, 0])]);

  it('edges 19 and 20: no report for six minutes', () => {
    expect(silenceOf(moving, street, at('8:09:30'))).toBeNull();
    expect(silenceOf(moving, street, at('8:09:31'))).toBe('stale_position');
    expect(predictVehicle(moving, street, at('8:09:31'))).toBeNull();
    expect(predictBlock(moving, street, at('8:09:31'))).toEqual([]);
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
    expect(departures(predictVehicle(vehicle, hold, at('8:15:00')))).toEqual(['passed', '08:20:00', '08:22:00']);
  });

  it('edge 32: fifteen minutes early or ninety late is another trip', () => {
    expect(silenceOf({ ...moving, deviationS: -901 }, street, at('8:03:30'))).toBe('implausible');
    expect(silenceOf({ ...moving, deviationS: -900 }, street, at('8:03:30'))).toBeNull();
    expect(silenceOf({ ...moving, deviationS: 5401 }, street, at('8:03:30'))).toBe('implausible');
  });

  it('says what tracking found', () => {
    expect(silenceOf({ ...moving, silence: 'off_route' }, street, at('8:03:30'))).toBe('off_route');
    expect(silenceOf({ ...moving, silence: 'finished' }, street, at('8:03:30'))).toBe('finished');
  });
});
