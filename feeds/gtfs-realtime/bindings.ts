// The protobuf bindings, taught the fields of the specification that are newer than they are.
//
// gtfs-realtime-bindings 1.1.1 is the last that runs on Node 20; its schema is of 2022. The messages below have
// gained fields since; those that are new are read in trip-modifications.ts. Bindings look `decode` up on the class each time, so replacing it there is enough. An unknown
// enum value stays a number (TripDescriptor DELETED 7 and NEW 8 are read that way).

import bindings, { type transit_realtime } from 'gtfs-realtime-bindings';
import protobuf from 'protobufjs/minimal.js';

/** The generated classes. */
export const realtime = bindings.transit_realtime;

const { BufferReader, Writer } = protobuf;

/** A protobuf reader over a Buffer; it throws past the end, for strings too, and refuses nesting deeper than 100. */
class StrictReader extends BufferReader {
  override string(): string {
    const length = this.uint32();
    const start = this.pos;
    if (start + length > this.len) throw new RangeError('a string is longer than its message');
    this.pos = start + length;
    return (this.buf as Buffer).toString('utf8', start, this.pos);
  }
}

/** A reader over bytes, without a copy. */
export function readerOf(bytes: Uint8Array): StrictReader {
  return new StrictReader(
    Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  );
}

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
/** TripDescriptor with ModifiedTripSelector (2024). */
export interface RawTripDescriptor extends transit_realtime.ITripDescriptor {
  modifiedTrip?: RawModifiedTrip | null;
}
/** TripDescriptor.ModifiedTripSelector. */
export interface RawModifiedTrip {
  modificationsId?: string;
  affectedTripId?: string;
  startTime?: string;
  startDate?: string;
}
export type RawTranslatedString = transit_realtime.ITranslatedString;

/** A reader, as the decoders pass it on. */
export type ReaderLike = StrictReader;

/** Where the message ends that begins here: `length` bytes on, or with the bytes. */
export function endOf(reader: ReaderLike, length: number | undefined): number {
  return length === undefined ? reader.len : reader.pos + length;
}

/** A 64-bit integer as a number, without the Long in between; negative ones (10 bytes) are left to the library. */
function int64(reader: ReaderLike): number {
  const { buf, len } = reader;
  let value = 0;
  let scale = 1;
  for (let at = reader.pos; at < len && scale < 2 ** 56; at++) {
    const byte = buf[at] as number;
    value += (byte & 127) * scale;
    if (byte < 128) {
      reader.pos = at + 1;
      return value;
    }
    scale *= 128;
  }
  return toNumber(reader.int64());
}

// Stop times are nine tenths of a message. Theirs are plain objects with null for what was not sent, so that presence
// is a comparison; for all other messages see `has`.

function decodeStopTimeEvent(reader: ReaderLike, length?: number): RawStopTimeEvent {
  const end = endOf(reader, length);
  const event: RawStopTimeEvent = { delay: null, time: null, uncertainty: null, scheduledTime: null };
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) event.delay = reader.int32();
    else if (tag >>> 3 === 2) event.time = int64(reader);
    else if (tag >>> 3 === 3) event.uncertainty = reader.int32();
    else if (tag >>> 3 === 4) event.scheduledTime = int64(reader);
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
  const update: RawStopTimeUpdate = {
    stopSequence: null,
    arrival: null,
    departure: null,
    stopId: null,
    scheduleRelationship: null,
    stopTimeProperties: null,
    departureOccupancyStatus: null,
  };
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

function decodeModifiedTrip(reader: ReaderLike, length?: number): RawModifiedTrip {
  const end = endOf(reader, length);
  const selector: RawModifiedTrip = {};
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) selector.modificationsId = reader.string();
    else if (tag >>> 3 === 2) selector.affectedTripId = reader.string();
    else if (tag >>> 3 === 3) selector.startTime = reader.string();
    else if (tag >>> 3 === 4) selector.startDate = reader.string();
    else reader.skipType(tag & 7);
  }
  return selector;
}

function decodeTripDescriptor(reader: ReaderLike, length?: number): RawTripDescriptor {
  const end = endOf(reader, length);
  const trip = new realtime.TripDescriptor() as RawTripDescriptor;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) trip.tripId = reader.string();
    else if (tag >>> 3 === 2) trip.startTime = reader.string();
    else if (tag >>> 3 === 3) trip.startDate = reader.string();
    else if (tag >>> 3 === 4) trip.scheduleRelationship = reader.int32();
    else if (tag >>> 3 === 5) trip.routeId = reader.string();
    else if (tag >>> 3 === 6) trip.directionId = reader.uint32();
    else if (tag >>> 3 === 7) trip.modifiedTrip = decodeModifiedTrip(reader, reader.uint32());
    else reader.skipType(tag & 7);
  }
  return trip;
}

type WriterLike = InstanceType<typeof Writer>;
type Encode<T> = (message: T, writer?: WriterLike) => WriterLike;

/** The generated encoder, followed by the fields that it does not know. */
function extended<T>(encode: Encode<T>, more: (message: T, writer: WriterLike) => void): Encode<T> {
  return (message, writer) => {
    const to = encode(message, writer);
    more(message, to);
    return to;
  };
}

const { StopTimeUpdate, StopTimeEvent, TripProperties } = realtime.TripUpdate;

Object.assign(StopTimeEvent, {
  encode: extended<RawStopTimeEvent>(StopTimeEvent.encode, ({ scheduledTime }, writer) => {
    if (scheduledTime !== null && scheduledTime !== undefined) writer.uint32(32).int64(toNumber(scheduledTime));
  }),
});
Object.assign(StopTimeUpdate.StopTimeProperties, {
  encode: extended<RawStopTimeProperties>(StopTimeUpdate.StopTimeProperties.encode, (properties, writer) => {
    if (properties.stopHeadsign) writer.uint32(18).string(properties.stopHeadsign);
    if (has(properties, 'pickupType')) writer.uint32(24).int32(properties.pickupType as number);
    if (has(properties, 'dropOffType')) writer.uint32(32).int32(properties.dropOffType as number);
  }),
});
Object.assign(StopTimeUpdate, {
  decode: decodeStopTimeUpdate,
  encode: extended<RawStopTimeUpdate>(StopTimeUpdate.encode, (update, writer) => {
    if (has(update, 'departureOccupancyStatus')) writer.uint32(56).int32(update.departureOccupancyStatus as number);
  }),
});
Object.assign(realtime.TripDescriptor, { decode: decodeTripDescriptor });
Object.assign(TripProperties, {
  decode: decodeTripProperties,
  encode: extended<RawTripProperties>(TripProperties.encode, (properties, writer) => {
    if (properties.shapeId) writer.uint32(34).string(properties.shapeId);
    if (properties.tripHeadsign) writer.uint32(42).string(properties.tripHeadsign);
    if (properties.tripShortName) writer.uint32(50).string(properties.tripShortName);
  }),
});

/** Was it given, where null or undefined stand for "not"? For stop times, whose decoder above leaves no defaults. */
export function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** A 64-bit integer as a number (exact to 2^53), whichever way the reader gave it. */
export function toNumber(value: number | { low: number; high: number }): number {
  return typeof value === 'number' ? value : value.high * 4_294_967_296 + (value.low >>> 0);
}

/** Was the field in the message? Prototypes hold the defaults, so only an own property was. */
export function has<T extends object, K extends keyof T>(message: T, field: K): message is T & Required<Pick<T, K>> {
  return Object.hasOwn(message, field) && message[field] !== null && message[field] !== undefined;
}
