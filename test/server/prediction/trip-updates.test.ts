// Trip updates over a timetable: what the GTFS-Realtime specification says of delays, and what boards are owed beyond it.

import { describe, expect, it } from 'vitest';
import type { TripUpdate } from '../../../feeds/model.js';
import { formatServiceTime, serviceDayStart } from '../../../feeds/service-day.js';
import { lookUp, type PredictionLayer, type TripPrediction } from '../../../server/prediction/prediction.js';
import { applyTripUpdates } from '../../../server/prediction/trip-updates.js';
import type { Timetable } from '../../../server/timetable/timetable.js';
import { event, stopUpdate, tripUpdate } from '../../support/realtime.js';
import { town } from '../../support/town.js';

const DATE = '20260610';
const DAY = serviceDayStart(DATE, 'Europe/Sofia');
const at = (time: string) => DAY + Number(time.split(':')[0]) * 3600 + Number(time.split(':')[1]) * 60;
const clock = (epoch: number | null) => (epoch === null ? null : formatServiceTime(epoch - DAY).slice(0, 5));

function apply(timetable: Timetable, updates: TripUpdate[], now: number, previous?: PredictionLayer) {
  const applied = applyTripUpdates(timetable, updates, now, previous);
  const trip = (id: string, date = DATE): TripPrediction => {
    const found = lookUp(applied.layer, date, timetable.trips(id)[0]!);
    if (!found) throw new Error(`nothing known of ${id}`);
    return found;
  };
  return { ...applied, trip, rules: applied.findings.map((finding) => finding.rule) };
}

/** State or departure (arrival at the end) of each call, for reading. */
function said(prediction: TripPrediction): (string | null)[] {
  return prediction.calls.map((call) =>
    call.state === 'predicted' ? clock(call.departure ?? call.arrival) : call.state,
  );
}

const line = town({
  trips: [{ id: 't', calls: ['A 08:00', 'B 08:05', 'C 08:10/08:15', 'D 08:20', 'E 08:25'] }],
});
const delay = (stopSequence: number, delayS: number) => stopUpdate({ stopSequence, arrival: event({ delayS }) });

describe('propagation', () => {
  it('edge 1: the specification’s example of 20 stops, delays 300 at 3, 60 at 8, NO_DATA at 10', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRST'.split('');
    const twenty = town({
      trips: [{ id: 't', calls: letters.map((stop, i) => `${stop} 09:${String(i + 10).padStart(2, '0')}`) }],
    });
    const { trip } = apply(
      twenty,
      [tripUpdate('t', [delay(3, 300), delay(8, 60), stopUpdate({ stopSequence: 10, relationship: 'NO_DATA' })])],
      at('8:00'),
    );
    const start = at('9:10');
    const delays = trip('t').calls.map((call, i) =>
      call.state === 'predicted' ? call.departure! - (start + i * 60) : call.state,
    );
    // Stop 7 would leave at 09:21 and stop 8 at 09:18: a bus cannot, so carried times give way to the given one.
    expect(delays.slice(0, 2)).toEqual(['unknown', 'unknown']);
    expect(delays[2]).toBe(300);
    expect(delays.slice(7, 9)).toEqual([60, 60]);
    expect(delays.slice(9)).toEqual(new Array(11).fill('no_data'));
    const roomy = town({
      trips: [
        {
          id: 't',
          calls: letters.map((stop, i) => `${stop} ${9 + Math.floor(i / 6)}:${String((i % 6) * 10).padStart(2, '0')}`),
        },
      ],
    });
    const pattern = apply(
      roomy,
      [tripUpdate('t', [delay(3, 300), delay(8, 60), stopUpdate({ stopSequence: 10, relationship: 'NO_DATA' })])],
      at('8:00'),
    )
      .trip('t')
      .calls.map((call, i) => (call.state === 'predicted' ? call.departure! - (at('9:00') + i * 600) : call.state));
    expect(pattern).toEqual([
      'unknown',
      'unknown',
      ...[300, 300, 300, 300, 300],
      ...[60, 60],
      ...new Array(11).fill('no_data'),
    ]);
  });

  it('edge 2: a delay passes over a skipped stop, and only that stop is skipped', () => {
    const skipped = stopUpdate({ stopSequence: 3, relationship: 'SKIPPED' });
    const { trip } = apply(line, [tripUpdate('t', [delay(2, 120), skipped])], at('8:00'));
    expect(said(trip('t'))).toEqual(['unknown', '08:07', 'skipped', '08:22', '08:27']);
  });

  it('edge 3: after the last served stop of a trip cut short nobody boards', () => {
    const skip = (stopSequence: number) => stopUpdate({ stopSequence, relationship: 'SKIPPED' });
    const { trip } = apply(line, [tripUpdate('t', [delay(2, 60), skip(4), skip(5)])], at('8:00'));
    expect(trip('t').relationship).toBe('scheduled');
    expect(trip('t').calls[2]).toMatchObject({
      state: 'predicted',
      arrival: at('8:11'),
      departure: null,
      alightOnly: true,
    });
  });

  it('edge 4: a trip whose remaining stops are all skipped is cancelled', () => {
    const skip = (stopSequence: number) => stopUpdate({ stopSequence, relationship: 'SKIPPED' });
    const { trip } = apply(line, [tripUpdate('t', [skip(3), skip(4), skip(5)])], at('8:08'));
    expect(trip('t').relationship).toBe('cancelled');
    expect(apply(line, [tripUpdate('t', [skip(3), skip(4), skip(5)])], at('8:03')).trip('t').relationship).toBe(
      'scheduled',
    );
  });

  it('edge 5: NO_DATA ends a delay and is carried to the end', () => {
    const { trip } = apply(
      line,
      [tripUpdate('t', [delay(1, 60), stopUpdate({ stopSequence: 3, relationship: 'NO_DATA' })])],
      at('8:00'),
    );
    expect(said(trip('t'))).toEqual(['08:01', '08:06', 'no_data', 'no_data', 'no_data']);
  });

  it('edge 7: calls before the first update stay unknown', () => {
    expect(said(apply(line, [tripUpdate('t', [delay(4, 60)])], at('7:50')).trip('t'))).toEqual([
      'unknown',
      'unknown',
      'unknown',
      '08:21',
      '08:26',
    ]);
  });

  it('edge 8: time beats delay, and gives the delay that is carried on', () => {
    const both = stopUpdate({ stopSequence: 2, departure: event({ timeS: at('8:08'), delayS: 600 }) });
    expect(said(apply(line, [tripUpdate('t', [both])], at('8:00')).trip('t')).slice(1)).toEqual([
      '08:08',
      '08:18',
      '08:23',
      '08:28',
    ]);
  });

  it('edge 9: with an arrival only, a long dwell shrinks before a run turns negative', () => {
    const updates = [delay(3, 540), stopUpdate({ stopSequence: 4, arrival: event({ delayS: 120 }) })];
    const calls = apply(line, [tripUpdate('t', updates)], at('8:00')).trip('t').calls;
    expect([clock(calls[2]!.arrival), clock(calls[2]!.departure), clock(calls[3]!.arrival)]).toEqual([
      '08:19',
      '08:22',
      '08:22',
    ]);
  });

  it('edge 10: a departure alone at the first stop says nothing of an arrival; an arrival alone ends the trip', () => {
    const updates = [
      stopUpdate({ stopSequence: 1, departure: event({ delayS: 60 }) }),
      stopUpdate({ stopSequence: 5, arrival: event({ timeS: at('8:30') }) }),
    ];
    const calls = apply(line, [tripUpdate('t', updates)], at('7:50')).trip('t').calls;
    expect(calls[0]).toMatchObject({ arrival: null, departure: at('8:01') });
    expect(calls[4]).toMatchObject({ arrival: at('8:30') });
  });

  it('the trip’s own delay holds until the first update with one', () => {
    const { trip } = apply(line, [tripUpdate('t', [delay(3, 300)], { delayS: 60 })], at('7:50'));
    expect(said(trip('t'))).toEqual(['08:01', '08:06', '08:20', '08:25', '08:30']);
  });

  it('an arrival’s delay holds for the departure, but the departure never comes before the arrival', () => {
    const early = stopUpdate({
      stopSequence: 3,
      arrival: event({ timeS: at('8:17') }),
      departure: event({ timeS: at('8:16') }),
    });
    const { trip, findings } = apply(line, [tripUpdate('t', [early])], at('8:00'));
    expect(trip('t').calls[2]).toMatchObject({ arrival: at('8:17'), departure: at('8:17') });
    expect(findings).toEqual([expect.objectContaining({ rule: 'E022', count: 1 })]);
  });

  it('edge 59: given times that go back are lifted and counted', () => {
    const time = (stopSequence: number, text: string) =>
      stopUpdate({ stopSequence, departure: event({ timeS: at(text) }) });
    const { trip, findings } = apply(
      line,
      [tripUpdate('t', [time(2, '8:12'), time(3, '8:11'), time(4, '8:30')])],
      at('8:00'),
    );
    expect(said(trip('t'))).toEqual(['unknown', '08:12', '08:12', '08:30', '08:35']);
    expect(findings).toEqual([expect.objectContaining({ rule: 'E022', count: 1 })]);
  });

  it('an uncertainty is the width of the window around the time', () => {
    const update = stopUpdate({ stopSequence: 2, departure: event({ timeS: at('8:08'), uncertaintyS: 240 }) });
    expect(apply(line, [tripUpdate('t', [update])], at('8:00')).trip('t').calls[1]).toMatchObject({
      low: at('8:06'),
      high: at('8:10'),
    });
  });

  it('an update that says nothing is a finding and changes nothing', () => {
    const { trip, rules } = apply(line, [tripUpdate('t', [delay(1, 60), stopUpdate({ stopSequence: 3 })])], at('7:50'));
    expect(said(trip('t'))).toEqual(['08:01', '08:06', '08:16', '08:21', '08:26']);
    expect(rules).toEqual(['E043']);
  });
});

describe('calls behind the bus', () => {
  it('edge 55: a past update of an early bus keeps its scheduled time from coming back', () => {
    const updates = [
      stopUpdate({ stopSequence: 1, departure: event({ timeS: at('7:56') }) }),
      stopUpdate({ stopSequence: 2, departure: event({ timeS: at('8:01') }) }),
    ];
    const { trip } = apply(line, [tripUpdate('t', updates)], at('7:58'));
    expect(trip('t').calls[0]).toMatchObject({ state: 'passed', departure: at('7:56') });
    expect(trip('t').calls[1]).toMatchObject({ state: 'predicted', departure: at('8:01') });
  });

  it('edge 55: the same when the feed drops the past update, because it was predicted a moment ago', () => {
    const first = stopUpdate({ stopSequence: 1, departure: event({ timeS: at('7:56') }) });
    const second = stopUpdate({ stopSequence: 2, departure: event({ timeS: at('8:01') }) });
    const before = apply(line, [tripUpdate('t', [first, second])], at('7:55')).layer;
    const { trip } = apply(line, [tripUpdate('t', [second])], at('7:58'), before);
    expect(said(trip('t')).slice(0, 2)).toEqual(['passed', '08:01']);
  });

  it('edge 55: and without that memory, where the bus would have to go back in time', () => {
    const second = stopUpdate({ stopSequence: 2, departure: event({ timeS: at('7:59') }) });
    expect(said(apply(line, [tripUpdate('t', [second])], at('7:58')).trip('t'))[0]).toBe('passed');
  });

  it('edge 54: a trip that the feed no longer mentions is not in the layer', () => {
    const before = apply(line, [tripUpdate('t', [delay(1, 60)])], at('7:50')).layer;
    expect(apply(line, [], at('7:51'), before).layer.byDate.size).toBe(0);
  });
});

describe('which stop an update means', () => {
  const loop = town({
    trips: [{ id: 'l', calls: ['A 08:00', 'B 08:10', 'C 08:20', 'A 08:30', 'D 08:40', 'B 08:50'] }],
  });
  const byStop = (stopId: string, text?: string) =>
    stopUpdate({ stopId, ...(text ? { departure: event({ timeS: at(text) }) } : { relationship: 'SKIPPED' }) });

  it('a feed without stop_sequence is matched by stop_id in order', () => {
    const { trip, rules } = apply(line, [tripUpdate('t', [byStop('B', '8:06'), byStop('D', '8:24')])], at('8:00'));
    expect(said(trip('t'))).toEqual(['unknown', '08:06', '08:16', '08:24', '08:29']);
    expect(rules).toEqual([]);
  });

  it('edge 11: two visits by stop_sequence are two times', () => {
    const { trip } = apply(
      loop,
      [tripUpdate('l', [delay(1, 60), stopUpdate({ stopSequence: 4, arrival: event({ delayS: 300 }) })])],
      at('7:50'),
    );
    expect(said(trip('l'))).toEqual(['08:01', '08:11', '08:21', '08:35', '08:45', '08:55']);
  });

  it('edge 12: without stop_sequence a visit is found between its neighbours', () => {
    const { trip } = apply(loop, [tripUpdate('l', [byStop('C', '8:22'), byStop('A', '8:32')])], at('8:15'));
    expect(said(trip('l')).slice(2)).toEqual(['08:22', '08:32', '08:42', '08:52']);
  });

  it('edge 12: else by the nearer time', () => {
    expect(said(apply(loop, [tripUpdate('l', [byStop('B', '8:53')])], at('8:15')).trip('l'))).toEqual([
      ...['unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
      '08:53',
    ]);
  });

  it('edge 12: as many updates as visits are those visits', () => {
    const { trip } = apply(loop, [tripUpdate('l', [byStop('A'), byStop('A')])], at('7:50'));
    expect(said(trip('l'))).toEqual(['skipped', 'unknown', 'unknown', 'skipped', 'unknown', 'unknown']);
  });

  it('edge 12: else it is withheld: never the wrong visit', () => {
    const { trip, rules } = apply(loop, [tripUpdate('l', [byStop('B', '8:30')])], at('8:15'));
    expect(said(trip('l')).every((state) => state === 'unknown')).toBe(true);
    expect(rules).toEqual(['T105']);
  });

  it('a stop_id that contradicts stop_sequence is a finding, and wins where it is unique', () => {
    const update = stopUpdate({ stopSequence: 2, stopId: 'D', departure: event({ timeS: at('8:24') }) });
    const { trip, rules } = apply(line, [tripUpdate('t', [update])], at('8:00'));
    expect(said(trip('t')).slice(3)).toEqual(['08:24', '08:29']);
    expect(rules).toEqual(['E045']);
  });

  it('edge 37: a platform change moves the call to the assigned stop', () => {
    const station = town({
      parents: { B1: 'B', B2: 'B' },
      trips: [{ id: 't', calls: ['A 08:00', 'B1 08:05', 'C 08:10'] }],
    });
    const assigned = stopUpdate({ stopSequence: 2, assignedStopId: 'B2', departure: event({ delayS: 0 }) });
    expect(apply(station, [tripUpdate('t', [assigned])], at('8:00')).trip('t').calls[1]!.assignedStop).toBe(
      station.stopIndex('B2'),
    );
    const named = stopUpdate({ stopSequence: 2, stopId: 'B2', departure: event({ delayS: 0 }) });
    expect(apply(station, [tripUpdate('t', [named])], at('8:00')).trip('t').calls[1]!.assignedStop).toBe(
      station.stopIndex('B2'),
    );
  });

  it('stops of other trips and unknown ones are findings, and the rest of the update holds', () => {
    const other = town({
      trips: [
        { id: 't', calls: ['A 08:00', 'B 08:05'] },
        { id: 'u', calls: ['X 08:00', 'A 08:05'] },
      ],
    });
    const { trip, findings } = apply(
      other,
      [tripUpdate('t', [byStop('X', '8:01'), byStop('nowhere', '8:02'), byStop('A', '8:03')])],
      at('8:00'),
    );
    expect(said(trip('t'))).toEqual(['08:03', '08:08']);
    expect(findings.map(({ rule, count }) => [rule, count])).toEqual([
      ['E011', 1],
      ['T103', 1],
    ]);
  });
});

describe('trips', () => {
  it('counts what matched and what did not', () => {
    const { matched, unmatched, findings } = apply(
      line,
      [tripUpdate('t', [delay(1, 60)]), tripUpdate('ghost', []), tripUpdate('ghost2', [])],
      at('8:00'),
    );
    expect([matched, unmatched]).toEqual([1, 2]);
    expect(findings).toEqual([{ rule: 'E003', verdict: 'reject', example: 'ghost: trip_id ghost', count: 2 }]);
  });

  it('F9: of two updates of one trip the newest counts, whatever their order', () => {
    const older = tripUpdate('t', [delay(1, 60)], { timestamp: 100 });
    const newer = tripUpdate('t', [delay(1, 300)], { timestamp: 200 });
    for (const updates of [
      [older, newer],
      [newer, older],
    ]) {
      const { trip, rules } = apply(line, updates, at('7:50'));
      expect([said(trip('t'))[0], trip('t').asOf]).toEqual(['08:05', 200]);
      expect(rules).toEqual(['T104']);
    }
  });

  it('edges 47 and 48: cancelled is struck through, deleted is hidden, and the next feed brings it back', () => {
    const cancelled = apply(line, [tripUpdate({ tripId: 't', relationship: 'CANCELED' }, [delay(1, 60)])], at('7:50'));
    expect(cancelled.trip('t').relationship).toBe('cancelled');
    expect(said(cancelled.trip('t'))).toEqual(new Array(5).fill('unknown'));
    const deleted = apply(line, [tripUpdate({ tripId: 't', relationship: 'DELETED' }, [])], at('7:50'));
    expect(deleted.trip('t').relationship).toBe('deleted');
    expect(apply(line, [tripUpdate('t', [delay(1, 60)])], at('7:51'), cancelled.layer).trip('t').relationship).toBe(
      'scheduled',
    );
  });

  const whole = (stops: [string, string][]) =>
    stops.map(([stopId, text], i) =>
      stopUpdate({
        stopId,
        stopSequence: i + 1,
        arrival: event({ timeS: at(text) }),
        departure: event({ timeS: at(text) }),
      }),
    );

  it('a new trip brings its own stops', () => {
    for (const relationship of ['NEW', 'ADDED'] as const) {
      const { layer } = apply(
        line,
        [
          tripUpdate(
            { tripId: 'extra', routeId: '1', startDate: DATE, relationship },
            whole([
              ['C', '8:40'],
              ['A', '8:50'],
            ]),
          ),
        ],
        at('8:30'),
      );
      expect(layer.added[0]).toMatchObject({ trip: -1, date: DATE, relationship: 'added', kind: 'at_terminal' });
      expect(layer.added[0]!.added).toMatchObject({ tripId: 'extra', route: 0 });
      expect(layer.added[0]!.added!.calls.map((call) => call.stop)).toEqual([line.stopIndex('C'), line.stopIndex('A')]);
      expect(said(layer.added[0]!)).toEqual(['08:40', '08:50']);
    }
  });

  it('edge 50: a new trip with an unknown stop, or fewer than two, is refused and the feed is not', () => {
    const bad = [
      tripUpdate(
        { tripId: 'x', routeId: '1', relationship: 'NEW' },
        whole([
          ['C', '8:40'],
          ['nowhere', '8:50'],
        ]),
      ),
      tripUpdate({ tripId: 'y', routeId: '1', relationship: 'NEW' }, whole([['C', '8:40']])),
      tripUpdate(
        { tripId: 'z', routeId: 'none', relationship: 'NEW' },
        whole([
          ['C', '8:40'],
          ['A', '8:50'],
        ]),
      ),
    ];
    const { layer, rules, matched, unmatched } = apply(line, [...bad, tripUpdate('t', [delay(1, 60)])], at('7:50'));
    expect(layer.added).toEqual([]);
    expect([matched, unmatched]).toEqual([1, 3]);
    expect(rules).toEqual(['E004', 'E011', 'T106']);
  });

  it('edge 52: an added trip that the timetable has is ignored', () => {
    const { matched, rules } = apply(
      line,
      [
        tripUpdate(
          { tripId: 't', routeId: '1', relationship: 'ADDED' },
          whole([
            ['C', '8:40'],
            ['A', '8:50'],
          ]),
        ),
      ],
      at('8:30'),
    );
    expect([matched, rules]).toEqual([0, ['E016']]);
  });

  it('edge 51: a replacement takes the timetable’s place on that day only', () => {
    const { trip, layer } = apply(
      line,
      [
        tripUpdate(
          { tripId: 't', startDate: DATE, relationship: 'REPLACEMENT' },
          whole([
            ['A', '8:02'],
            ['E', '8:20'],
          ]),
        ),
      ],
      at('7:50'),
    );
    expect(trip('t').relationship).toBe('replaced');
    expect(trip('t').added!.calls.map((call) => call.stop)).toEqual([line.stopIndex('A'), line.stopIndex('E')]);
    expect([...layer.byDate.keys()]).toEqual([DATE]);
  });

  it('edge 49: a duplicate runs on the shifted timetable with its delay, and the original stays as it is', () => {
    const properties = {
      tripId: 't2',
      startDate: DATE,
      startTimeS: 9 * 3600,
      headsign: null,
      shortName: null,
      shapeId: null,
    };
    const { layer } = apply(
      line,
      [tripUpdate({ tripId: 't', startDate: DATE, relationship: 'DUPLICATED' }, [delay(1, 120)], { properties })],
      at('8:50'),
    );
    expect(layer.byDate.size).toBe(0);
    expect(layer.added[0]!.added).toMatchObject({ tripId: 't2' });
    expect(clock(layer.added[0]!.added!.calls[1]!.scheduledDeparture)).toBe('09:05');
    expect(said(layer.added[0]!)).toEqual(['09:02', '09:07', '09:17', '09:22', '09:27']);
  });

  it('edge 45: starts of a trip without exact times are told apart by start_time, and no delay is carried on', () => {
    const frequent = town({
      trips: [
        {
          id: 'f',
          calls: ['A 00:00', 'B 00:10', 'C 00:20'],
          frequency: { start: '08:00', end: '09:00', headwayS: 600, exact: false },
        },
      ],
    });
    const start = (startTimeS: number, text: string) =>
      tripUpdate({ tripId: 'f', startDate: DATE, startTimeS, relationship: 'UNSCHEDULED' }, [
        stopUpdate({ stopId: 'B', relationship: 'UNSCHEDULED', arrival: event({ timeS: at(text), delayS: 99 }) }),
      ]);
    const { layer } = apply(frequent, [start(8 * 3600, '8:12'), start(8 * 3600 + 700, '8:23')], at('8:00'));
    const trips = [...layer.byDate.get(DATE)!.entries()];
    expect(trips.map(([trip]) => frequent.startS(trip))).toEqual([8 * 3600, 8 * 3600 + 600]);
    expect(trips.map(([, prediction]) => said(prediction))).toEqual([
      ['unknown', '08:12', 'unknown'],
      ['unknown', '08:23', 'unknown'],
    ]);
  });
});

describe('clocks', () => {
  it('edge 42: a trip past midnight into the night in which the clocks go forward', () => {
    const night = town({ trips: [{ id: 'n', calls: ['A 25:30', 'B 27:30'] }] });
    // 28 March 2026: noon minus 12 h is 2026-03-27T22:00Z; the clocks go forward at 01:00Z on the 29th.
    const said = tripUpdate({ tripId: 'n', startDate: '20260328' }, [delay(1, 120)]);
    const { layer } = applyTripUpdates(night, [said], Date.UTC(2026, 2, 28, 23) / 1000);
    const calls = lookUp(layer, '20260328', night.trips('n')[0]!)!.calls;
    expect(calls.map((call) => new Date(call.departure! * 1000).toISOString())).toEqual([
      '2026-03-28T23:32:00.000Z',
      '2026-03-29T01:32:00.000Z',
    ]);
  });

  it('edge 38: service past midnight belongs to the day before, named or not', () => {
    const night = town({ trips: [{ id: 'n', calls: ['A 23:50', 'B 25:10'] }] });
    const now = DAY + 86_400 + 1800;
    for (const startDate of [DATE, null]) {
      const { layer } = applyTripUpdates(night, [tripUpdate({ tripId: 'n', startDate }, [delay(2, 60)])], now);
      expect(lookUp(layer, DATE, night.trips('n')[0]!)!.calls[1]!.departure).toBe(at('25:11'));
    }
  });
});

describe('cost', () => {
  it('1,000 trips of 30 stops in a small part of a poll', () => {
    const two = (n: number) => String(n).padStart(2, '0');
    const big = town({
      trips: Array.from({ length: 1000 }, (_, t) => ({
        id: `t${t}`,
        calls: Array.from({ length: 30 }, (_, i) => `S${i} ${8 + Math.floor((t % 60) / 30)}:${two(i + (t % 30))}`),
      })),
    });
    const updates = Array.from({ length: 1000 }, (_, t) =>
      tripUpdate(
        { tripId: `t${t}`, startDate: DATE },
        Array.from({ length: 30 }, (_, i) =>
          stopUpdate({
            stopId: `S${i}`,
            arrival: event({ timeS: at('8:00') + i * 90 }),
            departure: event({ timeS: at('8:00') + i * 90 }),
          }),
        ),
      ),
    );
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 10; round++) {
      const begun = process.cpuUsage();
      expect(applyTripUpdates(big, updates, at('7:30')).matched).toBe(1000);
      // Processor time: other tests run beside this one.
      least = Math.min(least, process.cpuUsage(begun).user / 1000);
    }
    console.info(`applyTripUpdates, 1,000 trips × 30 stops: ${least.toFixed(1)} ms`);
    expect(least).toBeLessThan(40);
  });
});
