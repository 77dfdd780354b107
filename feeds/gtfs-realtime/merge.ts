// Entity by entity, an older report never replaces a newer one: two servers behind a balancer answer in turns (F9).

import type { EpochS, FeedSnapshot, TripUpdate, VehiclePosition } from '../model.js';
import { addFindings, Findings } from './findings.js';

/** How long, by the feed's own clock, a report is remembered after its entity was last seen. */
export const MEMORY_S = 600;

interface Remembered<T> {
  entity: T;
  seenAt: EpochS;
}

/** The newest report known of each trip instance and each vehicle. */
export interface MergeMemory {
  readonly updates: ReadonlyMap<string, Remembered<TripUpdate>>;
  readonly vehicles: ReadonlyMap<string, Remembered<VehiclePosition>>;
}

/** Before the first message. */
export const NO_MEMORY: MergeMemory = { updates: new Map(), vehicles: new Map() };

/** The trip instance that an update is about; two vehicles on one instance are two. */
export function updateKey({ trip, properties, vehicleId, entityId }: TripUpdate): string {
  const tripId = properties?.tripId ?? trip.tripId;
  if (tripId === null) return `entity ${entityId}`;
  const date = properties?.startDate ?? trip.startDate ?? '';
  const startS = properties?.startTimeS ?? trip.startTimeS ?? '';
  return `${tripId}\n${date}\n${startS}\n${vehicleId ?? ''}\n${trip.modificationsId ?? ''}`;
}

/** The message with each report that is older than the known one replaced by that. What is not in it is gone (F11). */
export function mergeNewest(memory: MergeMemory, snapshot: FeedSnapshot): [MergeMemory, FeedSnapshot] {
  const findings = new Findings();
  const at = snapshot.headerTimestamp;
  const [updates, tripUpdates] = newest(memory.updates, snapshot.tripUpdates, updateKey, at, findings);
  const [vehicles, vehiclePositions] = newest(
    memory.vehicles,
    snapshot.vehiclePositions,
    (vehicle) => vehicle.vehicleId,
    at,
    findings,
  );
  const merged = {
    ...snapshot,
    tripUpdates,
    vehiclePositions,
    findings: addFindings(snapshot.findings, findings.list()),
  };
  return [{ updates, vehicles }, merged];
}

function newest<T extends { timestamp: EpochS; entityId: string }>(
  known: ReadonlyMap<string, Remembered<T>>,
  entities: readonly T[],
  keyOf: (entity: T) => string,
  seenAt: EpochS,
  findings: Findings,
): [Map<string, Remembered<T>>, T[]] {
  const next = new Map<string, Remembered<T>>();
  const merged = entities.map((entity) => {
    const key = keyOf(entity);
    const before = known.get(key)?.entity;
    const kept = before && before.timestamp > entity.timestamp ? before : entity;
    if (kept !== entity) findings.add('T005', `entity ${entity.entityId} by ${kept.timestamp - entity.timestamp} s`);
    const had = next.get(key);
    if (!had || had.entity.timestamp <= kept.timestamp) next.set(key, { entity: kept, seenAt });
    return kept;
  });
  for (const [key, remembered] of known) {
    if (!next.has(key) && seenAt - remembered.seenAt <= MEMORY_S) next.set(key, remembered);
  }
  return [next, merged];
}
