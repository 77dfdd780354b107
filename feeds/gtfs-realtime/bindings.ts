// The protobuf bindings, taught the fields of the specification that are newer than they are.
//
// gtfs-realtime-bindings 1.1.1 is the last that runs on Node 20; its schema is of 2022. The four messages below have
// gained fields since. Bindings look `decode` up on the class each time, so replacing it there is enough. An unknown
// enum value stays a number (TripDescriptor DELETED 7 and NEW 8 are read that way).

import bindings, { type transit_realtime } from 'gtfs-realtime-bindings';
import protobuf from 'protobufjs/minimal.js';

/** The generated classes. */
export const realtime = bindings.transit_realtime;

/** A protobuf reader over bytes; it throws RangeError past the end and refuses nesting deeper than 100. */
export const { Reader } = protobuf;

/** StopTimeEvent with `scheduled_time` (2024). */
export interface RawStopTimeEvent extends transit_realtime.TripUpdate.IStopTimeEvent {
  scheduledTime?: number | { low: number; high: number } | null;
}

/** StopTimeProperties with headsign and boarding (2024). */
export interface RawStopTimeProperties extends transit_realtime.TripUpdate.StopTimeUpdate.IStopTimeProperties {
  stopHeadsign?: string | null;
  pickupType?: number | null;
  dropOffType?: number | null;
}

/** StopTimeUpdate with `departure_occupancy_status` (2022). */
export interface RawStopTimeUpdate extends transit_realtime.TripUpdate.IStopTimeUpdate {
  arrival?: RawStopTimeEvent | null;
  departure?: RawStopTimeEvent | null;
  stopTimeProperties?: RawStopTimeProperties | null;
  departureOccupancyStatus?: number | null;
}

/** TripProperties with shape, headsign and short name (2022 to 2025). */
export interface RawTripProperties extends transit_realtime.TripUpdate.ITripProperties {
  shapeId?: string | null;
  tripHeadsign?: string | null;
  tripShortName?: string | null;
}

/** TripUpdate as decoded here. */
export interface RawTripUpdate extends transit_realtime.ITripUpdate {
  stopTimeUpdate?: RawStopTimeUpdate[] | null;
  tripProperties?: RawTripProperties | null;
}

export type RawHeader = transit_realtime.IFeedHeader;
export type RawEntity = transit_realtime.IFeedEntity;
export type RawVehiclePosition = transit_realtime.IVehiclePosition;
export type RawAlert = transit_realtime.IAlert;
export type RawTripDescriptor = transit_realtime.ITripDescriptor;
export type RawTranslatedString = transit_realtime.ITranslatedString;

type ReaderLike = InstanceType<typeof Reader>;

function endOf(reader: ReaderLike, length: number | undefined): number {
  return length === undefined ? reader.len : reader.pos + length;
}

function decodeStopTimeEvent(reader: ReaderLike, length?: number): RawStopTimeEvent {
  const end = endOf(reader, length);
  const event = new realtime.TripUpdate.StopTimeEvent() as RawStopTimeEvent;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) event.delay = reader.int32();
    else if (tag >>> 3 === 2) event.time = toNumber(reader.int64());
    else if (tag >>> 3 === 3) event.uncertainty = reader.int32();
    else if (tag >>> 3 === 4) event.scheduledTime = toNumber(reader.int64());
    else reader.skipType(tag & 7);
  }
  return event;
}

function decodeStopTimeProperties(reader: ReaderLike, length?: number): RawStopTimeProperties {
  const end = endOf(reader, length);
  const properties = new realtime.TripUpdate.StopTimeUpdate.StopTimeProperties() as RawStopTimeProperties;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) properties.assignedStopId = reader.string();
    else if (tag >>> 3 === 2) properties.stopHeadsign = reader.string();
    else if (tag >>> 3 === 3) properties.pickupType = reader.int32();
    else if (tag >>> 3 === 4) properties.dropOffType = reader.int32();
    else reader.skipType(tag & 7);
  }
  return properties;
}

function decodeStopTimeUpdate(reader: ReaderLike, length?: number): RawStopTimeUpdate {
  const end = endOf(reader, length);
  const update = new realtime.TripUpdate.StopTimeUpdate() as RawStopTimeUpdate;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) update.stopSequence = reader.uint32();
    else if (tag >>> 3 === 2) update.arrival = decodeStopTimeEvent(reader, reader.uint32());
    else if (tag >>> 3 === 3) update.departure = decodeStopTimeEvent(reader, reader.uint32());
    else if (tag >>> 3 === 4) update.stopId = reader.string();
    else if (tag >>> 3 === 5) update.scheduleRelationship = reader.int32();
    else if (tag >>> 3 === 6) update.stopTimeProperties = decodeStopTimeProperties(reader, reader.uint32());
    else if (tag >>> 3 === 7) update.departureOccupancyStatus = reader.int32();
    else reader.skipType(tag & 7);
  }
  return update;
}

function decodeTripProperties(reader: ReaderLike, length?: number): RawTripProperties {
  const end = endOf(reader, length);
  const properties = new realtime.TripUpdate.TripProperties() as RawTripProperties;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) properties.tripId = reader.string();
    else if (tag >>> 3 === 2) properties.startDate = reader.string();
    else if (tag >>> 3 === 3) properties.startTime = reader.string();
    else if (tag >>> 3 === 4) properties.shapeId = reader.string();
    else if (tag >>> 3 === 5) properties.tripHeadsign = reader.string();
    else if (tag >>> 3 === 6) properties.tripShortName = reader.string();
    else reader.skipType(tag & 7);
  }
  return properties;
}

Object.assign(realtime.TripUpdate.StopTimeUpdate, { decode: decodeStopTimeUpdate });
Object.assign(realtime.TripUpdate.TripProperties, { decode: decodeTripProperties });

/** A 64-bit integer as a number (exact to 2^53), whichever way the reader gave it. */
export function toNumber(value: number | { low: number; high: number }): number {
  return typeof value === 'number' ? value : value.high * 4_294_967_296 + (value.low >>> 0);
}

/** Was the field in the message? Prototypes hold the defaults, so only an own property was. */
export function has<T extends object, K extends keyof T>(message: T, field: K): message is T & Required<Pick<T, K>> {
  return Object.hasOwn(message, field) && message[field] !== null && message[field] !== undefined;
}
