// What Tablo publishes obeys the rules that it holds others to.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFeed } from '../../../feeds/gtfs-realtime/decode.js';
import { encodeFeed } from '../../../feeds/gtfs-realtime/encode.js';
import type { StopTimeUpdate, TripUpdate } from '../../../feeds/model.js';
import { serviceDayStart } from '../../../feeds/service-day.js';
import { NO_CONTROL } from '../../../server/dispatch/control.js';
import { layerOf } from '../../../server/prediction/layers.js';
import {
  type CallPrediction,
  EMPTY_LAYER,
  lookUp,
  type PredictionLayer,
  type TripPrediction,
} from '../../../server/prediction/prediction.js';
import { applyTripUpdates } from '../../../server/prediction/trip-updates.js';
import { chosenPredictions } from '../../../server/publish/chosen.js';
import { publishAlerts, publishTripUpdates, publishVehiclePositions } from '../../../server/publish/gtfs-realtime.js';
import { withDetours } from '../../../server/timetable/detours.js';
import { trackVehicle } from '../../../server/tracking/track.js';
import { predictedOf } from '../../support/predicted.js';
import { event, fix, stopUpdate, tripUpdate } from '../../support/realtime.js';
import { town } from '../../support/town.js';

const DATE = '20260610';
const DAY = serviceDayStart(DATE, 'Europe/Sofia');
const at = (time: string) => DAY + Number(time.split(':')[0]) * 3600 + Number(time.split(':')[1]) * 60;
const timetable = town({
  trips: [
    { id: 't', route: '7', direction: 1, block: 'b', calls: ['A 08:00', 'B 08:05', 'C 08:10', 'D 08:15'] },
    { id: 'u', route: '7', block: 'b', calls: ['D 08:20', 'A 08:40'] },
    {
      id: 'f',
      route: '9',
      calls: ['A 00:00', 'B 00:10', 'C 00:20'],
      frequency: { start: '08:00', end: '09:00', headwayS: 600, exact: false },
    },
  ],
});
const POLICY = {
  beat_s: 15,
  ageing_after_s: 90,
  timetable_after_s: 300,
  departed_for_s: 20,
  cancelled_for_s: 600,
  clock_time_from_min: 60,
  reconnect_first_s: 15,
  reconnect_s: 60,
};
const all = (layer: PredictionLayer): TripPrediction[] => [
  ...[...layer.byDate.values()].flatMap((trips) => [...trips.values()]),
  ...layer.added,
];
const publish = (updates: TripUpdate[], now: number) =>
  publishTripUpdates(timetable, all(applyTripUpdates(timetable, updates, now).layer), now);

/** Sequence strictly increasing (E002), times strictly increasing between stops (E022), departure ≥ arrival (E025), something said (E043). */
function obeys(updates: readonly StopTimeUpdate[]): void {
  let sequence = -1;
  let reached = Number.NEGATIVE_INFINITY;
  for (const update of updates) {
    expect(update.stopSequence!).toBeGreaterThan(sequence);
    sequence = update.stopSequence!;
    const arrival = update.arrival?.timeS ?? null;
    const departure = update.departure?.timeS ?? null;
    if (update.relationship !== 'SCHEDULED') {
      expect([arrival, departure]).toEqual([null, null]);
      continue;
    }
    expect(arrival ?? departure).not.toBeNull();
    expect((arrival ?? departure)!).toBeGreaterThan(reached);
    if (arrival !== null && departure !== null) expect(departure).toBeGreaterThanOrEqual(arrival);
    reached = (departure ?? arrival)!;
  }
}

describe('publishTripUpdates', () => {
  it('a bus on its way: its trip, and the next of its block', () => {
    const now = at('8:03');
    let vehicle = trackVehicle(null, fix(at('8:02'), [200, 0]), timetable, now);
    vehicle = trackVehicle(vehicle, fix(now, [300, 0]), timetable, now);
    const updates = publishTripUpdates(timetable, predictedOf(vehicle, timetable, now), now);
    expect(updates.map((update) => update.entityId)).toEqual([`trip/${DATE}/t`, `trip/${DATE}/u`]);
    expect(updates[0]).toMatchObject({
      trip: { tripId: 't', routeId: '7', directionId: 1, startDate: DATE, startTimeS: null, relationship: 'SCHEDULED' },
      vehicleId: 'v1',
      timestamp: now,
    });
    expect(updates[0]!.stopTimeUpdates.map((update) => update.stopSequence)).toEqual([2, 3, 4]);
    for (const update of updates) obeys(update.stopTimeUpdates);
  });

  it('edge 55: keeps a call that was left early while its scheduled time has still to come', () => {
    const updates = [
      stopUpdate({ stopSequence: 1, departure: event({ timeS: at('7:56') }) }),
      stopUpdate({ stopSequence: 2, departure: event({ timeS: at('8:01') }) }),
    ];
    const of = (now: number) => publish([tripUpdate('t', updates, { timestamp: now })], now)[0]!.stopTimeUpdates;
    expect(of(at('7:58'))[0]).toMatchObject({ stopSequence: 1, departure: { timeS: at('7:56') } });
    expect(of(at('8:00'))[0]).toMatchObject({ stopSequence: 2 });
  });

  it('says NO_DATA where a delay would be carried on', () => {
    const now = at('7:50');
    const updates = [
      stopUpdate({ stopSequence: 1, departure: event({ delayS: 60 }) }),
      stopUpdate({ stopSequence: 3, relationship: 'NO_DATA' }),
    ];
    expect(publish([tripUpdate('t', updates)], now)[0]!.stopTimeUpdates.map((update) => update.relationship)).toEqual([
      'SCHEDULED',
      'SCHEDULED',
      'NO_DATA',
      'NO_DATA',
    ]);
  });

  it('cancelled, deleted, new and frequency-based trips', () => {
    const now = at('8:00');
    const times = (stopId: string, text: string) => stopUpdate({ stopId, departure: event({ timeS: at(text) }) });
    const published = publish(
      [
        tripUpdate({ tripId: 't', relationship: 'CANCELED' }, []),
        tripUpdate({ tripId: 'u', relationship: 'DELETED' }, []),
        tripUpdate({ tripId: 'n', routeId: '9', startDate: DATE, relationship: 'NEW' }, [
          times('A', '8:30'),
          times('C', '8:30'),
        ]),
        tripUpdate({ tripId: 'f', startDate: DATE, startTimeS: 8 * 3600 + 600, relationship: 'UNSCHEDULED' }, [
          times('B', '8:21'),
        ]),
      ],
      now,
    );
    expect(published.map(({ entityId, trip }) => [entityId, trip.relationship])).toEqual([
      [`trip/${DATE}/f/29400`, 'UNSCHEDULED'],
      [`trip/${DATE}/n`, 'NEW'],
      [`trip/${DATE}/t`, 'CANCELED'],
      [`trip/${DATE}/u`, 'DELETED'],
    ]);
    for (const { stopTimeUpdates } of published) obeys(stopTimeUpdates);
  });

  it('any prediction at all becomes an update that obeys the rules', () => {
    const call: fc.Arbitrary<CallPrediction> = fc.record({
      state: fc.constantFrom('unknown', 'predicted', 'skipped', 'no_data', 'passed'),
      arrival: fc.option(fc.integer({ min: at('7:30'), max: at('9:00') })),
      departure: fc.integer({ min: at('7:30'), max: at('9:00') }),
      low: fc.option(fc.integer({ min: at('7:30'), max: at('9:00') })),
      high: fc.option(fc.integer({ min: at('7:30'), max: at('9:00') })),
    });
    fc.assert(
      fc.property(fc.array(call, { minLength: 4, maxLength: 4 }), (calls) => {
        const prediction: TripPrediction = {
          trip: timetable.trips('t')[0]!,
          date: DATE,
          relationship: 'scheduled',
          basis: 'vehicle',
          kind: 'mid_trip',
          asOf: at('8:00'),
          vehicleId: null,
          occupancy: null,
          calls,
          added: null,
        };
        for (const update of publishTripUpdates(timetable, [prediction], at('8:00'))) obeys(update.stopTimeUpdates);
      }),
    );
  });

  it('comes back through our own reader without a finding', () => {
    const now = at('8:03');
    const vehicle = trackVehicle(null, fix(now, [300, 0]), timetable, now);
    const tripUpdates = publishTripUpdates(timetable, predictedOf(vehicle, timetable, now), now);
    const vehiclePositions = publishVehiclePositions(timetable, [vehicle], now);
    const decoded = decodeFeed(encodeFeed({ timestamp: now, tripUpdates, vehiclePositions }), now);
    if (!decoded.ok) throw new Error(decoded.reason);
    expect(decoded.snapshot.findings).toEqual([]);
    expect(decoded.snapshot.tripUpdates).toHaveLength(2);
    const back = applyTripUpdates(timetable, decoded.snapshot.tripUpdates, now);
    expect(back.findings).toEqual([]);
    const trip = timetable.trips('t')[0]!;
    const original = predictedOf(vehicle, timetable, now)[0]!;
    expect(
      lookUp(back.layer, DATE, trip)!
        .calls.slice(1)
        .map((c) => c.departure ?? c.arrival),
    ).toEqual(original.calls.slice(1).map((c, i) => (i === 2 ? c.arrival : c.departure)));
  });
});

describe('publishVehiclePositions', () => {
  it('says what Tablo holds for true, once a vehicle, and forgets the silent', () => {
    const now = at('8:05');
    const older = trackVehicle(null, fix(at('8:03'), [300, 0]), timetable, now);
    const newer = trackVehicle(older, fix(at('8:04'), [400, 0], { currentStopSequence: 1 }), timetable, now);
    const gone = { ...older, vehicleId: 'gone', fix: { ...older.fix, timestamp: now - 601 } };
    const lost = trackVehicle(null, fix(now, [0, 0], { vehicleId: 'lost', trip: 'ghost' }), timetable, now);
    const positions = publishVehiclePositions(timetable, [newer, older, gone, lost], now);
    expect(positions.map((p) => [p.entityId, p.trip?.tripId, p.currentStopSequence, p.stopId])).toEqual([
      ['vehicle/lost', undefined, null, null],
      ['vehicle/v1', 't', 2, 'B'],
    ]);
    expect(positions[1]!.trip).toMatchObject({ startDate: DATE, relationship: 'SCHEDULED' });
  });
});

describe('speeds', () => {
  it('are not passed on where no bus can be so fast (W004)', () => {
    const speed = (speedMps: number) => {
      const vehicle = trackVehicle(null, fix(at('8:03'), [300, 0], { speedMps }), timetable, at('8:03'));
      return publishVehiclePositions(timetable, [vehicle], at('8:03'))[0]!.speedMps;
    };
    expect([speed(12), speed(26), speed(45)]).toEqual([12, 26, null]);
  });
});

describe('publishAlerts', () => {
  it('leaves out what is over and what concerns nothing', () => {
    const entity = { agencyId: null, routeId: '7', routeType: null, directionId: null, trip: null, stopId: null };
    const alert = (alertId: string, end: number | null, about = [entity]) => ({
      alertId,
      activePeriods: [{ start: null, end }],
      informedEntities: about,
      cause: 'OTHER_CAUSE',
      effect: 'DETOUR',
      header: { bg: 'Отклонение' },
      description: {},
      ttsHeader: {},
      ttsDescription: {},
      url: {},
      severity: null,
    });
    const kept = publishAlerts([alert('b', null), alert('a', 200), alert('over', 99), alert('none', null, [])], 100);
    expect(kept.map(({ alertId }) => alertId)).toEqual(['a', 'b']);
  });
});

describe('chosenPredictions', () => {
  const now = at('8:03');
  const vehicle = trackVehicle(null, fix(now, [300, 0]), timetable, now);
  const vehicles = layerOf(predictedOf(vehicle, timetable, now));
  const trip = timetable.trips('t')[0]!;
  const agency = (timestamp: number, relationship: 'SCHEDULED' | 'CANCELED' = 'SCHEDULED') =>
    applyTripUpdates(
      timetable,
      [
        tripUpdate({ tripId: 't', relationship }, [stopUpdate({ stopSequence: 3, arrival: event({ delayS: 300 }) })], {
          timestamp,
        }),
      ],
      now,
    ).layer;
  const calls = (tripUpdates: PredictionLayer) => {
    const layers = { vehicles, tripUpdates };
    const said = { timetable, layers, control: NO_CONTROL, prefer: 'trip-update', policy: POLICY } as const;
    const found = chosenPredictions(said, now).find((p) => p.trip === trip)!;
    return found.relationship === 'scheduled'
      ? found.calls.map((call) => call.departure ?? call.arrival)
      : found.relationship;
  };
  const ours = calls(EMPTY_LAYER);

  it('takes the agency’s word where it is fresh, call by call', () => {
    expect(calls(agency(now))).toEqual([(ours as number[])[0], (ours as number[])[1], at('8:15'), at('8:20')]);
  });

  it('takes our own where the agency’s is old, and a cancellation always', () => {
    expect(calls(agency(now - 200))).toEqual(ours);
    expect(calls(agency(now - 200, 'CANCELED'))).toBe('cancelled');
  });
});

describe('a trip on a detour', () => {
  const detour = {
    ...{ modificationsId: 'd', selected: [{ tripIds: ['t'], shapeId: null }], startTimesS: [], dates: [DATE] },
    modifications: [
      {
        start: { stopSequence: null, stopId: 'B' },
        end: { stopSequence: 3, stopId: null },
        delayS: 60,
        stops: [{ stopId: 'E', travelTimeS: 400 }],
      },
    ],
  };
  const roads = town({
    stops: { E: [700, 300] },
    trips: [{ id: 't', calls: ['A 08:00', 'B 08:05', 'C 08:10', 'D 08:15'] }],
  });
  const { timetable: detoured } = withDetours(roads, { modifications: [detour], stops: [], shapes: [] });

  it('is told whole as a REPLACEMENT, for others have its old calls', () => {
    const late = tripUpdate({ tripId: 't', startDate: DATE, modificationsId: 'd' }, [
      stopUpdate({ stopSequence: 1, departure: event({ delayS: 120 }) }),
    ]);
    const now = at('07:55');
    const [update] = publishTripUpdates(detoured, all(applyTripUpdates(detoured, [late], now).layer), now);
    expect(update!.trip).toMatchObject({ tripId: 't', startDate: DATE, relationship: 'REPLACEMENT' });
    expect(
      update!.stopTimeUpdates.map(({ stopSequence, stopId, arrival }) => [stopSequence, stopId, arrival?.timeS]),
    ).toEqual([
      [1, 'A', at('08:02')],
      [2, 'E', at('08:00') + 400 + 120],
      [3, 'D', at('08:18')],
    ]);
  });
});
