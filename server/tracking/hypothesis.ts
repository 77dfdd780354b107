// What a vehicle without a usable trip may be doing: lines that it may drive, trips that it may be on, each weighed by all its reports.

import type { EpochS, VehiclePosition } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { type AlongLine, alongLine, SCORE_MIN, STANDING_M } from './along-line.js';
import { CLAIMED_TRIP, claimCost, departureCost, deviationCost, evidenceOf, standingOf } from './evidence.js';
import { type Instance, instancesOn, nextInBlock, turnsAt } from './line-trips.js';
import { linesNear } from './near-lines.js';
import { lineOf, metresBetween } from './project.js';

/** A trip is a candidate while the vehicle would be so late or so early on it, seconds; early ones only wait. */
export const LATEST_S = 3_600;
export const EARLIEST_S = 900;
/** A vehicle waits for a trip that begins within this, seconds. */
export const WAIT_S = 2_700;
/** Within this of the first stop a vehicle waits, and has set out once it came so far forward; metres. */
const START_M = 250;
const SET_OUT_M = 120;
/** Within this of the last stop a trip is done, and within the second where the vehicle stands so long: buses park a little before it. */
const END_M = 120;
const PARKED_M = 400;
const PARKED_S = 90;
/** A vehicle that waited so long at its first stop will leave in time; seconds. */
const WAITED_S = 120;
/** Without blocks a bus takes up a trip that should have left no longer ago than this, seconds. */
const LATE_TURN_S = 1_200;
/** A bus turns at a terminal in no less, seconds. */
const TURN_S = 120;
/** A block's next trip is taken up if it begins within this after the last, seconds. */
const HAND_OVER_S = 7_200;
/** Leaving the block for another trip: one in a hundred, spread over some ten trips; where a feed names no blocks, much likelier. */
const SWITCH = 9;
const SWITCH_WITHOUT_BLOCKS = 6;
/** A vehicle waits for its trip within this of the first stop, metres; what speaks for it fades by so much a report driven elsewhere. */
const WAITS_WITHIN_M = 400;
const FADES_ELSEWHERE = 2;
/** What the block carries from trip to trip is bounded: even blocks are wrong. */
const CARRIED_MAX = 12;
/** Odds against being on any trip at all before anything is known. */
const NO_TRIP = 1;
/** A trip so much worse than the best is forgotten, and no more than so many are kept. */
const FORGET = 14;
const MAX_TRIPS = 40;
/** What speaks for a vehicle's trip fades by so much a report while its own line does not say more: near the line, and away from it. */
const FADES = 0.7;
const FADES_AWAY = 2;
/** After such a pause a vehicle is a new one, seconds. */
const PAUSE_S = 1_800;
/** A line is forgotten when the vehicle was not near it for so long, seconds. */
const LINE_MEMORY_S = 600;
/** Evidence accrues over at most this between two reports, seconds; a standing vehicle's is worth a third. */
const LONGEST_STEP_S = 300;
const STANDING_SHARE = 0.3;

/** One trip that a vehicle may be on. */
export interface TripHypothesis extends Instance {
  /** Its name among hypotheses (`keyOf`). */
  key: string;
  line: number;
  phase: 'layover' | 'in_progress';
  /** Since when it has been waiting at its terminal; null where it was never seen to. */
  waitingSince: EpochS | null;
  /** Has its departure been weighed? */
  hasLeft: boolean;
  /** Lateness that it brought from the trip before: no evidence against it, seconds. */
  owedS: number;
  /** Inherited along the block, or the price of leaving it; nats. */
  base: number;
  /** Mean cost of its deviations so far, and the seconds that they cover. */
  meanCost: number;
  overS: number;
  /** Evidence of the line, in nats (more is better). */
  score: number;
  /** Metres along the line; null while it waits elsewhere. */
  distanceM: number | null;
  deviationS: number | null;
  /** All of it: nats against, relative to being on no trip. */
  cost: number;
}

/** All that is remembered of one vehicle. Immutable. */
export interface Hypotheses {
  fix: VehiclePosition;
  lines: readonly AlongLine[];
  trips: readonly TripHypothesis[];
  /** Since when the vehicle has been standing. */
  standsSince: EpochS;
}

/** The hypotheses after a report. A report that is not newer changes nothing. */
export function weighTrips(previous: Hypotheses | null, fix: VehiclePosition, timetable: Timetable): Hypotheses {
  if (previous && fix.timestamp <= previous.fix.timestamp) return previous;
  const before = previous && fix.timestamp - previous.fix.timestamp <= PAUSE_S ? previous : null;
  const last = before?.fix ?? null;
  const stands = last !== null && metresBetween(last.lat, last.lon, fix.lat, fix.lon) < STANDING_M;
  const standsSince = stands ? before!.standsSince : fix.timestamp;
  const lines = weighLines(before, fix, timetable);
  const trips = new Map<string, TripHypothesis>();
  for (const trip of before?.trips ?? []) {
    const next = advance(trip, lines, last!, fix, timetable);
    if (next === null) continue;
    for (const one of handOver(next, fix.timestamp, fix.timestamp - standsSince, timetable)) keepBetter(trips, one);
  }
  const all = new Shortlist([...trips.values()]);
  const fresh = priceOfSwitch(all.trips, timetable);
  const known = new Set(all.trips.map(({ trip }) => trip));
  for (const line of lines) {
    if (line.isNear)
      addNewcomers(all, line, (one) => known.has(one.trip) && trips.has(keyOf(one)), fresh, fix, timetable);
  }
  return { fix, lines, trips: best(all.trips), standsSince };
}

/** What a trip costs that comes after none of those thought of; nothing where there are none. */
function priceOfSwitch(trips: readonly TripHypothesis[], timetable: Timetable): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { trip, base } of trips) {
    least = Math.min(least, base + (hasBlock(timetable, trip) ? SWITCH : SWITCH_WITHOUT_BLOCKS));
  }
  return trips.length === 0 ? 0 : least;
}

/** Does the feed say which trips the vehicle of this one does before and after? */
export function hasBlock(timetable: Timetable, trip: number): boolean {
  return timetable.data.tripBlock[trip]! >= 0;
}

/** Name of a trip instance among hypotheses. */
export function keyOf({ trip, date }: Instance): string {
  return `${date}/${trip}`;
}

function weighLines(known: Hypotheses | null, fix: VehiclePosition, timetable: Timetable): AlongLine[] {
  const before = new Map(known?.lines.map((line) => [line.line, line]));
  const found: AlongLine[] = [];
  for (const line of new Set([...before.keys(), ...linesNear(timetable, fix.lat, fix.lon)])) {
    const next = alongLine(before.get(line) ?? null, timetable, line, known?.fix ?? null, fix);
    if (next && (next.isNear || fix.timestamp - next.t <= LINE_MEMORY_S)) found.push(next);
  }
  return found;
}

/** A trip after a report: has it set out, how late is it, does the movement fit. Null once it cannot be this one. */
function advance(
  before: TripHypothesis,
  lines: readonly AlongLine[],
  last: VehiclePosition,
  fix: VehiclePosition,
  timetable: Timetable,
): TripHypothesis | null {
  const line = lines.find((one) => one.line === before.line);
  const startM = timetable.distanceAt(before.trip, 0);
  const setsOut =
    before.phase === 'layover' && line?.isNear && line.forwardM >= SET_OUT_M && line.bestM - startM > START_M;
  const phase = setsOut ? 'in_progress' : before.phase;
  const moved = metresBetween(last.lat, last.lon, fix.lat, fix.lon) >= STANDING_M;
  if (phase === 'layover') return waiting(before, fix, moved, timetable);
  const isNear = line?.isNear ?? false;
  const distanceM = isNear ? line!.bestM : before.distanceM;
  // What spoke for the trip before speaks on for this one until its own line has been driven a while.
  const faded = before.score - (moved ? (isNear ? FADES : FADES_AWAY) : 0);
  const score = Math.max(line?.score ?? SCORE_MIN, faded);
  if (distanceM === null) return costed({ ...before, phase, score }, fix, timetable);
  const { deviationS, inStartZone } = standingOf(timetable, before, distanceM, fix.timestamp);
  if (deviationS > LATEST_S + before.owedS || (!inStartZone && deviationS < -EARLIEST_S)) return null;
  const oddS = unexplained(deviationS, before.owedS);
  let { meanCost, overS, base, hasLeft } = before;
  if (setsOut) {
    meanCost = 0;
    overS = 0;
  }
  if (!inStartZone && !hasLeft) {
    hasLeft = true;
    const waitedS = before.waitingSince === null ? 0 : fix.timestamp - before.waitingSince;
    if (waitedS >= WAITED_S) base += departureCost(oddS);
  }
  if (!(inStartZone && deviationS < 0)) {
    const stepS = Math.min(LONGEST_STEP_S, fix.timestamp - last.timestamp) * (moved ? 1 : STANDING_SHARE);
    meanCost = (meanCost * overS + deviationCost(oddS) * stepS) / (overS + stepS);
    overS += stepS;
  }
  return costed({ ...before, phase, base, hasLeft, distanceM, deviationS, score, meanCost, overS }, fix, timetable);
}

/** The part of a lateness that the trip before does not explain. */
function unexplained(deviationS: number, owedS: number): number {
  return deviationS <= 0 ? deviationS : Math.max(0, deviationS - owedS);
}

/** Not set out yet. Driving about away from the first stop does not speak for waiting there. */
function waiting(before: TripHypothesis, fix: VehiclePosition, moved: boolean, timetable: Timetable): TripHypothesis {
  const { lat, lon } = timetable.stop(timetable.stopAt(before.trip, 0));
  const drives = moved && lat !== null && lon !== null && metresBetween(lat, lon, fix.lat, fix.lon) > WAITS_WITHIN_M;
  const score = drives ? Math.max(SCORE_MIN, before.score - FADES_ELSEWHERE) : before.score;
  const lateS = Math.max(0, fix.timestamp - timetable.dayStart(before.date) - timetable.startS(before.trip));
  const meanCost = deviationCost(unexplained(lateS, before.owedS));
  const waitingSince = before.waitingSince ?? fix.timestamp;
  return costed(
    { ...before, waitingSince, score, distanceM: null, deviationS: lateS, meanCost, overS: 0 },
    fix,
    timetable,
  );
}

/** A trip that is done becomes the next of its block, or what may come after it. */
function handOver(trip: TripHypothesis, at: EpochS, standsS: number, timetable: Timetable): TripHypothesis[] {
  if (trip.phase !== 'in_progress' || trip.distanceM === null) return [trip];
  const toEndM = timetable.distanceAt(trip.trip, timetable.callCount(trip.trip) - 1) - trip.distanceM;
  if (toEndM > (standsS >= PARKED_S ? PARKED_M : END_M)) return [trip];
  return successors(trip, at, timetable).map(({ next, price }) => ({
    ...next,
    key: keyOf(next),
    line: lineOf(timetable, next.trip),
    phase: 'layover',
    waitingSince: null,
    hasLeft: false,
    // Only a block says that the lateness is its vehicle's: elsewhere a bus rather takes the trip that is due.
    owedS: !hasBlock(timetable, trip.trip)
      ? 0
      : Math.max(0, at + TURN_S - timetable.dayStart(next.date) - timetable.startS(next.trip)),
    base: Math.min(CARRIED_MAX, trip.base + evidenceOf(trip.meanCost, trip.overS) + price),
    meanCost: 0,
    overS: 0,
    score: trip.score,
    distanceM: null,
    deviationS: null,
    cost: trip.cost + price,
  }));
}

/** What may come after a trip: the next of its block; where there are no blocks, any departure near its end, each at a price. */
function successors(trip: TripHypothesis, at: EpochS, timetable: Timetable): { next: Instance; price: number }[] {
  if (!hasBlock(timetable, trip.trip)) {
    const turns = turnsAt(timetable, trip, at - LATE_TURN_S, at + WAIT_S);
    return turns.map((next) => ({ next, price: Math.log(turns.length) }));
  }
  const next = nextInBlock(timetable, trip);
  if (!next || timetable.dayStart(next.date) + timetable.startS(next.trip) - at > HAND_OVER_S) return [];
  return [{ next, price: 0 }];
}

function keepBetter(trips: Map<string, TripHypothesis>, trip: TripHypothesis): void {
  const there = trips.get(trip.key);
  if (!there || trip.cost < there.cost) trips.set(trip.key, trip);
}

/** The trips that may still be among the best. In a large city hundreds pass by a vehicle: most are never made. */
class Shortlist {
  private least = Number.POSITIVE_INFINITY;
  private worst = Number.POSITIVE_INFINITY;

  constructor(readonly trips: TripHypothesis[]) {
    for (const { cost } of trips) this.least = Math.min(this.least, cost);
    if (trips.length >= MAX_TRIPS) this.cut();
  }

  /** Would a trip of this cost be kept? Of equals the ones before stay. */
  takes(cost: number): boolean {
    return cost <= this.least + FORGET && cost < this.worst;
  }

  add(trip: TripHypothesis): void {
    this.trips.push(trip);
    this.least = Math.min(this.least, trip.cost);
    if (this.trips.length >= 2 * MAX_TRIPS) this.cut();
  }

  private cut(): void {
    this.trips.sort((a, b) => a.cost - b.cost);
    this.trips.length = MAX_TRIPS;
    this.worst = this.trips[MAX_TRIPS - 1]!.cost;
  }
}

/** Trips of a line that the vehicle may just as well be on. */
function addNewcomers(
  all: Shortlist,
  line: AlongLine,
  isKnown: (instance: Instance) => boolean,
  base: number,
  fix: VehiclePosition,
  timetable: Timetable,
): void {
  const at = fix.timestamp;
  if (!all.takes(NO_TRIP + base - line.score + CLAIMED_TRIP)) return;
  for (const instance of instancesOn(timetable, line.line, at - LATEST_S, at + WAIT_S)) {
    const startM = timetable.distanceAt(instance.trip, 0);
    const endM = timetable.distanceAt(instance.trip, timetable.callCount(instance.trip) - 1);
    if (line.bestM > endM - PARKED_M || line.bestM < startM - START_M) continue;
    const { deviationS, inStartZone } = standingOf(timetable, instance, line.bestM, at);
    if (deviationS > LATEST_S || deviationS < (inStartZone ? -WAIT_S : -EARLIEST_S)) continue;
    const meanCost = inStartZone && deviationS < 0 ? 0 : deviationCost(deviationS);
    const cost = costOf(base, meanCost, 0, line.score, claimCost(timetable, instance, line.bestM, fix));
    if (!all.takes(cost) || isKnown(instance)) continue;
    all.add({
      trip: instance.trip,
      date: instance.date,
      key: keyOf(instance),
      line: line.line,
      phase: line.bestM - startM <= START_M ? 'layover' : 'in_progress',
      waitingSince: null,
      hasLeft: !inStartZone,
      owedS: 0,
      base,
      meanCost,
      overS: 0,
      score: line.score,
      distanceM: line.bestM,
      deviationS,
      cost,
    });
  }
}

/** Gives a trip that was made just now its cost. */
function costed(trip: TripHypothesis, fix: VehiclePosition, timetable: Timetable): TripHypothesis {
  const claims = claimCost(timetable, trip, trip.distanceM, fix);
  trip.cost = costOf(trip.base, trip.meanCost, trip.overS, trip.score, claims);
  return trip;
}

function costOf(base: number, meanCost: number, overS: number, score: number, claims: number): number {
  return NO_TRIP + base + evidenceOf(meanCost, overS) - score + claims;
}

/** The best ones; what the block carries is reckoned from the best of them. */
function best(trips: TripHypothesis[]): TripHypothesis[] {
  if (trips.length === 0) return trips;
  trips.sort((a, b) => a.cost - b.cost);
  const least = trips[0]!.cost;
  const kept = trips.slice(0, MAX_TRIPS).filter(({ cost }) => cost <= least + FORGET);
  const floor = Math.min(...kept.map(({ base }) => base));
  return floor === 0 ? kept : kept.map((trip) => ({ ...trip, base: trip.base - floor, cost: trip.cost - floor }));
}
