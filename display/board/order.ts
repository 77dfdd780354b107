// The order of rows: by the time that is shown, then by id.

import type { Departure } from '../../server/wire/messages.js';
import type { RowState } from './model.js';

/** The time a row is sorted by: expected while it is believed, else scheduled. */
export function sortTime(departure: Departure, state: RowState): number {
  const believed = state === 'live' || state === 'ageing' || state === 'departed';
  return (believed ? departure.expected : null) ?? departure.scheduled ?? departure.expected ?? 0;
}

/** Compares two rows by time, then id. */
export function compareRows(a: { sortS: number; id: string }, b: { sortS: number; id: string }): number {
  return a.sortS - b.sortS || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
