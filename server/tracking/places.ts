// Which place on its trip a vehicle is at: several hypotheses, weighed by offset, heading, elapsed time and what the feed claims.

import type { EpochS, ServiceTimeS } from '../../feeds/model.js';
import { type Candidates, emptyCandidates, type Line } from './line.js';

/** Spread of positions about a GTFS shape, metres. */
const SHAPE_SIGMA_M = 25;
/** Spread about straight lines between stops, metres. */
const STRAIGHT_SIGMA_M = 120;
/** Cost of calling a report an outlier. */
const OUTLIER_COST = 9;
/** Faster than any bus, m/s, and what a bad fix may add, metres. */
const TOP_SPEED_MPS = 31;
const TOP_SPEED_SLACK_M = 200;
const TOO_FAST_COST = 15;
/** A standing bus's position wanders backwards by so much. */
const BACKWARDS_SIGMA_M = 30;
const BACKWARDS_MAX_COST = 14;
/** Expected movement: base spread, and spread as a share of it. */
const MOVE_SPREAD_M = 80;
const MOVE_SPREAD_SHARE = 0.6;
const MOVE_FAST_MAX_COST = 5;
const MOVE_SLOW_MAX_COST = 1;
/** Weight of the reported bearing. */
const HEADING_KAPPA_SHAPE = 2;
const HEADING_KAPPA_STRAIGHT = 0.5;
/** The claimed stop_sequence: cost per metre outside its piece of road, at most so much (it is stuck in some feeds). */
const CLAIM_COST_PER_M = 1 / 300;
const CLAIM_MAX_COST = 2;
/** Lateness at which the first report's prior has halved, seconds. */
const FIRST_DEVIATION_S = 600;
const MAX_HYPOTHESES = 6;
const KEEP_WITHIN_COST = 14;
/** Evidence older than this many reports hardly counts. */
const MEMORY = 0.9;

/** What the matcher reads of one report. */
export interface PlaceReport {
  t: EpochS;
  /** The same, seconds from the beginning of the trip's service day. */
  serviceS: ServiceTimeS;
  lat: number;
  lon: number;
  /** Null where unknown or standing. */
  bearingDeg: number | null;
  /** Piece of line that the feed's stop_sequence or stop_id claims; NaN where it claims none. */
  claimFromM: number;
  claimToM: number;
}

/** What the matcher knows of the trip. */
export interface TripPace {
  line: Line;
  /** Farther than this from the line is no place on it, metres. */
  gateM: number;
  /** Mean pace of the timetable, m/s. */
  speedMps: number;
  /** Seconds late (positive) if at this distance at this time of its service day. */
  deviationS(distanceM: number, serviceS: ServiceTimeS): number;
}

/** Hypotheses about one vehicle on one trip. */
export interface Places {
  /** When a place was last seen to fit. */
  t: EpochS;
  distanceM: readonly number[];
  cost: readonly number[];
  /** Offset of each hypothesis at its last accepted report. */
  offsetM: readonly number[];
  /** The most likely place; small steps back are noise. */
  bestM: number;
  bestOffsetM: number;
  /** Reports in a row that fitted nowhere. */
  misses: number;
}

const scratch: Candidates = emptyCandidates();
const CAPACITY = 32;
const foundM = new Float64Array(CAPACITY);
const foundCost = new Float64Array(CAPACITY);
const foundOffsetM = new Float64Array(CAPACITY);
const foundSeen = new Uint8Array(CAPACITY);

/** The next state of the hypotheses after a report; null while no place on the line fits. */
export function weighPlaces(previous: Places | null, report: PlaceReport, pace: TripPace): Places | null {
  const { line } = pace;
  line.project(report.lat, report.lon, pace.gateM, scratch);
  let found = 0;
  for (; found < scratch.count; found++) {
    const cost = costHere(found, report, line);
    const d = scratch.distanceM[found]!;
    foundOffsetM[found] = scratch.offsetM[found]!;
    foundSeen[found] = 1;
    if (previous === null) {
      const late = pace.deviationS(d, report.serviceS) / FIRST_DEVIATION_S;
      foundM[found] = d;
      foundCost[found] = cost + Math.log1p(late * late);
    } else {
      foundCost[found] = cost + reach(previous, d, Math.max(1, report.t - previous.t), pace.speedMps);
      foundM[found] = reachedM;
    }
  }
  if (previous !== null) {
    for (let h = 0; h < previous.distanceM.length; h++, found++) {
      foundM[found] = previous.distanceM[h]!;
      foundCost[found] = MEMORY * previous.cost[h]! + OUTLIER_COST;
      foundOffsetM[found] = previous.offsetM[h]!;
      foundSeen[found] = 0;
    }
  }
  return found === 0 ? null : keepBest(previous, report.t, found);
}

/** Cost of a candidate by itself: offset, heading, and the feed's claim. */
function costHere(i: number, report: PlaceReport, line: Line): number {
  const z = scratch.offsetM[i]! / (line.isShape ? SHAPE_SIGMA_M : STRAIGHT_SIGMA_M);
  let cost = z < 2 ? 0.5 * z * z : 2 * z - 2;
  if (report.bearingDeg !== null) {
    const turn = ((report.bearingDeg - scratch.headingDeg[i]!) * Math.PI) / 180;
    cost += (line.isShape ? HEADING_KAPPA_SHAPE : HEADING_KAPPA_STRAIGHT) * (1 - Math.cos(turn));
  }
  const d = scratch.distanceM[i]!;
  const outsideM = Math.max(report.claimFromM - d, d - report.claimToM);
  if (outsideM > 0) cost += Math.min(CLAIM_MAX_COST, outsideM * CLAIM_COST_PER_M);
  return cost;
}

let reachedM = 0;

/** Least cost of coming from one of the places before to `d`; sets `reachedM`, the place before where the step back is noise. */
function reach(previous: Places, d: number, elapsedS: number, speedMps: number): number {
  let best = Number.POSITIVE_INFINITY;
  reachedM = d;
  for (let h = 0; h < previous.distanceM.length; h++) {
    const from = previous.distanceM[h]!;
    const moved = d - from;
    let move: number;
    if (moved < 0) {
      const z = moved / BACKWARDS_SIGMA_M;
      move = Math.min(BACKWARDS_MAX_COST, 0.5 * z * z);
    } else if (moved > TOP_SPEED_MPS * elapsedS + TOP_SPEED_SLACK_M) move = TOO_FAST_COST;
    else {
      const expected = speedMps * elapsedS;
      const z = (moved - expected) / (MOVE_SPREAD_M + MOVE_SPREAD_SHARE * expected);
      move = Math.min(z > 0 ? MOVE_FAST_MAX_COST : MOVE_SLOW_MAX_COST, 0.5 * z * z);
    }
    const total = MEMORY * previous.cost[h]! + move;
    if (total < best) {
      best = total;
      reachedM = moved < 0 && -moved < 2 * BACKWARDS_SIGMA_M ? from : d;
    }
  }
  return best;
}

function keepBest(previous: Places | null, t: EpochS, found: number): Places {
  const distanceM: number[] = [];
  const cost: number[] = [];
  const offsetM: number[] = [];
  let firstSeen = false;
  let leastCost = 0;
  for (let rank = 0; rank < found && distanceM.length < MAX_HYPOTHESES; rank++) {
    let least = -1;
    for (let i = 0; i < found; i++) {
      if (foundSeen[i] !== 2 && (least < 0 || foundCost[i]! < foundCost[least]!)) least = i;
    }
    if (least < 0) break;
    const d = foundM[least]!;
    if (rank === 0) {
      firstSeen = foundSeen[least] === 1;
      leastCost = foundCost[least]!;
    } else if (foundCost[least]! > leastCost + KEEP_WITHIN_COST) break;
    foundSeen[least] = 2;
    if (isNear(distanceM, d)) continue;
    distanceM.push(d);
    cost.push(foundCost[least]! - leastCost);
    offsetM.push(foundOffsetM[least]!);
  }
  let bestM = distanceM[0]!;
  if (previous !== null && bestM < previous.bestM && previous.bestM - bestM < 3 * BACKWARDS_SIGMA_M) {
    bestM = previous.bestM;
  }
  return {
    t: firstSeen || previous === null ? t : previous.t,
    distanceM,
    cost,
    offsetM,
    bestM,
    bestOffsetM: offsetM[0]!,
    misses: firstSeen ? 0 : (previous?.misses ?? 0) + 1,
  };
}

function isNear(kept: readonly number[], d: number): boolean {
  for (const other of kept) if (Math.abs(other - d) < 1) return true;
  return false;
}
