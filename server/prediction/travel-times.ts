// What passing buses teach about each piece of road (stop pair): running time, and how far an early bus is held to its timetable.

import type { Parameters } from './parameters.js';
import { Pieces } from './pieces.js';

/** A trip's timetable as the predictor reads it: one entry per call. */
export interface Course {
  /** Calls. */
  n: number;
  /** Piece of road that ends at call i; piece[0] is -1. */
  piece: Int32Array;
  /** Metres along the line. */
  stopM: Float32Array;
  /** Prior time from call i-1 to call i, dwell included. */
  priorS: Float64Array;
  /** 1 where the timetable calls it a timepoint. */
  timepoint: Uint8Array;
}

/** Column that grows. */
function grown(column: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  if (size <= column.length) return column;
  const next = new Float64Array(Math.max(size, column.length * 2, 1024));
  next.set(column);
  return next;
}

/** The columns by piece of road, as they are kept. */
const COLUMNS = [
  'longW',
  'longT',
  'longP',
  'recentW',
  'recentT',
  'recentB',
  'recentAt',
  'holdE',
  'holdH',
  'startE',
  'startH',
] as const;

/** The learned columns, by piece of road. Weights age; so sums are brought to `atS` when touched. */
export class TravelTimes {
  private readonly pieces = new Pieces();
  /** Long memory: weight, weighted time, weighted prior. */
  private longW = new Float64Array(0);
  private longT = new Float64Array(0);
  private longP = new Float64Array(0);
  /** Recent: weight, weighted time, weighted base. */
  private recentW = new Float64Array(0);
  private recentT = new Float64Array(0);
  private recentB = new Float64Array(0);
  private recentAt = new Float64Array(0);
  /** Holding at the start of the piece: seconds early, seconds held. */
  private holdE = new Float64Array(0);
  private holdH = new Float64Array(0);
  /** Waiting at a first stop that the piece leaves. */
  private startE = new Float64Array(0);
  private startH = new Float64Array(0);
  private startAllE = 0;
  private startAllH = 0;
  /** All pieces together. */
  private networkT = 0;
  private networkP = 0;
  private recentNetT = 0;
  private recentNetB = 0;
  private recentNetAt = 0;
  private classE = new Float64Array(2);
  private classH = new Float64Array(2);

  constructor(readonly p: Parameters) {}

  /** Index of the piece of road between two stops, by its length along the line; made if new. */
  pieceOf(fromStopId: string, toStopId: string, lengthM: number): number {
    const i = this.pieces.indexOf(fromStopId, toStopId, lengthM);
    if (i >= this.longW.length) for (const name of COLUMNS) this[name] = grown(this[name], i + 1);
    return i;
  }

  /** Expected times of the pieces ending at calls from..to-1 of a course, into `out`, as of `now`. */
  expect(course: Course, from: number, to: number, now: number, out: Float64Array, baseOut?: Float64Array): void {
    const p = this.p;
    const network = (this.networkT + p.networkPrior * 60) / (this.networkP + p.networkPrior * 60);
    const fade = Math.exp(-Math.max(0, now - this.recentNetAt) / p.trendTauS);
    const netW = this.recentNetB * fade;
    const trend = (this.recentNetT * fade + p.trendPrior * 60) / (netW + p.trendPrior * 60);
    const { piece, priorS, n } = course;
    for (let i = Math.max(1, from); i < to; i++) {
      const own = piece[i] as number;
      const prior = priorS[i] as number;
      // neighbours, long memory
      let t = 0;
      let q = 0;
      let rt = 0;
      let rb = 0;
      const reach = p.neighbourReach;
      const first = Math.max(i - reach, 1);
      const last = i + reach >= n ? n - 1 : i + reach;
      for (let k = first; k <= last; k++) {
        const j = piece[k] as number;
        const kernel = this.kernel(k - i);
        t += kernel * (this.longT[j] as number);
        q += kernel * (this.longP[j] as number);
        const w = this.recentW[j] as number;
        if (w > 0.01) {
          const f = kernel * this.fade(now - (this.recentAt[j] as number));
          rt += f * (this.recentT[j] as number);
          rb += f * (this.recentB[j] as number);
        }
      }
      const near = (t + p.neighbourPrior * prior * network) / (q + p.neighbourPrior * prior);
      const base =
        ((this.longT[own] as number) + p.pairPrior * near * prior) / ((this.longW[own] as number) + p.pairPrior);
      // today's pace
      const around = (rt + p.recentPrior * base * trend) / (rb + p.recentPrior * base);
      out[i] = base * around;
      if (baseOut) baseOut[i] = base;
    }
  }

  private fade(age: number): number {
    return age <= 0 ? 1 : Math.exp(-age / this.p.recentTauS);
  }

  private kernels: Float64Array | null = null;
  private kernel(k: number): number {
    if (this.kernels === null) {
      this.kernels = new Float64Array(64);
      for (let i = 0; i < 64; i++) this.kernels[i] = this.p.neighbourFall ** i;
    }
    return this.kernels[k < 0 ? -k : k] as number;
  }

  /** Share of its earliness that a bus waits at the start of a piece. */
  hold(piece: number, timepoint: number): number {
    const p = this.p;
    const cls =
      ((this.classH[timepoint] as number) + p.holdPrior * p.holdClassPriorS) /
      ((this.classE[timepoint] as number) + p.holdClassPriorS);
    const share =
      ((this.holdH[piece] as number) + cls * p.holdPairPriorS) / ((this.holdE[piece] as number) + p.holdPairPriorS);
    return share < p.holdLeast ? 0 : Math.max(share, 0);
  }

  /** Share of its earliness that a bus waits at its first stop. */
  startHold(piece: number): number {
    const p = this.p;
    const all =
      (this.startAllH + p.terminalHold * p.terminalHoldPriorS * 4) / (this.startAllE + p.terminalHoldPriorS * 4);
    return (
      ((this.startH[piece] as number) + all * p.terminalHoldPriorS) /
      ((this.startE[piece] as number) + p.terminalHoldPriorS)
    );
  }

  /** A bus seen waiting `earlyS` before its departure left after `waitedS`. */
  learnStart(piece: number, earlyS: number, waitedS: number): void {
    const early = Math.min(earlyS, this.p.holdCapS);
    const waited = Math.max(0, Math.min(1, waitedS / earlyS)) * early;
    this.startE[piece] = (this.startE[piece] as number) + early;
    this.startH[piece] = (this.startH[piece] as number) + waited;
    this.startAllE += early;
    this.startAllH += waited;
  }

  /** A bus took `timeS` over a piece expected to take `expectedS` (by `baseS` of long memory), having come `earlyS` before its scheduled departure. */
  learn(
    piece: number,
    timepoint: number,
    priorS: number,
    expectedS: number,
    baseS: number,
    timeS: number,
    earlyS: number,
    at: number,
    weight: number,
  ): void {
    const p = this.p;
    if (earlyS > p.holdFromS) {
      const early = Math.min(earlyS, p.holdCapS);
      const excess = timeS - expectedS;
      const isHeld = excess > p.heldExcessS && excess > p.heldShare * early;
      const held = Math.max(-p.holdNegative * early, Math.min(early, excess));
      this.holdE[piece] = (this.holdE[piece] as number) + early * weight;
      this.holdH[piece] = (this.holdH[piece] as number) + held * weight;
      this.classE[timepoint] = (this.classE[timepoint] as number) + early * weight;
      this.classH[timepoint] = (this.classH[timepoint] as number) + held * weight;
      if (isHeld) return;
    }
    const t = Math.min(Math.max(timeS, p.clipLow * expectedS), p.clipHigh * expectedS);
    this.longW[piece] = (this.longW[piece] as number) + weight;
    this.longT[piece] = (this.longT[piece] as number) + weight * t;
    this.longP[piece] = (this.longP[piece] as number) + weight * priorS;
    this.networkT += weight * t;
    this.networkP += weight * priorS;
    const f = this.fade(at - (this.recentAt[piece] as number));
    this.recentW[piece] = (this.recentW[piece] as number) * f + weight;
    this.recentT[piece] = (this.recentT[piece] as number) * f + weight * t;
    this.recentB[piece] = (this.recentB[piece] as number) * f + weight * baseS;
    this.recentAt[piece] = at;
    const g = Math.exp(-Math.max(0, at - this.recentNetAt) / p.trendTauS);
    this.recentNetT = this.recentNetT * g + weight * t;
    this.recentNetB = this.recentNetB * g + weight * baseS;
    this.recentNetAt = at;
  }
}
