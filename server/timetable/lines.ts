// The polylines that patterns run along: GTFS shapes, or straight pieces from stop to stop where there is none.

import type { ShapeColumns } from '../../feeds/gtfs/shapes.js';
import { distanceM } from './geometry.js';

/** One polyline; `distance[i]` is metres from its beginning. */
export interface Line {
  lat: Float64Array;
  lon: Float64Array;
  distance: Float64Array;
  /** The shape it is, '' where it was drawn straight. */
  shapeId: string;
  /** shape_dist_traveled at each point, null unless every point has one and they never fall. */
  feedDistance: Float32Array | null;
}

/** Line of a shape, or null where the dataset has no such shape or it has fewer than two different points. */
export function shapeLine(shapes: ShapeColumns, shape: number): Line | null {
  if (shape < 0) return null;
  const begin = shapes.offset[shape] as number;
  const end = shapes.offset[shape + 1] as number;
  const line = measured(
    shapes.lat.subarray(begin, end),
    shapes.lon.subarray(begin, end),
    shapes.shapeIds[shape] ?? '',
    rising(shapes.distance.subarray(begin, end)),
  );
  return (line.distance.at(-1) ?? 0) > 1 ? line : null;
}

/** Straight pieces through the given places, one point a place. */
export function straightLine(lat: readonly number[], lon: readonly number[]): Line {
  return measured(Float64Array.from(lat), Float64Array.from(lon), '', null);
}

function measured(lat: Float64Array, lon: Float64Array, shapeId: string, feedDistance: Float32Array | null): Line {
  const distance = new Float64Array(lat.length);
  for (let i = 1; i < lat.length; i++) {
    distance[i] =
      (distance[i - 1] as number) +
      distanceM(lat[i - 1] as number, lon[i - 1] as number, lat[i] as number, lon[i] as number);
  }
  return { lat, lon, distance, shapeId, feedDistance };
}

function rising(column: Float32Array): Float32Array | null {
  if (column.length === 0 || Number.isNaN(column[0])) return null;
  for (let i = 1; i < column.length; i++) if (!((column[i] as number) >= (column[i - 1] as number))) return null;
  return (column.at(-1) as number) > (column[0] as number) ? column : null;
}

/** Metres along a line where the feed says its own distance `value`; NaN where it cannot be told. */
export function metresOfFeedDistance(line: Line, value: number): number {
  const column = line.feedDistance;
  if (!column || Number.isNaN(value)) return Number.NaN;
  let low = 0;
  let high = column.length - 1;
  if (value <= (column[0] as number)) return 0;
  if (value >= (column[high] as number)) return line.distance[high] as number;
  while (high - low > 1) {
    const mid = (low + high) >> 1;
    if ((column[mid] as number) <= value) low = mid;
    else high = mid;
  }
  const span = (column[high] as number) - (column[low] as number);
  const part = span > 0 ? (value - (column[low] as number)) / span : 0;
  return (line.distance[low] as number) + part * ((line.distance[high] as number) - (line.distance[low] as number));
}
