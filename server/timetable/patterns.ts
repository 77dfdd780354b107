// Patterns gathered while trips are compiled: the same calls along the same shape become one, and each gets its line.

import type { FindingList } from '../../feeds/gtfs/finding-list.js';
import type { ShapeColumns } from '../../feeds/gtfs/shapes.js';
import type { Stop } from '../../feeds/model.js';
import { distanceM } from './geometry.js';
import { type Line, metresOfFeedDistance, shapeLine, straightLine } from './lines.js';
import { type Candidates, candidatesOn, placeStops } from './place-stops.js';
import type { TimetableData } from './timetable.js';

/** A stop this far from its shape is noted. */
export const NOTED_OFFSET_M = 60;

/** The calls of one trip, as they make a pattern. All lists have one entry a call. */
export interface PatternCalls {
  shapeId: string | null;
  stop: readonly number[];
  sequence: readonly number[];
  pickup: readonly number[];
  dropOff: readonly number[];
  timepoint: readonly number[];
  headsign: readonly number[];
  /** shape_dist_traveled, NaN where there is none; a hint that does not tell patterns apart. */
  feedDistance: readonly number[];
}

/** Columns of the timetable that patterns and lines make. */
export type PatternColumns = Pick<
  TimetableData,
  | 'patternOffset'
  | 'patternLine'
  | 'callStop'
  | 'callSequence'
  | 'callPickup'
  | 'callDropOff'
  | 'callTimepoint'
  | 'callHeadsign'
  | 'callDistanceM'
  | 'lineOffset'
  | 'lineLat'
  | 'lineLon'
  | 'linePointDistanceM'
  | 'lineIsShape'
  | 'shapeIds'
>;

/** Collects patterns; `add` returns the index of the pattern of these calls. */
export class PatternBuilder {
  private readonly byHash = new Map<number, number[]>();
  private readonly patterns: PatternCalls[] = [];
  private readonly patternLine: number[] = [];
  private readonly distances: Float64Array[] = [];
  private readonly lines: Line[] = [];
  private readonly lineOfShape = new Map<string, number>();
  private readonly lineOfStops = new Map<string, number>();
  private readonly candidates = new Map<number, Candidates>();
  private readonly shapeIndex = new Map<string, number>();
  private readonly lat: Float64Array;
  private readonly lon: Float64Array;
  private readonly stops: readonly Stop[];
  private readonly shapes: ShapeColumns;
  private readonly findings: FindingList;

  constructor(stops: readonly Stop[], shapes: ShapeColumns, findings: FindingList) {
    this.stops = stops;
    this.shapes = shapes;
    this.findings = findings;
    shapes.shapeIds.forEach((id, i) => {
      this.shapeIndex.set(id, i);
    });
    const parents = new Map(stops.map((stop) => [stop.stopId, stop]));
    this.lat = new Float64Array(stops.length).fill(Number.NaN);
    this.lon = new Float64Array(stops.length).fill(Number.NaN);
    stops.forEach((stop, i) => {
      const placed = stop.lat === null || stop.lon === null ? parents.get(stop.parentStation ?? '') : stop;
      this.lat[i] = placed?.lat ?? Number.NaN;
      this.lon[i] = placed?.lon ?? Number.NaN;
    });
  }

  /** The pattern's index. */
  add(calls: PatternCalls): number {
    const hash = hashOf(calls);
    const alike = this.byHash.get(hash);
    for (const pattern of alike ?? []) if (same(this.patterns[pattern] as PatternCalls, calls)) return pattern;
    const index = this.patterns.length;
    this.patterns.push(calls);
    if (alike) alike.push(index);
    else this.byHash.set(hash, [index]);
    this.place(calls);
    return index;
  }

  /** Metres along the line at each call of a pattern. */
  distancesOf(pattern: number): Float64Array {
    return this.distances[pattern] as Float64Array;
  }

  private place(calls: PatternCalls): void {
    const [lat, lon] = this.placesOf(calls);
    const crowM = [0];
    for (let i = 1; i < lat.length; i++) {
      const step = distanceM(lat[i - 1] as number, lon[i - 1] as number, lat[i] as number, lon[i] as number);
      crowM.push((crowM[i - 1] as number) + step);
    }
    const lineIndex = this.shapeLineIndex(calls.shapeId);
    const line = this.lines[lineIndex];
    if (line) {
      const candidates = calls.stop.map((stop, i) =>
        this.candidatesOf(lineIndex, stop, lat[i] as number, lon[i] as number),
      );
      const feedM = calls.feedDistance.map((value) => metresOfFeedDistance(line, value));
      const placement = placeStops(candidates, line.distance.at(-1) ?? 0, { feedM, crowM });
      if (placement) {
        placement.offsetM.forEach((offset, i) => {
          if (offset <= NOTED_OFFSET_M) return;
          this.findings.add('T122', () => {
            const stopId = this.stops[calls.stop[i] as number]?.stopId;
            return `stop ${stopId} is ${Math.round(offset)} m from shape ${calls.shapeId}`;
          });
        });
        this.patternLine.push(lineIndex);
        this.distances.push(placement.alongM);
        return;
      }
      this.findings.add('T121', () => `shape ${calls.shapeId}`);
    }
    this.patternLine.push(this.straightLineIndex(calls, lat, lon));
    this.distances.push(Float64Array.from(crowM));
  }

  /** Coordinates of the calls; a stop without any takes those of the call before it, or after. */
  private placesOf(calls: PatternCalls): [number[], number[]] {
    const lat = calls.stop.map((stop) => this.lat[stop] as number);
    const lon = calls.stop.map((stop) => this.lon[stop] as number);
    for (const backwards of [false, true]) {
      for (let k = 1; k < lat.length; k++) {
        const i = backwards ? lat.length - 1 - k : k;
        const neighbour = backwards ? i + 1 : i - 1;
        if (!Number.isNaN(lat[i])) continue;
        lat[i] = lat[neighbour] as number;
        lon[i] = lon[neighbour] as number;
        if (!Number.isNaN(lat[i]))
          this.findings.add('T123', () => `stop ${this.stops[calls.stop[i] as number]?.stopId}`);
      }
    }
    // Not one stop of the trip has a place.
    if (lat.length > 0 && Number.isNaN(lat[0])) {
      this.findings.add('T123', () => `stop ${this.stops[calls.stop[0] as number]?.stopId}`);
      lat.fill(0);
      lon.fill(0);
    }
    return [lat, lon];
  }

  private candidatesOf(line: number, stop: number, lat: number, lon: number): Candidates {
    if (Number.isNaN(this.lat[stop])) return candidatesOn(this.lines[line] as Line, lat, lon);
    const key = line * this.stops.length + stop;
    let found = this.candidates.get(key);
    if (!found) {
      found = candidatesOn(this.lines[line] as Line, lat, lon);
      this.candidates.set(key, found);
    }
    return found;
  }

  /** -1 where the trip has no shape that can be used. */
  private shapeLineIndex(shapeId: string | null): number {
    if (shapeId === null) return -1;
    const had = this.lineOfShape.get(shapeId);
    if (had !== undefined) return had;
    const line = shapeLine(this.shapes, this.shapeIndex.get(shapeId) ?? -1);
    if (!line) this.findings.add('T120', () => `shape ${shapeId}`);
    const index = line ? this.lines.push(line) - 1 : -1;
    this.lineOfShape.set(shapeId, index);
    return index;
  }

  private straightLineIndex(calls: PatternCalls, lat: readonly number[], lon: readonly number[]): number {
    const key = calls.stop.join(',');
    const had = this.lineOfStops.get(key);
    if (had !== undefined) return had;
    const index = this.lines.push(straightLine(lat, lon)) - 1;
    this.lineOfStops.set(key, index);
    return index;
  }

  /** The finished columns. */
  columns(): PatternColumns {
    const offset = (lengths: number[]): Int32Array => {
      const column = new Int32Array(lengths.length + 1);
      lengths.forEach((length, i) => {
        column[i + 1] = (column[i] as number) + length;
      });
      return column;
    };
    const patternOffset = offset(this.patterns.map((p) => p.stop.length));
    const total = patternOffset.at(-1) ?? 0;
    const lineOffset = offset(this.lines.map((l) => l.lat.length));
    const points = lineOffset.at(-1) ?? 0;
    const columns: PatternColumns = {
      patternOffset,
      patternLine: Int32Array.from(this.patternLine),
      callStop: new Int32Array(total),
      callSequence: new Int32Array(total),
      callPickup: new Uint8Array(total),
      callDropOff: new Uint8Array(total),
      callTimepoint: new Uint8Array(total),
      callHeadsign: new Int32Array(total),
      callDistanceM: new Float32Array(total),
      lineOffset,
      lineLat: new Float64Array(points),
      lineLon: new Float64Array(points),
      linePointDistanceM: new Float32Array(points),
      lineIsShape: Uint8Array.from(this.lines, (l) => (l.shapeId === '' ? 0 : 1)),
      shapeIds: this.lines.map((l) => l.shapeId),
    };
    this.patterns.forEach((pattern, p) => {
      const at = patternOffset[p] as number;
      columns.callStop.set(pattern.stop, at);
      columns.callSequence.set(pattern.sequence, at);
      columns.callPickup.set(pattern.pickup, at);
      columns.callDropOff.set(pattern.dropOff, at);
      columns.callTimepoint.set(pattern.timepoint, at);
      columns.callHeadsign.set(pattern.headsign, at);
      columns.callDistanceM.set(this.distancesOf(p), at);
    });
    this.lines.forEach((line, l) => {
      const at = lineOffset[l] as number;
      columns.lineLat.set(line.lat, at);
      columns.lineLon.set(line.lon, at);
      columns.linePointDistanceM.set(line.distance, at);
    });
    return columns;
  }
}

function hashOf(calls: PatternCalls): number {
  let hash = calls.stop.length;
  const mix = (value: number): void => {
    hash = (Math.imul(hash ^ value, 0x5bd1e995) + (hash >>> 15)) | 0;
  };
  for (let i = 0; i < calls.stop.length; i++) {
    mix(calls.stop[i] as number);
    mix(calls.sequence[i] as number);
    mix((calls.pickup[i] as number) | ((calls.dropOff[i] as number) << 2) | ((calls.timepoint[i] as number) << 4));
    mix(calls.headsign[i] as number);
  }
  const shape = calls.shapeId ?? '';
  for (let i = 0; i < shape.length; i++) mix(shape.charCodeAt(i));
  return hash;
}

function same(a: PatternCalls, b: PatternCalls): boolean {
  if (a.shapeId !== b.shapeId || a.stop.length !== b.stop.length) return false;
  for (let i = 0; i < a.stop.length; i++) {
    if (
      a.stop[i] !== b.stop[i] ||
      a.sequence[i] !== b.sequence[i] ||
      a.pickup[i] !== b.pickup[i] ||
      a.dropOff[i] !== b.dropOff[i] ||
      a.timepoint[i] !== b.timepoint[i] ||
      a.headsign[i] !== b.headsign[i]
    ) {
      return false;
    }
  }
  return true;
}
