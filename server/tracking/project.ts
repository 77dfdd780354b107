// A point on a line: where along its trip a vehicle may be. Every local minimum of distance is a candidate.

import type { Timetable } from '../timetable/timetable.js';

/** One place on a line where the distance to the point is locally least. */
export interface Candidate {
  /** Metres along the line. */
  distanceM: number;
  /** Metres from the point to the line there. */
  offsetM: number;
  /** Where the line heads there, degrees clockwise from north. */
  bearingDeg: number;
}

/** Metres of one degree of latitude (mean earth radius 6 371 km). */
export const M_PER_DEGREE = 111_195;

/** Index of the line that a trip runs on. */
export function lineOf(timetable: Timetable, trip: number): number {
  return timetable.data.patternLine[timetable.data.tripPattern[trip]!]!;
}

/** Length of a line in metres. */
export function lineLengthM(timetable: Timetable, line: number): number {
  const end = timetable.data.lineOffset[line + 1]! - 1;
  return end < timetable.data.lineOffset[line]! ? 0 : timetable.data.linePointDistanceM[end]!;
}

/** Metres between two points of a city (equirectangular: under 0.1 % off over 50 km). */
export function metresBetween(latA: number, lonA: number, latB: number, lonB: number): number {
  const scale = Math.cos((((latA + latB) / 2) * Math.PI) / 180);
  return length((lonB - lonA) * scale, latB - latA) * M_PER_DEGREE;
}

/**
 * Candidates on a line between `fromM` and `toM`, ascending by distance. The window's ends count as minima where the distance
 * still falls towards them, so that a bus that stands and seems to drift backwards keeps its place.
 */
export function project(
  timetable: Timetable,
  line: number,
  lat: number,
  lon: number,
  fromM = 0,
  toM = Number.POSITIVE_INFINITY,
): Candidate[] {
  const { lineOffset, lineLat, lineLon, linePointDistanceM } = timetable.data;
  const begin = lineOffset[line]!;
  const end = lineOffset[line + 1]!;
  const eastM = M_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  const found: Candidate[] = [];
  // Offsets along consecutive pieces: a minimum stands where they stop falling and rise again.
  let bestOffM = Number.POSITIVE_INFINITY;
  let bestAtM = 0;
  let bestPiece = -1;
  let rising = false;
  for (let i = firstPiece(linePointDistanceM, begin, end, fromM); i + 1 < end; i++) {
    const startM = linePointDistanceM[i]!;
    const endM = linePointDistanceM[i + 1]!;
    if (startM > toM) break;
    const lengthM = endM - startM;
    if (lengthM <= 0) continue;
    const ax = (lineLon[i]! - lon) * eastM;
    const ay = (lineLat[i]! - lat) * M_PER_DEGREE;
    const dx = (lineLon[i + 1]! - lineLon[i]!) * eastM;
    const dy = (lineLat[i + 1]! - lineLat[i]!) * M_PER_DEGREE;
    const square = dx * dx + dy * dy;
    const low = fromM > startM ? (fromM - startM) / lengthM : 0;
    const high = toM < endM ? (toM - startM) / lengthM : 1;
    if (high < low) continue;
    const nearest = square > 0 ? -(ax * dx + ay * dy) / square : 0;
    const t = nearest < low ? low : Math.min(nearest, high);
    const offM = length(ax + t * dx, ay + t * dy);
    // Falling again after having risen: the minimum before stands on its own.
    if (rising && offM < length(ax + low * dx, ay + low * dy) - SAME_M) {
      found.push(candidate(bestAtM, bestOffM, bestPiece));
      bestOffM = Number.POSITIVE_INFINITY;
    }
    if (offM < bestOffM) {
      bestOffM = offM;
      bestAtM = startM + t * lengthM;
      bestPiece = i;
    }
    rising = length(ax + high * dx, ay + high * dy) > bestOffM + SAME_M;
  }
  if (bestPiece >= 0) found.push(candidate(bestAtM, bestOffM, bestPiece));
  return found;

  function candidate(distanceM: number, offsetM: number, piece: number): Candidate {
    const dx = (lineLon[piece + 1]! - lineLon[piece]!) * eastM;
    const dy = (lineLat[piece + 1]! - lineLat[piece]!) * M_PER_DEGREE;
    return { distanceM, offsetM, bearingDeg: ((Math.atan2(dx, dy) * 180) / Math.PI + 360) % 360 };
  }
}

/** Math.hypot guards against overflow, which no city needs, at ten times the cost. */
function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/** Differences of offset under this are none: vertices lie on both pieces. */
const SAME_M = 0.01;

/** The piece that holds `fromM`. */
function firstPiece(distances: Float32Array, begin: number, end: number, fromM: number): number {
  let low = begin;
  let high = end - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (distances[mid]! <= fromM) low = mid;
    else high = mid - 1;
  }
  return Math.min(low, Math.max(begin, end - 2));
}

/** Least angle between two bearings, 0 to 180. */
export function turnDeg(a: number, b: number): number {
  const apart = Math.abs(a - b) % 360;
  return apart > 180 ? 360 - apart : apart;
}
