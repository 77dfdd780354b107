// What a feed changes of the timetable: TripModifications, and the Stops and Shapes that detours need. The bindings know none of them.

import type { Modification, RealtimeShape, ReplacementStop, Stop, StopSelector, TripModifications } from '../model.js';
import { parseServiceTime } from '../service-day.js';
import { endOf, type ReaderLike, realtime } from './bindings.js';
import { plainText } from './html.js';
import { isServiceDate } from './rules/trip.js';

/** More of anything than a detour has; what names more is refused. */
export const MAX_OF_ONE_DETOUR = 20_000;
/** More points than a line through a city has. */
export const MAX_SHAPE_POINTS = 20_000;

/** What one entity changes; null where it carries none of these. Throws where it is not whole, and says why. */
export interface Change {
  modifications?: TripModifications;
  stop?: Stop;
  shape?: RealtimeShape;
}

/** Reads fields 6 to 8 of a FeedEntity. */
export function decodeChange(reader: ReaderLike, entityId: string): Change | null {
  const change: Change = {};
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === SHAPE) change.shape = decodeShape(reader, reader.uint32());
    else if (tag === STOP) change.stop = decodeStop(reader, reader.uint32());
    else if (tag === TRIP_MODIFICATIONS) change.modifications = decodeModifications(reader, reader.uint32(), entityId);
    else reader.skipType(tag & 7);
  }
  return change.shape || change.stop || change.modifications ? change : null;
}

const SHAPE = (6 << 3) | 2;
const STOP = (7 << 3) | 2;
const TRIP_MODIFICATIONS = (8 << 3) | 2;

/** Calls `take` with each field number; what it does not read is passed over. */
function fields(reader: ReaderLike, length: number, take: (field: number) => boolean): void {
  const end = endOf(reader, length);
  if (end > reader.len) throw new Error('truncated');
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (!take(tag >>> 3)) reader.skipType(tag & 7);
  }
}

function need(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

function decodeModifications(reader: ReaderLike, length: number, modificationsId: string): TripModifications {
  const found: TripModifications = { modificationsId, selected: [], startTimesS: [], dates: [], modifications: [] };
  let trips = 0;
  fields(reader, length, (field) => {
    if (field === 1) {
      const selected = decodeSelected(reader, reader.uint32());
      trips += selected.tripIds.length;
      found.selected.push(selected);
    } else if (field === 2) {
      const startS = parseServiceTime(reader.string());
      need(startS !== null, 'a start_time is not H:MM:SS');
      found.startTimesS.push(startS);
    } else if (field === 3) {
      const date = reader.string();
      need(isServiceDate(date), `service_date ${date} is not YYYYMMDD`);
      found.dates.push(date);
    } else if (field === 4) found.modifications.push(decodeModification(reader, reader.uint32()));
    else return false;
    return true;
  });
  const many = trips + found.dates.length + found.modifications.length;
  need(many <= MAX_OF_ONE_DETOUR, 'more trips, dates and modifications than a detour has');
  need(trips > 0, 'no selected trips');
  need(found.dates.length > 0, 'no service_dates');
  need(found.modifications.length > 0, 'no modifications');
  return found;
}

function decodeSelected(reader: ReaderLike, length: number): TripModifications['selected'][number] {
  const selected: TripModifications['selected'][number] = { tripIds: [], shapeId: null };
  fields(reader, length, (field) => {
    if (field === 1) selected.tripIds.push(reader.string());
    else if (field === 2) selected.shapeId = reader.string() || null;
    else return false;
    return true;
  });
  return selected;
}

function decodeModification(reader: ReaderLike, length: number): Modification {
  let start: StopSelector | null = null;
  const found: Omit<Modification, 'start'> = { end: null, delayS: 0, stops: [] };
  fields(reader, length, (field) => {
    if (field === 1) start = decodeSelector(reader, reader.uint32());
    else if (field === 2) found.end = decodeSelector(reader, reader.uint32());
    else if (field === 3) found.delayS = reader.int32();
    else if (field === 4) found.stops.push(decodeReplacement(reader, reader.uint32()));
    else return false;
    return true;
  });
  need(start !== null, 'a modification has no start_stop_selector');
  return { ...found, start };
}

function decodeSelector(reader: ReaderLike, length: number): StopSelector {
  const selector: StopSelector = { stopSequence: null, stopId: null };
  fields(reader, length, (field) => {
    if (field === 1) selector.stopSequence = reader.uint32();
    else if (field === 2) selector.stopId = reader.string() || null;
    else return false;
    return true;
  });
  need(selector.stopSequence !== null || selector.stopId !== null, 'a stop selector selects nothing');
  return selector;
}

function decodeReplacement(reader: ReaderLike, length: number): ReplacementStop {
  const stop: ReplacementStop = { stopId: '', travelTimeS: null };
  fields(reader, length, (field) => {
    if (field === 1) stop.travelTimeS = reader.int32();
    else if (field === 2) stop.stopId = reader.string();
    else return false;
    return true;
  });
  need(stop.stopId !== '', 'a replacement stop has no stop_id');
  return stop;
}

function decodeStop(reader: ReaderLike, length: number): Stop {
  const stop: Stop = {
    ...{ stopId: '', stopCode: null, stopName: '', lat: null, lon: null, locationType: 0 },
    ...{ parentStation: null, platformCode: null, timezone: null, wheelchairBoarding: 0 },
  };
  fields(reader, length, (field) => {
    if (field === 1) stop.stopId = reader.string();
    else if (field === 2) stop.stopCode = firstText(reader) || null;
    else if (field === 3) stop.stopName = firstText(reader);
    else if (field === 6) stop.lat = reader.float();
    else if (field === 7) stop.lon = reader.float();
    else if (field === 11) stop.parentStation = reader.string() || null;
    else if (field === 12) stop.timezone = reader.string() || null;
    else if (field === 13) stop.wheelchairBoarding = reader.int32();
    else if (field === 15) stop.platformCode = firstText(reader) || null;
    else return false;
    return true;
  });
  need(stop.stopId !== '', 'a stop has no stop_id');
  need(Math.abs(stop.lat ?? 91) <= 90 && Math.abs(stop.lon ?? 181) <= 180, `stop ${stop.stopId} is not on the globe`);
  return stop;
}

/** The first translation's plain text: a stop of a detour has one name. */
function firstText(reader: ReaderLike): string {
  const { translation } = realtime.TranslatedString.decode(reader, reader.uint32());
  return plainText(translation?.[0]?.text ?? '').text;
}

function decodeShape(reader: ReaderLike, length: number): RealtimeShape {
  let shapeId = '';
  let polyline = '';
  fields(reader, length, (field) => {
    if (field === 1) shapeId = reader.string();
    else if (field === 2) polyline = reader.string();
    else return false;
    return true;
  });
  need(shapeId !== '', 'a shape has no shape_id');
  const { lat, lon } = pointsOf(polyline);
  need(lat.length >= 2, `shape ${shapeId} has fewer than two points`);
  return { shapeId, lat, lon };
}

/** Google's encoded polyline: pairs of zigzag differences in units of 1e-5 degrees, five bits a character. */
export function pointsOf(polyline: string): { lat: number[]; lon: number[] } {
  const points = { lat: [] as number[], lon: [] as number[] };
  const at: [lat: number, lon: number] = [0, 0];
  let axis: 0 | 1 = 0;
  let value = 0;
  let scale = 1;
  for (let i = 0; i < polyline.length; i++) {
    const bits = polyline.charCodeAt(i) - 63;
    need(bits >= 0 && bits < 64 && scale <= 2 ** 30, 'an encoded polyline is damaged');
    value += (bits & 31) * scale;
    scale *= 32;
    if (bits >= 32) continue;
    at[axis] += value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    value = 0;
    scale = 1;
    if (axis === 1) {
      points.lat.push(at[0] / 1e5);
      points.lon.push(at[1] / 1e5);
      need(points.lat.length <= MAX_SHAPE_POINTS, 'a shape has too many points');
      need(Math.abs(at[0]) <= 90e5 && Math.abs(at[1]) <= 180e5, 'a shape is not on the globe');
    }
    axis = axis === 0 ? 1 : 0;
  }
  need(axis === 0 && scale === 1, 'an encoded polyline is cut off');
  return points;
}
