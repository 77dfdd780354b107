// Detours that feeds tell: which of the last snapshots change the timetable itself.

import type { FeedSnapshot, TimetableChanges } from '../../feeds/model.js';

/** The last snapshot of each feed. */
export type LastSnapshots = Partial<Record<'vehicles' | 'tripUpdates' | 'alerts', FeedSnapshot>>;

/** What the feeds change of the timetable, whichever says it. */
export function changesOf({ vehicles, tripUpdates, alerts }: LastSnapshots): TimetableChanges {
  const all = [tripUpdates, vehicles, alerts].flatMap((snapshot) => snapshot?.changes ?? []);
  return {
    modifications: all.flatMap(({ modifications }) => modifications),
    stops: all.flatMap(({ stops }) => stops),
    shapes: all.flatMap(({ shapes }) => shapes),
  };
}

/** The same as text, to be compared; empty where nothing is changed. */
export function changesIn(last: LastSnapshots): string {
  const { modifications, ...needed } = changesOf(last);
  return modifications.length === 0 ? '' : JSON.stringify({ modifications, ...needed });
}
