// What boards promised and what came of it: promises are noted while they stand, and judged when the bus has passed. Pure but for its memory.

import type { Departure, StopDepartures } from '../wire/messages.js';

/** A promise of a standing document is noted this often. */
export const NOTED_EVERY_S = 30;
/** Promises further ahead are not judged. */
export const JUDGED_WITHIN_S = 1_800;
/** A bus promised within this time … */
export const PROMISED_SOON_S = 180;
/** … that nobody saw by this long after was a ghost. */
export const GHOST_AFTER_S = 900;
/** A bus that passed without having been promised for so long was missed. */
export const UNPROMISED_S = 600;

/** One promise. */
export interface Promised {
  at: number;
  expected: number;
}

/** What is kept of one row until its bus has passed. */
interface Open {
  stopId: string;
  routeId: string;
  promises: Promised[];
  expected: number;
  /** Promised within three minutes, and not cancelled since. */
  soon: boolean;
}

/** A bus passed a stop. */
export interface Passing {
  /** `start_date/trip_id/stop_sequence`, as rows are called. */
  rowId: string;
  stopId: string;
  routeId: string;
  at: number;
}

/** What came of a row: its promises with the moment at which the bus passed, or a ghost, or a bus that nobody was told of. */
export type Outcome =
  | { kind: 'kept'; stopId: string; routeId: string; actual: number; promises: readonly Promised[] }
  | { kind: 'ghost'; stopId: string; routeId: string; expected: number }
  | { kind: 'missed'; stopId: string; routeId: string; actual: number };

/** The promises of one city that are not judged yet. */
export class Promises {
  private readonly open = new Map<string, Open>();
  private readonly notedAt = new Map<string, number>();

  /** Rows that wait to be judged. */
  get size(): number {
    return this.open.size;
  }

  /** A document stands on boards now: its promises are noted, not more often than every half minute. */
  note({ stop, departures }: StopDepartures, now: number): void {
    const last = this.notedAt.get(stop.stop_id) ?? Number.NEGATIVE_INFINITY;
    if (now - last < NOTED_EVERY_S) return;
    this.notedAt.set(stop.stop_id, now);
    for (const row of departures) this.noteRow(row, now);
  }

  /** A bus passed. Null where the stop was not watched: nobody was promised anything. */
  pass({ rowId, stopId, routeId, at }: Passing): Outcome | null {
    const row = this.open.get(rowId);
    this.open.delete(rowId);
    const notedAt = this.notedAt.get(stopId);
    const isWatched = notedAt !== undefined && at - notedAt < UNPROMISED_S;
    const promises = row?.promises.filter((one) => one.at <= at && at - one.at <= 2 * JUDGED_WITHIN_S) ?? [];
    if (promises.length > 0) return { kind: 'kept', stopId, routeId, actual: at, promises };
    return isWatched ? { kind: 'missed', stopId, routeId, actual: at } : null;
  }

  /** To be called now and then: what can no longer come true. */
  overdue(now: number): Outcome[] {
    const ghosts: Outcome[] = [];
    for (const [rowId, { stopId, routeId, expected, soon }] of this.open) {
      if (now - expected < GHOST_AFTER_S) continue;
      this.open.delete(rowId);
      if (soon) ghosts.push({ kind: 'ghost', stopId, routeId, expected });
    }
    return ghosts;
  }

  private noteRow({ id, stop_id, route, status, expected }: Departure, now: number): void {
    const known = this.open.get(id);
    if (status === 'cancelled' || status === 'skipped') {
      if (known) known.soon = false;
      return;
    }
    if ((status !== 'live' && status !== 'ageing') || expected === null) return;
    const aheadS = expected - now;
    if (aheadS <= 0 || aheadS > JUDGED_WITHIN_S) return;
    const row = known ?? { stopId: stop_id, routeId: route.route_id, promises: [], expected, soon: false };
    row.promises.push({ at: now, expected });
    row.expected = expected;
    row.soon ||= aheadS <= PROMISED_SOON_S;
    this.open.set(id, row);
  }
}
