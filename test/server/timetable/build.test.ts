import { describe, expect, it } from 'vitest';
import { formatServiceTime } from '../../../feeds/service-day.js';
import type { Timetable } from '../../../server/timetable/timetable.js';
import { built, columnsOf, rows, shape, stop, trip, world } from './small-town.js';

/** `A 08:00:00 08:00:00 0` for each call of a trip: stop, arrival, departure, metres. */
function calls(timetable: Timetable, tripId: string): string[] {
  const index = timetable.trips(tripId)[0] ?? -1;
  return Array.from({ length: timetable.callCount(index) }, (_, i) =>
    [
      timetable.stop(timetable.stopAt(index, i)).stopId,
      formatServiceTime(timetable.arrivalS(index, i)),
      formatServiceTime(timetable.departureS(index, i)),
      Math.round(timetable.distanceAt(index, i)),
    ].join(' '),
  );
}

describe('trips and patterns', () => {
  it('trips with the same calls share a pattern; another stop_sequence, pick-up or headsign makes another', () => {
    const { timetable, found } = built(world({ trips: ['t1', 't2', 't3', 't4', 't5'].map((id) => trip(id)) }), [
      ...rows('t1 A 08:00:00\nt1 B 08:02:00\nt2 A 09:00:00\nt2 B 09:05:00'),
      ...rows('t3 A 10:00:00\nt3 B 10:02:00').map((row, i) => ({ ...row, sequence: i * 10 })),
      ...rows('t4 A 11:00:00\nt4 B 11:02:00').map((row) => ({ ...row, pickup: 3 })),
      ...rows('t5 A 12:00:00\nt5 B 12:02:00').map((row) => ({ ...row, headsign: 'Депо' })),
    ]);
    expect(found).toEqual({});
    expect([...timetable.data.tripPattern]).toEqual([0, 0, 1, 2, 3]);
    expect(timetable.data.lineIsShape).toHaveLength(1);
    expect(timetable.positionOfSequence(2, 10)).toBe(1);
    expect(timetable.positionOfSequence(2, 1)).toBe(-1);
    expect(timetable.data.strings[timetable.data.callHeadsign[timetable.firstCall(4)] ?? -1]).toBe('Депо');
  });

  it('rows may come in any order', () => {
    const list = rows('t1 A 08:00:00\nt2 C 09:00:00\nt1 B 08:02:00\nt2 D 09:02:00').map((row, i) => ({
      ...row,
      sequence: 9 - i,
    }));
    const { timetable } = built(world({ trips: [trip('t1'), trip('t2')] }), list);
    expect(calls(timetable, 't1')).toEqual(['B 08:02:00 08:02:00 0', 'A 08:02:00 08:02:00 1000']);
    expect(calls(timetable, 't2').map((c) => c[0])).toEqual(['D', 'C']);
  });

  it('what cannot be used is left out and told, the rest stays', () => {
    const { timetable, found } = built(
      world({
        trips: [
          trip('good'),
          trip('short'),
          trip('lost', { routeId: 'X' }),
          trip('idle', { serviceId: 'NONE' }),
          trip('timeless'),
        ],
      }),
      rows(`
        good A 08:00:00
        good NOWHERE 08:01:00
        good B 08:02:00
        short A 08:00:00
        lost A 08:00:00
        lost B 08:00:00
        idle A 08:00:00
        idle B 08:02:00
        timeless A -
        timeless B -
        unknown A 08:00:00
        unknown B 08:02:00`),
    );
    expect(timetable.data.tripIds).toEqual(['good', 'idle']);
    expect(found).toEqual({ T110: 2, T111: 1, T113: 1, T114: 1, T115: 1, T118: 1 });
    expect(timetable.runsOn(timetable.trips('idle')[0] ?? -1, '20260216')).toBe(false);
    expect(timetable.runsOn(timetable.trips('good')[0] ?? -1, '20260216')).toBe(true);
  });

  it('nothing usable at all is refused with a sentence', () => {
    expect(() => built(world({ trips: [trip('t')] }), [])).toThrow(
      'GTFS refused: trips.txt: no usable trip is in the dataset.',
    );
    expect(() => built(world({ stops: [] }), [])).toThrow(/no usable stop/);
    const agencies = [{ agencyId: '', agencyName: '', timezone: 'Europe/Blagoevgrad', lang: null, url: null }];
    expect(() => built(world({ agencies }), [])).toThrow(/no time zone that is known \(Europe\/Blagoevgrad\)/);
  });
});

describe('times', () => {
  it('missing ones are filled in by distance; only one of arrival and departure is enough', () => {
    const { timetable } = built(world({ trips: [trip('t')] }), [
      ...rows('t A 08:00:00\nt B -\nt D -'),
      { trip: 't', stop: 'E', time: '', arrival: '08:08:00' },
    ]);
    expect(calls(timetable, 't')).toEqual([
      'A 08:00:00 08:00:00 0',
      'B 08:02:00 08:02:00 1000',
      'D 08:06:00 08:06:00 3000',
      'E 08:08:00 08:08:00 4000',
    ]);
    // A filled-in time is approximate, whatever timepoint says.
    expect([...timetable.data.callTimepoint]).toEqual([1, 0, 0, 1]);
  });

  it('a feed that begins again at 00:00 is understood; a step back is held level; open ends take the nearest time', () => {
    const { timetable, found } = built(
      world({ trips: [trip('night'), trip('back'), trip('open')] }),
      rows(`
        night A 23:58:00
        night B 00:01:00
        night C 00:03:00
        back A 08:00:00
        back B 07:59:00
        back C 08:04:00
        open A -
        open B 08:00:00
        open C -`),
    );
    expect(calls(timetable, 'night')[2]).toBe('C 24:03:00 24:03:00 2000');
    expect(calls(timetable, 'back')[1]).toBe('B 08:00:00 08:00:00 1000');
    expect(calls(timetable, 'open').map((c) => c.slice(2, 10))).toEqual(['08:00:00', '08:00:00', '08:00:00']);
    expect(found).toEqual({ T116: 1, T117: 1, T119: 1 });
  });
});

describe('T6: frequencies', () => {
  it.each([
    [true, 0],
    [false, 1],
  ])('exact_times %s: 06:00 to 07:00 every 600 s is 6 departures each at every stop', (exactTimes, inexact) => {
    const frequency = { tripId: 't', startS: 21_600, endS: 25_200, headwayS: 600, exactTimes };
    const { timetable } = built(
      world({ trips: [trip('t')], frequencies: [frequency, { ...frequency, startS: 93_600, endS: 94_800 }] }),
      rows('t A 08:00:00\nt B 08:03:00\nt C 08:05:00'),
    );
    const day = timetable.dayStart('20260216');
    const at = (stopId: string) =>
      timetable
        .departures(timetable.stopIndex(stopId), day, day + 90_000)
        .filter((call) => call.date === '20260216')
        .map((call) => formatServiceTime(call.scheduled - day));
    expect(at('A')).toEqual(['06:00:00', '06:10:00', '06:20:00', '06:30:00', '06:40:00', '06:50:00']);
    expect(at('B')).toEqual(['06:03:00', '06:13:00', '06:23:00', '06:33:00', '06:43:00', '06:53:00']);
    expect(at('C')).toEqual([]);
    expect(timetable.trips('t')).toHaveLength(8);
    expect([...timetable.data.tripInexact]).toEqual(Array(8).fill(inexact));
    expect([...timetable.data.tripHeadwayS]).toEqual(Array(8).fill(600));
    expect(timetable.data.latestS).toBe(93_600 + 600 + 300);
  });

  it('a headway that would make thousands of departures is refused, and the trip with it', () => {
    const frequencies = [{ tripId: 't', startS: 0, endS: 90_000, headwayS: 1, exactTimes: true }];
    const { timetable, found } = built(
      world({ trips: [trip('t'), trip('u')], frequencies }),
      rows('t A 8:00:00\nt B 8:03:00\nu A 8:00:00\nu B 8:03:00'),
    );
    expect(timetable.trips('t')).toEqual([]);
    expect(found).toEqual({ T130: 1 });
  });
});

describe('calendar', () => {
  it('weekdays, added and removed dates, both ends included', () => {
    const records = world({
      trips: [trip('t')],
      calendars: [
        {
          serviceId: 'WK',
          weekdays: [true, true, true, true, true, false, false],
          startDate: '20260216',
          endDate: '20260227',
        },
      ],
      calendarDates: [
        { serviceId: 'WK', date: '20260217', added: false },
        { serviceId: 'WK', date: '20260307', added: true },
      ],
    });
    const { timetable } = built(records, rows('t A 08:00:00\nt B 08:02:00'));
    const runs = ['20260215', '20260216', '20260217', '20260221', '20260227', '20260228', '20260307', '20260308'];
    expect(runs.filter((date) => timetable.runsOn(0, date))).toEqual(['20260216', '20260227', '20260307']);
  });

  it('one that never ends is cut about today', () => {
    const calendars = [{ serviceId: 'WK', weekdays: Array(7).fill(true), startDate: '20000101', endDate: '20991231' }];
    const { timetable, found } = built(world({ trips: [trip('t')], calendars }), rows('t A 08:00:00\nt B 08:02:00'));
    expect(found).toEqual({ T131: 1 });
    for (const date of ['20250201', '20260216', '20290101']) expect(timetable.runsOn(0, date)).toBe(true);
    expect(timetable.runsOn(0, '20000102')).toBe(false);
  });
});

describe('what a board asks', () => {
  it('last calls and calls without boarding are not departures; blocks and stations are known', () => {
    const records = world({
      trips: [trip('late', { blockId: 'b' }), trip('early', { blockId: 'b' })],
      stops: [
        ...world().stops,
        stop('ST', 42, 23, { locationType: 1 }),
        stop('P', null, null, { parentStation: 'ST' }),
        stop('X', 42, 23, { parentStation: 'ST', locationType: 2 }),
      ],
    });
    const { timetable } = built(records, [
      ...rows('late P 09:00:00\nlate B 09:02:00\nlate C 09:04:00').map((row) =>
        row.stop === 'B' ? { ...row, pickup: 1 } : row,
      ),
      ...rows('early C 08:00:00\nearly B 08:02:00\nearly P 08:04:00'),
    ]);
    const day = timetable.dayStart('20260216');
    const at = (id: string) =>
      timetable.departures(timetable.stopIndex(id), day, day + 80_000).map((c) => timetable.data.tripIds[c.trip]);
    expect(at('P')).toEqual(['late']);
    expect(at('B')).toEqual(['early']);
    expect(at('C')).toEqual(['early']);
    expect(timetable.block(0).map((t) => timetable.data.tripIds[t])).toEqual(['early', 'late']);
    expect(timetable.platforms(timetable.stopIndex('ST')).map((s) => timetable.stop(s).stopId)).toEqual(['P']);
    // A platform without coordinates has its station's.
    expect(timetable.distanceAt(0, 1)).toBeCloseTo(1000, 0);
  });

  it('stop_times and shapes of nothing in particular do not matter', () => {
    expect(columnsOf([]).count).toBe(0);
    const { timetable } = built(
      world({ trips: [trip('t', { shapeId: 'none' })] }),
      rows('t A 08:00:00\nt B 08:02:00'),
      shape('s', [
        [0, 0],
        [0, 1],
      ]),
    );
    expect(timetable.data.lineIsShape).toEqual(Uint8Array.of(0));
  });
});
