// A line in local metres, and where along it a point may be: every local minimum of the distance is a candidate, because streets cross themselves.

import type { Timetable } from '../timetable/timetable.js';
import { lineOf, M_PER_DEGREE } from './project.js';

/** More candidates than this on one line are not worth weighing. */
export const MAX_CANDIDATES = 12;

/** Where a point may be on a line. Columns, reused from call to call. */
export interface Candidates {
  count: number;
  /** Metres along the line. */
  distanceM: Float64Array;
  /** Metres beside it. */
  offsetM: Float64Array;
  /** Direction of the line there, degrees clockwise from north. */
  headingDeg: Float64Array;
}

/** An empty, reusable list of candidates. */
export function emptyCandidates(): Candidates {
  return {
    count: 0,
    distanceM: new Float64Array(MAX_CANDIDATES),
    offsetM: new Float64Array(MAX_CANDIDATES),
    headingDeg: new Float64Array(MAX_CANDIDATES),
  };
}

/** A line in local metres, ready for projection. */
export class Line {
  private readonly lat0: number;
  private readonly lon0: number;
  private readonly metresPerLon: number;
  private readonly x: Float64Array;
  private readonly y: Float64Array;
  private readonly m: Float32Array;
  /** False where the line was drawn straight from stop to stop. */
  readonly isShape: boolean;

  constructor(timetable: Timetable, line: number) {
    const { lineOffset, lineLat, lineLon, linePointDistanceM, lineIsShape } = timetable.data;
    const from = lineOffset[line]!;
    const count = lineOffset[line + 1]! - from;
    this.lat0 = lineLat[from] ?? 0;
    this.lon0 = lineLon[from] ?? 0;
    this.metresPerLon = M_PER_DEGREE * Math.cos((this.lat0 * Math.PI) / 180);
    this.x = new Float64Array(count);
    this.y = new Float64Array(count);
    this.m = linePointDistanceM.subarray(from, from + count);
    for (let i = 0; i < count; i++) {
      this.x[i] = (lineLon[from + i]! - this.lon0) * this.metresPerLon;
      this.y[i] = (lineLat[from + i]! - this.lat0) * M_PER_DEGREE;
    }
    this.isShape = lineIsShape[line] === 1;
  }

  /** Fills `out` with the places within `gateM` of the point, nearest first once full. */
  project(lat: number, lon: number, gateM: number, out: Candidates): void {
    const { x, y, m } = this;
    const px = (lon - this.lon0) * this.metresPerLon;
    const py = (lat - this.lat0) * M_PER_DEGREE;
    out.count = 0;
    const gate2 = gateM * gateM;
    let before = Number.POSITIVE_INFINITY;
    let falling = true;
    let heldM = 0;
    let held2 = Number.POSITIVE_INFINITY;
    let heldDx = 0;
    let heldDy = 0;
    const last = x.length - 1;
    for (let i = 0; i < last; i++) {
      const ax = x[i]!;
      const ay = y[i]!;
      const dx = x[i + 1]! - ax;
      const dy = y[i + 1]! - ay;
      const long = dx * dx + dy * dy;
      if (long === 0) continue;
      let t = ((px - ax) * dx + (py - ay) * dy) / long;
      t = t < 0 ? 0 : Math.min(t, 1);
      const ex = px - ax - t * dx;
      const ey = py - ay - t * dy;
      const off2 = ex * ex + ey * ey;
      if (off2 > before && falling) {
        if (held2 <= gate2) keep(out, heldM, held2, heldDx, heldDy);
        falling = false;
      }
      if (off2 < before) falling = true;
      if (falling) {
        held2 = off2;
        heldM = m[i]! + t * (m[i + 1]! - m[i]!);
        heldDx = dx;
        heldDy = dy;
      }
      before = off2;
    }
    if (falling && held2 <= gate2) keep(out, heldM, held2, heldDx, heldDy);
  }
}

function keep(out: Candidates, distanceM: number, offset2: number, dx: number, dy: number): void {
  const offsetM = Math.sqrt(offset2);
  let at = out.count;
  if (at === MAX_CANDIDATES) {
    at = -1;
    let worst = offsetM;
    for (let i = 0; i < MAX_CANDIDATES; i++) {
      if (out.offsetM[i]! > worst) {
        worst = out.offsetM[i]!;
        at = i;
      }
    }
    if (at < 0) return;
  } else out.count++;
  out.distanceM[at] = distanceM;
  out.offsetM[at] = offsetM;
  out.headingDeg[at] = ((Math.atan2(dx, dy) * 180) / Math.PI + 360) % 360;
}

const known = new WeakMap<Timetable, Map<number, Line>>();

/** The line that a trip runs on; made once per timetable. */
export function lineFor(timetable: Timetable, trip: number): Line {
  let lines = known.get(timetable);
  if (!lines) {
    lines = new Map();
    known.set(timetable, lines);
  }
  const index = lineOf(timetable, trip);
  let line = lines.get(index);
  if (!line) {
    line = new Line(timetable, index);
    lines.set(index, line);
  }
  return line;
}
