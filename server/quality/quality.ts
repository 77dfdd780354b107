// How true the boards were: promises judged as buses pass, added up by line, stop, hour and horizon, kept day by day.

import type { EpochS } from '../../feeds/model.js';
import { dateAt } from '../../feeds/service-day.js';
import type { Store } from '../store/database.js';
import type { QualityRow } from '../store/schema.js';
import type { Timetable } from '../timetable/timetable.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import type { StopDepartures } from '../wire/messages.js';
import { passingsBetween } from './passings.js';
import { type Outcome, Promises } from './promises.js';
import { addPromise, addTally, BINS, binOf, newTally, type Tally } from './tally.js';

/** Figures are kept this long. */
export const KEPT_DAYS = 400;
/** Minutes on the glass that are told apart: "when a board said 3 minutes". */
export const MINUTES_TOLD_APART = 30;

/** By what figures are told. `minutes`: by the number that stood on the glass. */
export type QualityKind = 'line' | 'stop' | 'minutes' | 'ghost' | 'missed' | 'passed';

/** What it is given. */
export interface QualityParts {
  store: Store;
  timetable: () => Timetable | null;
  /** The city's clock. */
  now: () => EpochS;
}

/** The quality of one city. */
export class Quality {
  private readonly promises = new Promises();
  private fleet: ReadonlyMap<string, TrackedVehicle> = new Map();
  /** Not written yet. */
  private fresh = new Map<string, { row: Omit<QualityRow, keyof Tally>; tally: Tally }>();

  constructor(private readonly parts: QualityParts) {}

  /** A document stands on boards. */
  note(document: StopDepartures): void {
    this.promises.note(document, this.parts.now());
  }

  /** The fleet was taken anew. */
  take(fleet: ReadonlyMap<string, TrackedVehicle>): void {
    const timetable = this.parts.timetable();
    const before = this.fleet;
    this.fleet = fleet;
    if (!timetable) return;
    for (const [id, vehicle] of fleet) {
      const last = before.get(id);
      if (!last || last === vehicle) continue;
      for (const passing of passingsBetween(last, vehicle, timetable)) {
        const outcome = this.promises.pass(passing);
        if (outcome) this.add(outcome, timetable.timezone);
      }
    }
    for (const ghost of this.promises.overdue(this.parts.now())) this.add(ghost, timetable.timezone);
  }

  /** Another timetable: places on lines are others. */
  forgetFleet(): void {
    this.fleet = new Map();
  }

  /** Writes what is new; what cannot be written waits. Rejects with what the store throws. */
  async save(): Promise<void> {
    const { store } = this.parts;
    if (store.mode() !== 'read-write' || this.fresh.size === 0) return;
    const writing = this.fresh;
    this.fresh = new Map();
    try {
      await store.db.transaction().execute(async (trx) => {
        for (const { row, tally } of writing.values()) {
          await trx
            .insertInto('quality')
            .values({ ...row, ...tally })
            .onConflict((c) =>
              c.columns(['day', 'kind', 'key', 'hour', 'bin']).doUpdateSet((e) => ({
                n: e('quality.n', '+', tally.n),
                mbta: e('quality.mbta', '+', tally.mbta),
                eta_n: e('quality.eta_n', '+', tally.eta_n),
                eta: e('quality.eta', '+', tally.eta),
                sum_error: e('quality.sum_error', '+', tally.sum_error),
                sum_abs: e('quality.sum_abs', '+', tally.sum_abs),
                early: e('quality.early', '+', tally.early),
              })),
            )
            .execute();
        }
        const oldest = dateAt(this.parts.now() - KEPT_DAYS * 86_400, this.parts.timetable()?.timezone ?? 'UTC');
        await trx.deleteFrom('quality').where('day', '<', oldest).execute();
      });
    } catch (error) {
      // They are written with the next ones.
      for (const [key, one] of this.fresh) {
        const kept = writing.get(key);
        if (kept) addTally(kept.tally, one.tally);
        else writing.set(key, one);
      }
      this.fresh = writing;
      throw error;
    }
  }

  /** The figures of days [from, until], `YYYYMMDD`, what is not written yet included. */
  async rows(from: string, until: string): Promise<QualityRow[]> {
    await this.save();
    const kept = await this.parts.store.db
      .selectFrom('quality')
      .selectAll()
      .where('day', '>=', from)
      .where('day', '<=', until)
      .execute();
    const unwritten = [...this.fresh.values()].map(({ row, tally }) => ({ ...row, ...tally }));
    return [...kept, ...unwritten.filter(({ day }) => day >= from && day <= until)];
  }

  private add(outcome: Outcome, timezone: string): void {
    const { stopId, routeId } = outcome;
    if (outcome.kind !== 'kept') {
      const at = outcome.kind === 'ghost' ? outcome.expected : outcome.actual;
      this.tally(at, timezone, outcome.kind, routeId, 0).n++;
      return;
    }
    const { actual } = outcome;
    this.tally(actual, timezone, 'passed', routeId, 0).n++;
    for (const { at, expected } of outcome.promises) {
      const aheadS = expected - at;
      const bin = binOf(aheadS);
      if (bin < 0 || bin >= BINS.length) continue;
      addPromise(this.tally(at, timezone, 'line', routeId, bin), at, expected, actual);
      addPromise(this.tally(at, timezone, 'stop', stopId, bin), at, expected, actual);
      const minutes = Math.round(aheadS / 60);
      if (minutes <= MINUTES_TOLD_APART)
        addPromise(this.tally(at, timezone, 'minutes', '', minutes), at, expected, actual);
    }
  }

  private tally(at: EpochS, timezone: string, kind: QualityKind, key: string, bin: number): Tally {
    const day = dateAt(at, timezone);
    // Stops are told by the day, so that a large city's table stays small.
    const hour = kind === 'stop' ? 0 : hourAt(at, timezone);
    const id = `${day}/${kind}/${key}/${hour}/${bin}`;
    const known = this.fresh.get(id);
    if (known) return known.tally;
    const tally = newTally();
    this.fresh.set(id, { row: { day, kind, key, hour, bin }, tally });
    return tally;
  }
}

const hours = new Map<string, Intl.DateTimeFormat>();

function hourAt(at: EpochS, timezone: string): number {
  let format = hours.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: timezone });
    hours.set(timezone, format);
  }
  return Number(format.format(at * 1000));
}
