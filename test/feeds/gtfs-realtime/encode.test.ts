import bindings from 'gtfs-realtime-bindings';
import { describe, expect, it } from 'vitest';
import { decodeFeed } from '../../../feeds/gtfs-realtime/decode.js';
import { encodeFeed, feedToJson } from '../../../feeds/gtfs-realtime/encode.js';
import type { Alert, TripUpdate, VehiclePosition } from '../../../feeds/model.js';
import { NOW } from './messages.js';

const trip = {
  tripId: 'T',
  routeId: '5',
  directionId: 1,
  startDate: '20251003',
  startTimeS: 90_061,
  relationship: 'SCHEDULED',
} as const;

const vehicle: VehiclePosition = {
  entityId: 'v',
  vehicleId: 'bus',
  label: 'Е 1234',
  trip,
  lat: 42.5,
  lon: 23.25,
  bearingDeg: 0,
  speedMps: 0,
  currentStopSequence: 0,
  stopId: 'A',
  currentStatus: 'STOPPED_AT',
  occupancyStatus: 'EMPTY',
  occupancyPercentage: 0,
  timestamp: NOW - 3,
  timestampSource: 'vehicle',
};

const update: TripUpdate = {
  entityId: 'u',
  trip: { ...trip, relationship: 'NEW', directionId: null, startTimeS: null },
  vehicleId: null,
  timestamp: NOW - 2,
  delayS: -30,
  stopTimeUpdates: [
    {
      stopSequence: 0,
      stopId: null,
      arrival: null,
      departure: { timeS: NOW + 60, delayS: 0, uncertaintyS: 0, scheduledTimeS: NOW + 60 },
      relationship: 'SCHEDULED',
      assignedStopId: 'B2',
      stopHeadsign: 'Гара',
      pickupType: 0,
      dropOffType: 1,
      departureOccupancyStatus: 'NOT_BOARDABLE',
    },
    {
      stopSequence: 1,
      stopId: 'C',
      arrival: null,
      departure: null,
      relationship: 'SKIPPED',
      assignedStopId: null,
      stopHeadsign: null,
      pickupType: null,
      dropOffType: null,
      departureOccupancyStatus: null,
    },
  ],
  properties: { tripId: 'N', startDate: '20251004', startTimeS: 3_600, headsign: 'Х', shortName: '1', shapeId: 's' },
};

const alert: Alert = {
  alertId: 'a',
  activePeriods: [{ start: NOW, end: null }],
  informedEntities: [
    { agencyId: null, routeId: '5', routeType: 0, directionId: 0, trip: null, stopId: 'A' },
    { agencyId: 'x', routeId: null, routeType: null, directionId: null, trip, stopId: null },
  ],
  cause: 'UNKNOWN_CAUSE',
  effect: 'UNKNOWN_EFFECT',
  header: { bg: 'Отклонение', en: 'Detour', '': 'x' },
  description: {},
  ttsHeader: {},
  ttsDescription: { bg: 'чете се' },
  url: { bg: 'https://example.org/' },
  severity: 'WARNING',
};

describe('what is encoded', () => {
  it('is decoded to the same, presence and newest fields included', () => {
    const bytes = encodeFeed({ timestamp: NOW, vehiclePositions: [vehicle], tripUpdates: [update], alerts: [alert] });
    const result = decodeFeed(bytes, NOW);
    if (!result.ok) throw new Error(result.reason);
    expect(result.snapshot).toMatchObject({
      headerTimestamp: NOW,
      version: '2.0',
      entities: 3,
      findings: [expect.objectContaining({ rule: 'W002' })],
    });
    expect(result.snapshot.vehiclePositions).toEqual([vehicle]);
    expect(result.snapshot.tripUpdates).toEqual([update]);
    expect(result.snapshot.alerts).toEqual([alert]);
  });

  it('is read by the bindings of the standard too', () => {
    const { FeedMessage } = bindings.transit_realtime;
    const read = FeedMessage.decode(encodeFeed({ timestamp: NOW, vehiclePositions: [vehicle] }));
    expect(FeedMessage.verify(read)).toBeNull();
    expect(read.entity[0]?.vehicle?.trip?.startTime).toBe('25:01:01');
  });

  it('may be an empty feed', () => {
    const result = decodeFeed(encodeFeed({ timestamp: NOW }), NOW);
    expect(result.ok && result.snapshot.entities).toBe(0);
  });

  it('has a JSON form with the names of the specification', () => {
    expect(feedToJson({ timestamp: NOW, vehiclePositions: [vehicle], alerts: [alert] })).toMatchObject({
      header: { gtfs_realtime_version: '2.0', incrementality: 'FULL_DATASET', timestamp: NOW },
      entity: [
        { id: 'v', vehicle: { trip: { trip_id: 'T', start_date: '20251003' }, current_status: 'STOPPED_AT' } },
        { id: 'a', alert: { severity_level: 'WARNING', header_text: { translation: [{ language: 'bg' }, {}, {}] } } },
      ],
    });
  });
});
