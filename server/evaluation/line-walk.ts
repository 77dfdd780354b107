// One vehicle's fixes on one trip, placed along its line: the likeliest place so far, and afterwards the likeliest walk of all.

import type { EpochS } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import { lineOf, project } from '../tracking/project.js';

/** Fixes further from the line are not on it: GTFS shapes, and straight pieces between stops. */
export const SHAPE_GATE_M = 120;
export const STRAIGHT_GATE_M = 500;
/** How far fixes lie beside the line, one standard deviation. */
const SHAPE_SIGMA_M = 20;
const STRAIGHT_SIGMA_M = 120;
const OFFSET_MAX_COST = 10;
/** Going back along the line costs one for so many metres; receivers drift, buses do not turn. */
const BACK_M_PER_COST = 15;
const BACK_MAX_COST = 40;
/** Faster than any bus. */
const TOP_SPEED_MPS = 33;
const TOP_SPEED_SLACK_M = 150;
const TOO_FAST_COST = 30;
/** Leaving a fix out. */
const SKIP_COST = 12;
/** Walks kept at each fix. */
const MAX_WALKS = 16;
/** Lateness at which a place on the way in is half as likely; only for the place so far, never for the walk of all. */
const LATENESS_S = 600;

/** A smoothed walk: distances that never fall, and when. */
export interface Walk {
  atS: EpochS[];
  distanceM: number[];
}

interface Step {
  fix: number;
  distanceM: number;
  cost: number;
  from: Step | null;
}

/** Dynamic programming over the places where each fix may be (Viterbi), fed one fix at a time. */
export class LineWalk {
  private steps: Step[] = [];
  private readonly atS: EpochS[] = [];
  private readonly line: number;
  private readonly gateM: number;
  private readonly sigmaM: number;

  constructor(
    private readonly timetable: Timetable,
    trip: number,
    /** Seconds behind the timetable of a bus that is at this distance at this time. */
    private readonly latenessS: (distanceM: number, at: EpochS) => number,
  ) {
    this.line = lineOf(timetable, trip);
    const shape = timetable.data.lineIsShape[this.line] === 1;
    this.gateM = shape ? SHAPE_GATE_M : STRAIGHT_GATE_M;
    this.sigmaM = shape ? SHAPE_SIGMA_M : STRAIGHT_SIGMA_M;
  }

  /** Takes the next fix; times rise. Returns where the vehicle most likely is by what is known so far, null for nowhere. */
  take(at: EpochS, lat: number, lon: number): { at: EpochS; distanceM: number } | null {
    const fix = this.atS.push(at) - 1;
    const next: Step[] = [];
    for (const { distanceM, offsetM } of project(this.timetable, this.line, lat, lon)) {
      if (offsetM > this.gateM) continue;
      let cost = fix * SKIP_COST;
      let from: Step | null = null;
      for (const before of this.steps) {
        const reached = before.cost + this.moveCost(distanceM - before.distanceM, at - this.atS[before.fix]!);
        if (reached >= cost) continue;
        cost = reached;
        from = before;
      }
      const z = offsetM / this.sigmaM;
      next.push({ fix, distanceM, cost: cost + Math.min(OFFSET_MAX_COST, 0.5 * z * z), from });
    }
    for (const before of this.steps) next.push({ ...before, cost: before.cost + SKIP_COST });
    next.sort((a, b) => a.cost - b.cost);
    this.steps = next.slice(0, MAX_WALKS);
    return this.likeliestNow();
  }

  /** The likeliest walk through all fixes taken. */
  walk(): Walk {
    const path: Step[] = [];
    for (let step: Step | null = this.steps[0] ?? null; step; step = step.from) path.push(step);
    path.reverse();
    const walk: Walk = { atS: [], distanceM: [] };
    let furthest = Number.NEGATIVE_INFINITY;
    for (const { fix, distanceM } of path) {
      furthest = Math.max(furthest, distanceM);
      walk.atS.push(this.atS[fix]!);
      walk.distanceM.push(furthest);
    }
    return walk;
  }

  private moveCost(movedM: number, elapsedS: number): number {
    if (movedM < 0) return Math.min(BACK_MAX_COST, -movedM / BACK_M_PER_COST);
    return movedM > TOP_SPEED_MPS * elapsedS + TOP_SPEED_SLACK_M ? TOO_FAST_COST : 0;
  }

  private likeliestNow(): { at: EpochS; distanceM: number } | null {
    let best: Step | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const step of this.steps) {
      const late = this.latenessS(step.distanceM, this.atS[step.fix]!) / LATENESS_S;
      const cost = step.cost + Math.log1p(late * late);
      if (cost >= least) continue;
      least = cost;
      best = step;
    }
    return best && { at: this.atS[best.fix]!, distanceM: best.distanceM };
  }
}
