// A vehicle's own trip and the next one of its block, as an untaught predictor sees them.

import { describe, expect, it } from 'vitest';
import { serviceDayStart } from '../../../feeds/service-day.js';
import { follow, RENEW_AFTER_S } from '../../../server/prediction/block.js';
import { Learned } from '../../../server/prediction/learned.js';
import type { TripPrediction } from '../../../server/prediction/prediction.js';
import { followed, predictedAt } from '../../support/predicted.js';
import { fix } from '../../support/realtime.js';
import { town } from '../../support/town.js';

const DAY = serviceDayStart('20260610', 'Europe/Sofia');
const at = (time: string) => {
  const [h, m, s] = time.split(':').map(Number);
  return DAY + h! * 3600 + m! * 60 + (s ?? 0);
};

/** A street of 500 m pieces, and the next trip of the block after six minutes. */
const street = town({
  stops: { A: [0, 0], B: [500, 0], C: [1000, 0], D: [1500, 0], E: [2000, 0] },
  trips: [
    { id: 't', block: 'b', calls: ['A 08:00', 'B 08:02', 'C 08:04', 'D 08:06', 'E 08:09'] },
    { id: 'u', block: 'b', calls: ['E 08:15', 'D 08:17', 'C 08:19', 'B 08:21', 'A 08:23'] },
  ],
});
const onTime = [fix(at('8:02:40'), [650, 0]), fix(at('8:03:00'), [750, 0])];
const states = (prediction: TripPrediction | undefined) => prediction?.calls.map((call) => call.state);

describe('the trip it is on', () => {
  it('passes at about the timetable’s pace while nothing else is known', () => {
    const [prediction] = predictedAt(street, onTime, at('8:03:00'));
    expect(prediction).toMatchObject({ kind: 'mid_trip', basis: 'vehicle', asOf: at('8:03:00'), vehicleId: 'v1' });
    expect(states(prediction)).toEqual(['passed', 'passed', 'predicted', 'predicted', 'predicted']);
    expect(Math.abs(prediction!.calls[2]!.arrival! - at('8:04:00'))).toBeLessThan(30);
    expect(Math.abs(prediction!.calls[4]!.arrival! - at('8:08:30'))).toBeLessThan(60);
  });

  it('times never go back, and the spread grows with the time to go', () => {
    const [prediction] = predictedAt(street, [fix(at('8:00:30'), [200, 0])], at('8:00:30'));
    let reached = 0;
    let width = 0;
    for (const call of prediction!.calls.slice(1)) {
      expect(call.arrival!).toBeGreaterThanOrEqual(reached);
      expect(call.departure!).toBeGreaterThanOrEqual(call.arrival!);
      expect(call.low!).toBeLessThanOrEqual(call.departure!);
      expect(call.high! - call.low!).toBeGreaterThan(width);
      reached = call.departure!;
      width = call.high! - call.low!;
    }
  });

  it('edge 56: a bus that should have come by now is due, and does not hold up its later calls', () => {
    const [prediction] = predictedAt(street, onTime, at('8:05:30'));
    const { calls } = prediction!;
    expect(calls[2]!.arrival! - at('8:05:30')).toBeLessThan(20);
    expect(calls[3]!.arrival!).toBeLessThan(at('8:06:30'));
  });

  it('standing at a stop it is still to leave it', () => {
    const reports = ['8:03:50', '8:04:10', '8:04:30'].map((time, i) => fix(at(time), [1005 + i, 0]));
    const [prediction] = predictedAt(street, reports, at('8:04:30'));
    expect(states(prediction)).toEqual(['passed', 'passed', 'predicted', 'predicted', 'predicted']);
    expect(prediction!.calls[2]).toMatchObject({ arrival: null, departure: at('8:04:30') });
  });

  it('an early bus that stands at a stop waits for its time there', () => {
    const hold = town({ trips: [{ id: 't', calls: ['A 08:00', 'B 08:20', 'C 08:22'] }] });
    const reports = [fix(at('8:01:30'), [400, 0])];
    for (let t = at('8:02:00'); t <= at('8:12:00'); t += 30) reports.push(fix(t, [505, 0]));
    const [prediction] = predictedAt(hold, reports, at('8:12:00'));
    expect(Math.abs(prediction!.calls[1]!.departure! - at('8:20:00'))).toBeLessThan(90);
    expect(prediction!.calls[2]!.arrival!).toBeGreaterThan(at('8:20:30'));
  });

  it('edge 17: a time that only the header told is less sure', () => {
    const width = (timestampSource: 'vehicle' | 'header') => {
      const reports = [fix(at('8:00:30'), [200, 0], { timestampSource })];
      const call = predictedAt(street, reports, at('8:00:30'))[0]!.calls[4]!;
      return call.high! - call.low!;
    };
    expect(width('header') - width('vehicle')).toBe(60);
  });

  it('edge 60: a bus that overtakes another keeps its own times', () => {
    const ahead = predictedAt(street, [fix(at('8:03:00'), [1200, 0], { vehicleId: 'fast' })], at('8:03:00'))[0]!;
    const behind = predictedAt(street, [fix(at('8:03:00'), [700, 0], { vehicleId: 'slow' })], at('8:03:00'))[0]!;
    expect(ahead.calls[4]!.arrival!).toBeLessThan(behind.calls[4]!.arrival!);
  });
});

describe('before the trip', () => {
  it('edge 25: the first stop shows a departure, never before its time', () => {
    const [prediction] = predictedAt(street, [fix(at('7:50:00'), [5, 0])], at('7:50:10'));
    expect(prediction!.kind).toBe('at_terminal');
    const [first, second] = prediction!.calls;
    expect(first!.arrival).toBeNull();
    expect(first!.departure!).toBeGreaterThanOrEqual(at('8:00'));
    expect(first!.departure! - at('8:00')).toBeLessThan(120);
    expect(first!.low!).toBeGreaterThanOrEqual(at('8:00'));
    expect(second!.arrival!).toBeGreaterThan(first!.departure!);
  });

  it('where all buses leave early the first stop keeps the timetable, and those after it are told', () => {
    const learned = new Learned();
    for (let i = 0; i < 25; i++) {
      const vehicleId = `v${i}`;
      const early = [
        [40, 0],
        [45, 0],
        [46, 260],
        [48, 600],
      ] as const;
      const reports = early.map(([minute, east]) => fix(at(`7:${minute}:00`), [east, 0], { vehicleId }));
      followed(street, reports, learned);
    }
    const [prediction] = predictedAt(street, [fix(at('7:41:00'), [0, 0])], at('7:41:00'), learned);
    expect(prediction!.kind).toBe('at_terminal');
    expect(prediction!.calls[0]!.state).toBe('unknown');
    expect(prediction!.calls[1]!.arrival!).toBeLessThan(at('7:58'));
  });

  it('overdue at the terminal it leaves now', () => {
    const reports = [fix(at('7:50:00'), [5, 0]), fix(at('8:04:00'), [5, 0])];
    const [first] = predictedAt(street, reports, at('8:04:10'))[0]!.calls;
    expect(first!.departure! - at('8:04:10')).toBeGreaterThanOrEqual(0);
    expect(first!.departure! - at('8:04:10')).toBeLessThan(180);
  });

  it('edge 24: an early start is believed and not held back to the timetable', () => {
    const reports = [fix(at('7:57:00'), [0, 0]), fix(at('7:58:00'), [250, 0])];
    const [prediction] = predictedAt(street, reports, at('7:58:00'));
    expect(prediction!.kind).toBe('mid_trip');
    expect(prediction!.calls[0]!.state).toBe('passed');
    expect(prediction!.calls[1]!.arrival!).toBeLessThan(at('8:00:00'));
  });

  it('edge 70: on its way to the terminal it leaves when it can have arrived', () => {
    const far = predictedAt(street, [fix(at('7:55:00'), [0, 5000])], at('7:55:00'))[0]!;
    expect(Math.abs(far.calls[0]!.departure! - at('8:05:50'))).toBeLessThan(60);
    const near = predictedAt(street, [fix(at('7:40:00'), [0, 2000])], at('7:40:00'))[0]!;
    expect(near.kind).toBe('at_terminal');
    expect(near.calls[0]!.departure! - at('8:00:00')).toBeGreaterThanOrEqual(0);
    expect(near.calls[0]!.departure! - at('8:00:00')).toBeLessThan(120);
  });
});

describe('the next trip of the block', () => {
  it('edge 27: with ample layover it leaves on time', () => {
    const [, next] = predictedAt(street, onTime, at('8:03:00'));
    expect(next).toMatchObject({ kind: 'next_trip', trip: street.trips('u')[0] });
    const first = next!.calls[0]!;
    expect(first.departure! - at('8:15:00')).toBeGreaterThanOrEqual(0);
    expect(first.departure! - at('8:15:00')).toBeLessThan(120);
    expect(first.low!).toBeGreaterThanOrEqual(at('8:15:00'));
    expect(first.high! - first.departure!).toBeGreaterThanOrEqual(120);
  });

  it('edge 26: with less layover than lateness it is late by the remainder', () => {
    const [current, next] = predictedAt(street, [fix(at('8:15:00'), [750, 0])], at('8:15:00'));
    const end = current!.calls.at(-1)!.arrival!;
    expect(end).toBeGreaterThan(at('8:19:00'));
    expect(next!.calls[0]!.departure! - end).toBeGreaterThanOrEqual(0);
    expect(next!.calls[0]!.departure! - end).toBeLessThan(60);
  });

  it('a finished bus still promises it, until it is overdue without a report', () => {
    const reports = [fix(at('8:08:00'), [1900, 0]), fix(at('8:08:30'), [1995, 0])];
    expect(followed(street, reports).vehicle.silence).toBe('finished');
    expect(predictedAt(street, reports, at('8:08:40')).map((p) => p.kind)).toEqual(['next_trip']);
    expect(predictedAt(street, reports, at('8:20:00')).map((p) => p.kind)).toEqual(['next_trip']);
    expect(predictedAt(street, reports, at('8:21:01'))).toEqual([]);
  });

  it('stops where the block does', () => {
    const reports = [fix(at('8:17:00'), [1500, 0], { trip: 'u' })];
    expect(predictedAt(street, reports, at('8:17:00')).map((p) => p.kind)).toEqual(['mid_trip']);
  });
});

describe('from snapshot to snapshot', () => {
  it('without a new report nothing changes until a call is due or half a minute has gone', () => {
    const learned = new Learned();
    const state = followed(street, onTime, learned);
    const again = (seconds: number) => follow(learned, state, state.vehicle, street, at('8:03:00') + seconds);
    expect(again(10)).toBe(state);
    expect(again(RENEW_AFTER_S - 1)).toBe(state);
    expect(again(RENEW_AFTER_S)).not.toBe(state);
  });
});
