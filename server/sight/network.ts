// All of the city that does not move, for the map: lines from shapes, stops that are called at; made once a timetable.

import type { StopViews } from '../departures/stop-view.js';
import { eastM, northM, planeAt } from '../timetable/geometry.js';
import type { Network, NetworkShape, NetworkStop } from '../wire/console/fleet.js';
import { networkRoute } from './strip.js';

/** A point nearer than this to the straight line between its neighbours that stay is left out, metres. */
export const FLAT_WITHIN_M = 4;
const DEGREE_DECIMALS = 1e5;

/** The network of a timetable. */
export function networkOf(views: StopViews, styleUrl: string | null): Network {
  const { timetable } = views;
  const { data } = timetable;
  const stops: NetworkStop[] = [];
  for (let index = 0; index < timetable.stopCount; index++) {
    const { stop_id, stop_code, stop_name, stop_lat, stop_lon } = views.stop(index).document;
    if (stop_lat === null || stop_lon === null || data.stopOffset[index] === data.stopOffset[index + 1]) continue;
    stops.push({ stop_id, stop_code, name: stop_name, lat: rounded(stop_lat), lon: rounded(stop_lon) });
  }
  const seen = new Set<string>();
  const shapes = new Map<string, NetworkShape>();
  for (let trip = 0; trip < timetable.tripCount; trip++) {
    const line = data.patternLine[data.tripPattern[trip]!]!;
    const route = data.tripRoute[trip]!;
    const direction = data.tripDirection[trip]!;
    const key = `${route}/${direction}/${line}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const points = thinned(views, line);
    shapes.set(`${route}/${direction}/${points.join()}`, { route, direction, points });
  }
  return {
    timetable_version: timetable.version,
    timezone: timetable.timezone,
    routes: data.routes.map((_, route) => networkRoute(views, route)),
    stops,
    shapes: [...shapes.values()].filter(({ points }) => points.length >= 4),
    style_url: styleUrl,
  };
}

/** A line without the points that nobody would miss (Ramer, Douglas and Peucker). */
function thinned({ timetable }: StopViews, line: number): number[] {
  const { lineOffset, lineLat, lineLon } = timetable.data;
  const from = lineOffset[line]!;
  const to = lineOffset[line + 1]! - 1;
  if (to < from) return [];
  const plane = planeAt(lineLat[from]!, lineLon[from]!);
  const x = (i: number) => eastM(plane, lineLon[i]!);
  const y = (i: number) => northM(plane, lineLat[i]!);
  const kept = new Set([from, to]);
  const pieces: [number, number][] = [[from, to]];
  for (let piece = pieces.pop(); piece; piece = pieces.pop()) {
    const [a, b] = piece;
    let worst = -1;
    let worstM = FLAT_WITHIN_M;
    for (let i = a + 1; i < b; i++) {
      const off = offSegmentM(x(i), y(i), x(a), y(a), x(b), y(b));
      if (off > worstM) {
        worst = i;
        worstM = off;
      }
    }
    if (worst < 0) continue;
    kept.add(worst);
    pieces.push([a, worst], [worst, b]);
  }
  return [...kept].sort((a, b) => a - b).flatMap((i) => [rounded(lineLon[i]!), rounded(lineLat[i]!)]);
}

function offSegmentM(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length2));
  return Math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay));
}

function rounded(degrees: number): number {
  return Math.round(degrees * DEGREE_DECIMALS) / DEGREE_DECIMALS;
}
