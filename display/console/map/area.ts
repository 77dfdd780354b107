// An area as it is being drawn: corners come, go and close it; and which stops lie inside. Pure.

import type { NetworkStop } from '../../../server/wire/console/fleet.js';

/** A corner in degrees. */
export type Corner = readonly [lat: number, lon: number];

/** What is drawn so far; a closed one takes no more corners until one is taken back. */
export interface Area {
  ring: readonly Corner[];
  closed: boolean;
}
export const NO_AREA: Area = { ring: [], closed: false };
/** Fewer make no area. */
export const CORNERS_AT_LEAST = 3;
/** The server takes no more. */
export const CORNERS_AT_MOST = 500;

/** What a person does. `onFirst`: the corner is meant for the first one, `onLast` for the last one. */
export type AreaDeed =
  | { do: 'corner'; at: Corner; onFirst?: boolean; onLast?: boolean }
  | { do: 'finish' }
  | { do: 'undo' }
  | { do: 'clear' };

/** The area after a deed. */
export function afterDeed(area: Area, deed: AreaDeed): Area {
  const { ring, closed } = area;
  const canClose = ring.length >= CORNERS_AT_LEAST;
  switch (deed.do) {
    case 'corner':
      if (closed || (deed.onLast && ring.length > 0)) return area;
      if (deed.onFirst && canClose) return { ring, closed: true };
      return ring.length >= CORNERS_AT_MOST ? area : { ring: [...ring, deed.at], closed: false };
    case 'finish':
      return canClose ? { ring, closed: true } : area;
    case 'undo':
      // The first step back opens what was closed.
      return closed ? { ring, closed: false } : { ring: ring.slice(0, -1), closed: false };
    case 'clear':
      return NO_AREA;
  }
}

/** The stops inside, as the server counts them: none before there are three corners. */
export function stopsInside(stops: readonly NetworkStop[], ring: readonly Corner[]): NetworkStop[] {
  return ring.length < CORNERS_AT_LEAST ? [] : stops.filter(({ lat, lon }) => isInside(lat, lon, ring));
}

/** Crossings of a line to the east: odd is inside. */
function isInside(lat: number, lon: number, ring: readonly Corner[]): boolean {
  let inside = false;
  for (const [i, [aLat, aLon]] of ring.entries()) {
    const [bLat, bLon] = ring[(i + ring.length - 1) % ring.length]!;
    if (aLat > lat !== bLat > lat && lon < ((bLon - aLon) * (lat - aLat)) / (bLat - aLat) + aLon) inside = !inside;
  }
  return inside;
}
