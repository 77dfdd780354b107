// A board as the map and its list read it: how its glass is, where it stands, does it pass the filter. Pure.

import type { BoardState, GlassVerdict, RegisteredBoard } from '../../../server/wire/console/boards.js';
import type { NetworkStop } from '../../../server/wire/console/fleet.js';
import { isWithin, readSleep } from '../../board/sleep.js';

/** How a board is: one shape each, so that nothing is said by colour alone. */
export type BoardHealth = 'well' | 'old' | 'silent' | 'asleep' | 'unseen';
/** The worst first. */
export const BOARD_HEALTHS: readonly BoardHealth[] = ['old', 'silent', 'well', 'asleep', 'unseen'];

const HEALTH: Readonly<Record<GlassVerdict, BoardHealth>> = {
  ...{
    right: 'well',
    catching_up: 'well',
    old_rows: 'old',
    not_drawing: 'old',
    silent: 'silent',
    never_seen: 'unseen',
  },
};

/** A board with its place; null where neither it nor its stops have one. */
export interface MapBoard {
  id: string;
  name: string;
  health: BoardHealth;
  /** Since when its verdict holds, POSIX seconds; null where nothing is known. */
  since: number | null;
  place: { lat: number; lon: number } | null;
}

/** How it is at a time of the city, `HH:MM`. A board that is well sleeps within its window; one near its first departure is awake, which only itself knows. */
export function healthOf(
  sleep: string | null,
  state: Pick<BoardState, 'verdict'> | null,
  clock: string | null,
): BoardHealth {
  const health = HEALTH[state?.verdict ?? 'never_seen'];
  const window = sleep === null ? null : readSleep(sleep);
  return health === 'well' && window && clock !== null && isWithin(window, clock) ? 'asleep' : health;
}

/** Its own place where the registry has one, else that of its first stop that has one. */
export function placeOf(
  { lat, lon, stop_ids }: Pick<RegisteredBoard, 'lat' | 'lon' | 'stop_ids'>,
  stops: ReadonlyMap<string, NetworkStop>,
): MapBoard['place'] {
  if (lat !== null && lon !== null) return { lat, lon };
  for (const id of stop_ids) {
    const stop = stops.get(id);
    if (stop) return { lat: stop.lat, lon: stop.lon };
  }
  return null;
}

/** Which boards are looked for; `troubled` are those that need a person. */
export type BoardFilter = 'all' | 'none' | 'troubled' | BoardHealth;
export const BOARD_FILTERS: readonly BoardFilter[] = ['all', 'troubled', ...BOARD_HEALTHS, 'none'];

/** Does a board pass, with these letters in its id or name? */
export function boardPasses({ id, name, health }: MapBoard, filter: BoardFilter, text: string): boolean {
  if (filter === 'none') return false;
  if (filter === 'troubled' ? health !== 'old' && health !== 'silent' : filter !== 'all' && filter !== health)
    return false;
  const key = text.trim().toLowerCase();
  return key === '' || id.toLowerCase().includes(key) || name.toLowerCase().includes(key);
}
