// Decoded messages to our own words, with what a broken rule demands put right on the way.

import type {
  Alert,
  EntitySelector,
  EpochS,
  OccupancyStatus,
  StopTimeEvent,
  StopTimeRelationship,
  StopTimeUpdate,
  TranslatedText,
  TripDescriptor,
  TripRelationship,
  TripUpdate,
  VehiclePosition,
  VehicleStopStatus,
} from '../model.js';
import { parseServiceTime } from '../service-day.js';
import {
  has,
  type RawAlert,
  type RawStopTimeEvent,
  type RawStopTimeUpdate,
  type RawTranslatedString,
  type RawTripDescriptor,
  type RawTripUpdate,
  type RawVehiclePosition,
} from './bindings.js';
import { carriagesOf } from './carriages.js';
import type { Findings } from './findings.js';
import { plainText } from './html.js';
import { isEmptySelector } from './rules/alert.js';
import type { MessageContext } from './rules/rule.js';
import { isEmptyEvent, isPlaced } from './rules/stop-times.js';
import { givenTime, isPosix, type RawTime } from './rules/time.js';
import { isServiceDate } from './rules/trip.js';
import { isBearing } from './rules/vehicle.js';

/** More stops than any trip has; the rest of such an update is left out. */
export const MAX_STOP_TIME_UPDATES = 2_000;
/** More languages than any agency speaks. */
export const MAX_TRANSLATIONS = 24;

const TRIP_RELATIONSHIPS: readonly (TripRelationship | undefined)[] = [
  'SCHEDULED',
  'ADDED',
  'UNSCHEDULED',
  'CANCELED',
  undefined,
  'REPLACEMENT',
  'DUPLICATED',
  'DELETED',
  'NEW',
];
const STOP_RELATIONSHIPS: readonly StopTimeRelationship[] = ['SCHEDULED', 'SKIPPED', 'NO_DATA', 'UNSCHEDULED'];
const STOP_STATUSES: readonly VehicleStopStatus[] = ['INCOMING_AT', 'STOPPED_AT', 'IN_TRANSIT_TO'];
const OCCUPANCIES: readonly OccupancyStatus[] = [
  'EMPTY',
  'MANY_SEATS_AVAILABLE',
  'FEW_SEATS_AVAILABLE',
  'STANDING_ROOM_ONLY',
  'CRUSHED_STANDING_ROOM_ONLY',
  'FULL',
  'NOT_ACCEPTING_PASSENGERS',
  'NO_DATA_AVAILABLE',
  'NOT_BOARDABLE',
];
const CAUSES: readonly string[] = [
  'UNKNOWN_CAUSE',
  'UNKNOWN_CAUSE',
  'OTHER_CAUSE',
  'TECHNICAL_PROBLEM',
  'STRIKE',
  'DEMONSTRATION',
  'ACCIDENT',
  'HOLIDAY',
  'WEATHER',
  'MAINTENANCE',
  'CONSTRUCTION',
  'POLICE_ACTIVITY',
  'MEDICAL_EMERGENCY',
];
const EFFECTS: readonly string[] = [
  'UNKNOWN_EFFECT',
  'NO_SERVICE',
  'REDUCED_SERVICE',
  'SIGNIFICANT_DELAYS',
  'DETOUR',
  'ADDITIONAL_SERVICE',
  'MODIFIED_SERVICE',
  'OTHER_EFFECT',
  'UNKNOWN_EFFECT',
  'STOP_MOVED',
  'NO_EFFECT',
  'ACCESSIBILITY_ISSUE',
];
const SEVERITIES: readonly (string | null)[] = [null, 'UNKNOWN_SEVERITY', 'INFO', 'WARNING', 'SEVERE'];

/** Enum names in the order of their numbers, for the way out. */
export const ENUM_NAMES = {
  trip: TRIP_RELATIONSHIPS,
  stop: STOP_RELATIONSHIPS,
  stopStatus: STOP_STATUSES,
  occupancy: OCCUPANCIES,
  cause: CAUSES,
  effect: EFFECTS,
  severity: SEVERITIES,
} as const;

/** The entity's own time, clamped to now where its clock is a little ahead (F10), or null where it has none. */
function ownTime(raw: RawTime, now: EpochS): EpochS | null {
  const own = givenTime(raw);
  return own === null ? null : Math.min(own, now);
}

function text(value: string | null | undefined): string | null {
  return value === null || value === undefined || value === '' ? null : value;
}

function direction(value: number | null | undefined): 0 | 1 | null {
  return value === 0 || value === 1 ? value : null;
}

/** A TripDescriptor; broken dates and times (E020, E021) are left out. */
export function toTripDescriptor(raw: RawTripDescriptor): TripDescriptor {
  const modified = raw.modifiedTrip;
  if (modified) {
    // All other fields must be empty (spec, ModifiedTripSelector); where they are not, the selector is believed.
    const { modificationsId = '', affectedTripId, startDate, startTime } = modified;
    const plain = { tripId: affectedTripId ?? '', startDate: startDate ?? '', startTime: startTime ?? '' };
    const relationship = has(raw, 'scheduleRelationship') ? { scheduleRelationship: raw.scheduleRelationship } : {};
    return { ...toTripDescriptor({ ...plain, ...relationship }), modificationsId };
  }
  const startDate = text(raw.startDate);
  return {
    tripId: text(raw.tripId),
    routeId: text(raw.routeId),
    directionId: has(raw, 'directionId') ? direction(raw.directionId) : null,
    startDate: startDate !== null && isServiceDate(startDate) ? startDate : null,
    startTimeS: raw.startTime ? parseServiceTime(raw.startTime) : null,
    relationship: TRIP_RELATIONSHIPS[raw.scheduleRelationship ?? 0] ?? 'SCHEDULED',
  };
}

/** A VehiclePosition that broke no rejecting rule. */
export function toVehiclePosition(
  entityId: string,
  raw: RawVehiclePosition,
  { now, headerTimestamp }: MessageContext,
): VehiclePosition {
  const own = ownTime(raw.timestamp, now);
  const position = raw.position;
  const bearingDeg = position && has(position, 'bearing') ? (position.bearing as number) : null;
  const carriages = carriagesOf(raw, OCCUPANCIES);
  const occupancy = has(raw, 'occupancyStatus') ? OCCUPANCIES[raw.occupancyStatus ?? -1] : undefined;
  return {
    entityId,
    vehicleId: text(raw.vehicle?.id) ?? entityId,
    label: text(raw.vehicle?.label),
    trip: raw.trip ? toTripDescriptor(raw.trip) : null,
    lat: position?.latitude ?? 0,
    lon: position?.longitude ?? 0,
    bearingDeg: bearingDeg !== null && isBearing(bearingDeg) ? bearingDeg % 360 : null,
    speedMps: position && has(position, 'speed') && (position.speed as number) >= 0 ? (position.speed as number) : null,
    currentStopSequence: has(raw, 'currentStopSequence') ? (raw.currentStopSequence as number) : null,
    stopId: text(raw.stopId),
    currentStatus: has(raw, 'currentStatus') ? (STOP_STATUSES[raw.currentStatus ?? 2] ?? null) : null,
    occupancyStatus: occupancy ?? null,
    occupancyPercentage: has(raw, 'occupancyPercentage') ? (raw.occupancyPercentage as number) : null,
    ...(carriages ? { carriages } : {}),
    timestamp: own ?? headerTimestamp,
    timestampSource: own === null ? 'header' : 'vehicle',
  };
}

/** An arrival or departure; null where it says nothing (E044). */
function toEvent(raw: RawStopTimeEvent | null | undefined): StopTimeEvent | null {
  if (!raw || isEmptyEvent(raw)) return null;
  const scheduled = givenTime(raw.scheduledTime);
  return {
    timeS: givenTime(raw.time),
    delayS: raw.delay ?? null,
    uncertaintyS: raw.uncertainty ?? null,
    scheduledTimeS: scheduled !== null && isPosix(scheduled) ? scheduled : null,
  };
}

function toStopTimeUpdate(raw: RawStopTimeUpdate): StopTimeUpdate {
  const relationship = STOP_RELATIONSHIPS[raw.scheduleRelationship ?? 0] ?? 'SCHEDULED';
  const silent = relationship === 'NO_DATA';
  const arrival = silent ? null : toEvent(raw.arrival);
  const departure = silent ? null : toEvent(raw.departure);
  if (arrival && departure && arrival.timeS !== null && departure.timeS !== null && departure.timeS < arrival.timeS) {
    departure.timeS = arrival.timeS;
  }
  const properties = raw.stopTimeProperties;
  return {
    stopSequence: raw.stopSequence ?? null,
    stopId: text(raw.stopId),
    arrival,
    departure,
    relationship,
    assignedStopId: text(properties?.assignedStopId),
    stopHeadsign: text(properties?.stopHeadsign),
    pickupType: properties && has(properties, 'pickupType') ? (properties.pickupType as number) : null,
    dropOffType: properties && has(properties, 'dropOffType') ? (properties.dropOffType as number) : null,
    departureOccupancyStatus: OCCUPANCIES[raw.departureOccupancyStatus ?? -1] ?? null,
  };
}

/** Sorted by stop_sequence where all have one (E002), the first of equals kept (E036), the unplaced left out (E040). */
function toStopTimeUpdates(raws: readonly RawStopTimeUpdate[]): StopTimeUpdate[] {
  const updates: StopTimeUpdate[] = [];
  let sorted = true;
  let sequenced = true;
  for (let i = 0; i < raws.length && updates.length < MAX_STOP_TIME_UPDATES; i++) {
    const raw = raws[i] as RawStopTimeUpdate;
    if (!isPlaced(raw)) continue;
    const update = toStopTimeUpdate(raw);
    const before = updates[updates.length - 1];
    if (update.stopSequence === null) sequenced = false;
    else if (before && before.stopSequence !== null) {
      if (before.stopSequence === update.stopSequence) continue;
      if (before.stopSequence > update.stopSequence) sorted = false;
    }
    updates.push(update);
  }
  if (sorted || !sequenced) return updates;
  updates.sort((a, b) => (a.stopSequence as number) - (b.stopSequence as number));
  return updates.filter((update, i) => i === 0 || update.stopSequence !== updates[i - 1]?.stopSequence);
}

/** A TripUpdate that broke no rejecting rule. */
export function toTripUpdate(
  entityId: string,
  raw: RawTripUpdate,
  { now, headerTimestamp }: MessageContext,
): TripUpdate {
  const properties = raw.tripProperties;
  const startDate = text(properties?.startDate);
  return {
    entityId,
    trip: toTripDescriptor(raw.trip),
    vehicleId: text(raw.vehicle?.id),
    timestamp: ownTime(raw.timestamp, now) ?? headerTimestamp,
    delayS: has(raw, 'delay') ? (raw.delay as number) : null,
    stopTimeUpdates: toStopTimeUpdates(raw.stopTimeUpdate ?? []),
    properties: properties
      ? {
          tripId: text(properties.tripId),
          startDate: startDate !== null && isServiceDate(startDate) ? startDate : null,
          startTimeS: properties.startTime ? parseServiceTime(properties.startTime) : null,
          headsign: text(properties.tripHeadsign),
          shortName: text(properties.tripShortName),
          shapeId: text(properties.shapeId),
        }
      : null,
  };
}

/** Texts by language, plain; a language that comes twice keeps its first text, an empty text is not there. */
function toTranslated(
  raw: RawTranslatedString | null | undefined,
  entityId: string,
  findings: Findings,
): TranslatedText {
  const texts: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const translation of (raw?.translation ?? []).slice(0, MAX_TRANSLATIONS)) {
    const language = isLanguage(translation.language ?? '') ? (translation.language ?? '') : '';
    const { text: plain, cut } = plainText(translation.text);
    if (cut) findings.add('T008', `alert ${entityId}: ${translation.text.length} characters`);
    if (plain !== '' && texts[language] === undefined) texts[language] = plain;
  }
  return { ...texts };
}

/** A BCP 47 tag by its shape, or the empty "not named". */
function isLanguage(tag: string): boolean {
  return tag === '' || /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/.test(tag);
}

/** Addresses by language: only http and https ones, unchanged. */
function toUrls(raw: RawTranslatedString | null | undefined): TranslatedText {
  const urls: Record<string, string> = {};
  for (const { text: url, language } of (raw?.translation ?? []).slice(0, MAX_TRANSLATIONS)) {
    const key = isLanguage(language ?? '') ? (language ?? '') : '';
    if (/^https?:\/\//i.test(url) && URL.canParse(url) && url.length <= 2_000) urls[key] = url;
  }
  return urls;
}

function toSelector(raw: NonNullable<RawAlert['informedEntity']>[number]): EntitySelector {
  return {
    agencyId: text(raw.agencyId),
    routeId: text(raw.routeId),
    routeType: has(raw, 'routeType') ? (raw.routeType as number) : null,
    directionId: has(raw, 'directionId') ? direction(raw.directionId) : null,
    trip: raw.trip ? toTripDescriptor(raw.trip) : null,
    stopId: text(raw.stopId),
  };
}

/** A bound of an active period: null where open, and where it is no POSIX time (some write "for ever" as 2^63). */
function bound(raw: RawTime): EpochS | null {
  const time = givenTime(raw);
  return time !== null && isPosix(time) ? time : null;
}

/** An Alert, its texts plain. */
export function toAlert(entityId: string, raw: RawAlert, findings: Findings): Alert {
  return {
    alertId: entityId,
    activePeriods: (raw.activePeriod ?? []).map((period) => ({ start: bound(period.start), end: bound(period.end) })),
    informedEntities: (raw.informedEntity ?? []).filter((selector) => !isEmptySelector(selector)).map(toSelector),
    cause: CAUSES[raw.cause ?? 0] ?? 'UNKNOWN_CAUSE',
    effect: EFFECTS[raw.effect ?? 0] ?? 'UNKNOWN_EFFECT',
    header: toTranslated(raw.headerText, entityId, findings),
    description: toTranslated(raw.descriptionText, entityId, findings),
    ttsHeader: toTranslated(raw.ttsHeaderText, entityId, findings),
    ttsDescription: toTranslated(raw.ttsDescriptionText, entityId, findings),
    url: toUrls(raw.url),
    severity: has(raw, 'severityLevel') ? (SEVERITIES[raw.severityLevel ?? 0] ?? null) : null,
  };
}
