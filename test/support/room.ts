// A control room over a store, of a town with one line: for writers that are killed and what is found after them.

import { Dispatch } from '../../server/dispatch/dispatch.js';
import type { Draft } from '../../server/dispatch/draft.js';
import type { Store } from '../../server/store/database.js';
import { town } from './town.js';

/** A moment of Tuesday 2026-02-17. */
const NOW = 1_771_308_600;
const streets = town({ trips: [{ id: 'one', route: '2', calls: ['A 09:00', 'B 09:10'] }] });

/** The room, not yet loaded. */
export function roomOf(store: Store): Dispatch {
  return new Dispatch({
    store,
    timetable: () => streets,
    now: () => NOW,
    secondPersonAboveStops: 20,
    stopsOfBoard: () => [],
    boardsAt: () => 0,
    onDirty: () => undefined,
    onActions: () => undefined,
  });
}

/** A notice of this text. */
export function noticeOf(bg: string): Draft {
  const scope = { kind: 'stops' as const, stop_ids: ['A'] };
  const content = { kind: 'notice' as const, text: { bg, en: '' }, scope, priority: 0, spoken: false };
  return { content, start: NOW, end: NOW + 3_600 };
}

/** The cancellation of the only run. */
export function cancellationOf(): Draft {
  const trip = { trip_id: 'one', start_date: '20260217', start_time_s: null };
  return { content: { kind: 'cancel-trip', trip }, start: NOW, end: null };
}
