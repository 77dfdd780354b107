// From a vehicle on its trip to the time it will be at each stop ahead.

import type { EpochS } from '../../feeds/model.js';
import { BANK, type Bank, type Learned } from './learned.js';
import { dwellOf, type Motion, type Promised, rest, STOP_REACHED_M, STOP_REACHED_S } from './motion.js';
import type { Parameters } from './parameters.js';
import type { Run } from './run.js';
import { MAX_CALLS } from './travel-times.js';

/** Predicted times by call, from `from` on; columns, reused from call to call. */
export interface Ahead {
  from: number;
  /** Calls of the trip. */
  n: number;
  bank: Bank;
  /** When it comes to each call: as predicted, and the 10 % and 90 % quantiles. */
  mid: Float64Array;
  low: Float64Array;
  high: Float64Array;
  /** How long it stands at each call, seconds; at `from - 1` too. */
  standS: Float64Array;
  /** When it leaves the call behind it, where it still stands there; else NaN. */
  leavesS: EpochS;
}

/** Between two promises that are kept to learn from, seconds; and how many are kept. */
export const PROMISE_EVERY_S = 120;
export const PROMISES = 16;

const expected = new Float64Array(MAX_CALLS);
const clock = new Float64Array(MAX_CALLS);
const drift = new Float64Array(MAX_CALLS);

/** An empty, reusable result. */
export function emptyAhead(): Ahead {
  const column = () => new Float64Array(MAX_CALLS);
  return {
    from: 0,
    n: 0,
    bank: BANK.under_way,
    mid: column(),
    low: column(),
    high: column(),
    standS: column(),
    leavesS: Number.NaN,
  };
}

/** A share of buses that wait, made the choice that most of them make. */
function sharpened(share: number, power: number): number {
  const yes = Math.max(0, share) ** power;
  return yes / (yes + Math.max(0, 1 - share) ** power);
}

/** Times at the calls ahead of a vehicle under way or at its terminal, as of `now`. */
export function predictAhead(learned: Learned, m: Motion, now: EpochS, out: Ahead): void {
  const { course } = m.run;
  const isAtTerminal = !m.departed;
  const from = isAtTerminal ? 1 : Math.max(1, m.passed + 1);
  out.from = from;
  out.n = course.n;
  out.bank = isAtTerminal ? BANK.at_terminal : BANK.under_way;
  out.leavesS = Number.NaN;
  if (from >= course.n) return;
  expect(learned, m.run, m.vehicleId, from, now, isAtTerminal ? m.run.departureS[0]! : now);
  if (isAtTerminal) {
    out.leavesS = leavesTerminal(learned, m);
    clock[from] = out.leavesS + expected[from]!;
  } else clock[from] = firstAhead(learned, m, from, out);
  roll(learned, m.run, m.vehicleId, from, out);
  spread(learned, now, out);
}

/** Times of a trip that leaves its first stop at `leavesS`; `expected` is as of `now`. */
export function predictFrom(
  learned: Learned,
  run: Run,
  vehicleId: string,
  leavesS: EpochS,
  bank: Bank,
  now: EpochS,
  out: Ahead,
): void {
  out.from = 1;
  out.n = run.course.n;
  out.bank = bank;
  out.leavesS = leavesS;
  expect(learned, run, vehicleId, 1, now, leavesS);
  clock[1] = leavesS + expected[1]!;
  roll(learned, run, vehicleId, 1, out);
  spread(learned, now, out);
}

/** Fills `expected` from a call on, of a vehicle that sets out at `startS`: the common pace, and its own against it. */
function expect(learned: Learned, run: Run, vehicleId: string, from: number, now: EpochS, startS: EpochS): void {
  const { course } = run;
  learned.times.expect(course, from, course.n, now, Math.max(now, startS), run, expected);
  const pace = learned.own.pace(vehicleId, now) * learned.times.correction();
  for (let i = from; i < course.n; i++) expected[i] = expected[i]! * pace;
}

/** Is it at its first stop still? Then no departure is promised before its time. */
export function isStillAtTerminal(m: Motion, p: Parameters): boolean {
  return !m.departed && m.distanceM - m.run.course.stopM[0]! <= p.terminalStillM;
}

/** When a vehicle at its terminal leaves it: as late as is the habit; before its time only where it has moved off, or all do. */
function leavesTerminal(learned: Learned, m: Motion): EpochS {
  const { p } = learned;
  const dueS = m.run.departureS[0]!;
  const piece = m.run.course.piece[1]!;
  const share = m.t < dueS ? sharpened(learned.times.startHold(piece), p.terminalSharp) : 1;
  const wasEarly = dueS - m.waitingSince > p.holdFromS;
  const wait = wasEarly ? dueS + learned.releases.after(m.vehicleId, m.t - dueS) - m.t : dueS - m.t;
  const stoodS = m.t - m.waitingSince;
  const dawdle = Math.min(wait, Math.max(p.terminalReadyS, learned.dawdles.after(String(piece), stoodS) - stoodS));
  const leaves = m.t + Math.max(p.terminalReadyS, share < 1 ? share * wait + (1 - share) * dawdle : wait);
  const isHabit = leaves < dueS - p.terminalHabitEarlyS;
  return isStillAtTerminal(m, p) && !isHabit ? Math.max(dueS, leaves) : leaves;
}

/** When a vehicle under way comes to the call `from`; sets `leavesS` and the bank where it waits at the call behind it. */
function firstAhead(learned: Learned, m: Motion, from: number, out: Ahead): EpochS {
  const { p, times, releases } = learned;
  const { course, departureS } = m.run;
  let t = m.t;
  const behind = from - 1;
  const stoodS = m.t - m.standSince;
  if (m.distanceM - course.stopM[behind]! < p.standingM) {
    const dueS = departureS[behind]!;
    const early = dueS - m.t;
    const share = times.hold(course.piece[from]!, course.timepoint[behind]!);
    if (stoodS >= p.standingS && dueS - m.standSince > p.holdFromS) {
      const late = releases.after(m.vehicleId, m.t - dueS);
      t += early > 0 ? Math.max(p.standingHold, share) * (early + late) : early + late;
      out.bank = BANK.waiting;
      out.leavesS = t;
    } else if (early > p.holdFromS) {
      t += share < p.releaseShare ? share * early : share * (early + releases.after(m.vehicleId, UNGONE));
      if (share * early > p.holdFromS) {
        out.bank = BANK.waiting;
        out.leavesS = t;
      }
    }
  }
  t += rest(p, course, from, m.distanceM, expected[from]!);
  // or it stands just before the stop ahead
  const isThere = course.stopM[from]! - m.distanceM < STOP_REACHED_M && stoodS > STOP_REACHED_S;
  return isThere ? Math.min(t, m.t) : t;
}

/** Of a vehicle that has not come to its place of waiting yet. */
const UNGONE = Number.NEGATIVE_INFINITY;

/** From call to call: running time, dwell, and the wait of a vehicle that is early. */
function roll(learned: Learned, run: Run, vehicleId: string, from: number, out: Ahead): void {
  const { p, times } = learned;
  const { course, departureS } = run;
  const gain = learned.gain();
  let lateS = Number.NaN;
  let t = clock[from]!;
  let drifted = 0;
  drift[from] = 0;
  out.standS[course.n - 1] = 0;
  for (let i = from + 1; i < course.n; i++) {
    const early = departureS[i - 1]! - t;
    let held = 0;
    if (early > 0) {
      const share = times.hold(course.piece[i]!, course.timepoint[i - 1]!);
      if (share < p.driftBelow) {
        drifted += share * early;
        t += gain * share * early;
      } else if (share < p.releaseShare) held = share * early;
      else {
        if (Number.isNaN(lateS)) lateS = learned.releases.after(vehicleId, UNGONE);
        held = share * (early + lateS);
      }
      t += held;
    }
    out.standS[i - 1] = held + dwellOf(p, expected[i]!);
    t += expected[i]!;
    clock[i] = t;
    drift[i] = drifted;
  }
}

/** Seconds by which a prediction is told earlier: whole when near, nothing when far. */
function lead(p: Parameters, horizonS: number): number {
  return p.leadS * Math.max(0, Math.min(1, (p.leadTurnS - horizonS) / p.leadSpanS));
}

/** Learned errors turn the raw clock into median and quantiles; never back in time from call to call. */
function spread(learned: Learned, now: EpochS, out: Ahead): void {
  const { p } = learned;
  const quantiles = learned.quantiles[out.bank];
  let lastMid = now + p.leastAheadS;
  let lastLow = now;
  let lastHigh = now;
  for (let i = out.from; i < out.n; i++) {
    const raw = Math.max(clock[i]!, now + p.leastAheadS);
    const horizon = raw - now;
    quantiles.at(horizon);
    const shift = p.medianShift * Math.min(1, horizon / p.medianShiftFullS) * quantiles.mid;
    lastMid = Math.max(lastMid, raw + shift - lead(p, horizon));
    lastLow = Math.max(lastLow, Math.min(lastMid, raw + quantiles.low));
    lastHigh = Math.max(lastHigh, raw + quantiles.high, lastMid);
    out.mid[i] = lastMid;
    out.low[i] = lastLow;
    out.high[i] = lastHigh;
  }
}

/** Is it time to keep another promise? */
export function isPromiseDue(promises: readonly Promised[], now: EpochS): boolean {
  const last = promises[promises.length - 1];
  return last === undefined || now - last.at >= PROMISE_EVERY_S;
}

/** The promises with the one just predicted: call it before anything else is predicted. */
export function promised(
  promises: readonly Promised[],
  learned: Learned,
  now: EpochS,
  ahead: Ahead,
): readonly Promised[] {
  const { from, n, bank } = ahead;
  const count = Math.max(0, n - from);
  const times = new Float32Array(count);
  for (let i = 0; i < count; i++) times[i] = Math.max(clock[from + i]! - now, learned.p.leastAheadS);
  const promise: Promised = {
    at: now,
    from,
    bank,
    times,
    drift: Float32Array.from(drift.subarray(from, from + count)),
    gain: learned.gain(),
  };
  return promises.length >= PROMISES ? [...promises.slice(1), promise] : [...promises, promise];
}
