// The time to go by before the server was heard: the best guess of a board that was switched on without a network (obligation B4).

import type { Shelf } from './documents.js';

/** The key under which a board writes that it lives (keeper.ts). */
export const ALIVE_KEY = 'tablo.alive';

/** The server's time and the device's, when the board last lived. */
export interface Alive {
  nowS: number;
  /** Server minus device, as known then. */
  offsetS: number;
}

/** What was last written; null where nothing whole is. */
export function recallAlive(shelf: Shelf | null): Alive | null {
  try {
    const kept = JSON.parse(shelf?.getItem(ALIVE_KEY) ?? 'null') as Partial<Alive> | null;
    return Number.isFinite(kept?.nowS) && Number.isFinite(kept?.offsetS) ? (kept as Alive) : null;
  } catch {
    return null;
  }
}

/**
 * The presumed time `sinceBootS` after the page was loaded: the device's clock, corrected by the offset known from last
 * time; where that runs behind what the board has already lived through, its clock was lost and the board's own life goes
 * on from there. No minutes are made from it.
 */
export function presumedNow(deviceS: number, alive: Alive | null, sinceBootS: number): number {
  return alive ? Math.max(alive.nowS + sinceBootS, deviceS + alive.offsetS) : deviceS;
}
