// Bytes of a FeedMessage to a FeedSnapshot: whole, or refused with one Finding; one bad entity never sinks the rest.

import { createHash } from 'node:crypto';
import type { Alert, EpochS, FeedSnapshot, Finding, TimetableChanges, TripUpdate, VehiclePosition } from '../model.js';
import { type RawEntity, type RawHeader, readerOf, realtime } from './bindings.js';
import { Findings } from './findings.js';
import { toAlert, toTripUpdate, toVehiclePosition } from './normalise.js';
import { alertRules } from './rules/alert.js';
import { headerRules } from './rules/header.js';
import type { MessageContext, NamedRule } from './rules/rule.js';
import { tripUpdateRules } from './rules/stop-times.js';
import { type RuleId, ruleOf } from './rules/table.js';
import { givenTime } from './rules/time.js';
import { tripRules } from './rules/trip.js';
import { vehicleRules } from './rules/vehicle.js';
import { type Change, decodeChange } from './trip-modifications.js';

/** Largest FeedMessage looked at, the cap of the transfer too. */
export const MAX_MESSAGE_BYTES = 25 * 1024 * 1024;
/** More entities than any city has; a message with more is refused. */
export const MAX_ENTITIES = 200_000;
/** Entities between two looks at the clock when decoding in slices. */
export const ENTITIES_PER_SLICE = 64;
/** Longest slice before other work gets its turn, in milliseconds. */
export const SLICE_MS = 8;

const DIFFERENTIAL = 1;

/** A message decoded, or the one finding for which it was refused. */
export type DecodeResult =
  | { ok: true; snapshot: FeedSnapshot; contentHash: string }
  | { ok: false; rule: RuleId; reason: string; findings: Finding[] };

/** Decode at once; `now` is when the message was read. */
export function decodeFeed(bytes: Uint8Array, now: EpochS): DecodeResult {
  const steps = decodeSteps(bytes, now);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Decode in slices of a few milliseconds, so that sockets in the same process are served in between. */
export async function decodeFeedInSlices(bytes: Uint8Array, now: EpochS, sliceMs = SLICE_MS): Promise<DecodeResult> {
  const steps = decodeSteps(bytes, now);
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < sliceMs) continue;
    await new Promise<void>((resume) => setImmediate(resume));
    since = performance.now();
  }
}

function refused(rule: RuleId, reason: string): DecodeResult {
  const findings = new Findings();
  findings.add(rule, reason);
  return { ok: false, rule, reason, findings: findings.list() };
}

/** The outer frame: where the header and the entities lie. Throws where the bytes are no whole message. */
function frame(bytes: Uint8Array): { header: RawHeader; spans: number[]; hash: string } {
  const reader = readerOf(bytes);
  const spans: number[] = [];
  const hash = createHash('sha1');
  let header: RawHeader | null = null;
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === 0) throw new Error('field number 0');
    if (tag === FIELD_HEADER) {
      header = realtime.FeedHeader.decode(reader, reader.uint32());
    } else if (tag === FIELD_ENTITY) {
      const length = reader.uint32();
      const start = reader.pos;
      reader.skip(length);
      spans.push(start, reader.pos);
      if (spans.length > MAX_ENTITIES * 2) throw new Error(`more than ${MAX_ENTITIES} entities`);
    } else reader.skipType(tag & 7);
    if (reader.pos > reader.len) throw new Error('truncated');
  }
  if (!header) throw new Error('no header');
  if (spans.length > 0) hash.update(bytes.subarray(spans[0], spans[spans.length - 1]));
  return { header, spans, hash: hash.digest('base64url') };
}

const FIELD_HEADER = (1 << 3) | 2;
const FIELD_ENTITY = (2 << 3) | 2;

function looksLikeText(bytes: Uint8Array): boolean {
  return /^\s*[<{[]/.test(
    Buffer.from(bytes.subarray(0, 64))
      .toString('latin1')
      .replace(/^\xef\xbb\xbf/, ''),
  );
}

function* decodeSteps(bytes: Uint8Array, now: EpochS): Generator<void, DecodeResult> {
  if (bytes.length === 0) return refused('T001', 'the body is empty');
  if (bytes.length > MAX_MESSAGE_BYTES) return refused('T001', `${bytes.length} bytes`);
  let framed: ReturnType<typeof frame>;
  try {
    framed = frame(bytes);
  } catch (error) {
    return refused('T001', looksLikeText(bytes) ? 'the body is text (HTML or JSON), not protobuf' : reasonOf(error));
  }
  const { header, spans } = framed;
  if (header.incrementality === DIFFERENTIAL) return refused('T002', 'incrementality DIFFERENTIAL');

  const nowS = Math.floor(now);
  const findings = new Findings();
  const given = givenTime(header.timestamp);
  const context: MessageContext = { now: nowS, headerTimestamp: given === null ? nowS : Math.min(given, nowS) };
  const fatal = judge(headerRules, header, context, findings);
  if (fatal) return refused(fatal.rule, fatal.example);

  const message = new Message(context, findings);
  for (let i = 0; i < spans.length; i += 2) {
    message.add(bytes.subarray(spans[i], spans[i + 1]), i / 2);
    if (i % (ENTITIES_PER_SLICE * 2) === 0) yield;
  }
  const snapshot: FeedSnapshot = {
    headerTimestamp: context.headerTimestamp,
    version: header.gtfsRealtimeVersion,
    entities: spans.length / 2,
    vehiclePositions: [...message.vehicles.values()],
    tripUpdates: [...message.updates.values()],
    alerts: [...message.alerts.values()],
    ...(message.changes ? { changes: message.changes } : {}),
    findings: findings.list(),
  };
  return { ok: true, snapshot, contentHash: framed.hash };
}

/** Judge a subject by every rule; the first rejecting one that is broken ends it. */
function judge<Subject>(
  rules: readonly NamedRule<Subject>[],
  subject: Subject,
  context: MessageContext,
  findings: Findings,
): { rule: RuleId; example: string } | null {
  for (const rule of rules) {
    const example = rule.broken(subject, context);
    if (example === null) continue;
    findings.add(rule.id, example);
    if (ruleOf(rule.id).verdict === 'reject') return { rule: rule.id, example };
  }
  return null;
}

/** The entities of one message as they come in, newest of equals kept. */
class Message {
  /** By vehicle id. */
  readonly vehicles = new Map<string, VehiclePosition>();
  /** By entity id. */
  readonly updates = new Map<string, TripUpdate>();
  readonly alerts = new Map<string, Alert>();
  /** Null where nothing is changed. */
  changes: TimetableChanges | null = null;
  private readonly vehicleOfEntity = new Map<string, string>();

  constructor(
    private readonly context: MessageContext,
    private readonly findings: Findings,
  ) {}

  add(bytes: Uint8Array, position: number): void {
    let entity: RawEntity;
    try {
      const reader = readerOf(bytes);
      entity = realtime.FeedEntity.decode(reader);
      if (reader.pos !== reader.len) throw new Error('truncated');
    } catch (error) {
      this.findings.add('T003', `entity ${position}: ${reasonOf(error)}`);
      return;
    }
    if (entity.isDeleted) {
      this.findings.add('E039', `entity ${entity.id}`);
      return;
    }
    if (entity.tripUpdate) this.addTripUpdate(entity.id, entity.tripUpdate);
    if (entity.vehicle) this.addVehicle(entity.id, entity.vehicle);
    if (entity.alert) this.addAlert(entity.id, entity.alert);
    if (!entity.tripUpdate && !entity.vehicle && !entity.alert) this.addChange(entity.id, bytes);
  }

  private addChange(id: string, bytes: Uint8Array): void {
    let change: Change | null;
    try {
      change = decodeChange(readerOf(bytes), id);
    } catch (error) {
      this.findings.add('T011', `entity ${id}: ${reasonOf(error)}`);
      return;
    }
    if (!change) {
      this.findings.add('T009', `entity ${id}`);
      return;
    }
    this.changes ??= { modifications: [], stops: [], shapes: [] };
    const { modifications, stop, shape } = change;
    if (modifications && this.changes.modifications.some((known) => known.modificationsId === id))
      this.findings.add('T004', `trip modifications ${id}`);
    else if (modifications) this.changes.modifications.push(modifications);
    if (stop) this.changes.stops.push(stop);
    if (shape) this.changes.shapes.push(shape);
  }

  private addTripUpdate(id: string, raw: NonNullable<RawEntity['tripUpdate']>): void {
    if (judge(tripUpdateRules, raw, this.context, this.findings)) return;
    judge(tripRules, raw.trip, this.context, this.findings);
    const update = toTripUpdate(id, raw, this.context);
    const had = this.updates.get(id);
    if (had) {
      this.findings.add('T004', `trip update ${id}`);
      if (had.timestamp > update.timestamp) return;
    }
    this.updates.set(id, update);
  }

  private addVehicle(id: string, raw: NonNullable<RawEntity['vehicle']>): void {
    if (judge(vehicleRules, raw, this.context, this.findings)) return;
    if (raw.trip) judge(tripRules, raw.trip, this.context, this.findings);
    const vehicle = toVehiclePosition(id, raw, this.context);
    const sameEntity = this.vehicleOfEntity.get(id);
    if (sameEntity !== undefined && sameEntity !== vehicle.vehicleId) {
      this.findings.add('T004', `vehicle ${id}`);
      if ((this.vehicles.get(sameEntity)?.timestamp ?? 0) > vehicle.timestamp) return;
      this.vehicles.delete(sameEntity);
    }
    const had = this.vehicles.get(vehicle.vehicleId);
    if (had) {
      this.findings.add('E052', `vehicle ${vehicle.vehicleId}`);
      if (had.timestamp > vehicle.timestamp) return;
    }
    this.vehicles.set(vehicle.vehicleId, vehicle);
    this.vehicleOfEntity.set(id, vehicle.vehicleId);
  }

  private addAlert(id: string, raw: NonNullable<RawEntity['alert']>): void {
    if (judge(alertRules, { id, alert: raw }, this.context, this.findings)) return;
    if (this.alerts.has(id)) this.findings.add('T004', `alert ${id}`);
    this.alerts.set(id, toAlert(id, raw, this.findings));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'cannot be decoded';
}
