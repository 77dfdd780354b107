// Raw FeedMessages for tests, written as plain objects and encoded by the bindings.

import { type RawEntity, realtime } from '../../../feeds/gtfs-realtime/bindings.js';

/** Friday 2025-10-03, 12:09:11 in Sofia. */
export const NOW = 1_759_482_551;

/** A header as a well-behaved feed sends it. */
export const HEADER = { gtfsRealtimeVersion: '2.0', incrementality: 0, timestamp: NOW };

/** The bytes of a message. */
export function message(entity: RawEntity[], header: object = {}): Uint8Array {
  return realtime.FeedMessage.encode({ header: { ...HEADER, ...header }, entity }).finish();
}

/** A vehicle in good order, changed as said. */
export function vehicle(id: string, changes: Partial<NonNullable<RawEntity['vehicle']>> = {}): RawEntity {
  return {
    id,
    vehicle: {
      trip: { tripId: `trip-${id}`, scheduleRelationship: 0 },
      vehicle: { id: `bus-${id}` },
      position: { latitude: 42.02, longitude: 23.09, bearing: 90, speed: 8 },
      timestamp: NOW - 5,
      ...changes,
    },
  };
}

/** A trip update in good order, changed as said. */
export function tripUpdate(id: string, changes: Partial<NonNullable<RawEntity['tripUpdate']>> = {}): RawEntity {
  return {
    id,
    tripUpdate: {
      trip: { tripId: `trip-${id}`, startDate: '20251003', startTime: '12:00:00', scheduleRelationship: 0 },
      vehicle: { id: `bus-${id}` },
      timestamp: NOW - 5,
      stopTimeUpdate: [
        {
          ...{ stopSequence: 1, stopId: 'A', scheduleRelationship: 0 },
          ...{ arrival: { time: NOW + 60 }, departure: { time: NOW + 70 } },
        },
        {
          ...{ stopSequence: 2, stopId: 'B', scheduleRelationship: 0 },
          ...{ arrival: { time: NOW + 160 }, departure: { time: NOW + 170 } },
        },
      ],
      ...changes,
    },
  };
}

/** An alert in good order, changed as said. */
export function alert(id: string, changes: Partial<NonNullable<RawEntity['alert']>> = {}): RawEntity {
  return {
    id,
    alert: {
      activePeriod: [{ start: NOW - 100, end: NOW + 100 }],
      informedEntity: [{ routeId: '5' }],
      cause: 9,
      effect: 4,
      headerText: { translation: [{ text: 'Отклонение', language: 'bg' }] },
      ...changes,
    },
  };
}
