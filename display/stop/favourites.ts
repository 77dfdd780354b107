// Stops that a person keeps, on the phone alone: nothing about them leaves it.

import type { BilingualText } from '../../server/wire/messages.js';

/** A kept stop, with its name so that the list can be drawn without a network. */
export interface Favourite {
  stopId: string;
  name: BilingualText;
}

/** More are not kept; the oldest makes room. */
export const MOST_FAVOURITES = 20;
const KEY = 'tablo.favourites';

type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

/** The kept stops, the newest first; junk is as if nothing was kept. */
export function favourites(shelf: Shelf | null): Favourite[] {
  try {
    const kept: unknown = JSON.parse(shelf?.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isFavourite).slice(0, MOST_FAVOURITES) : [];
  } catch {
    return [];
  }
}

/** Keeps the stop where it was not kept, and drops it where it was; answers the list after that. */
export function toggle(shelf: Shelf | null, stop: Favourite): Favourite[] {
  const before = favourites(shelf);
  const others = before.filter(({ stopId }) => stopId !== stop.stopId);
  const after = others.length < before.length ? others : [stop, ...others].slice(0, MOST_FAVOURITES);
  try {
    shelf?.setItem(KEY, JSON.stringify(after));
  } catch {
    return before;
  }
  return after;
}

function isFavourite(value: unknown): value is Favourite {
  const found = value as Partial<Favourite> | null;
  return typeof found?.stopId === 'string' && typeof found.name?.bg === 'string' && typeof found.name.en === 'string';
}
