// All vehicles of one city: reports in, tracked vehicles and their predictions out, a vehicle a step.

import type { EpochS, ServiceDate, VehiclePosition } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { settleClaims } from '../tracking/claims.js';
import { type Assignments, fillingTrips, NO_ASSIGNMENTS } from '../tracking/fill-trips.js';
import { trackVehicle } from '../tracking/track.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import { type Followed, follow } from './block.js';
import { layerOf } from './layers.js';
import type { Learned } from './learned.js';
import type { PredictionLayer, TripPrediction } from './prediction.js';

/** A vehicle that vanished from the feed is remembered this long in case it comes back. */
export const REMEMBERED_S = 600;

/** The fleet as the last snapshot left it. What vanished from a full dataset is gone (obligation F11). */
export interface Fleet {
  /** What is thought of vehicles whose feed names no usable trip. */
  assignments: Assignments;
  /** As tracking left each one, before claims to the same trip were settled; those that vanished lately are among them. */
  tracked: ReadonlyMap<string, TrackedVehicle>;
  /** Those that predict, as claims were settled. */
  vehicles: ReadonlyMap<string, TrackedVehicle>;
  /** As prediction follows each one; those that vanished lately are among them. */
  followed: ReadonlyMap<string, Followed>;
  predictions: ReadonlyMap<string, readonly TripPrediction[]>;
  layer: PredictionLayer;
  /** Vehicle ids of the last snapshot. */
  present: ReadonlySet<string>;
}

/** No vehicles. */
export const NO_FLEET: Fleet = Object.freeze({
  assignments: NO_ASSIGNMENTS,
  tracked: new Map(),
  vehicles: new Map(),
  followed: new Map(),
  predictions: new Map(),
  layer: { byDate: new Map(), added: [] },
  present: new Set<string>(),
});

/**
 * The fleet after a snapshot; passages that it completes go into `learned`. A report that is already known costs a look-up.
 * Vehicles that the snapshot leaves out predict on while their report is at most `absentKeptS` old: not at all where the feed
 * is taken at its word.
 */
export function* takingPositions(
  previous: Fleet,
  positions: readonly VehiclePosition[],
  timetable: Timetable,
  learned: Learned,
  now: EpochS,
  absentKeptS = 0,
): Generator<void, Fleet> {
  const filled = yield* fillingTrips(previous.assignments, previous.tracked, positions, timetable, now);
  const tracked = new Map<string, TrackedVehicle>();
  for (const fix of filled.positions) {
    yield;
    const known = tracked.get(fix.vehicleId) ?? previous.tracked.get(fix.vehicleId) ?? null;
    tracked.set(fix.vehicleId, trackVehicle(known, fix, timetable, now));
  }
  const present = new Set(tracked.keys());
  for (const [vehicleId, vehicle] of previous.tracked) {
    if (!present.has(vehicleId) && now - vehicle.fix.timestamp <= REMEMBERED_S) tracked.set(vehicleId, vehicle);
  }
  const fleet = { ...previous, assignments: filled.assignments, tracked, present };
  return yield* following(fleet, timetable, learned, now, absentKeptS);
}

/** The same fleet at a later moment, with no snapshot since: what time changes is predicted anew. */
export function* following(
  fleet: Fleet,
  timetable: Timetable,
  learned: Learned,
  now: EpochS,
  absentKeptS = 0,
): Generator<void, Fleet> {
  const speaking: TrackedVehicle[] = [];
  for (const [vehicleId, vehicle] of fleet.tracked) {
    const isKept = absentKeptS > 0 && now - vehicle.fix.timestamp <= absentKeptS;
    if (isKept || fleet.present.has(vehicleId)) speaking.push(vehicle);
  }
  const vehicles = new Map<string, TrackedVehicle>();
  const followed = new Map<string, Followed>();
  const predictions = new Map<string, readonly TripPrediction[]>();
  const all: TripPrediction[] = [];
  for (const vehicle of settleClaims(speaking)) {
    yield;
    const { vehicleId } = vehicle;
    const next = follow(learned, fleet.followed.get(vehicleId) ?? null, vehicle, timetable, now);
    vehicles.set(vehicleId, vehicle);
    followed.set(vehicleId, next);
    predictions.set(vehicleId, next.predictions);
    for (const prediction of next.predictions) all.push(prediction);
  }
  for (const vehicleId of fleet.tracked.keys()) {
    const silent = vehicles.has(vehicleId) ? undefined : fleet.followed.get(vehicleId);
    if (silent) followed.set(vehicleId, silent);
  }
  return { ...fleet, vehicles, followed, predictions, layer: layerOf(all) };
}

/**
 * The fleet when detours changed and nothing else of the timetable did: vehicles on trips that run as they did go on, the
 * others are placed anew by their next report. `datasetTrips`: trips of the dataset, which keep their indexes.
 */
export function afterDetours(fleet: Fleet, timetable: Timetable, datasetTrips: number): Fleet {
  const stays = ({ trip, date }: { trip: number; date: ServiceDate | null }): boolean =>
    trip < 0 || (trip < datasetTrips && date !== null && timetable.runsOn(trip, date));
  const tracked = new Map([...fleet.tracked].filter(([, vehicle]) => stays(vehicle)));
  const of = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].filter(([id]) => tracked.has(id));
  const predictions = new Map(of(fleet.predictions).map(([id, list]) => [id, list.filter(stays)]));
  return {
    ...fleet,
    assignments: new Map(
      [...fleet.assignments].filter(([, { assignment }]) => !assignment?.decision || stays(assignment.decision)),
    ),
    tracked,
    vehicles: new Map(of(fleet.vehicles)),
    // The block's next trip may be another one now.
    followed: new Map(
      of(fleet.followed).map(([id, one]) => [id, { ...one, next: null, dueAt: Number.NEGATIVE_INFINITY }]),
    ),
    predictions,
    layer: layerOf([...predictions.values()].flat()),
  };
}
