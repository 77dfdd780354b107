// What passing buses teach about each piece of road (stop pair): running time, and how far an early bus is held to its timetable.

import { grown } from './columns.js';
import type { Parameters } from './parameters.js';
import { Pieces, type PiecesRecord } from './pieces.js';
import { type ServiceDay, TimeSlots, type TimeSlotsRecord } from './time-slots.js';

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

/** The columns by piece of road, as they are kept. */
const COLUMNS = [
  'longW',
  'longT',
  'longP',
  'longAt',
  'recentW',
  'recentT',
  'recentB',
  'recentAt',
  'holdE',
  'holdH',
  'startE',
  'startH',
] as const;

/** The sums over all pieces, as they are kept. */
const SUMS = [
  'allTakenS',
  'allExpectedS',
  'startAllE',
  'startAllH',
  'networkT',
  'networkP',
  'recentNetT',
  'recentNetB',
  'recentNetAt',
] as const;

/** What is kept of travel times. */
export interface TravelTimesRecord {
  pieces: PiecesRecord;
  columns: Float64Array[];
  sums: number[];
  classE: Float64Array;
  classH: Float64Array;
  slots: TimeSlotsRecord;
}

/** Longest trip, in calls, that is predicted. */
export const MAX_CALLS = 1024;

/** The learned columns, by piece of road. Weights age; so sums are brought to `atS` when touched. */
export class TravelTimes {
  private readonly pieces = new Pieces();
  /** Long memory: weight, weighted time, weighted prior. */
  private longW = new Float64Array(0);
  private longT = new Float64Array(0);
  private longP = new Float64Array(0);
  private longAt = new Float64Array(0);
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
  /** Time taken and time expected, all pieces together: are we too slow on the whole? */
  private allTakenS = 0;
  private allExpectedS = 0;
  /** All pieces together. */
  private networkT = 0;
  private networkP = 0;
  private recentNetT = 0;
  private recentNetB = 0;
  private recentNetAt = 0;
  private classE = new Float64Array(2);
  private classH = new Float64Array(2);

  private readonly slots: TimeSlots;
  /** Weight of a neighbour by its distance in stops. */
  private readonly kernel: Float64Array;

  constructor(readonly p: Parameters) {
    this.slots = new TimeSlots(p);
    this.kernel = Float64Array.from({ length: p.neighbourReach + 1 }, (_, far) => p.neighbourFall ** far);
  }

  /** Index of the piece of road between two stops, by its length along the line; made if new. */
  pieceOf(fromStopId: string, toStopId: string, lengthM: number): number {
    const i = this.pieces.indexOf(fromStopId, toStopId, lengthM);
    if (i >= this.longW.length) for (const name of COLUMNS) this[name] = grown(this[name], i + 1);
    return i;
  }

  /**
   * Expected times of the pieces ending at calls from..to-1 of a course, into `out`, by what is known at `now`, of a vehicle that
   * sets out at `startS`: each piece at the time of day when it comes there. `baseOut`: those of the long memory alone.
   */
  expect(
    course: Course,
    from: number,
    to: number,
    now: number,
    startS: number,
    day: ServiceDay,
    out: Float64Array,
    baseOut?: Float64Array,
  ): void {
    const p = this.p;
    const network = (this.networkT + p.networkPrior * 60) / (this.networkP + p.networkPrior * 60);
    const fade = Math.exp(-Math.max(0, now - this.recentNetAt) / p.trendTauS);
    const trend = (this.recentNetT * fade + p.trendPrior * 60) / (this.recentNetB * fade + p.trendPrior * 60);
    const { piece, priorS, n } = course;
    const reach = p.neighbourReach;
    const begin = Math.max(1, from - reach);
    const end = Math.min(n, to + reach);
    for (let k = begin; k < end; k++) {
      const j = piece[k]!;
      const f = this.recentW[j]! > 0.01 ? this.fade(now - this.recentAt[j]!) : 0;
      freshT[k] = f * this.recentT[j]!;
      freshB[k] = f * this.recentB[j]!;
    }
    let at = startS;
    for (let i = Math.max(1, from); i < to; i++) {
      const own = piece[i]!;
      const prior = priorS[i]!;
      // neighbours, long memory and today
      let t = 0;
      let q = 0;
      let rt = 0;
      let rb = 0;
      const last = Math.min(i + reach, n - 1);
      for (let k = Math.max(i - reach, 1); k <= last; k++) {
        const j = piece[k]!;
        const kernel = this.kernel[k < i ? i - k : k - i]!;
        t += kernel * this.longT[j]!;
        q += kernel * this.longP[j]!;
        rt += kernel * freshT[k]!;
        rb += kernel * freshB[k]!;
      }
      const near = (t + p.neighbourPrior * prior * network) / (q + p.neighbourPrior * prior);
      const allDay = (this.longT[own]! + p.pairPrior * near * prior) / (this.longW[own]! + p.pairPrior);
      const base = allDay * this.slots.paceAt(own, at, day);
      // today's pace
      const around = (rt + p.recentPrior * base * trend) / (rb + p.recentPrior * base);
      out[i] = base * around;
      at += out[i]!;
      if (baseOut) baseOut[i] = base;
    }
  }

  private fade(age: number): number {
    return age <= 0 ? 1 : Math.exp(-age / this.p.recentTauS);
  }

  /**
   * What expected times came to on the whole: 1, or less where buses were faster. Never more: the mean lies above the median
   * where a few stand long, and the rings of errors see to that.
   */
  correction(): number {
    const { correctionPriorS } = this.p;
    return Math.min(1, (this.allTakenS + correctionPriorS) / (this.allExpectedS + correctionPriorS));
  }

  /** Share of its earliness that a bus waits at the start of a piece. */
  hold(piece: number, timepoint: number): number {
    const p = this.p;
    const cls =
      (this.classH[timepoint]! + p.holdPrior * p.holdClassPriorS) / (this.classE[timepoint]! + p.holdClassPriorS);
    const share = (this.holdH[piece]! + cls * p.holdPairPriorS) / (this.holdE[piece]! + p.holdPairPriorS);
    return share < p.holdLeast ? 0 : Math.max(share, 0);
  }

  /** Share of its earliness that a bus waits at its first stop. */
  startHold(piece: number): number {
    const p = this.p;
    const all =
      (this.startAllH + p.terminalHold * p.terminalHoldPriorS * 4) / (this.startAllE + p.terminalHoldPriorS * 4);
    return (this.startH[piece]! + all * p.terminalHoldPriorS) / (this.startE[piece]! + p.terminalHoldPriorS);
  }

  /** A bus seen waiting `earlyS` before its departure left after `waitedS`. */
  learnStart(piece: number, earlyS: number, waitedS: number): void {
    const early = Math.min(earlyS, this.p.holdCapS);
    const waited = Math.max(0, Math.min(1, waitedS / earlyS)) * early;
    this.startE[piece] = this.startE[piece]! + early;
    this.startH[piece] = this.startH[piece]! + waited;
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
    slot: number,
    weight: number,
  ): void {
    const p = this.p;
    if (earlyS > p.holdFromS) {
      const early = Math.min(earlyS, p.holdCapS);
      const excess = timeS - expectedS;
      const isHeld = excess > p.heldExcessS && excess > p.heldShare * early;
      const held = Math.max(-p.holdNegative * early, Math.min(early, excess));
      this.holdE[piece] = this.holdE[piece]! + early * weight;
      this.holdH[piece] = this.holdH[piece]! + held * weight;
      this.classE[timepoint] = this.classE[timepoint]! + early * weight;
      this.classH[timepoint] = this.classH[timepoint]! + held * weight;
      if (isHeld) return;
    }
    this.allTakenS = this.allTakenS * p.correctionMemory + weight * Math.min(timeS, p.correctionClip * expectedS);
    this.allExpectedS = this.allExpectedS * p.correctionMemory + weight * expectedS;
    const t = Math.min(Math.max(timeS, p.clipLow * expectedS), p.clipHigh * expectedS);
    const old = Math.exp(-Math.max(0, at - this.longAt[piece]!) / p.longTauS);
    this.longW[piece] = this.longW[piece]! * old + weight;
    this.longT[piece] = this.longT[piece]! * old + weight * t;
    this.longP[piece] = this.longP[piece]! * old + weight * priorS;
    this.longAt[piece] = at;
    this.slots.learn(piece, slot, weight * t, (weight * baseS) / this.slots.pace(piece, slot), at);
    this.networkT += weight * t;
    this.networkP += weight * priorS;
    const f = this.fade(at - this.recentAt[piece]!);
    this.recentW[piece] = this.recentW[piece]! * f + weight;
    this.recentT[piece] = this.recentT[piece]! * f + weight * t;
    this.recentB[piece] = this.recentB[piece]! * f + weight * baseS;
    this.recentAt[piece] = at;
    const g = Math.exp(-Math.max(0, at - this.recentNetAt) / p.trendTauS);
    this.recentNetT = this.recentNetT * g + weight * t;
    this.recentNetB = this.recentNetB * g + weight * baseS;
    this.recentNetAt = at;
  }

  /** As it is kept. */
  record(): TravelTimesRecord {
    const { count } = this.pieces;
    return {
      pieces: this.pieces.record(),
      columns: COLUMNS.map((name) => this[name].slice(0, count)),
      sums: SUMS.map((name) => this[name]),
      classE: this.classE.slice(),
      classH: this.classH.slice(),
      slots: this.slots.record(),
    };
  }

  /** Takes up what was kept. */
  restore(record: TravelTimesRecord): void {
    this.pieces.restore(record.pieces);
    COLUMNS.forEach((name, i) => {
      this[name] = Float64Array.from(record.columns[i] ?? []);
    });
    SUMS.forEach((name, i) => {
      this[name] = record.sums[i] ?? 0;
    });
    this.classE.set(record.classE);
    this.classH.set(record.classH);
    this.slots.restore(record.slots);
  }
}

const freshT = new Float64Array(MAX_CALLS);
const freshB = new Float64Array(MAX_CALLS);
