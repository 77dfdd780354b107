// The network, and what lies over it, as GeoJSON for the map to draw. Pure.

import type { Network, TrailPoint } from '../../../server/wire/console/fleet.js';

type Feature<Geometry> = { type: 'Feature'; id?: number; geometry: Geometry; properties: Record<string, unknown> };
type Point = { type: 'Point'; coordinates: [number, number] };
type LineString = { type: 'LineString'; coordinates: [number, number][] };
export type Collection<Geometry> = { type: 'FeatureCollection'; features: Feature<Geometry>[] };

function collection<Geometry>(features: Feature<Geometry>[]): Collection<Geometry> {
  return { type: 'FeatureCollection', features };
}

/** The lines, each with its colour; one that has none, or nearly the ground's, is drawn in the map's own. */
export function lineFeatures({ routes, shapes }: Network): Collection<LineString> {
  return collection(
    shapes.map(({ route, points }) => {
      const coordinates: [number, number][] = [];
      for (let i = 0; i + 1 < points.length; i += 2) coordinates.push([points[i]!, points[i + 1]!]);
      const colour = routes[route]?.color;
      return {
        type: 'Feature',
        geometry: { type: 'LineString', coordinates },
        properties: { route, ...(colour ? { colour: `#${colour}` } : {}) },
      };
    }),
  );
}

/** The stops. */
export function stopFeatures({ stops }: Network): Collection<Point> {
  return collection(
    stops.map(({ stop_id, lat, lon }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { stop_id },
    })),
  );
}

/** Between places further apart in time nobody saw the vehicle (server/sight/strip.ts): no line joins them. */
export const UNSEEN_S = 180;

/** A vehicle's last hour as lines, a new one wherever it was not seen for a while. */
export function seenLines(trail: readonly TrailPoint[]): TrailPoint[][] {
  const lines: TrailPoint[][] = [];
  for (const [i, point] of trail.entries()) {
    if (i === 0 || point.at - trail[i - 1]!.at > UNSEEN_S) lines.push([]);
    lines.at(-1)?.push(point);
  }
  return lines;
}

/** Where a vehicle was in the last hour. */
export function trailFeatures(trail: readonly TrailPoint[]): Collection<LineString> {
  return collection(
    seenLines(trail)
      .filter((line) => line.length > 1)
      .map((line) => {
        const coordinates = line.map(({ lon, lat }): [number, number] => [lon, lat]);
        return { type: 'Feature', geometry: { type: 'LineString', coordinates }, properties: {} };
      }),
  );
}

/** An area: its face where it has three corners, its edge before that, and its corners by number. */
export function areaFeatures(ring: readonly (readonly [lat: number, lon: number])[]): Collection<unknown> {
  const places = ring.map(([lat, lon]): [number, number] => [lon, lat]);
  const shape =
    places.length > 2
      ? { type: 'Polygon', coordinates: [[...places, places[0]!]] }
      : { type: 'LineString', coordinates: places };
  const corners = places.map((coordinates, corner) => ({
    type: 'Feature' as const,
    geometry: { type: 'Point', coordinates },
    properties: { corner },
  }));
  return collection<unknown>([
    ...(places.length > 1 ? [{ type: 'Feature' as const, geometry: shape, properties: {} }] : []),
    ...corners,
  ]);
}

/** West, south, east and north. */
export type Bounds = [number, number, number, number];

/** Around all that the network has; null where it has nothing. */
export function boundsOf({ stops, shapes }: Network): Bounds | null {
  const lons = [
    ...stops.map(({ lon }) => lon),
    ...shapes.flatMap(({ points }) => points.filter((_, i) => i % 2 === 0)),
  ];
  const lats = [
    ...stops.map(({ lat }) => lat),
    ...shapes.flatMap(({ points }) => points.filter((_, i) => i % 2 === 1)),
  ];
  return around(lons, lats, 0);
}

/** Shares of the stops on each side that lie too far out for the first look: the villages. */
export const OUTSKIRTS_SHARE = 0.06;

/** Around the city proper: where nearly all stops are. */
export function cityBoundsOf(network: Network): Bounds | null {
  const lons = network.stops.map(({ lon }) => lon);
  const lats = network.stops.map(({ lat }) => lat);
  return around(lons, lats, OUTSKIRTS_SHARE) ?? boundsOf(network);
}

function around(lons: number[], lats: number[], leftOut: number): Bounds | null {
  if (lons.length === 0) return null;
  const ends = (values: number[]): [number, number] => {
    const sorted = [...values].sort((a, b) => a - b);
    const out = Math.floor(sorted.length * leftOut);
    return [sorted[out]!, sorted[sorted.length - 1 - out]!];
  };
  const [west, east] = ends(lons);
  const [south, north] = ends(lats);
  return [west, south, east, north];
}
