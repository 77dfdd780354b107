import { describe, expect, it } from 'vitest';
import { Timetable } from '../../../server/timetable/timetable.js';
import { event, stopUpdate, tripUpdate } from '../../support/realtime.js';
import { townData } from '../../support/town.js';
import { at, DAY, rowsAt, seen } from './stand.js';

const NOW = at('08:00');
const data = townData({
  trips: [
    { id: 'x', route: '1', headsign: 'Еленово', calls: ['A 08:10', 'B 08:20'], sequences: [5, 9] },
    { id: 'y', route: '9', calls: ['A 08:15', 'B 08:25'] },
  ],
});
data.tripWheelchair = Uint8Array.from([1, 2]);
data.stops = data.stops.map((stop) => ({ ...stop, platformCode: stop.stopId === 'A' ? '3' : null }));
data.routes = data.routes.map((route) => ({ ...route, color: 'E31837', textColor: 'FFFFFF' }));
const timetable = new Timetable(data);

describe('a row', () => {
  it('is whole without realtime', () => {
    expect(rowsAt(timetable, 'A', NOW)[0]).toEqual({
      id: `${DAY}/x/5`,
      trip_id: 'x',
      start_date: DAY,
      stop_sequence: 5,
      stop_id: 'A',
      route: { route_id: '1', route_short_name: '1', route_type: 3, route_color: 'E31837', route_text_color: 'FFFFFF' },
      headsign: { bg: 'Еленово', en: 'Elenovo' },
      scheduled: at('08:10'),
      expected: null,
      low: null,
      high: null,
      basis: 'timetable',
      status: 'timetable',
      as_of: null,
      vehicle_id: null,
      occupancy: null,
      wheelchair: true,
      platform: '3',
      last: true,
    });
  });

  it('has its quantiles, vehicle and load while it is believed, and no quantiles after', () => {
    const call = { departure: at('08:12'), low: at('08:11'), high: at('08:14') };
    const vehicles = [{ ...seen(timetable, 'x', NOW, { 0: call }), occupancy: 'FULL' as const }];
    expect(rowsAt(timetable, 'A', NOW + 60, { vehicles })[0]).toMatchObject({
      ...{ expected: at('08:12'), low: at('08:11'), high: at('08:14'), basis: 'vehicle', status: 'live' },
      ...{ as_of: NOW, vehicle_id: 'bus', occupancy: 'FULL' },
    });
    expect(rowsAt(timetable, 'A', NOW + 301, { vehicles })[0]).toMatchObject({
      ...{ expected: null, low: null, high: null, basis: 'timetable', status: 'timetable', as_of: NOW },
    });
  });

  it('has the arrival where only that is known', () => {
    const vehicles = [seen(timetable, 'x', NOW, { 0: { arrival: at('08:13'), departure: null } })];
    expect(rowsAt(timetable, 'A', NOW, { vehicles })[0]?.expected).toBe(at('08:13'));
  });

  it('NO_DATA is the timetable’s', () => {
    const silent = [
      stopUpdate({ stopSequence: 5, relationship: 'NO_DATA' }),
      stopUpdate({ stopSequence: 9, arrival: event({ delayS: 60 }) }),
    ];
    const updates = [tripUpdate('x', silent, { timestamp: NOW })];
    expect(rowsAt(timetable, 'A', NOW, { updates })[0]).toMatchObject({ status: 'timetable', expected: null });
  });

  it('says where a line has no tracking, and nothing where it has', () => {
    const rows = rowsAt(timetable, 'A', NOW, { untracked: ['9'] }).slice(0, 2);
    expect(rows.map((row) => [row.trip_id, row.tracked, row.wheelchair])).toEqual([
      ['x', undefined, true],
      ['y', false, false],
    ]);
  });
});
