// The timetable of a stop for 48 hours, kept in the browser: what a board lives from when its server is gone (obligation B3).

import type { StopTimetable } from '../../server/wire/messages.js';
import type { Shelf } from './documents.js';

/** Hours asked of the server. */
export const TIMETABLE_HOURS = 48;
const PREFIX = 'tablo.timetable.';

type Members = Record<string, unknown>;
const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown) => isObject(value) && typeof value['bg'] === 'string';

/** Is it a timetable of this stop, whole in shape? A portal's page, another stop's or half an answer is not (obligation B8). */
export function isTimetable(value: unknown, stop: string): value is StopTimetable {
  if (!isObject(value) || !isObject(value['stop']) || value['stop']['stop_id'] !== stop) return false;
  const { routes, headsigns, platforms = [], departures, from, until, generated_at } = value;
  if (typeof value['stop']['timezone'] !== 'string' || !isText(value['stop']['stop_name'])) return false;
  if (![from, until, generated_at].every(Number.isFinite)) return false;
  if (!Array.isArray(routes) || !Array.isArray(headsigns) || !Array.isArray(departures)) return false;
  if (!Array.isArray(platforms) || !platforms.every((platform) => typeof platform === 'string')) return false;
  return (
    routes.every((route) => isObject(route) && typeof route['route_short_name'] === 'string') &&
    headsigns.every(isText) &&
    departures.every(
      (row) => Array.isArray(row) && row.every(Number.isFinite) && row[1] in routes && row[2] in headsigns,
    )
  );
}

/** The kept timetable of a stop; null where none is whole. Never throws. */
export function recallTimetable(shelf: Shelf | null, stop: string): StopTimetable | null {
  try {
    const kept: unknown = JSON.parse(shelf?.getItem(PREFIX + stop) ?? 'null');
    return isTimetable(kept, stop) ? kept : null;
  } catch {
    return null;
  }
}

/** Keeps a timetable; where the shelf is full, those of stops that are not watched any more make room. */
export function keepTimetable(shelf: (Shelf & Pick<Storage, 'key' | 'length'>) | null, timetable: StopTimetable): void {
  const key = PREFIX + timetable.stop.stop_id;
  const text = JSON.stringify(timetable);
  for (let tries = 0; shelf && tries < 2; tries++) {
    try {
      shelf.setItem(key, text);
      return;
    } catch {
      const keys = Array.from({ length: shelf.length }, (_, i) => shelf.key(i) ?? '');
      for (const other of keys) if (other.startsWith(PREFIX) && other !== key) shelf.removeItem(other);
    }
  }
}
