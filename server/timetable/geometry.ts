// Plane geometry on the ground: degrees to metres about a point, and a point's foot on a segment.

/** Metres of one degree of latitude (mean Earth radius 6 371 008.8 m). */
export const METRES_PER_DEGREE = 111_195.08;

/** A plane tangent to the ground: good to a part in a thousand over a city. */
export interface Plane {
  lat: number;
  lon: number;
  /** Metres of one degree of longitude here. */
  lonScale: number;
}

/** The plane about a point. */
export function planeAt(lat: number, lon: number): Plane {
  return { lat, lon, lonScale: METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180) };
}

/** Metres east of the plane's origin. */
export function eastM(plane: Plane, lon: number): number {
  return (lon - plane.lon) * plane.lonScale;
}

/** Metres north of the plane's origin. */
export function northM(plane: Plane, lat: number): number {
  return (lat - plane.lat) * METRES_PER_DEGREE;
}

/** Metres between two points that are not far apart. */
export function distanceM(latA: number, lonA: number, latB: number, lonB: number): number {
  const scale = Math.cos(((latA + latB) * Math.PI) / 360);
  return Math.hypot((latB - latA) * METRES_PER_DEGREE, (lonB - lonA) * METRES_PER_DEGREE * scale);
}
