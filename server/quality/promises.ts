// What boards promised and what came of it: promises are noted while they stand, and judged when the bus has passed. Pure but for its memory.

import type { Departure, StopDepartures } from '../wire/messages.js';

/** A promise of a row is noted this often. */
export const NOTED_EVERY_S = 30;
/** Promises further ahead are not judged. */
export const JUDGED_WITHIN_S = 1_800;
/** Promises that were made longer before the bus came are not judged: it was the row of another world. */
export const REMEMBERED_S = 3_600;
/** A bus promised within this time … */
export const PROMISED_SOON_S = 180;
/** … that nobody saw by this long after was a ghost (MBTA: "missed departures"). */
export const GHOST_AFTER_S = 900;
/** A bus was missed where the stop was watched for so long and it was not promised (MBTA: "unpredicted departures"). */
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
  /** Promises of it that are kept elsewhere, from the first on. */
  kept: number;
}

/** A bus passed a stop. */
export interface Passing {
  /** `start_date/trip_id/stop_sequence`, as rows are called. */
  rowId: string;
  stopId: string;
  routeId: string;
  /** False where nobody may get on, and so nobody is promised anything. */
  isBoarding: boolean;
  /** Null where nobody knows when. */
  at: number | null;
}

/** What came of a row: its promises with the moment at which the bus passed, or a ghost, or a bus that nobody was told of. */
export type Outcome =
  | { kind: 'kept'; rowId: string; stopId: string; routeId: string; actual: number; promises: readonly Promised[] }
  | { kind: 'ghost'; rowId: string; stopId: string; routeId: string; expected: number }
  | { kind: 'missed'; rowId: string; stopId: string; routeId: string; actual: number };

/** What became of the promises since that was last asked; all of it in order is what there is. Numbers stand in rows to be short. */
export interface PromiseChanges {
  /** Whatever was promised before is void. */
  forgot: boolean;
  rows: [rowId: string, stopId: string, routeId: string, expected: number, soon: boolean, promises: number[]][];
  judged: [rowId: string, at: number][];
  /** All stops that are watched: not a change but the whole. */
  watched: [stopId: string, since: number, until: number][];
}

/** The promises of one city that are not judged yet. */
export class Promises {
  private readonly open = new Map<string, Open>();
  /** Since when a stop is watched without a break, and until when it was. */
  private readonly watched = new Map<string, { since: number; until: number }>();
  /** Rows that were judged, and when: a bus that trembles at its stop passes it once. */
  private readonly judged = new Map<string, number>();
  /** Rows that changed, and those judged, since changes were asked for. */
  private touched = new Set<string>();
  private judgedSince: [rowId: string, at: number][] = [];
  private forgot = false;

  /** Rows that wait to be judged. */
  get size(): number {
    return this.open.size;
  }

  /** A document stands on boards now: the promises of its rows are noted, each not more often than every half minute. */
  note({ stop, departures }: StopDepartures, now: number): void {
    this.watch(stop.stop_id, now);
    for (const row of departures) {
      if (row.stop_id !== stop.stop_id) this.watch(row.stop_id, now);
      this.noteRow(row, now);
    }
  }

  /** A bus passed. Null where nobody was promised anything, it was told before, or nobody knows when it was. */
  pass({ rowId, stopId, routeId, isBoarding, at }: Passing, now: number): Outcome | null {
    const row = this.open.get(rowId);
    this.open.delete(rowId);
    if (this.judged.has(rowId)) return null;
    this.judge(rowId, now);
    if (at === null) return null;
    const promises = row?.promises.filter((one) => one.at < at && at - one.at <= REMEMBERED_S) ?? [];
    if (promises.length > 0) return { kind: 'kept', rowId, stopId: row!.stopId, routeId, actual: at, promises };
    const watch = this.watched.get(stopId);
    const wasWatched = watch !== undefined && watch.since <= at - UNPROMISED_S && at - watch.until < UNPROMISED_S;
    return isBoarding && wasWatched ? { kind: 'missed', rowId, stopId, routeId, actual: at } : null;
  }

  /** To be called now and then: what can no longer come true. */
  overdue(now: number): Outcome[] {
    const ghosts: Outcome[] = [];
    for (const [rowId, { stopId, routeId, expected, soon }] of this.open) {
      if (now - expected < GHOST_AFTER_S) continue;
      this.open.delete(rowId);
      this.judge(rowId, now);
      if (soon) ghosts.push({ kind: 'ghost', rowId, stopId, routeId, expected });
    }
    // The oldest stand first.
    for (const [rowId, at] of this.judged) {
      if (now - at <= REMEMBERED_S) break;
      this.judged.delete(rowId);
    }
    if (this.judgedSince.length > this.judged.size) this.judgedSince = [...this.judged];
    return ghosts;
  }

  /** Nobody saw the buses for a while: what was promised before cannot be judged. */
  forget(): void {
    this.open.clear();
    this.watched.clear();
    this.touched.clear();
    this.forgot = true;
  }

  /** What changed since this was last asked. Where nobody asks, it grows no larger than what there is and an hour's judgements. */
  changes(now: number): PromiseChanges {
    const rows = [...this.touched].flatMap((rowId): PromiseChanges['rows'] => {
      const row = this.open.get(rowId);
      if (!row) return [];
      const { stopId, routeId, expected, soon, promises, kept } = row;
      row.kept = promises.length;
      return [[rowId, stopId, routeId, expected, soon, promises.slice(kept).flatMap((one) => [one.at, one.expected])]];
    });
    const judged = this.judgedSince.filter(([, at]) => now - at <= REMEMBERED_S);
    const watched = [...this.watched].map(([id, { since, until }]): PromiseChanges['watched'][number] => [
      ...([id, since, until] as const),
    ]);
    const { forgot } = this;
    this.touched = new Set();
    this.judgedSince = [];
    this.forgot = false;
    return { forgot, rows, judged, watched };
  }

  /** Changes from before the start, in their order. */
  recall({ forgot, rows, judged, watched }: PromiseChanges): void {
    if (forgot) this.open.clear();
    for (const [rowId, stopId, routeId, expected, soon, flat] of rows) {
      const row = this.open.get(rowId) ?? { stopId, routeId, promises: [], expected, soon, kept: 0 };
      for (let i = 0; i + 1 < flat.length; i += 2) row.promises.push({ at: flat[i]!, expected: flat[i + 1]! });
      Object.assign(row, { expected, soon, kept: row.promises.length });
      this.open.set(rowId, row);
    }
    for (const [rowId, at] of judged) {
      this.open.delete(rowId);
      this.judged.set(rowId, at);
    }
    this.watched.clear();
    for (const [stopId, since, until] of watched) this.watched.set(stopId, { since, until });
  }

  private judge(rowId: string, now: number): void {
    this.judged.set(rowId, now);
    this.judgedSince.push([rowId, now]);
  }

  private watch(stopId: string, now: number): void {
    const known = this.watched.get(stopId);
    if (known && now - known.until < UNPROMISED_S) known.until = now;
    else this.watched.set(stopId, { since: now, until: now });
  }

  private noteRow({ id, stop_id, route, status, expected }: Departure, now: number): void {
    const known = this.open.get(id);
    if (status === 'cancelled' || status === 'skipped') {
      if (known?.soon) this.touched.add(id);
      if (known) known.soon = false;
      return;
    }
    if ((status !== 'live' && status !== 'ageing') || expected === null || this.judged.has(id)) return;
    const aheadS = expected - now;
    if (aheadS <= 0 || aheadS > JUDGED_WITHIN_S) return;
    const row = known ?? { stopId: stop_id, routeId: route.route_id, promises: [], expected, soon: false, kept: 0 };
    const last = row.promises.at(-1);
    if (!last || now - last.at >= NOTED_EVERY_S) row.promises.push({ at: now, expected });
    row.expected = expected;
    row.soon ||= aheadS <= PROMISED_SOON_S;
    this.open.set(id, row);
    this.touched.add(id);
  }
}
