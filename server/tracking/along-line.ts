// A vehicle held against one line: where on it the vehicle may be, and how much its movement speaks for driving that line.

import type { EpochS, VehiclePosition } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { type Candidates, emptyCandidates, Line } from './line.js';
import { BEARING_FROM_MPS } from './match.js';
import { metresBetween } from './project.js';

/** Farther than this from its line a vehicle is not on it, metres: from a shape, and from straight pieces between stops. */
export const NEAR_SHAPE_M = 90;
export const NEAR_STRAIGHT_M = 350;
/** Spread of reports about the line, metres. */
const SHAPE_SIGMA_M = 25;
const STRAIGHT_SIGMA_M = 120;
/** Weight of the reported bearing (von Mises, as in OneBusAway's filter, softer: some feeds' bearings lag). */
const HEADING_KAPPA = 1.5;
/** A report that moved less is standing, metres. */
export const STANDING_M = 25;
/** A place may come so far behind the last one by noise, metres. */
const BACK_SIGMA_M = 40;
const BACK_MAX = 8;
/** The way along the line should be the way between the reports: base spread, and share of it. */
const WAY_SIGMA_M = 70;
const WAY_SIGMA_SHARE = 0.4;
const WAY_MAX = 6;
/** Cost of starting anew at a place that nothing leads to. */
const ANEW = 8;
/** How much earlier evidence still counts after a report. */
const MEMORY = 0.85;
const MAX_PLACES = 5;
/** What a report says for the line at most and against it at most, and the bounds of the whole, in nats. */
const FOR = 1.2;
const AGAINST = 3;
export const SCORE_MAX = 8;
export const SCORE_MIN = -4;

/** A vehicle on one line. */
export interface AlongLine {
  line: number;
  /** Of the last report that was near the line. */
  t: EpochS;
  distanceM: readonly number[];
  cost: readonly number[];
  /** Most likely place. */
  bestM: number;
  /** Evidence for driving this line in its direction, in nats, between `SCORE_MIN` and `SCORE_MAX`. */
  score: number;
  /** Metres that it came forward in one go. */
  forwardM: number;
  /** The last report was near the line. */
  isNear: boolean;
}

const scratch: Candidates = emptyCandidates();
const lines = new WeakMap<Timetable, Map<number, Line>>();

/** The vehicle on the line after a report; null where it is not near and never was. `last` is the report before. */
export function alongLine(
  previous: AlongLine | null,
  timetable: Timetable,
  line: number,
  last: VehiclePosition | null,
  fix: VehiclePosition,
): AlongLine | null {
  const shape = lineAt(timetable, line);
  shape.project(fix.lat, fix.lon, shape.isShape ? NEAR_SHAPE_M : NEAR_STRAIGHT_M, scratch);
  const wayM = last ? metresBetween(last.lat, last.lon, fix.lat, fix.lon) : 0;
  if (scratch.count === 0) {
    if (!previous) return null;
    const score = wayM >= STANDING_M ? previous.score - AGAINST : previous.score;
    return { ...previous, score: Math.max(SCORE_MIN, score), isNear: false };
  }
  const moving = fix.bearingDeg !== null && (fix.speedMps === null || fix.speedMps >= BEARING_FROM_MPS);
  const found: { d: number; cost: number; step: number; fromM: number }[] = [];
  for (let i = 0; i < scratch.count; i++) {
    const z = scratch.offsetM[i]! / (shape.isShape ? SHAPE_SIGMA_M : STRAIGHT_SIGMA_M);
    let here = z < 2 ? 0.5 * z * z : 2 * z - 2;
    if (moving) here += HEADING_KAPPA * (1 - Math.cos(((fix.bearingDeg! - scratch.headingDeg[i]!) * Math.PI) / 180));
    const d = scratch.distanceM[i]!;
    const { move, before, fromM } = reach(previous, d, wayM);
    found.push({ d, cost: here + move + MEMORY * before, step: here + move, fromM });
  }
  found.sort((a, b) => a.cost - b.cost);
  const best = found[0]!;
  const kept = found.slice(0, MAX_PLACES);
  const movedM = Math.max(0, best.d - best.fromM);
  let score = previous?.score ?? 0;
  if (previous && wayM >= STANDING_M) score += Math.max(-AGAINST, FOR * Math.min(1, wayM / 100) - 0.6 * best.step);
  return {
    line,
    t: fix.timestamp,
    distanceM: kept.map(({ d }) => d),
    cost: kept.map(({ cost }) => cost - best.cost),
    bestM: best.d,
    score: Math.max(SCORE_MIN, Math.min(SCORE_MAX, score)),
    forwardM:
      previous && best.step < ANEW ? (best.d < best.fromM - 2 * BACK_SIGMA_M ? 0 : previous.forwardM + movedM) : 0,
    isNear: true,
  };
}

/** The cheapest way from a place before to `d`. */
function reach(previous: AlongLine | null, d: number, wayM: number): { move: number; before: number; fromM: number } {
  if (!previous) return { move: 0, before: 0, fromM: d };
  let best = { move: ANEW, before: 0, fromM: d };
  for (let i = 0; i < previous.distanceM.length; i++) {
    const fromM = previous.distanceM[i]!;
    const movedM = d - fromM;
    const z = (movedM - wayM) / (WAY_SIGMA_M + WAY_SIGMA_SHARE * wayM);
    const back = movedM / BACK_SIGMA_M;
    const move =
      movedM < 0 && wayM >= STANDING_M ? Math.min(BACK_MAX, 0.5 * back * back) : Math.min(WAY_MAX, 0.5 * z * z);
    const before = previous.cost[i]!;
    if (move + MEMORY * before < best.move + MEMORY * best.before) best = { move, before, fromM };
  }
  return best;
}

function lineAt(timetable: Timetable, index: number): Line {
  let known = lines.get(timetable);
  if (!known) {
    known = new Map();
    lines.set(timetable, known);
  }
  let line = known.get(index);
  if (!line) {
    line = new Line(timetable, index);
    known.set(index, line);
  }
  return line;
}
