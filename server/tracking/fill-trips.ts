// A round of reports with their trips filled in: by the feed where it says so believably, by assignment where it does not.

import type { EpochS, TripDescriptor, TripRelationship, VehiclePosition } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { type Assignment, assigning } from './assign.js';
import { DOUBT_AFTER_FIXES, doubtsAfter } from './doubt.js';
import { resolveInstance } from './instance.js';
import type { Instance } from './line-trips.js';
import type { TrackedVehicle } from './vehicle.js';

/** What is remembered of vehicles whose trip is not told, or doubted, by vehicle_id. Immutable; vehicles that tell it are not in it. */
export type Assignments = ReadonlyMap<string, Remembered>;

/** One such vehicle. */
export interface Remembered {
  /** Null while a claimed trip is only doubted a little. */
  assignment: Assignment | null;
  /** Implausible reports in a row. */
  doubts: number;
  /** The report that was last judged. */
  judged: EpochS;
  /** What the feed claims: another claim is believed anew. Null where it claims nothing. */
  claimed: string | null;
}

/** No vehicles. */
export const NO_ASSIGNMENTS: Assignments = new Map();

/** Reports to track, in the order given, and what to remember for the next round. */
export interface Filled {
  positions: VehiclePosition[];
  assignments: Assignments;
}

/** Trips that are in no timetable, or are not driven: their vehicles are left alone. */
const NOT_OURS: ReadonlySet<TripRelationship> = new Set([
  'ADDED',
  'NEW',
  'DUPLICATED',
  'REPLACEMENT',
  'UNSCHEDULED',
  'CANCELED',
  'DELETED',
]);

/** The round's reports with trips filled in, a vehicle a step. `tracked` is how tracking left the vehicles after the round before. */
export function* fillingTrips(
  previous: Assignments,
  tracked: ReadonlyMap<string, TrackedVehicle>,
  positions: readonly VehiclePosition[],
  timetable: Timetable,
  now: EpochS,
): Generator<void, Filled> {
  const assignments = new Map<string, Remembered>();
  const holders = new Map<string, string>();
  const open: { at: number; fix: VehiclePosition; doubts: number; claimed: string | null }[] = [];
  for (const [at, fix] of positions.entries()) {
    yield;
    const known = tracked.get(fix.vehicleId);
    const claimed = claimOf(fix, known, timetable, now);
    if (claimed === 'not_ours') continue;
    const before = previous.get(fix.vehicleId);
    const doubts = claimed === null ? 0 : judge(before, known, claimed, timetable);
    if (claimed === null || doubts >= DOUBT_AFTER_FIXES) {
      open.push({ at, fix, doubts, claimed: claimed === null ? null : keyOf(claimed) });
      continue;
    }
    holders.set(keyOf(claimed), fix.vehicleId);
    if (doubts > 0)
      assignments.set(fix.vehicleId, {
        assignment: null,
        doubts,
        judged: known!.fix.timestamp,
        claimed: keyOf(claimed),
      });
  }
  if (open.length === 0) return { positions: [...positions], assignments };
  const assigned = yield* assigning(
    open.map(({ fix }) => ({ previous: previous.get(fix.vehicleId)?.assignment ?? null, fix })),
    timetable,
    now,
    (trip, date) => holders.get(keyOf({ trip, date })) ?? null,
  );
  const filled = [...positions];
  open.forEach(({ at, fix, doubts, claimed }, i) => {
    const assignment = assigned[i]!;
    const judged = tracked.get(fix.vehicleId)?.fix.timestamp ?? fix.timestamp;
    assignments.set(fix.vehicleId, { assignment, doubts, judged, claimed });
    if (assignment.decision) filled[at] = { ...fix, trip: descriptorOf(timetable, assignment.decision) };
  });
  return { positions: filled, assignments };
}

/** The instance that the feed claims; null where it claims none that the timetable has. */
function claimOf(
  fix: VehiclePosition,
  known: TrackedVehicle | undefined,
  timetable: Timetable,
  now: EpochS,
): Instance | 'not_ours' | null {
  if (!fix.trip) return null;
  if (NOT_OURS.has(fix.trip.relationship)) return 'not_ours';
  const was = known?.fix.trip;
  if (
    known?.date &&
    fix.trip.tripId !== null &&
    was?.tripId === fix.trip.tripId &&
    was.startDate === fix.trip.startDate &&
    was.startTimeS === fix.trip.startTimeS
  ) {
    return { trip: known.trip, date: known.date };
  }
  const outcome = resolveInstance(timetable, fix.trip, now);
  return outcome.kind === 'found' ? { trip: outcome.trip, date: outcome.date } : null;
}

/** How often in a row the claim was implausible. While another trip stands in for it the doubt stays. */
function judge(
  before: Remembered | undefined,
  known: TrackedVehicle | undefined,
  claimed: Instance,
  timetable: Timetable,
): number {
  if (!known) return 0;
  const doubts = before?.claimed === keyOf(claimed) ? before.doubts : 0;
  if (known.trip !== claimed.trip || known.date !== claimed.date) {
    // Tracked on what was assigned instead: the claim stays doubted as long as the feed does not change it.
    return doubts;
  }
  if (before && before.judged === known.fix.timestamp) return doubts;
  return doubtsAfter(doubts, known, timetable);
}

function descriptorOf(timetable: Timetable, { trip, date }: Instance): TripDescriptor {
  const direction = timetable.data.tripDirection[trip]!;
  return {
    tripId: timetable.data.tripIds[trip]!,
    routeId: timetable.routeOf(trip).routeId,
    directionId: direction === 0 || direction === 1 ? direction : null,
    startDate: date,
    startTimeS: (timetable.data.tripHeadwayS[trip] ?? 0) > 0 ? timetable.startS(trip) : null,
    relationship: 'SCHEDULED',
  };
}

function keyOf({ trip, date }: Instance): string {
  return `${date}/${trip}`;
}
