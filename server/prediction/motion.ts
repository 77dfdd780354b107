// A vehicle on its trip from report to report: when it came to each stop, what that teaches, and how wrong earlier predictions were.

import type { EpochS } from '../../feeds/model.js';
import { BANK, type Bank, type Learned } from './learned.js';
import type { Parameters } from './parameters.js';
import { type Run, slotOf } from './run.js';
import { type Course, MAX_CALLS } from './travel-times.js';

/** A prediction kept until it comes true, to learn from. */
export interface Promised {
  at: EpochS;
  from: number;
  /** Whose errors it teaches: a value of `BANK`. */
  bank: Bank;
  /** Seconds from `at`, by call from `from` on. */
  times: Float32Array;
  /** Drift (before the gain) that the times contain, and the gain used. */
  drift: Float32Array;
  gain: number;
}

/** What is remembered of one vehicle between reports. */
export interface Motion {
  vehicleId: string;
  run: Run;
  t: EpochS;
  distanceM: number;
  /** Since when, and where, it stands. */
  standSince: EpochS;
  standM: number;
  /** Last call passed, and when; NaN where unknown. */
  passed: number;
  passedAt: EpochS;
  /** Call at which it stands and is held; -1 for none. */
  heldAt: number;
  departed: boolean;
  /** First seen waiting at its first stop; NaN where it was not. */
  waitingSince: EpochS;
  promises: readonly Promised[];
  /** What was promised of its next trip. */
  next: Run | null;
  nextPromises: readonly Promised[];
}

/** Moves shorter than this are a standing bus's noise. */
const STANDING_MOVE_M = 20;
/** So near before a stop, and standing for so long, it has come to it. */
export const STOP_REACHED_M = 45;
export const STOP_REACHED_S = 20;
/** Errors beyond so many times the drift, and so many seconds more, are cut off. */
const DRIFT_CLIP = 2;
const DRIFT_CLIP_S = 60;

const expected = new Float64Array(MAX_CALLS);
const base = new Float64Array(MAX_CALLS);

/** Part of a piece's time still to come at `distanceM` within it: the dwell at its start first, then the way. */
export function rest(p: Parameters, course: Course, i: number, distanceM: number, expectedS: number): number {
  const start = course.stopM[i - 1]!;
  const length = course.stopM[i]! - start;
  if (length <= 0) return 0;
  const gone = distanceM - start;
  const dwell = dwellOf(p, expectedS);
  const ramp = Math.min(p.dwellM, 0.5 * length);
  const dwellLeft = gone <= 0 ? dwell : gone >= ramp ? 0 : dwell * (1 - gone / ramp);
  return dwellLeft + (expectedS - dwell) * Math.min(1, Math.max(0, 1 - gone / length));
}

/** Dwell at the start of a piece, as part of its time. */
export function dwellOf(p: Parameters, expectedS: number): number {
  return Math.min(p.dwellS, 0.4 * expectedS);
}

/** First seen on its trip. */
function begin(previous: Motion | null, seen: Seen): Motion {
  const { run, t, distanceM, departed, vehicleId } = seen;
  const { course } = run;
  let k = 0;
  while (k < course.n && course.stopM[k]! <= distanceM) k++;
  const had = previous !== null && previous.run === run ? previous : null;
  const isPromised = previous?.next?.trip === run.trip && previous.next.date === run.date;
  return {
    vehicleId,
    run,
    t,
    distanceM,
    standSince: t,
    standM: distanceM,
    passed: k - 1,
    passedAt: Number.NaN,
    heldAt: had ? had.heldAt : -1,
    departed: had?.departed === true || departed,
    waitingSince: had ? had.waitingSince : departed ? Number.NaN : t,
    promises: had ? had.promises : isPromised && previous ? previous.nextPromises : [],
    next: had ? had.next : null,
    nextPromises: had ? had.nextPromises : [],
  };
}

/** A vehicle seen at a place of its trip. */
export interface Seen {
  vehicleId: string;
  run: Run;
  t: EpochS;
  distanceM: number;
  /** It has left its first stop for certain; else that is judged by how it moves. */
  departed: boolean;
}

/** The next state of a vehicle; passages that this completes are learned. */
export function observe(learned: Learned, previous: Motion | null, seen: Seen): Motion {
  const { run, t, distanceM } = seen;
  const { p } = learned;
  const { course } = run;
  if (previous === null || previous.run !== run || distanceM < previous.distanceM - 1) return begin(previous, seen);
  const next: Motion = { ...previous, t, distanceM };
  if (distanceM - previous.standM > STANDING_MOVE_M) {
    next.standSince = t;
    next.standM = distanceM;
  }
  if (!previous.departed && (seen.departed || isLeaving(previous, seen, p))) {
    next.departed = true;
    learnDeparture(learned, previous, seen);
  }
  if (isHeld(next, p)) next.heldAt = next.passed;
  // a bus at rest a little before its last stop has arrived
  const end = course.n - 1;
  if (next.passed === end - 1 && course.stopM[end]! - distanceM < p.endM && t - next.standSince >= p.standingS) {
    learned.times.expect(course, end, end + 1, next.standSince, next.standSince, run, expected, base);
    pass(learned, next, end, next.standSince, t - previous.t);
    return next;
  }
  passStops(learned, previous, next);
  return next;
}

/** It has stood at or just after a stop since before its time there. */
function isHeld(m: Motion, p: Parameters): boolean {
  const { course, departureS } = m.run;
  if (m.passed < 0 || m.t - m.standSince < p.standingS) return false;
  return m.distanceM - course.stopM[m.passed]! < p.standingM && departureS[m.passed]! - m.standSince > p.holdFromS;
}

/** Stops that lie between the last two places: the elapsed time is shared by what the pieces are expected to take. */
function passStops(learned: Learned, previous: Motion, next: Motion): void {
  const { course } = next.run;
  const { t, distanceM } = next;
  const { p } = learned;
  const before = previous.passed + 1;
  let last = before;
  while (last < course.n && course.stopM[last]! <= distanceM + p.stopZoneM) last++;
  if (last === before) return;
  const lo = Math.max(1, before);
  const hi = Math.min(course.n, last + 1);
  learned.times.expect(course, lo, hi, t, previous.t, next.run, expected, base);
  let total = 0;
  for (let i = lo; i < hi; i++) {
    const a = i === before ? rest(p, course, i, previous.distanceM, expected[i]!) : expected[i]!;
    const b = i === last ? rest(p, course, i, distanceM, expected[i]!) : 0;
    total += Math.max(0, a - b);
  }
  let gone = 0;
  const dt = t - previous.t;
  for (let i = before; i < last; i++) {
    if (i > 0) gone += i === before ? rest(p, course, i, previous.distanceM, expected[i]!) : expected[i]!;
    let at = total > 0 ? Math.min(t, previous.t + (gone / total) * dt) : t;
    // one that is hardly beyond the stop may have stood there since: the way to it took what it takes
    if (i === last - 1 && distanceM - course.stopM[i]! < p.stillThereM) at = Math.min(at, previous.t + gone);
    // a bus that stood just before the first of these stops had come to it when it came to rest
    const stood = previous.t - previous.standSince > STOP_REACHED_S;
    if (i === before && course.stopM[i]! - previous.distanceM < STOP_REACHED_M && stood) at = previous.standSince;
    pass(learned, next, i, at, dt);
  }
}

/** It moves away from its first stop, about when it should. */
function isLeaving(previous: Motion, seen: Seen, p: Parameters): boolean {
  const { run, t, distanceM } = seen;
  return (
    distanceM - previous.standM > p.leavingM &&
    distanceM > run.course.stopM[0]! + p.leavingM &&
    run.departureS[0]! - t < p.leavingEarlyS
  );
}

/** It was seen to leave its first stop. */
function learnDeparture(learned: Learned, waiting: Motion, seen: Seen): void {
  if (Number.isNaN(waiting.waitingSince)) return;
  const { p, times } = learned;
  const { course, departureS } = seen.run;
  const dueS = departureS[0]!;
  const earlyS = dueS - waiting.waitingSince;
  if (earlyS <= p.holdFromS) return;
  times.expect(course, 1, 2, seen.t, seen.t, seen.run, expected);
  const onTheWayS = Math.max(0, expected[1]! - rest(p, course, 1, seen.distanceM, expected[1]!));
  const leftS = Math.max(waiting.t, seen.t - onTheWayS);
  times.learnStart(course.piece[1]!, earlyS, leftS - waiting.waitingSince);
  if (leftS < dueS - p.leavingEarlyS) learned.dawdles.add(String(course.piece[1]!), leftS - waiting.waitingSince);
  if (leftS > dueS - p.releaseEarlyS) learned.releases.add(seen.vehicleId, leftS - dueS);
}

/** It came to call `i` at `at` (expected and base hold the piece): teaches the piece before it, and how wrong earlier predictions were. */
function pass(learned: Learned, m: Motion, i: number, at: EpochS, withinS: number): void {
  const { course, departureS } = m.run;
  if (i > 1 && !Number.isNaN(m.passedAt)) {
    const { p } = learned;
    const expectedS = expected[i]!;
    const earlyS = departureS[i - 1]! - m.passedAt;
    const excessS = at - m.passedAt - expectedS;
    const waited = earlyS > p.holdFromS && excessS > p.heldExcessS;
    if (!waited || excessS <= p.heldShare * Math.min(earlyS, p.holdCapS)) {
      learned.own.learn(m.vehicleId, at - m.passedAt, expectedS, at);
    }
    if (m.heldAt < 0 && waited && excessS > earlyS - p.releaseEarlyS) {
      learned.releases.add(m.vehicleId, excessS - earlyS);
    }
    learned.times.learn(
      course.piece[i]!,
      course.timepoint[i - 1]!,
      course.priorS[i]!,
      expectedS,
      base[i]!,
      at - m.passedAt,
      earlyS,
      at,
      slotOf(m.run, at),
      weightOf(withinS, expectedS),
    );
  }
  if (m.heldAt >= 0 && i > m.heldAt) {
    const lateS = at - expected[i]! - departureS[m.heldAt]!;
    if (i > 1 && i === m.heldAt + 1 && lateS > -learned.p.releaseEarlyS) learned.releases.add(m.vehicleId, lateS);
    m.heldAt = -1;
  }
  m.passed = i;
  m.passedAt = at;
  for (const promise of m.promises) {
    if (i < promise.from) continue;
    const promised = promise.times[i - promise.from];
    if (promised === undefined || Number.isNaN(promised)) continue;
    // what was promised after it had come says nothing: nobody waits for it any more
    if (at < promise.at) continue;
    const error = at - promise.at - promised;
    learned.quantiles[promise.bank].add(promised, error);
    const x = promise.drift[i - promise.from]!;
    if (x > 1 && promise.bank === BANK.under_way) {
      const limit = DRIFT_CLIP * x + DRIFT_CLIP_S;
      const clipped = Math.max(-limit, Math.min(limit, error));
      learned.driftXY = learned.driftXY * learned.p.driftMemory + x * (clipped + promise.gain * x);
      learned.driftXX = learned.driftXX * learned.p.driftMemory + x * x;
    }
  }
}

/** A passing known only to within `withinS` teaches less. */
function weightOf(withinS: number, expectedS: number): number {
  return Math.min(1, Math.max(0.15, (expectedS + 30) / (withinS + 30)));
}
