// What stands on the map as signs: buses and boards, where each is on the screen, and which of them a click means. Pure.

import type { BoardHealth, MapBoard } from './board.js';
import { minutesText, type Standing, standingOf, strengthOf, type Vehicle } from './vehicle.js';

/** A sign: `x` and `y` are shares of the world in Web Mercator, from the west and from the north. */
export interface Sign {
  kind: 'bus' | 'board';
  id: string;
  x: number;
  y: number;
  /** Points to the right of its place: signs that share one stand side by side. */
  aside: number;
  shape: Standing | BoardHealth;
  /** Within the shape, and beside it; empty for none. */
  line: string;
  minutes: string;
  /** 0 to 1: what is old fades. */
  strength: number;
  /** Degrees from north; null where it heads nowhere. */
  turn: number | null;
  chosen: boolean;
}

/** What of the world is seen: north is up. */
export interface SignView {
  centreX: number;
  centreY: number;
  /** Points that the whole world is wide. */
  worldPx: number;
  widthPx: number;
  heightPx: number;
  /** Signs are drawn larger by this where the page's letters are. */
  scale: number;
}

/** Web Mercator knows no poles. */
const LAT_AT_MOST = 85.051_129;

/** Shares of the world, from the west and from the north. */
export function mercator(lat: number, lon: number): { x: number; y: number } {
  const clamped = Math.max(-LAT_AT_MOST, Math.min(LAT_AT_MOST, lat));
  const northness = Math.log(Math.tan(Math.PI / 4 + (clamped * Math.PI) / 360));
  return { x: (lon + 180) / 360, y: 0.5 - northness / (2 * Math.PI) };
}

/** Where a sign is on the screen, points from the left and the top. */
export function pointOf({ x, y, aside }: Sign, view: SignView): { left: number; top: number } {
  return {
    left: (x - view.centreX) * view.worldPx + view.widthPx / 2 + aside * view.scale,
    top: (y - view.centreY) * view.worldPx + view.heightPx / 2,
  };
}

/** The sign that is meant by a click, the last drawn first among those equally near; null where none is within `nearPx`. */
export function signAt(signs: readonly Sign[], view: SignView, left: number, top: number, nearPx: number): Sign | null {
  let found: Sign | null = null;
  let best = nearPx;
  for (const sign of signs) {
    const at = pointOf(sign, view);
    const off = Math.hypot(at.left - left, at.top - top);
    if (off > best) continue;
    found = sign;
    best = off;
  }
  return found;
}

/** The buses; the chosen one is drawn last, over the others. */
export function busSigns(
  vehicles: readonly Vehicle[],
  lineName: (route: number) => string,
  chosen: string | null,
  now: number,
): Sign[] {
  const signs = vehicles.map(
    (vehicle): Sign => ({
      ...mercator(vehicle.lat, vehicle.lon),
      kind: 'bus',
      id: vehicle.id,
      aside: 0,
      shape: standingOf(vehicle),
      line: lineName(vehicle.route),
      minutes: minutesText(vehicle),
      strength: strengthOf(vehicle, now),
      turn: vehicle.bearing,
      chosen: vehicle.id === chosen,
    }),
  );
  return chosenLast(signs);
}

/** Points between boards of one place. */
export const BOARD_ASIDE_PX = 14;

/** The boards that have a place; those of one place side by side. */
export function boardSigns(boards: readonly MapBoard[], chosen: string | null): Sign[] {
  const byPlace = new Map<string, MapBoard[]>();
  for (const board of boards) {
    if (!board.place) continue;
    const key = `${board.place.lat}/${board.place.lon}`;
    const list = byPlace.get(key);
    if (list) list.push(board);
    else byPlace.set(key, [board]);
  }
  const signs: Sign[] = [];
  for (const list of byPlace.values()) {
    const { lat, lon } = list[0]!.place!;
    for (const [i, { id, health }] of list.entries()) {
      signs.push({
        ...mercator(lat, lon),
        ...{ kind: 'board', id, aside: (i - (list.length - 1) / 2) * BOARD_ASIDE_PX, shape: health },
        ...{ line: '', minutes: '', strength: 1, turn: null, chosen: id === chosen },
      });
    }
  }
  return chosenLast(signs);
}

function chosenLast(signs: Sign[]): Sign[] {
  const at = signs.findIndex(({ chosen }) => chosen);
  if (at >= 0) signs.push(...signs.splice(at, 1));
  return signs;
}
