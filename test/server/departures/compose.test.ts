import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, formatServiceTime } from '../../../feeds/service-day.js';
import { compose } from '../../../server/departures/compose.js';
import { HORIZON_S, LATEST_DELAY_S } from '../../../server/departures/policy.js';
import { inOrder } from '../../../server/wire/patch.js';
import { event, stopUpdate, tripUpdate } from '../../support/realtime.js';
import { type Town, type TownTrip, town } from '../../support/town.js';
import { at, DAY, documentAt, rowOfTrip, rowsAt, seen, sourcesOf, tripsOf } from './stand.js';

const short = (timeS: number) => formatServiceTime(timeS).slice(0, 5);

/** A trip A → B → C every `everyMin` minutes. */
function every(everyMin: number, fromH: number, toH: number, rest: Partial<TownTrip> = {}): TownTrip[] {
  const trips: TownTrip[] = [];
  for (let t = fromH * 3600; t < toH * 3600; t += everyMin * 60) {
    const calls = [`A ${short(t)}`, `B ${short(t + 300)}`, `C ${short(t + 600)}`];
    trips.push({ id: `${rest.route ?? '1'}-${short(t)}`, calls, ...rest });
  }
  return trips;
}

describe('which rows a document has', () => {
  const busy = town({ trips: every(10, 5, 24) });

  it('all departures of the next 90 minutes and none after, by time', () => {
    const rows = rowsAt(busy, 'A', at('08:00'));
    expect(tripsOf(rows)).toEqual(
      ['08:00', '08:10', '08:20', '08:30', '08:40', '08:50', '09:00', '09:10', '09:20'].map((t) => `1-${t}`),
    );
    expect(rows.map((row) => row.scheduled)).toEqual(rows.map((_, i) => at('08:00') + i * 600));
    expect(rows.every((row) => row.expected === null && row.basis === 'timetable' && row.status === 'timetable')).toBe(
      true,
    );
  });

  it('at least eight where the timetable has them, into the next day if need be', () => {
    const quiet = town({ trips: every(120, 6, 24) });
    const rows = rowsAt(quiet, 'A', at('19:30'));
    expect(tripsOf(rows)).toEqual(
      ['20:00', '22:00', '06:00', '08:00', '10:00', '12:00', '14:00', '16:00'].map((t) => `1-${t}`),
    );
    expect(rows.map((row) => row.start_date)).toEqual([DAY, DAY, ...Array(6).fill('20260217')]);
  });

  it('no more than there are within a day', () => {
    expect(rowsAt(town({ trips: every(120, 6, 9) }), 'A', at('05:50'))).toHaveLength(2);
  });

  it('neither the last stop of a trip nor a stop without boarding', () => {
    const timetable = town({ trips: [{ id: 't', calls: ['A 08:00', 'B- 08:10', 'C 08:20', 'D 08:30'] }] });
    expect(['A', 'B', 'C', 'D'].map((stop) => rowsAt(timetable, stop, at('07:50')).length)).toEqual([1, 0, 1, 0]);
  });

  it('a row stands until its minute is over', () => {
    expect(tripsOf(rowsAt(busy, 'A', at('08:00:59')))[0]).toBe('1-08:00');
    expect(tripsOf(rowsAt(busy, 'A', at('08:01:00')))[0]).toBe('1-08:10');
  });

  it('is null for a stop that the timetable does not have', () => {
    expect(compose(sourcesOf(busy, {}, at('08:00')), 'nowhere', at('08:00'))).toBeNull();
  });

  it('a station has the rows of its platforms, and no platform those of another', () => {
    const timetable = town({
      parents: { P1: 'S', P2: 'S' },
      trips: [
        { id: 'a', calls: ['P1 08:10', 'X 08:20'] },
        { id: 'b', calls: ['P2 08:05', 'X 08:20'] },
      ],
    });
    const now = at('08:00');
    expect(rowsAt(timetable, 'S', now).map((row) => [row.trip_id, row.stop_id])).toEqual([
      ['b', 'P2'],
      ['a', 'P1'],
    ]);
    expect(tripsOf(rowsAt(timetable, 'P1', now))).toEqual(['a']);
    expect(documentAt(timetable, 'S', now).stop.stop_id).toBe('S');
  });

  it('a loop stands twice at the stop where it begins and passes again', () => {
    const loop = town({ trips: [{ id: 'loop', calls: ['A 08:00', 'B 08:10', 'A 08:20', 'C 08:30'] }] });
    expect(rowsAt(loop, 'A', at('07:50')).map((row) => row.id)).toEqual([`${DAY}/loop/1`, `${DAY}/loop/3`]);
  });
});

describe('order', () => {
  const timetable = town({
    trips: [
      { id: 'b', calls: ['A 08:10', 'Z 09:00'] },
      { id: 'a', calls: ['A 08:10', 'Z 09:00'] },
      { id: 'late', calls: ['A 08:05', 'Z 09:00'] },
    ],
  });

  it('by expected or else scheduled, then by id', () => {
    const now = at('08:04');
    const updates = [
      tripUpdate('late', [stopUpdate({ stopId: 'A', departure: event({ delayS: 600 }) })], { timestamp: now }),
    ];
    expect(tripsOf(rowsAt(timetable, 'A', now))).toEqual(['late', 'a', 'b']);
    expect(tripsOf(rowsAt(timetable, 'A', now, { updates }))).toEqual(['a', 'b', 'late']);
  });

  it('a delay carries a trip over the horizon and back into the eight', () => {
    const now = at('08:04');
    const delayS = HORIZON_S + 600;
    const updates = [
      tripUpdate('late', [stopUpdate({ stopId: 'A', departure: event({ delayS }) })], { timestamp: now }),
    ];
    const rows = rowsAt(timetable, 'A', now, { updates });
    expect(tripsOf(rows)).toEqual(['a', 'b', 'late']);
    expect(rows[2]!.expected).toBe(at('08:05') + delayS);
  });
});

describe('what happens to a trip', () => {
  const timetable = town({
    trips: [...every(30, 6, 22), { id: 'x', calls: ['A 08:10', 'B 08:15', 'C 08:20', 'D 08:25'] }],
  });
  const now = at('08:00');
  const late = (delayS: number, timestamp = now) =>
    tripUpdate('x', [stopUpdate({ stopId: 'A', departure: event({ delayS }) })], { timestamp });

  it('DELETED is not shown', () => {
    const updates = [tripUpdate({ tripId: 'x', relationship: 'DELETED' }, [], { timestamp: now })];
    expect(rowOfTrip(timetable, 'A', 'x', now, { updates })).toBeUndefined();
  });

  it('CANCELED is struck through until five minutes after its time', () => {
    const updates = [tripUpdate({ tripId: 'x', relationship: 'CANCELED' }, [], { timestamp: now })];
    const row = (time: string) => rowOfTrip(timetable, 'A', 'x', at(time), { updates });
    expect(row('08:00')).toMatchObject({ status: 'cancelled', expected: null, scheduled: at('08:10') });
    expect(row('08:15')?.status).toBe('cancelled');
    expect(row('08:15:01')).toBeUndefined();
  });

  it('SKIPPED is struck through at its stop and nowhere else', () => {
    const updates = [tripUpdate('x', [stopUpdate({ stopId: 'B', relationship: 'SKIPPED' })], { timestamp: now })];
    const row = (stop: string) => rowOfTrip(timetable, stop, 'x', now, { updates });
    expect(row('B')).toMatchObject({ status: 'skipped', expected: null, basis: 'timetable' });
    expect(row('A')?.status).toBe('timetable');
  });

  it('nobody boards where all later stops are skipped', () => {
    const skip = (stopId: string) => stopUpdate({ stopId, relationship: 'SKIPPED' });
    const updates = [
      tripUpdate('x', [stopUpdate({ stopId: 'A', departure: event({ delayS: 0 }) }), skip('C'), skip('D')], {
        timestamp: now,
      }),
    ];
    expect(rowOfTrip(timetable, 'A', 'x', now, { updates })?.status).toBe('live');
    expect(rowOfTrip(timetable, 'B', 'x', now, { updates })).toBeUndefined();
    expect(rowOfTrip(timetable, 'C', 'x', now, { updates })?.status).toBe('skipped');
  });

  it('nobody boards where the feed says so (pickup_type 1), whatever our own prediction says', () => {
    const said = stopUpdate({ stopId: 'B', departure: event({ delayS: 0 }), pickupType: 1 });
    const vehicles = [seen(timetable, 'x', now, { 1: at('08:16') })];
    const known = { updates: [tripUpdate('x', [said], { timestamp: now })], vehicles, prefer: 'vehicle' as const };
    expect(rowOfTrip(timetable, 'B', 'x', now, known)).toBeUndefined();
  });

  it('an early bus that was seen to pass does not come back with its scheduled time', () => {
    const gone = (departure: number | null) => ({ state: 'passed' as const, departure });
    const vehicles = [seen(timetable, 'x', at('08:06'), { 0: gone(at('08:06')), 1: at('08:11') })];
    const updates = [late(0, at('08:06'))];
    expect(rowOfTrip(timetable, 'A', 'x', at('08:06:10'), { vehicles, updates })?.status).toBe('departed');
    for (const time of ['08:07:01', '08:08', '08:10', '08:12']) {
      expect(rowOfTrip(timetable, 'A', 'x', at(time), { vehicles, updates }), time).toBeUndefined();
    }
    expect(
      rowOfTrip(timetable, 'A', 'x', at('08:06:10'), {
        vehicles: [seen(timetable, 'x', at('08:06'), { 0: 'passed' })],
      }),
    ).toBeUndefined();
  });

  it('an early bus that fell due while it was believed does not come back when its datum grows old', () => {
    const vehicles = [seen(timetable, 'x', at('08:01'), { 0: at('08:02') })];
    const statuses = ['08:01:30', '08:02:31', '08:04', '08:06:30', '08:09'].map(
      (time) => rowOfTrip(timetable, 'A', 'x', at(time), { vehicles })?.status,
    );
    expect(statuses).toEqual(['live', 'departed', undefined, undefined, undefined]);
  });

  it('an old datum takes nothing from the timetable when the time it foretold comes', () => {
    const vehicles = [seen(timetable, 'x', at('07:50'), { 0: at('08:06') })];
    for (const time of ['07:56', '08:05', '08:07', '08:10']) {
      expect(rowOfTrip(timetable, 'A', 'x', at(time), { vehicles })?.status, time).toBe('timetable');
    }
  });

  it('is believed 30 s beyond its time, then departed for 60 s, then gone', () => {
    const updates = [late(60, at('08:10'))];
    const row = (time: string) => rowOfTrip(timetable, 'A', 'x', at(time), { updates, takenAt: at('08:10') });
    expect(row('08:11:30')).toMatchObject({ status: 'live', expected: at('08:11') });
    expect(row('08:11:31')).toMatchObject({ status: 'departed', expected: null, basis: 'trip-update' });
    expect(row('08:12:30')?.status).toBe('departed');
    expect(row('08:12:31')).toBeUndefined();
  });

  it('stays 60 s as departed after the vehicle was seen to leave', () => {
    const vehicles = [
      seen(timetable, 'x', at('08:12'), { 0: { state: 'passed', departure: at('08:12') }, 1: at('08:17') }),
    ];
    const row = (time: string) => rowOfTrip(timetable, 'A', 'x', at(time), { vehicles });
    expect(row('08:12:59')?.status).toBe('departed');
    expect(row('08:13:01')).toBeUndefined();
  });

  it('a late bus is still there long after its time', () => {
    const delayS = LATEST_DELAY_S - 120;
    const row = rowOfTrip(timetable, 'A', 'x', at('08:10') + delayS - 60, {
      updates: [late(delayS, at('08:10') + delayS - 90)],
    });
    expect(row).toMatchObject({ status: 'live', scheduled: at('08:10'), expected: at('08:10') + delayS });
  });
});

describe('far off its time', () => {
  const timetable = town({ trips: [{ id: 'x', calls: ['A 08:10', 'B 08:15', 'C 08:20'] }] });
  it.each([-3 * 3600, -1300, LATEST_DELAY_S, 3 * 3600])(
    'a bus %i s off is on the board at the agency’s time, once',
    (delayS) => {
      const expected = at('08:10') + delayS;
      const updates = [
        tripUpdate({ tripId: 'x', startDate: DAY }, [stopUpdate({ stopId: 'A', departure: event({ delayS }) })], {
          timestamp: expected - 60,
        }),
      ];
      const rows = rowsAt(timetable, 'A', expected - 50, { updates });
      expect(rows.filter((row) => row.start_date === DAY)).toMatchObject([{ trip_id: 'x', status: 'live', expected }]);
    },
  );
});

describe('assigned_stop_id', () => {
  const timetable = town({
    parents: { P1: 'S', P2: 'S', P3: 'S' },
    trips: [{ id: 't', calls: ['P1 08:10', 'X 08:20', 'P3 08:30'] }],
  });
  const now = at('08:00');
  const moved = (stopId: string, assignedStopId: string) =>
    tripUpdate(
      't',
      [stopUpdate({ stopId, arrival: event({ delayS: 60 }), departure: event({ delayS: 60 }), assignedStopId })],
      { timestamp: now },
    );
  const places = (stop: string, known: object) =>
    rowsAt(timetable, stop, now, known).map((row) => [row.id, row.stop_id]);

  it('moves the row to the other platform, and a station has it once', () => {
    const updates = [moved('P1', 'P2')];
    expect(places('P1', { updates })).toEqual([]);
    expect(places('P2', { updates })).toEqual([[`${DAY}/t/1`, 'P2']]);
    expect(places('S', { updates })).toEqual([[`${DAY}/t/1`, 'P2']]);
  });

  it('moves it whichever prediction is believed', () => {
    const known = {
      updates: [moved('P1', 'P2')],
      vehicles: [seen(timetable, 't', now, { 0: at('08:12') })],
      prefer: 'vehicle',
    };
    expect(places('P1', known)).toEqual([]);
    expect(places('S', known)).toEqual([[`${DAY}/t/1`, 'P2']]);
    expect(rowsAt(timetable, 'P2', now, known as never)[0]).toMatchObject({ basis: 'vehicle', expected: at('08:12') });
  });

  it('does not make a departure of the last call', () => {
    const updates = [moved('P3', 'P2')];
    expect(places('P2', { updates })).toEqual([]);
    expect(places('S', { updates })).toEqual([[`${DAY}/t/1`, 'P1']]);
  });
});

describe('added trips', () => {
  const timetable = town({ trips: every(30, 6, 22) });
  const now = at('08:00');
  const added = tripUpdate(
    { tripId: 'extra', routeId: '1', startDate: DAY, relationship: 'NEW' },
    [
      stopUpdate({ stopId: 'A', departure: event({ timeS: at('08:07'), scheduledTimeS: at('08:05') }) }),
      stopUpdate({ stopId: 'B', arrival: event({ timeS: at('08:12') }) }),
      stopUpdate({ stopId: 'C', arrival: event({ timeS: at('08:20') }) }),
    ],
    { timestamp: now },
  );

  it('stand at their stops, not at the last, in order, and are no last departure', () => {
    const [first, second] = rowsAt(timetable, 'A', now, { updates: [added] });
    expect([first!.trip_id, second!.trip_id]).toEqual(['1-08:00', 'extra']);
    expect(second).toMatchObject({
      id: `${DAY}/extra/1`,
      scheduled: at('08:05'),
      expected: at('08:07'),
      status: 'live',
      basis: 'trip-update',
      last: false,
      headsign: { bg: 'C' },
    });
    expect(rowOfTrip(timetable, 'B', 'extra', now, { updates: [added] })).toMatchObject({
      scheduled: null,
      expected: at('08:12'),
    });
    expect(rowOfTrip(timetable, 'C', 'extra', now, { updates: [added] })).toBeUndefined();
  });

  it('those of tomorrow take no place from the timetable', () => {
    const quiet = town({ trips: every(120, 6, 24) });
    const later = Array.from({ length: 9 }, (_, i) =>
      tripUpdate(
        { tripId: `extra-${i}`, routeId: '1', startDate: DAY, relationship: 'NEW' },
        [
          stopUpdate({ stopId: 'A', departure: event({ timeS: at('23:30') + i * 60 }) }),
          stopUpdate({ stopId: 'C', arrival: event({ timeS: at('23:50') + i * 60 }) }),
        ],
        { timestamp: now },
      ),
    );
    expect(tripsOf(rowsAt(quiet, 'A', now, { updates: later }))).toEqual(
      ['08:00', '10:00', '12:00', '14:00', '16:00', '18:00', '20:00', '22:00'].map((t) => `1-${t}`),
    );
  });

  it('no id stands twice, even where a duplicate bears the name of its original', () => {
    const twin = tripUpdate(
      { tripId: '1-08:30', relationship: 'DUPLICATED' },
      [stopUpdate({ stopId: 'A', departure: event({ delayS: 0 }) })],
      {
        timestamp: now,
        properties: {
          tripId: '1-08:30',
          startDate: DAY,
          startTimeS: 8.5 * 3600 + 120,
          headsign: null,
          shortName: null,
          shapeId: null,
        },
      },
    );
    const ids = rowsAt(timetable, 'A', now, { updates: [twin] }).map((row) => row.id);
    expect(ids.length).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('a replacement takes the place of its trip', () => {
    const instead = tripUpdate(
      { tripId: '1-08:30', startDate: DAY, relationship: 'REPLACEMENT' },
      [
        stopUpdate({ stopId: 'A', departure: event({ timeS: at('08:33') }) }),
        stopUpdate({ stopId: 'D', arrival: event({ timeS: at('08:50') }) }),
      ],
      { timestamp: now },
    );
    const timetableWithD = town({ trips: [...every(30, 6, 22), { id: 'd', calls: ['D 05:00', 'A 05:10'] }] });
    expect(
      rowsAt(timetableWithD, 'A', now, { updates: [instead] }).filter((row) => row.trip_id === '1-08:30'),
    ).toMatchObject([{ expected: at('08:33') }]);
    expect(rowOfTrip(timetableWithD, 'B', '1-08:30', now, { updates: [instead] })).toBeUndefined();
  });
});

describe('freshness of the document', () => {
  const timetable = town({ trips: [{ id: 'x', calls: ['A 08:20', 'B 08:30'] }] });
  const asOf = at('08:00');
  const updates = [
    tripUpdate('x', [stopUpdate({ stopId: 'A', departure: event({ delayS: 60 }) })], { timestamp: asOf }),
  ];
  it.each([
    [0, 'live', 'live', at('08:21')],
    [90, 'live', 'live', at('08:21')],
    [91, 'ageing', 'ageing', at('08:21')],
    [300, 'ageing', 'ageing', at('08:21')],
    [301, 'timetable', 'timetable', null],
  ] as const)('%i s after its datum: %s', (ageS, freshness, status, expected) => {
    const document = documentAt(timetable, 'A', asOf + ageS, { updates });
    expect(document.freshness).toBe(freshness);
    expect(document.departures).toMatchObject([
      { status, expected, as_of: asOf, basis: expected === null ? 'timetable' : 'trip-update' },
    ]);
  });

  it('is none where there is nothing', () => {
    const over = town({
      services: { once: [DAY] },
      trips: [{ id: 'x', service: 'once', calls: ['A 08:20', 'B 08:30'] }],
    });
    expect(documentAt(over, 'A', at('09:00'))).toMatchObject({ freshness: 'none', departures: [], next_service: null });
  });
});

describe('next_service', () => {
  const weekly: Town = {
    services: { mondays: [DAY, '20260223'] },
    trips: [
      { id: 'x', service: 'mondays', calls: ['A 08:20', 'B 08:30'] },
      { id: 'y', service: 'mondays', calls: ['A 08:40', 'B 08:50'] },
    ],
  };

  it('only where there is no row', () => {
    expect(documentAt(town(weekly), 'A', at('08:00')).next_service).toBeNull();
    const document = documentAt(town(weekly), 'A', at('09:00'));
    expect(document.departures).toEqual([]);
    expect(document.next_service).toMatchObject({
      scheduled: at('08:20', '20260223'),
      route: { route_short_name: '1' },
      headsign: { bg: 'B' },
    });
  });

  it('is neither a cancelled trip nor one that has left early', () => {
    const timetable = town(weekly);
    const now = at('08:38');
    const vehicles = [seen(timetable, 'y', at('08:36'), { 0: { state: 'passed', departure: at('08:36') } })];
    expect(documentAt(timetable, 'A', now, { vehicles }).next_service?.scheduled).toBe(at('08:20', '20260223'));
    const cancelled = tripUpdate({ tripId: 'x', startDate: '20260223', relationship: 'CANCELED' }, [], {
      timestamp: at('10:00'),
    });
    expect(documentAt(timetable, 'A', at('10:00'), { updates: [cancelled] }).next_service?.scheduled).toBe(
      at('08:40', '20260223'),
    );
  });
});

describe('midnight (obligation T2)', () => {
  const ZONES = ['Europe/Sofia', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
  const night = (timezone: string) =>
    town({
      timezone,
      trips: [
        { id: 'late', calls: ['A 23:55', 'B 24:20'] },
        { id: 'over', calls: ['Z 23:50', 'A 24:10', 'B 24:30'] },
        { id: 'far', calls: ['Z 23:50', 'A 25:35', 'B 26:00'] },
        { id: 'early', calls: ['A 00:05', 'B 00:20'] },
        ...every(60, 5, 23),
      ],
    });

  it('at 23:58, 00:00 and 00:02 nothing disappears and nothing doubles', () => {
    const timetable = night('Europe/Sofia');
    const next = addDays(DAY, 1);
    const ids = (now: number) =>
      rowsAt(timetable, 'A', now)
        .map((row) => row.id)
        .slice(0, 4);
    const expected = [`${next}/early/1`, `${DAY}/over/2`, `${DAY}/far/2`, `${next}/1-05:00/1`];
    expect(ids(at('23:55'))).toEqual([`${DAY}/late/1`, ...expected.slice(0, 3)]);
    for (const time of ['23:58', '24:00', '24:02']) expect(ids(at(time)), time).toEqual(expected);
    expect(ids(at('24:06')).slice(0, 2)).toEqual([`${DAY}/over/2`, `${DAY}/far/2`]);
  });

  it('over a year of days in four zones, both changes of the clock among them', () => {
    for (const timezone of ZONES) {
      const timetable = night(timezone);
      for (let day = 0; day < 365; day++) {
        const date = addDays('20260102', day);
        const midnight = timetable.dayStart(addDays(date, 1));
        let before: { id: string; scheduled: number | null }[] | null = null;
        for (const minutes of [-2, -1, 0, 1, 2]) {
          const now = midnight + minutes * 60;
          const rows = rowsAt(timetable, 'A', now);
          const ids = rows.map((row) => row.id);
          if (new Set(ids).size !== ids.length) expect.fail(`${timezone} ${date} ${minutes}: ${ids}`);
          if ([...rows].sort(inOrder).some((row, i) => row !== rows[i])) expect.fail(`${timezone} ${date}: order`);
          const still = (before ?? []).filter((row) => row.scheduled! >= Math.floor(now / 60) * 60);
          for (const row of still)
            if (!ids.includes(row.id)) expect.fail(`${timezone} ${date} ${minutes}: lost ${row.id}`);
          before = rows;
        }
      }
    }
  });

  it('whatever minute it is, each departure of the next 90 minutes stands exactly once', () => {
    const timetable = night('Europe/Sofia');
    const start = timetable.dayStart('20260101');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 * 1440 }), (minute) => {
        const now = start + minute * 60;
        const expected: string[] = [];
        for (let day = -2; day <= 1; day++) {
          const date = addDays('20260101', Math.floor(minute / 1440) + day);
          for (let trip = 0; trip < timetable.tripCount; trip++) {
            for (let p = 0; p < timetable.callCount(trip) - 1; p++) {
              const when = timetable.dayStart(date) + timetable.departureS(trip, p);
              if (timetable.stop(timetable.stopAt(trip, p)).stopId !== 'A' || when < now || when >= now + HORIZON_S)
                continue;
              expected.push(`${date}/${timetable.data.tripIds[trip]}/${timetable.sequenceAt(trip, p)}`);
            }
          }
        }
        const ids = rowsAt(timetable, 'A', now)
          .filter((row) => row.scheduled! < now + HORIZON_S)
          .map((row) => row.id);
        expect([...ids].sort()).toEqual(expected.sort());
      }),
      { numRuns: 300 },
    );
  });
});

describe('frequency-based trips', () => {
  const frequent = (exact: boolean) =>
    town({
      trips: [
        {
          id: 'f',
          calls: ['A 06:00', 'B 06:10', 'C 06:20'],
          frequency: { start: '06:00', end: '07:00', headwayS: 600, exact },
        },
      ],
    });

  it('have the start in their id, and their headway where times are only about so', () => {
    const rows = rowsAt(frequent(false), 'B', at('06:05'));
    expect(rows.map((row) => row.id)).toEqual(Array.from({ length: 6 }, (_, i) => `${DAY}/f/2/${21_600 + i * 600}`));
    expect(rows.every((row) => row.headway_s === 600 && !row.last)).toBe(true);
  });

  it('with exact times are rows like any other', () => {
    const rows = rowsAt(frequent(true), 'B', at('06:05'));
    expect(rows).toHaveLength(6);
    expect(rows.some((row) => 'headway_s' in row)).toBe(false);
  });
});
