// The lines that changed trips run along: the shape that a detour names, or the trip's own with straight pieces through the replacement stops.

import type { ShapeColumns } from '../../feeds/gtfs/shapes.js';
import type { RealtimeShape, Stop } from '../../feeds/model.js';
import type { DetourCalls } from './detour-calls.js';
import type { Timetable } from './timetable.js';

interface Points {
  lat: number[];
  lon: number[];
}

/** Gathers shapes by id. */
export class DetourLines {
  private readonly points = new Map<string, Points>();
  /** Ids of lines that were drawn here and are no shapes. */
  readonly drawn = new Set<string>();

  constructor(
    private readonly timetable: Timetable,
    private readonly stops: readonly Stop[],
    shapes: readonly RealtimeShape[],
  ) {
    for (const { shapeId, lat, lon } of shapes) this.points.set(shapeId, { lat, lon });
  }

  /** Is this a shape of the feed or of the timetable? Then it is at hand from now on. */
  has(shapeId: string): boolean {
    if (this.points.has(shapeId)) return true;
    const line = this.timetable.data.shapeIds.indexOf(shapeId);
    if (line < 0) return false;
    this.points.set(shapeId, this.piece(line, 0, Number.POSITIVE_INFINITY));
    return true;
  }

  /** Draws the line of a changed trip under a name of its own. */
  draw(name: string, trip: number, { spans, from, stop }: DetourCalls): void {
    if (this.points.has(name)) return;
    const { data } = this.timetable;
    const line = data.patternLine[data.tripPattern[trip]!]!;
    const whole: Points = { lat: [], lon: [] };
    const add = ({ lat, lon }: Points): void => {
      whole.lat.push(...lat);
      whole.lon.push(...lon);
    };
    const last = this.timetable.callCount(trip);
    const atM = (position: number): number => this.timetable.distanceAt(trip, position);
    let fromM = 0;
    let call = 0;
    for (const [begin, end] of spans) {
      if (begin > 0) add(this.piece(line, fromM, atM(begin - 1)));
      while (call < from.length && from[call]! >= 0 && from[call]! < begin) call++;
      for (; call < from.length && from[call] === -1; call++) {
        const { lat, lon } = this.stops[stop[call]!]!;
        if (lat !== null && lon !== null) add({ lat: [lat], lon: [lon] });
      }
      fromM = end < last ? atM(end) : Number.NaN;
    }
    if (!Number.isNaN(fromM)) add(this.piece(line, fromM, Number.POSITIVE_INFINITY));
    this.drawn.add(name);
    this.points.set(name, whole);
  }

  /** All of them as columns. */
  columns(): ShapeColumns {
    const all = [...this.points.values()];
    const offset = new Int32Array(all.length + 1);
    all.forEach(({ lat }, i) => {
      offset[i + 1] = offset[i]! + lat.length;
    });
    return {
      shapeIds: [...this.points.keys()],
      offset,
      lat: Float64Array.from(all.flatMap(({ lat }) => lat)),
      lon: Float64Array.from(all.flatMap(({ lon }) => lon)),
      distance: new Float32Array(offset.at(-1)!).fill(Number.NaN),
    };
  }

  /** The part of a line of the timetable between two distances, its ends included. */
  private piece(line: number, fromM: number, toM: number): Points {
    const { lineOffset, lineLat, lineLon, linePointDistanceM } = this.timetable.data;
    const points: Points = { lat: [], lon: [] };
    const end = lineOffset[line + 1]!;
    for (let i = lineOffset[line]!; i < end; i++) {
      const atM = linePointDistanceM[i]!;
      if (i > lineOffset[line]!) {
        const beforeM = linePointDistanceM[i - 1]!;
        for (const cutM of [fromM, toM]) {
          if (!(cutM > beforeM && cutM < atM)) continue;
          const part = (cutM - beforeM) / (atM - beforeM);
          points.lat.push(lineLat[i - 1]! + part * (lineLat[i]! - lineLat[i - 1]!));
          points.lon.push(lineLon[i - 1]! + part * (lineLon[i]! - lineLon[i - 1]!));
        }
      }
      if (atM < fromM || atM > toM) continue;
      points.lat.push(lineLat[i]!);
      points.lon.push(lineLon[i]!);
    }
    return points;
  }
}
