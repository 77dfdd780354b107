// Which trip on which date a descriptor means.

import { describe, expect, it } from 'vitest';
import type { TripDescriptor } from '../../../feeds/model.js';
import { serviceDayStart } from '../../../feeds/service-day.js';
import { resolveInstance } from '../../../server/tracking/instance.js';
import { descriptor } from '../../support/realtime.js';
import { town } from '../../support/town.js';

const HOUR = 3600;
const noon = (date: string) => serviceDayStart(date, 'Europe/Sofia') + 12 * HOUR;
const timetable = town({
  services: { once: ['20260610'], holiday: ['20260612'] },
  trips: [
    { id: 'day', route: '1', direction: 0, calls: ['A 12:00', 'B 12:30'] },
    { id: 'night', route: '2', direction: 0, calls: ['A 24:10', 'B 25:10'] },
    { id: 'once', route: '1', direction: 1, service: 'once', calls: ['B 12:00', 'A 12:30'] },
    { id: 'holiday', route: '3', service: 'holiday', calls: ['A 12:00', 'B 12:30'] },
    { id: 'twin1', route: '4', calls: ['A 12:00', 'B 12:30'] },
    { id: 'twin2', route: '4', calls: ['A 12:00', 'B 12:30'] },
    {
      id: 'exact',
      route: '5',
      calls: ['A 00:00', 'B 00:30'],
      frequency: { start: '06:00', end: '22:00', headwayS: 600, exact: true },
    },
  ],
});

function resolve(said: Partial<TripDescriptor>, now = noon('20260610')) {
  const outcome = resolveInstance(timetable, descriptor(said), now);
  return outcome.kind === 'none'
    ? outcome.problem
    : [timetable.data.tripIds[outcome.trip], timetable.startS(outcome.trip), outcome.date, outcome.note];
}

describe('resolveInstance', () => {
  it('takes trip_id and start_date as they are', () => {
    expect(resolve({ tripId: 'day', startDate: '20260609' })).toEqual(['day', 12 * HOUR, '20260609', null]);
  });

  it('edge 40: start_date separates a trip that is a day late from today’s', () => {
    expect(resolve({ tripId: 'day', startDate: '20260610' })).toEqual(['day', 12 * HOUR, '20260610', null]);
  });

  it('edges 38 and 43: without start_date the nearest date among those it runs on', () => {
    const at = (time: number) => resolve({ tripId: 'night' }, serviceDayStart('20260610', 'Europe/Sofia') + time);
    expect(at(0.5 * HOUR)).toEqual(['night', 24 * HOUR + 600, '20260609', null]);
    expect(at(23.9 * HOUR)).toEqual(['night', 24 * HOUR + 600, '20260610', null]);
    expect(resolve({ tripId: 'once' }, noon('20260611'))).toEqual(['once', 12 * HOUR, '20260610', null]);
  });

  it('edge 44: a trip that does not run is none', () => {
    expect(resolve({ tripId: 'holiday', startDate: '20260610' })).toBe('not_running');
    expect(resolve({ tripId: 'holiday' }, noon('20260620'))).toBe('not_running');
    expect(resolve({ tripId: 'ghost' })).toBe('unknown_trip');
  });

  it('edge 39: "00:10:00" for 24:10:00, on the service day or the calendar’s', () => {
    const now = serviceDayStart('20260610', 'Europe/Sofia') + 0.5 * HOUR;
    const night = ['night', 24 * HOUR + 600, '20260609', 'E023'];
    expect(resolve({ tripId: 'night', startTimeS: 600, startDate: '20260609' }, now)).toEqual(night);
    expect(resolve({ tripId: 'night', startTimeS: 600, startDate: '20260610' }, now)).toEqual(night);
  });

  it('edge 46: a start_time that is no multiple of the headway is snapped, and far off ones are none', () => {
    expect(resolve({ tripId: 'exact', startTimeS: 12 * HOUR, startDate: '20260610' })).toEqual([
      'exact',
      12 * HOUR,
      '20260610',
      null,
    ]);
    expect(resolve({ tripId: 'exact', startTimeS: 12 * HOUR + 120, startDate: '20260610' })).toEqual([
      'exact',
      12 * HOUR,
      '20260610',
      'E019',
    ]);
    expect(resolve({ tripId: 'exact', startTimeS: 3 * HOUR, startDate: '20260610' })).toBe('no_such_start');
    expect(resolve({ tripId: 'exact' })).toBe('start_time_missing');
  });

  it('without trip_id needs route, direction, start_time and start_date, and exactly one trip', () => {
    const said = { routeId: '1', startTimeS: 12 * HOUR, startDate: '20260610' };
    expect(resolve({ ...said, directionId: 1 })).toEqual(['once', 12 * HOUR, '20260610', null]);
    expect(resolve(said)).toBe('ambiguous');
    expect(resolve({ ...said, startDate: '20260611' })).toBe('no_identity');
    expect(resolve({ routeId: '1', directionId: 1, startTimeS: 12 * HOUR })).toBe('no_identity');
    expect(resolve({ ...said, routeId: '4' })).toBe('ambiguous');
    expect(resolve({ ...said, startTimeS: 11 * HOUR, directionId: 0 })).toBe('no_such_start');
    expect(resolve({ routeId: '2', directionId: 0, startTimeS: 600, startDate: '20260610' })).toEqual([
      'night',
      24 * HOUR + 600,
      '20260609',
      'E023',
    ]);
  });
});
