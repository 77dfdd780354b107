// Our words to a FeedMessage, as bytes and as JSON: what Tablo publishes, and what the simulated city serves.

import type {
  Alert,
  EntitySelector,
  EpochS,
  StopTimeEvent,
  StopTimeUpdate,
  TranslatedText,
  TripDescriptor,
  TripUpdate,
  VehiclePosition,
} from '../model.js';
import { formatServiceTime } from '../service-day.js';
import {
  type RawAlert,
  type RawEntity,
  type RawStopTimeEvent,
  type RawStopTimeUpdate,
  type RawTranslatedString,
  type RawTripDescriptor,
  type RawTripUpdate,
  type RawVehiclePosition,
  realtime,
} from './bindings.js';
import { ENUM_NAMES } from './normalise.js';

/** What goes into one message; a full dataset. */
export interface FeedContent {
  timestamp: EpochS;
  vehiclePositions?: readonly VehiclePosition[];
  tripUpdates?: readonly TripUpdate[];
  alerts?: readonly Alert[];
}

const VERSION = '2.0';

/** A FeedMessage in protobuf, GTFS-Realtime 2.0, FULL_DATASET. */
export function encodeFeed(content: FeedContent): Uint8Array {
  return realtime.FeedMessage.encode(messageOf(content)).finish();
}

/** The same message as plain JSON, with the names of the specification, for reading. */
export function feedToJson(content: FeedContent): Record<string, unknown> {
  const message = realtime.FeedMessage.fromObject(messageOf(content));
  const plain = realtime.FeedMessage.toObject(message, { longs: Number, enums: String });
  return specificationNames(plain) as Record<string, unknown>;
}

function messageOf(content: FeedContent) {
  const entity: RawEntity[] = [];
  for (const vehicle of content.vehiclePositions ?? [])
    entity.push({ id: vehicle.entityId, vehicle: ofVehicle(vehicle) });
  for (const update of content.tripUpdates ?? [])
    entity.push({ id: update.entityId, tripUpdate: ofTripUpdate(update) });
  for (const alert of content.alerts ?? []) entity.push({ id: alert.alertId, alert: ofAlert(alert) });
  const header = { gtfsRealtimeVersion: VERSION, incrementality: 0, timestamp: Math.floor(content.timestamp) };
  return { header, entity };
}

/** Without the members that are null: presence is information. */
function given<T extends object>(message: { [K in keyof T]: T[K] | null }): T {
  const kept: Partial<T> = {};
  for (const key of Object.keys(message) as (keyof T)[]) {
    const value = message[key];
    if (value !== null && value !== undefined) kept[key] = value as T[keyof T];
  }
  return kept as T;
}

function numberOf(names: readonly (string | null | undefined)[], name: string | null): number | null {
  const found = name === null ? -1 : names.lastIndexOf(name);
  return found < 0 ? null : found;
}

function ofTrip(trip: TripDescriptor): RawTripDescriptor {
  return given<RawTripDescriptor>({
    tripId: trip.tripId,
    routeId: trip.routeId,
    directionId: trip.directionId,
    startTime: trip.startTimeS === null ? null : formatServiceTime(trip.startTimeS),
    startDate: trip.startDate,
    scheduleRelationship: numberOf(ENUM_NAMES.trip, trip.relationship),
  });
}

function ofVehicle(vehicle: VehiclePosition): RawVehiclePosition {
  return given<RawVehiclePosition>({
    trip: vehicle.trip ? ofTrip(vehicle.trip) : null,
    vehicle: given({ id: vehicle.vehicleId, label: vehicle.label }),
    position: given<NonNullable<RawVehiclePosition['position']>>({
      latitude: vehicle.lat,
      longitude: vehicle.lon,
      bearing: vehicle.bearingDeg,
      speed: vehicle.speedMps,
    }),
    currentStopSequence: vehicle.currentStopSequence,
    stopId: vehicle.stopId,
    currentStatus: numberOf(ENUM_NAMES.stopStatus, vehicle.currentStatus),
    timestamp: vehicle.timestampSource === 'vehicle' ? Math.floor(vehicle.timestamp) : null,
    occupancyStatus: numberOf(ENUM_NAMES.occupancy, vehicle.occupancyStatus),
    occupancyPercentage: vehicle.occupancyPercentage,
    multiCarriageDetails:
      vehicle.carriages?.map(({ label, occupancyStatus, occupancyPercentage }, i) =>
        given({
          label,
          occupancyStatus: numberOf(ENUM_NAMES.occupancy, occupancyStatus),
          occupancyPercentage,
          carriageSequence: i + 1,
        }),
      ) ?? null,
  });
}

function ofEvent(event: StopTimeEvent): RawStopTimeEvent {
  return given<RawStopTimeEvent>({
    time: event.timeS === null ? null : Math.round(event.timeS),
    delay: event.delayS === null ? null : Math.round(event.delayS),
    uncertainty: event.uncertaintyS === null ? null : Math.round(event.uncertaintyS),
    scheduledTime: event.scheduledTimeS,
  });
}

function ofStopTimeUpdate(update: StopTimeUpdate): RawStopTimeUpdate {
  const properties = given<NonNullable<RawStopTimeUpdate['stopTimeProperties']>>({
    assignedStopId: update.assignedStopId,
    stopHeadsign: update.stopHeadsign,
    pickupType: update.pickupType,
    dropOffType: update.dropOffType,
  });
  return given<RawStopTimeUpdate>({
    stopSequence: update.stopSequence,
    stopId: update.stopId,
    arrival: update.arrival ? ofEvent(update.arrival) : null,
    departure: update.departure ? ofEvent(update.departure) : null,
    scheduleRelationship: numberOf(ENUM_NAMES.stop, update.relationship),
    stopTimeProperties: Object.keys(properties).length > 0 ? properties : null,
    departureOccupancyStatus: numberOf(ENUM_NAMES.occupancy, update.departureOccupancyStatus),
  });
}

function ofTripUpdate(update: TripUpdate): RawTripUpdate {
  const { properties } = update;
  return given<RawTripUpdate>({
    trip: ofTrip(update.trip),
    vehicle: update.vehicleId === null ? null : { id: update.vehicleId },
    stopTimeUpdate: update.stopTimeUpdates.map(ofStopTimeUpdate),
    timestamp: Math.floor(update.timestamp),
    delay: update.delayS === null ? null : Math.round(update.delayS),
    tripProperties: properties
      ? given<NonNullable<RawTripUpdate['tripProperties']>>({
          tripId: properties.tripId,
          startDate: properties.startDate,
          startTime: properties.startTimeS === null ? null : formatServiceTime(properties.startTimeS),
          tripHeadsign: properties.headsign,
          tripShortName: properties.shortName,
          shapeId: properties.shapeId,
        })
      : null,
  });
}

function ofText(text: TranslatedText): RawTranslatedString | null {
  const translation = Object.entries(text).map(([language, written]) =>
    language === '' ? { text: written } : { text: written, language },
  );
  return translation.length > 0 ? { translation } : null;
}

function ofSelector(selector: EntitySelector) {
  return given<NonNullable<RawAlert['informedEntity']>[number]>({
    agencyId: selector.agencyId,
    routeId: selector.routeId,
    routeType: selector.routeType,
    directionId: selector.directionId,
    trip: selector.trip ? ofTrip(selector.trip) : null,
    stopId: selector.stopId,
  });
}

function ofAlert(alert: Alert): RawAlert {
  return given<RawAlert>({
    activePeriod: alert.activePeriods.map(({ start, end }) => given<{ start?: number; end?: number }>({ start, end })),
    informedEntity: alert.informedEntities.map(ofSelector),
    cause: numberOf(ENUM_NAMES.cause, alert.cause),
    effect: numberOf(ENUM_NAMES.effect, alert.effect),
    url: ofText(alert.url),
    headerText: ofText(alert.header),
    descriptionText: ofText(alert.description),
    ttsHeaderText: ofText(alert.ttsHeader),
    ttsDescriptionText: ofText(alert.ttsDescription),
    severityLevel: numberOf(ENUM_NAMES.severity, alert.severity),
  });
}

function specificationNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(specificationNames);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      specificationNames(inner),
    ]),
  );
}
