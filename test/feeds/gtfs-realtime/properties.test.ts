import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFeed } from '../../../feeds/gtfs-realtime/decode.js';
import { encodeFeed } from '../../../feeds/gtfs-realtime/encode.js';
import { MAX_TEXT_CHARS, plainText } from '../../../feeds/gtfs-realtime/html.js';
import type {
  OccupancyStatus,
  StopTimeEvent,
  StopTimeUpdate,
  TripDescriptor,
  TripUpdate,
  VehiclePosition,
} from '../../../feeds/model.js';
import { NOW } from './messages.js';

const id = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const time = fc.integer({ min: NOW - 86_400, max: NOW });
const float = (min: number, max: number) =>
  fc.float({ min, max, noNaN: true, noDefaultInfinity: true }).map((n) => n + 0);
const date = fc.constantFrom('20251003', '20240229', '20261231');
const occupancy = fc.constantFrom<OccupancyStatus>('EMPTY', 'FULL', 'NO_DATA_AVAILABLE', 'NOT_BOARDABLE');

const trip = fc.record<TripDescriptor>({
  tripId: maybe(id),
  routeId: maybe(id),
  directionId: maybe(fc.constantFrom(0 as const, 1 as const)),
  startDate: maybe(date),
  startTimeS: maybe(fc.integer({ min: 0, max: 172_799 })),
  relationship: fc.constantFrom(
    'SCHEDULED',
    'ADDED',
    'UNSCHEDULED',
    'CANCELED',
    'REPLACEMENT',
    'DUPLICATED',
    'DELETED',
    'NEW',
  ),
});

const vehicle = fc.record<VehiclePosition>({
  entityId: id,
  vehicleId: id,
  label: maybe(id),
  trip: maybe(trip),
  lat: float(1, 90),
  lon: float(-180, 180),
  bearingDeg: maybe(float(0, 359)),
  speedMps: maybe(float(0, 40)),
  currentStopSequence: maybe(fc.nat(4_294_967_295)),
  stopId: maybe(id),
  currentStatus: maybe(fc.constantFrom('INCOMING_AT', 'STOPPED_AT', 'IN_TRANSIT_TO')),
  occupancyStatus: maybe(occupancy),
  occupancyPercentage: maybe(fc.nat(100)),
  timestamp: time,
  timestampSource: fc.constant('vehicle'),
});

const event = fc
  .record<StopTimeEvent>({
    timeS: maybe(time),
    delayS: maybe(fc.integer({ min: -7_200, max: 7_200 })),
    uncertaintyS: maybe(fc.nat(600)),
    scheduledTimeS: maybe(time),
  })
  .filter(({ timeS, delayS, scheduledTimeS }) => timeS !== null || delayS !== null || scheduledTimeS !== null);

const stops = fc
  .uniqueArray(
    fc.record<StopTimeUpdate>({
      stopSequence: fc.nat(1_000),
      stopId: maybe(id),
      arrival: maybe(event),
      departure: maybe(event),
      relationship: fc.constantFrom('SCHEDULED', 'SKIPPED', 'UNSCHEDULED'),
      assignedStopId: maybe(id),
      stopHeadsign: maybe(id),
      pickupType: maybe(fc.nat(3)),
      dropOffType: maybe(fc.nat(3)),
      departureOccupancyStatus: maybe(occupancy),
    }),
    { selector: (stop) => stop.stopSequence, minLength: 1, maxLength: 8 },
  )
  .map((list) =>
    list
      .sort((a, b) => (a.stopSequence ?? 0) - (b.stopSequence ?? 0))
      // E025 would put the departure right.
      .filter(({ arrival, departure }) => (departure?.timeS ?? NOW) >= (arrival?.timeS ?? 0)),
  )
  .filter((list) => list.length > 0);

const update = fc.record<TripUpdate>({
  entityId: id,
  trip,
  vehicleId: maybe(id),
  timestamp: time,
  delayS: maybe(fc.integer({ min: -7_200, max: 7_200 })),
  stopTimeUpdates: stops,
  properties: maybe(
    fc.record({
      tripId: maybe(id),
      startDate: maybe(date),
      startTimeS: maybe(fc.integer({ min: 0, max: 172_799 })),
      headsign: maybe(id),
      shortName: maybe(id),
      shapeId: maybe(id),
    }),
  ),
});

describe('whatever we can say', () => {
  it('is read as it was written', () => {
    const content = fc.record({
      vehiclePositions: fc
        .uniqueArray(vehicle, { selector: (one) => one.vehicleId, maxLength: 5 })
        .filter((list) => new Set(list.map((one) => one.entityId)).size === list.length),
      tripUpdates: fc.uniqueArray(update, { selector: (one) => one.entityId, maxLength: 5 }),
    });
    fc.assert(
      fc.property(content, ({ vehiclePositions, tripUpdates }) => {
        const result = decodeFeed(encodeFeed({ timestamp: NOW, vehiclePositions, tripUpdates }), NOW);
        if (!result.ok) throw new Error(result.reason);
        expect(result.snapshot.vehiclePositions).toEqual(vehiclePositions);
        expect(result.snapshot.tripUpdates).toEqual(tripUpdates);
        expect(result.snapshot.findings.filter(({ verdict }) => verdict === 'reject')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('whatever bytes come', () => {
  it('give a snapshot or one finding, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const result = decodeFeed(bytes, NOW);
        if (!result.ok) expect(result.findings).toHaveLength(1);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('whatever an alert says', () => {
  it('becomes text of bounded length without anything unseen', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        '<p>',
        '</p>',
        '<li>',
        '<script>',
        '</script>',
        '<!--',
        '&nbsp;',
        '&#8238;',
        '&lt;',
        '<',
        '\u202e',
        '\n',
      ),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const { text } = plainText(parts.join(''));
        expect(text.length).toBeLessThanOrEqual(MAX_TEXT_CHARS);
        expect(text).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}|\p{Cs}/u);
        expect(text).not.toMatch(/^\s|\s$|\n\n/);
      }),
      { numRuns: 2_000 },
    );
  });
});
