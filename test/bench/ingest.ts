// A large city's whole snapshot from bytes to predictions and dirty stops, in the process that holds the sockets.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import bindings from 'gtfs-realtime-bindings';
import { type DecodeResult, decodeFeed, decodeFeedInSlices } from '../../feeds/gtfs-realtime/decode.js';
import { encodeFeed } from '../../feeds/gtfs-realtime/encode.js';
import type { EpochS, FeedSnapshot, TripUpdate } from '../../feeds/model.js';
import { dateAt, serviceDayStart } from '../../feeds/service-day.js';
import { City } from '../../fixtures/city/city.js';
import { vehiclePositions } from '../../fixtures/city/feed-messages.js';
import { TIMEZONE, writeGtfs } from '../../fixtures/city/gtfs-files.js';
import { Live } from '../../server/live/live.js';
import { JUDGE_EVERY_S, TimetableFindings } from '../../server/live/timetable-findings.js';
import { loadTimetable } from '../../server/timetable/load.js';
import type { Timetable } from '../../server/timetable/timetable.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';

const LIMIT_MS = 300;
const STALL_LIMIT_MS = 50;
const ROUNDS = 7;
const ROUND_EVERY_S = 10;
/** Rounds of vehicles whose feed names no trip. */
const NAMELESS_ROUNDS = 3;

/** `npm run bench ingest -- [--vehicles 5000 --trips 1000 --stops 30]` */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      vehicles: { type: 'string', default: '5000' },
      trips: { type: 'string', default: '1000' },
      stops: { type: 'string', default: '30' },
    },
  });
  const [wantVehicles, wantTrips, wantStops] = [Number(values.vehicles), Number(values.trips), Number(values.stops)];
  const dir = await mkdtemp(join(tmpdir(), 'tablo-bench-'));
  try {
    const start = serviceDayStart('20260217', TIMEZONE) + 8 * 3600;
    const { rounds: messages, scale } = drive(wantVehicles, start, join(dir, 'gtfs'));
    globalThis.gc?.();
    const { timetable } = await loadTimetable({ source: join(dir, 'gtfs'), dataDir: join(dir, 'data'), now: start });
    let now = start;
    let dirty = 0;
    const live = new Live({
      policy: DEFAULT_POLICY,
      prefer: 'vehicle',
      now: () => now,
      onDirty: (stops) => {
        dirty += stops === null ? timetable.stopCount : [...stops].length;
      },
    });
    await live.adoptTimetable(timetable);
    const judge = new TimetableFindings({
      timetable: () => timetable,
      wallS: () => now * JUDGE_EVERY_S,
      onCrash: (error) => {
        throw error;
      },
    });
    const rounds: {
      totalMs: number;
      stallMs: number;
      floorMs: number;
      vehicles: number;
      predicted: number;
      dirty: number;
    }[] = [];
    for (const [round, positions] of messages.entries()) {
      now = start + round * ROUND_EVERY_S;
      const updates = encodeFeed({
        timestamp: now,
        tripUpdates: tripUpdates(timetable, now, wantTrips, wantStops, round),
      });
      const floorBegan = performance.now();
      bindings.transit_realtime.FeedMessage.decode(positions);
      bindings.transit_realtime.FeedMessage.decode(updates);
      const floorMs = performance.now() - floorBegan;
      globalThis.gc?.();
      dirty = 0;
      const delay = monitorEventLoopDelay({ resolution: 1 });
      await new Promise((resolve) => setTimeout(resolve, 20));
      delay.enable();
      const began = performance.now();
      const vehiclesTold = decoded(await decodeFeedInSlices(positions, now));
      await live.takeVehicles(vehiclesTold);
      const tripsTold = decoded(await decodeFeedInSlices(updates, now));
      await live.takeTripUpdates(tripsTold);
      const totalMs = performance.now() - began;
      // Behind all that, and part of what may hold the loop up.
      judge.take('vehicle_positions', vehiclesTold);
      judge.take('trip_updates', tripsTold);
      await judge.settled();
      await new Promise((resolve) => setTimeout(resolve, 5));
      delay.disable();
      const fleet = live.fleet;
      let predicted = 0;
      for (const list of fleet.predictions.values()) if (list.length > 0) predicted++;
      rounds.push({ totalMs, stallMs: delay.max / 1e6, floorMs, vehicles: fleet.vehicles.size, predicted, dirty });
    }
    report(rounds.slice(1), scale, wantTrips, wantStops, timetable);
    await withoutTripIds(messages.slice(0, NAMELESS_ROUNDS), timetable, start);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** The same vehicles, their trip descriptors and stops taken away, on a server that has just adopted the timetable. */
async function withoutTripIds(messages: readonly Uint8Array[], timetable: Timetable, start: EpochS): Promise<void> {
  let now = start;
  const live = new Live({ policy: DEFAULT_POLICY, prefer: 'vehicle', now: () => now, onDirty: () => {} });
  await live.adoptTimetable(timetable);
  for (const [round, positions] of messages.entries()) {
    now = start + round * ROUND_EVERY_S;
    const snapshot = snapshotOf(positions, now);
    const vehiclePositions = snapshot.vehiclePositions.map((fix) => ({
      ...fix,
      trip: null,
      stopId: null,
      currentStopSequence: null,
      currentStatus: null,
    }));
    globalThis.gc?.();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    delay.enable();
    const began = performance.now();
    await live.takeVehicles({ ...snapshot, vehiclePositions });
    const totalMs = performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, 5));
    delay.disable();
    const stallMs = delay.max / 1e6;
    const ok = stallMs <= STALL_LIMIT_MS;
    if (!ok) process.exitCode = 1;
    const count = vehiclePositions.length.toLocaleString('en');
    const name = round === 0 ? `${count} first seen without trip ids` : `${count} without trip ids, round ${round + 1}`;
    console.log(
      `${name}: stall ${stallMs.toFixed(0)} ms, limit ${STALL_LIMIT_MS} ms: ${ok ? 'pass' : 'FAIL'} (${totalMs.toFixed(0)} ms in all, in slices)`,
    );
  }
}

function report(
  rounds: { totalMs: number; stallMs: number; floorMs: number; vehicles: number; predicted: number; dirty: number }[],
  scale: number,
  trips: number,
  stops: number,
  timetable: Timetable,
): void {
  const sorted = [...rounds].sort((a, b) => a.totalMs - b.totalMs);
  const middle = sorted[sorted.length >> 1]!;
  const stallMs = Math.max(...rounds.map((round) => round.stallMs));
  const verdict = (ok: boolean) => (ok ? 'pass' : 'FAIL');
  console.log(`simulated city ×${scale}: ${timetable.stopCount} stops, ${timetable.tripCount} trips`);
  console.log(
    `${middle.vehicles} vehicles (${middle.predicted} predicted) + ${trips} trip updates × ${stops} stops; ${middle.dirty} dirty stops`,
  );
  console.log(
    `bytes → predictions and dirty stops: median ${middle.totalMs.toFixed(0)} ms, worst ${sorted.at(-1)!.totalMs.toFixed(0)} ms, limit ${LIMIT_MS} ms: ${verdict(middle.totalMs <= LIMIT_MS)}`,
  );
  console.log(
    `longest stall of the event loop: ${stallMs.toFixed(0)} ms, limit ${STALL_LIMIT_MS} ms: ${verdict(stallMs <= STALL_LIMIT_MS)}`,
  );
  console.log(`floor, protobuf decoding alone by gtfs-realtime-bindings: ${middle.floorMs.toFixed(0)} ms`);
  if (middle.totalMs > LIMIT_MS || stallMs > STALL_LIMIT_MS) process.exitCode = 1;
}

/** The city's messages, made beforehand: once they are made, nothing of the simulation stays in memory. */
function drive(vehicles: number, start: EpochS, gtfs: string): { rounds: Uint8Array[]; scale: number } {
  for (let scale = 45; ; scale = Math.ceil(scale * 1.3)) {
    const city = new City({ seed: 7, scale });
    const first = snapshotOf(vehiclePositions(city, start), start).vehiclePositions.length;
    if (first < vehicles && scale < 200) continue;
    writeGtfs(city.timetable, dateAt(start, TIMEZONE), gtfs);
    const at = (round: number) => start + round * ROUND_EVERY_S;
    const rounds = Array.from({ length: ROUNDS + 1 }, (_, i) =>
      trimmed(vehiclePositions(city, at(i)), vehicles, at(i)),
    );
    return { rounds, scale };
  }
}

/** The first so many vehicles of a message. */
function trimmed(bytes: Uint8Array, vehicles: number, now: EpochS): Uint8Array {
  return encodeFeed({ timestamp: now, vehiclePositions: snapshotOf(bytes, now).vehiclePositions.slice(0, vehicles) });
}

function snapshotOf(bytes: Uint8Array, now: EpochS): FeedSnapshot {
  return decoded(decodeFeed(bytes, now));
}

function decoded(result: DecodeResult): FeedSnapshot {
  if (!result.ok) throw new Error('the message did not decode');
  return result.snapshot;
}

/** An agency's updates for trips under way: every stop with its time, two minutes late and wandering. */
function tripUpdates(timetable: Timetable, now: EpochS, trips: number, stops: number, round: number): TripUpdate[] {
  const date = dateAt(now, TIMEZONE);
  const at = now - timetable.dayStart(date);
  const updates: TripUpdate[] = [];
  for (let trip = 0; trip < timetable.tripCount && updates.length < trips; trip++) {
    if (timetable.endS(trip) < at || timetable.startS(trip) > at + 3600 || !timetable.runsOn(trip, date)) continue;
    const count = Math.min(stops, timetable.callCount(trip));
    const tripId = timetable.data.tripIds[trip]!;
    updates.push({
      entityId: tripId,
      trip: { tripId, routeId: null, directionId: null, startDate: date, startTimeS: null, relationship: 'SCHEDULED' },
      vehicleId: null,
      timestamp: now,
      delayS: null,
      properties: null,
      stopTimeUpdates: Array.from({ length: count }, (_, position) => {
        const delayS = 120 + ((trip + round * 7) % 60);
        const event = (timeS: number) => ({
          timeS: timetable.dayStart(date) + timeS + delayS,
          delayS: null,
          uncertaintyS: null,
          scheduledTimeS: null,
        });
        return {
          stopSequence: timetable.sequenceAt(trip, position),
          stopId: timetable.stop(timetable.stopAt(trip, position)).stopId,
          arrival: event(timetable.arrivalS(trip, position)),
          departure: event(timetable.departureS(trip, position)),
          relationship: 'SCHEDULED' as const,
          assignedStopId: null,
          stopHeadsign: null,
          pickupType: null,
          dropOffType: null,
          departureOccupancyStatus: null,
        };
      }),
    });
  }
  return updates;
}
