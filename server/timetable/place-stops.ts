// Where the stops of a pattern lie along its line: one place per stop, in order, by the least sum of squared offsets.

import { eastM, northM, type Plane, planeAt } from './geometry.js';
import type { Line } from './lines.js';

/** A place on the line is a candidate for a stop up to this far off it, or up to the stop's nearest place if that is farther. */
export const CANDIDATE_OFFSET_M = 100;
/** Candidates kept per stop, nearest first: a shape passes a stop a few times at most. */
export const MAX_CANDIDATES = 12;
/** How far a later stop's foot may lie before the one of the stop before it: zigzags and stops that face each other. */
export const BACKWARD_SLACK_M = 40;
/** A stop farther off than this does not lie on the line. */
export const OFF_LINE_M = 150;
/** Of the stops of a pattern, this share may lie off the line before the line is not believed. */
export const OFF_LINE_SHARE = 0.34;
/** Cost in metres of offset for a metre away from where a stop would lie by crow-fly distances; decides only between equals. */
const CROW_WEIGHT = 0.003;
/** The same for the feed's own shape_dist_traveled: a better hint, and still a hint. */
const FEED_WEIGHT = 0.05;
const MAX_HINT_COST_M = 50;

/** The places where a stop may lie along a line: local minima of its distance from it. */
export interface Candidates {
  alongM: number[];
  offsetM: number[];
}

/** Places of a pattern's stops: metres along, never decreasing, and metres off the line. */
export interface Placement {
  alongM: Float64Array;
  offsetM: Float64Array;
}

/** All local minima of the distance from a point to a line, the nearest `MAX_CANDIDATES` of those near enough. */
export function candidatesOn(line: Line, lat: number, lon: number): Candidates {
  const plane: Plane = planeAt(lat, lon);
  const n = line.lat.length;
  const along: number[] = [];
  const offset: number[] = [];
  let before = Number.POSITIVE_INFINITY;
  let falling = true;
  let bestAlong = 0;
  let x0 = eastM(plane, line.lon[0] as number);
  let y0 = northM(plane, line.lat[0] as number);
  for (let i = 1; i < n; i++) {
    const x1 = eastM(plane, line.lon[i] as number);
    const y1 = northM(plane, line.lat[i] as number);
    const dx = x1 - x0;
    const dy = y1 - y0;
    const length2 = dx * dx + dy * dy;
    const t = length2 > 0 ? Math.min(1, Math.max(0, -(x0 * dx + y0 * dy) / length2)) : 0;
    const distance = Math.hypot(x0 + t * dx, y0 + t * dy);
    // A minimum ends where the distance begins to grow again.
    if (distance > before + 1e-6 && falling) {
      along.push(bestAlong);
      offset.push(before);
      falling = false;
    }
    if (distance < before - 1e-6 || i === 1) {
      falling = true;
      const from = line.distance[i - 1] as number;
      bestAlong = from + t * ((line.distance[i] as number) - from);
    }
    before = distance;
    x0 = x1;
    y0 = y1;
  }
  if (falling) {
    along.push(bestAlong);
    offset.push(before);
  }
  const nearest = offset.reduce((least, metres) => Math.min(least, metres), Number.POSITIVE_INFINITY);
  const kept = offset
    .map((_, i) => i)
    .filter((i) => (offset[i] as number) <= Math.max(CANDIDATE_OFFSET_M, nearest + 1))
    .sort((a, b) => (offset[a] as number) - (offset[b] as number))
    .slice(0, MAX_CANDIDATES)
    .sort((a, b) => (along[a] as number) - (along[b] as number));
  return { alongM: kept.map((i) => along[i] as number), offsetM: kept.map((i) => offset[i] as number) };
}

/** Where a hint says that each stop lies, in metres along; NaN where it says nothing. */
export interface Hints {
  feedM: readonly number[];
  /** Crow-fly distance run up to each stop. */
  crowM: readonly number[];
}

/**
 * Assigns one candidate to each stop so that places never run back and the offsets are least; null where the stops do not
 * follow the line (a reversed shape, another route's shape).
 */
export function placeStops(stops: readonly Candidates[], lineLengthM: number, hints: Hints): Placement | null {
  const n = stops.length;
  const crowTotal = hints.crowM[n - 1] ?? 0;
  const costs: Float64Array[] = [];
  const from: Int16Array[] = [];
  for (let s = 0; s < n; s++) {
    const here = stops[s] as Candidates;
    const count = here.alongM.length;
    const cost = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    const back = new Int16Array(count).fill(-1);
    const feed = hints.feedM[s] ?? Number.NaN;
    const part = crowTotal > 0 ? (hints.crowM[s] ?? 0) / crowTotal : s / Math.max(1, n - 1);
    const crow = part * lineLengthM;
    for (let c = 0; c < count; c++) {
      const along = here.alongM[c] as number;
      const hint = Number.isNaN(feed) ? Math.abs(along - crow) * CROW_WEIGHT : Math.abs(along - feed) * FEED_WEIGHT;
      const own = (here.offsetM[c] as number) ** 2 + Math.min(hint, MAX_HINT_COST_M) ** 2;
      if (s === 0) {
        cost[c] = own;
        continue;
      }
      const before = stops[s - 1] as Candidates;
      const beforeCost = costs[s - 1] as Float64Array;
      for (let p = 0; p < before.alongM.length; p++) {
        const backwards = (before.alongM[p] as number) - along;
        if (backwards > BACKWARD_SLACK_M) break;
        const total = (beforeCost[p] as number) + own + (backwards > 0 ? backwards * backwards : 0);
        if (total < (cost[c] as number)) {
          cost[c] = total;
          back[c] = p;
        }
      }
    }
    costs.push(cost);
    from.push(back);
  }
  const lastCost = costs[n - 1];
  if (!lastCost) return null;
  let choice = -1;
  for (let c = 0; c < lastCost.length; c++) {
    if ((lastCost[c] as number) < (choice < 0 ? Number.POSITIVE_INFINITY : (lastCost[choice] as number))) choice = c;
  }
  if (choice < 0) return null;
  const alongM = new Float64Array(n);
  const offsetM = new Float64Array(n);
  for (let s = n - 1; s >= 0; s--) {
    const here = stops[s] as Candidates;
    alongM[s] = here.alongM[choice] as number;
    offsetM[s] = here.offsetM[choice] as number;
    choice = from[s]?.[choice] ?? -1;
  }
  let off = 0;
  for (let s = 0; s < n; s++) {
    if ((offsetM[s] as number) > OFF_LINE_M) off++;
    if (s > 0 && (alongM[s] as number) < (alongM[s - 1] as number)) alongM[s] = alongM[s - 1] as number;
  }
  return off > n * OFF_LINE_SHARE ? null : { alongM, offsetM };
}
