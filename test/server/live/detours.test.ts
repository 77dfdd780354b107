import { describe, expect, it } from 'vitest';
import { decodeFeed } from '../../../feeds/gtfs-realtime/decode.js';
import type { FeedSnapshot } from '../../../feeds/model.js';
import type { Departure } from '../../../server/wire/messages.js';
import { detourFeed } from '../../support/detour-feed.js';
import { fix } from '../../support/realtime.js';
import { place, town } from '../../support/town.js';
import { at, DAY } from '../departures/stand.js';
import { liveTown, snapshot } from './town.js';

const NEXT_DAY = '20260217';
const NOW = at('07:50');

/** A straight street from A to F; X and Y lie on a street 400 m south of it. Trip t runs every day, and so does u, ten minutes after it. */
const STREET = town({
  stops: {
    ...Object.fromEntries([...'ABCDEF'].map((stop, i) => [stop, [i * 500, 0] as [number, number]])),
    X: [1_000, -400],
  },
  trips: [
    { id: 't', calls: ['A 08:00', 'B 08:02', 'C 08:04', 'D 08:06', 'E 08:08', 'F 08:10'], headsign: 'Край' },
    { id: 'u', calls: ['A 08:10', 'B 08:12', 'C 08:14', 'D 08:16', 'E 08:18', 'F 08:20'], headsign: 'Край' },
    {
      id: 'f',
      route: '9',
      calls: ['A 09:00', 'C 09:06', 'F 09:15'],
      frequency: { start: '09:00', end: '09:40', headwayS: 1_200, exact: true },
    },
  ],
});

/** Y is a stop for the detour alone. */
const Y = {
  id: 'stop-y',
  stop: {
    ...{ stop_id: 'Y', stop_name: { translation: [{ text: 'Временна спирка', language: 'bg' }] } },
    ...{ stop_lat: place(1_500, -400).lat, stop_lon: place(1_500, -400).lon },
  },
};

/** C and D give way to X and Y; two minutes longer. */
const ROUND = {
  start_stop_selector: { stop_sequence: 3, stop_id: 'C' },
  end_stop_selector: { stop_id: 'D' },
  propagated_modification_delay: 120,
  replacement_stops: [
    { travel_time_to_stop: 150, stop_id: 'X' },
    { travel_time_to_stop: 270, stop_id: 'Y' },
  ],
};

const detour = (said: object = {}, id = 'roadworks') => ({
  id,
  trip_modifications: {
    ...{ selected_trips: [{ trip_ids: ['t'] }], service_dates: [DAY], modifications: [ROUND] },
    ...said,
  },
});

/** A feed as it comes from the wire. */
function said(entities: object[], timestamp = NOW): FeedSnapshot {
  const result = decodeFeed(detourFeed(timestamp, entities), timestamp);
  if (!result.ok) throw new Error(result.reason);
  return result.snapshot;
}

async function street(entities: object[], prefer: 'trip-update' | 'vehicle' = 'trip-update') {
  const { live, clock, soiled } = liveTown(NOW, prefer);
  await live.adoptTimetable(STREET);
  await live.takeTripUpdates(said(entities));
  /** Rows of a trip at a stop. */
  const rows = (stop: string, trip = 't', date = DAY): Departure[] =>
    live.compose(stop, clock.now())!.departures.filter((row) => row.trip_id === trip && row.start_date === date);
  /** As `08:04:30 timetable` each. */
  const told = (stop: string, trip?: string, date?: string): string[] =>
    rows(stop, trip, date).map(({ scheduled, status }) => `${clockOf(scheduled)} ${status}`);
  const findings = () => live.matching.findings.map(({ rule, count }) => `${rule} ${count}`);
  return { live, clock, soiled, rows, told, findings };
}

const clockOf = (time: number | null): string =>
  time === null ? '–' : new Date((time - at('00:00')) * 1000).toISOString().slice(11, 19);

describe('edge 53: TripModifications', () => {
  it('take a trip to its replacement stops, and the boards of those that it passes by say so', async () => {
    const { told, live, findings } = await street([detour(), Y]);
    expect(told('A')).toEqual(['08:00:00 timetable']);
    expect(told('B')).toEqual(['08:02:00 timetable']);
    expect(told('C')).toEqual(['08:04:00 skipped']);
    expect(told('D')).toEqual(['08:06:00 skipped']);
    // Arrival at the stop before the changed ones, and the travel time.
    expect(told('X')).toEqual(['08:04:30 timetable']);
    expect(told('Y')).toEqual(['08:06:30 timetable']);
    // The delay of the detour goes on to what follows it.
    expect(told('E')).toEqual(['08:10:00 timetable']);
    expect(live.compose('Y', NOW)!.stop.stop_name.bg).toBe('Временна спирка');
    expect(live.compose('C', NOW)!.departures[0]!.headsign.bg).toBe('Край');
    // stop_sequence is counted anew from 1.
    expect(live.compose('E', NOW)!.departures[0]!.stop_sequence).toBe(5);
    expect(findings()).toEqual([]);
  });

  it('leave other trips and other days as they are, and end when the feed tells them no more', async () => {
    const { told, live, soiled } = await street([detour(), Y]);
    expect(told('C', 'u')).toEqual(['08:14:00 timetable']);
    const calls = (stop: string, date: string) => {
      const timetable = live.timetable!;
      const from = timetable.dayStart(date);
      const list = timetable.departures(timetable.stopIndex(stop), from, from + 86_400);
      return list.map(({ trip }) => timetable.data.tripIds[trip]).filter((id) => id === 't').length;
    };
    expect([calls('C', DAY), calls('X', DAY)]).toEqual([0, 1]);
    expect([calls('C', NEXT_DAY), calls('X', NEXT_DAY)]).toEqual([1, 0]);
    soiled();
    await live.takeTripUpdates(said([detour(), Y], NOW + 30));
    expect(soiled()).toEqual([]);
    await live.takeTripUpdates(said([], NOW + 60));
    expect(soiled()).toEqual(['*']);
    expect(told('C')).toEqual(['08:04:00 timetable']);
    expect(told('X')).toEqual([]);
    expect(live.compose('Y', NOW)).toBeNull();
    expect(live.timetable).toBe(STREET);
  });

  it('go along with updates: those with a selector reach the replacement stops, the legacy one beside it gives no second row', async () => {
    const late = (stop_sequence: number, delay: number) => [{ stop_sequence, departure: { delay } }];
    const legacy = {
      id: 'legacy',
      trip_update: { trip: { trip_id: 't', start_date: DAY }, timestamp: NOW, stop_time_update: late(1, 60) },
    };
    const selector = {
      id: 'modified',
      trip_update: {
        trip: { modified_trip: { modifications_id: 'roadworks', affected_trip_id: 't', start_date: DAY } },
        ...{ timestamp: NOW, stop_time_update: late(3, 90) },
      },
    };
    const expected = (town: Awaited<ReturnType<typeof street>>, stop: string) =>
      town.rows(stop).map((row) => (row.expected === null ? row.status : clockOf(row.expected)));
    const both = await street([detour(), Y, legacy, selector]);
    expect([...'ABXYE'].map((stop) => expected(both, stop))).toEqual([
      ['timetable'],
      ['timetable'],
      ['08:06:00'],
      ['08:08:00'],
      ['08:11:30'],
    ]);
    expect(both.findings()).toEqual([]);
    expect(both.live.matching).toMatchObject({ matched: 2, unmatched: 0 });
    // Alone, it is of the trip as it was: nothing is told of the replacement stops, and its times are those of before.
    const alone = await street([detour(), Y, legacy]);
    expect([...'ABXYE'].map((stop) => expected(alone, stop))).toEqual([
      ['08:01:00'],
      ['08:03:00'],
      ['timetable'],
      ['timetable'],
      ['08:09:00'],
    ]);
    expect(alone.told('C')).toEqual(['08:04:00 skipped']);
    const stray = await street([selector]);
    expect(stray.findings()).toEqual(['T017 1']);
    expect(stray.rows('C').map((row) => row.status)).toEqual(['timetable']);
  });

  it('are followed by our own predictions along the line of the detour', async () => {
    const { live, rows, clock } = await street([detour(), Y], 'vehicle');
    const drive: [string, [number, number]][] = [
      ['08:00:20', [60, 0]],
      ['08:01:00', [240, 0]],
      ['08:02:30', [560, -40]],
      ['08:04:10', [900, -330]],
      ['08:04:50', [1_080, -400]],
    ];
    for (const [time, where] of drive) {
      clock.wind(at(time) - clock.now());
      const bus = fix(at(time), where, { trip: { tripId: 't', startDate: DAY } });
      await live.takeVehicles(snapshot(at(time), { vehiclePositions: [bus] }));
    }
    const [vehicle] = live.fleet.vehicles.values();
    expect(vehicle).toMatchObject({ nextPosition: 3, silence: null });
    for (const stop of ['Y', 'E']) {
      const [row] = rows(stop);
      expect(row).toMatchObject({ status: 'live', basis: 'vehicle', vehicle_id: 'v1' });
      expect(Math.abs(row!.expected! - row!.scheduled!)).toBeLessThan(60);
    }
    // Behind it: X; passed by: C and D.
    expect(rows('X').map((row) => row.status)).not.toContain('live');
    expect(rows('D').map((row) => row.status)).toEqual(['skipped']);
  });

  it('may name a shape, of the feed or of the timetable; an unknown one is a finding, and the line drawn straight', async () => {
    // Straight from B down to the south, along, and up to E: of 1e-5 degrees, as the format has it.
    const shape = {
      id: 'line',
      shape: {
        shape_id: 'round',
        encoded_polyline: polyline([
          [0, 0],
          [500, 0],
          [500, -400],
          [2_000, -400],
          [2_000, 0],
          [2_500, 0],
        ]),
      },
    };
    const drawn = async (entities: object[]) => {
      const { live, findings } = await street(entities);
      const timetable = live.timetable!;
      const [trip] = [...timetable.detours.keys()];
      const { data } = timetable;
      const line = data.patternLine[data.tripPattern[trip!]!]!;
      return {
        isShape: data.lineIsShape[line],
        along: [...'012345'].map((p) => Math.round(timetable.distanceAt(trip!, Number(p)))),
        findings: findings(),
      };
    };
    const named = { selected_trips: [{ trip_ids: ['t'], shape_id: 'round' }] };
    const told = await drawn([detour(named), Y, shape]);
    expect(told.isShape).toBe(1);
    expect(told.findings).toEqual([]);
    [0, 500, 1_400, 1_900, 2_800, 3_300].forEach((metres, i) => {
      expect(Math.abs(told.along[i]! - metres)).toBeLessThan(5);
    });
    const straight = await drawn([detour(named), Y]);
    expect(straight).toMatchObject({ isShape: 0, findings: ['T016 1'] });
    const south = Math.hypot(500, 400);
    [0, 500, 500 + south, 1_000 + south, 1_000 + 2 * south, 1_500 + 2 * south].forEach((metres, i) => {
      expect(Math.abs(straight.along[i]! - metres)).toBeLessThan(5);
    });
  });

  it('add their delays up, share out times that are not told, and may change the first stop, or only add stops', async () => {
    const times = async (modifications: object[]) => {
      const { live } = await street([detour({ modifications }), Y]);
      const timetable = live.timetable!;
      const [trip] = [...timetable.detours.keys()];
      return Array.from({ length: timetable.callCount(trip!) }, (_, p) => {
        const { stopId } = timetable.stop(timetable.stopAt(trip!, p));
        return `${stopId} ${clockOf(timetable.dayStart(DAY) + timetable.arrivalS(trip!, p))}`;
      });
    };
    expect(
      await times([
        {
          start_stop_selector: { stop_id: 'E' },
          end_stop_selector: { stop_id: 'E' },
          propagated_modification_delay: 30,
        },
        {
          start_stop_selector: { stop_id: 'B' },
          end_stop_selector: { stop_id: 'B' },
          propagated_modification_delay: 60,
        },
      ]),
    ).toEqual(['A 08:00:00', 'C 08:05:00', 'D 08:07:00', 'F 08:11:30']);
    // From B 08:02 to E 08:08 and two minutes: X and Y at thirds of eight minutes.
    const untold = { ...ROUND, replacement_stops: [{ stop_id: 'X' }, { stop_id: 'Y' }] };
    expect(await times([untold])).toEqual([
      'A 08:00:00',
      'B 08:02:00',
      'X 08:04:40',
      'Y 08:07:20',
      'E 08:10:00',
      'F 08:12:00',
    ]);
    const first = { start_stop_selector: { stop_id: 'A' }, end_stop_selector: { stop_id: 'B' } };
    expect(await times([{ ...first, replacement_stops: [{ stop_id: 'X', travel_time_to_stop: -60 }] }])).toEqual([
      'X 07:59:00',
      'C 08:04:00',
      'D 08:06:00',
      'E 08:08:00',
      'F 08:10:00',
    ]);
    // Without an end nothing is replaced.
    const only = {
      start_stop_selector: { stop_id: 'C' },
      replacement_stops: [{ stop_id: 'X', travel_time_to_stop: 60 }],
    };
    expect((await times([only])).slice(0, 4)).toEqual(['A 08:00:00', 'B 08:02:00', 'X 08:03:00', 'C 08:04:00']);
    // And the end of a trip may be another one.
    const end = { start_stop_selector: { stop_id: 'E' }, end_stop_selector: { stop_id: 'F' } };
    expect((await times([{ ...end, replacement_stops: [{ stop_id: 'X' }] }])).slice(3)).toEqual([
      'D 08:06:00',
      'X 08:10:00',
    ]);
  });

  it('may be of some departures of a frequency-based trip', async () => {
    const cut = { start_stop_selector: { stop_id: 'C' }, end_stop_selector: { stop_id: 'C' } };
    const some = { selected_trips: [{ trip_ids: ['f'] }], start_times: ['09:20:00'], modifications: [cut] };
    const { told } = await street([detour(some)]);
    expect(told('C', 'f').sort()).toEqual(['09:06:00 timetable', '09:26:00 skipped']);
  });

  it('that are bad are findings, and the others hold', async () => {
    const other = (modifications: object[], trip = 'u') => ({ selected_trips: [{ trip_ids: [trip] }], modifications });
    const bad: [string, string, object][] = [
      ['T012', 'an unknown trip', detour(other([ROUND], 'nobody'), 'bad')],
      ['T012', 'a day without it', detour({ ...other([ROUND]), service_dates: ['20290101'] }, 'bad')],
      [
        'T013',
        'a stop that is not the trip’s',
        detour(other([{ ...ROUND, start_stop_selector: { stop_id: 'X' } }]), 'bad'),
      ],
      [
        'T013',
        'a sequence of another stop',
        detour(other([{ ...ROUND, start_stop_selector: { stop_sequence: 2, stop_id: 'C' } }]), 'bad'),
      ],
      [
        'T013',
        'an end before its start',
        detour(other([{ ...ROUND, end_stop_selector: { stop_sequence: 2 } }]), 'bad'),
      ],
      [
        'T013',
        'the same calls twice',
        detour(other([ROUND, { ...ROUND, start_stop_selector: { stop_id: 'D' } }]), 'bad'),
      ],
      [
        'T013',
        'times that go back',
        detour(other([{ ...ROUND, replacement_stops: [...ROUND.replacement_stops].reverse() }]), 'bad'),
      ],
      ['T014', 'a stop that nobody knows', detour(other([{ ...ROUND, replacement_stops: [{ stop_id: 'Z' }] }]), 'bad')],
      ['T015', 'a second detour of a trip', detour({}, 'bad')],
    ];
    for (const [rule, what, entity] of bad) {
      const { told, findings, live } = await street([detour(), Y, entity]);
      expect(findings(), what).toEqual([`${rule} 1`]);
      expect([told('C'), told('X'), told('C', 'u')], what).toEqual([
        ['08:04:00 skipped'],
        ['08:04:30 timetable'],
        ['08:14:00 timetable'],
      ]);
      expect(live.matching.findings[0]!.example).toContain('bad');
    }
    // What is not whole is refused where it is read.
    const halves = [
      detour({ service_dates: [] }, 'bad'),
      detour({ service_dates: ['tomorrow'] }, 'bad'),
      detour({ selected_trips: [] }, 'bad'),
      detour({ modifications: [{ replacement_stops: [{ stop_id: 'X' }] }] }, 'bad'),
      { id: 'bad', stop: { stop_id: 'W' } },
      { id: 'bad', shape: { shape_id: 'w', encoded_polyline: '_' } },
    ];
    for (const half of halves) {
      const { changes, findings } = said([detour(), Y, half]);
      expect(findings.map(({ rule, count }) => `${rule} ${count}`)).toEqual(['T011 1']);
      expect(changes!.modifications).toHaveLength(1);
    }
  });

  it('are forgotten with their feed, and orders of dispatchers hold on them', async () => {
    const { live, told } = await street([detour(), Y]);
    const order = { kind: 'cancel-trip' as const, trip: { trip_id: 't', start_date: DAY, start_time_s: null } };
    live.takeActions([{ id: '1', start: NOW - 60, end: null, order, silenced: false }]);
    expect(told('X')).toEqual(['08:04:30 cancelled']);
    live.takeActions([]);
    live.forget('tripUpdates');
    expect(told('C')).toEqual(['08:04:00 timetable']);
    expect(told('X')).toEqual([]);
    expect(live.timetable).toBe(STREET);
  });
});

/** Google's encoded polyline of points of the town. */
function polyline(points: [number, number][]): string {
  let text = '';
  let before = [0, 0];
  for (const [east, north] of points) {
    const { lat, lon } = place(east, north);
    const here = [Math.round(lat * 1e5), Math.round(lon * 1e5)];
    here.forEach((value, axis) => {
      const step = value - before[axis]!;
      let bits = step < 0 ? ~(step << 1) : step << 1;
      for (; bits >= 32; bits >>= 5) text += String.fromCharCode((32 | (bits & 31)) + 63);
      text += String.fromCharCode(bits + 63);
    });
    before = here;
  }
  return text;
}
