import { describe, expect, it } from 'vitest';
import { StopViews } from '../../../server/departures/stop-view.js';
import { Timetable } from '../../../server/timetable/timetable.js';
import { town, townData } from '../../support/town.js';
import { at, DAY, rowsAt, tripsOf } from './stand.js';

describe('the last departure of the day', () => {
  const lastAt = (timetable: Timetable, stop: string, time: string) =>
    tripsOf(rowsAt(timetable, stop, at(time)).filter((row) => row.last && row.start_date === DAY));

  it('is the last of its line and headsign, past midnight too', () => {
    const timetable = town({
      trips: [
        { id: 'a', route: '1', headsign: 'Z', calls: ['A 23:00', 'Z 23:30'] },
        { id: 'b', route: '1', headsign: 'Z', calls: ['A 24:10', 'Z 24:30'] },
        { id: 'c', route: '1', headsign: 'Y', calls: ['A 23:10', 'Y 23:30'] },
        { id: 'd', route: '2', headsign: 'Z', calls: ['A 23:20', 'Z 23:30'] },
      ],
    });
    expect(lastAt(timetable, 'A', '22:50')).toEqual(['c', 'd', 'b']);
    expect(lastAt(timetable, 'A', '24:05')).toEqual(['b']);
  });

  it('differs by day', () => {
    const timetable = town({
      services: { mondays: [DAY] },
      trips: [
        { id: 'a', calls: ['A 20:00', 'Z 20:30'] },
        { id: 'b', service: 'mondays', calls: ['A 22:00', 'Z 22:30'] },
      ],
    });
    expect(lastAt(timetable, 'A', '19:00')).toEqual(['b']);
    const next = rowsAt(timetable, 'A', at('19:00', '20260217'));
    expect(next.filter((row) => row.start_date === '20260217').map((row) => [row.trip_id, row.last])).toEqual([
      ['a', true],
    ]);
  });

  it('of a station is the last of all its platforms, in whatever order these are', () => {
    for (const [first, second] of [
      ['P1', 'P2'],
      ['P2', 'P1'],
    ] as const) {
      const timetable = town({
        parents: { P1: 'S', P2: 'S' },
        trips: [
          { id: 'early', calls: [`${first} 22:00`, 'Z 22:30'] },
          { id: 'late', calls: [`${second} 23:00`, 'Z 23:30'] },
        ],
      });
      expect(lastAt(timetable, 'S', '21:50')).toEqual(['late']);
    }
  });
});

describe('names', () => {
  it('a headsign is the call’s, else the trip’s, else the last stop’s, with its translation', () => {
    const data = townData({
      trips: [
        { id: 'own', headsign: 'Еленово', calls: ['A 08:00', 'B 08:10', 'C 08:20'] },
        { id: 'none', calls: ['A 08:00', 'Струмско 08:20'] },
      ],
    });
    data.strings.push('през Център');
    data.callHeadsign[1] = data.strings.length - 1;
    data.translations = [
      {
        tableName: 'trips',
        fieldName: 'trip_headsign',
        language: 'en',
        translation: 'Elenovo quarter',
        recordId: null,
        recordSubId: null,
        fieldValue: 'Еленово',
      },
    ];
    const views = new StopViews(new Timetable(data));
    const trip = (id: string) => views.timetable.trips(id)[0]!;
    expect(views.headsign(trip('own'), 0)).toEqual({ bg: 'Еленово', en: 'Elenovo quarter' });
    expect(views.headsign(trip('own'), 1)).toEqual({ bg: 'през Център', en: 'prez Tsentar' });
    expect(views.headsign(trip('none'), 0)).toEqual({ bg: 'Струмско', en: 'Strumsko' });
  });

  it('a line without a short name has its long one, and then its id', () => {
    const data = townData({
      trips: [
        { id: 'a', route: 'r1', calls: ['A 08:00', 'B 08:10'] },
        { id: 'b', route: 'r2', calls: ['A 08:00', 'B 08:10'] },
      ],
    });
    data.routes = data.routes.map((route, i) => ({ ...route, shortName: '', longName: i === 0 ? 'Околовръстна' : '' }));
    const views = new StopViews(new Timetable(data));
    expect([views.route(0), views.route(1)].map((route) => route.route_short_name)).toEqual(['Околовръстна', 'r2']);
  });

  it('a stop has its own zone where it has one', () => {
    const data = townData({ trips: [{ id: 'a', calls: ['A 08:00', 'B 08:10'] }] });
    data.stops = data.stops.map((stop, i) => ({ ...stop, timezone: i === 0 ? 'Europe/Athens' : null }));
    const views = new StopViews(new Timetable(data));
    expect([views.stop(0), views.stop(1)].map((view) => view.document.timezone)).toEqual([
      'Europe/Athens',
      'Europe/Sofia',
    ]);
  });
});
