// How true the boards were: promises judged as buses pass, added up by line, stop, hour and horizon, kept day by day.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import { addDays, dateAt, wallTime } from '../../feeds/service-day.js';
import type { Store } from '../store/database.js';
import { addBlock, blocksOf, packed } from '../store/recent-blocks.js';
import type { QualityRow } from '../store/schema.js';
import type { Timetable } from '../timetable/timetable.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import type { StopDepartures } from '../wire/messages.js';
import { type QualityBlock, qualityBlock, sightingsOf } from './kept.js';
import { APART_AT_MOST_S, passingsBetween, type Sighting } from './passings.js';
import { type Outcome, Promises, REMEMBERED_S } from './promises.js';
import { type Fared, Recent } from './recent.js';
import { addPromise, addSaid, addTally, binOf, newTally, type Tally } from './tally.js';

/** Figures are kept this long. */
export const KEPT_DAYS = 400;
/** Minutes on the glass that are told apart: "when a board said 3 minutes". */
export const MINUTES_TOLD_APART = 30;
/** What is usual is what was so in as many days before today, and is read this often. */
export const USUAL_DAYS = 14;
export const USUAL_READ_EVERY_S = 3_600;
const QUARTER_S = 900;
const QUARTERS_REMEMBERED = 100;
/** So many rows go into one statement. */
const ROWS_AT_ONCE = 200;

/** By what figures are told. `minutes`: by the number that stood on the glass; `passed`: buses that came as somebody was told. */
export type QualityKind = 'line' | 'stop' | 'minutes' | 'ghost' | 'missed' | 'passed';

/** Figures of one kind, thing, hour and bin over some days. */
export type QualitySum = Omit<QualityRow, 'day'>;

/** What it is given. */
export interface QualityParts {
  store: Store;
  timetable: () => Timetable | null;
  /** The city's clock. */
  now: () => EpochS;
  /** A bus left a stop, whether anybody watches it or not. */
  onPassed?: (passing: { rowId: string; stopId: string; at: EpochS; vehicleId: string }) => void;
  /** A bus came without being promised, or was promised and not seen. */
  onFailed?: (failure: {
    kind: 'missed' | 'ghost';
    rowId: string;
    stopId: string;
    routeId: string;
    at: EpochS;
  }) => void;
}

/** How a line fares against what is usual there; shares of promises within the MBTA's windows. */
export interface LineFaring {
  routeId: string;
  share: number;
  predictions: number;
  usual: number;
}

/** The quality of one city. */
export class Quality {
  private readonly promises = new Promises();
  private readonly recent = new Recent();
  private fleet: ReadonlyMap<string, TrackedVehicle> = new Map();
  private takenAt: EpochS | null = null;
  /** From before the start, until it is compared with what is seen now. */
  private recalled: QualityBlock | null = null;
  private readonly sightings = new Map<string, Sighting>();
  /** Blocks that could not be written, with their moments. */
  private unwritten: { at: EpochS; body: Buffer }[] = [];
  /** Not written yet. */
  private fresh = new Map<string, { row: Omit<QualityRow, keyof Tally>; tally: Tally }>();
  private readonly walls = new Map<string, { day: ServiceDate; hour: number }>();
  private usual: { readAt: EpochS; lines: ReadonlyMap<string, Fared> } | null = null;

  constructor(private readonly parts: QualityParts) {}

  /** Recalls what was promised before the start. Rejects with what the store throws. */
  async recall(): Promise<void> {
    const now = this.now();
    for await (const value of blocksOf(this.parts.store.db, 'promises', now - REMEMBERED_S, now)) {
      const block = value as QualityBlock;
      this.promises.recall(block.changes);
      this.takenAt = block.takenAt;
      this.recalled = block;
    }
  }

  /** A document stands on boards. */
  note(document: StopDepartures): void {
    this.promises.note(document, this.now());
  }

  /** The fleet was taken anew. */
  take(fleet: ReadonlyMap<string, TrackedVehicle>): void {
    const timetable = this.parts.timetable();
    const now = this.now();
    if (this.takenAt !== null && now - this.takenAt > APART_AT_MOST_S) {
      this.promises.forget();
      this.fleet = new Map();
      this.recalled = null;
      this.sightings.clear();
    }
    this.takenAt = now;
    const before = this.fleet;
    this.fleet = fleet;
    if (!timetable) return;
    if (this.recalled) {
      for (const [id, sighting] of sightingsOf(this.recalled, timetable)) this.sightings.set(id, sighting);
      this.recalled = null;
    }
    for (const [id, vehicle] of fleet) {
      let last: Sighting | null = before.get(id) ?? null;
      if (last === vehicle) continue;
      const recalled = vehicle.distanceM === null ? undefined : this.sightings.get(id);
      if (recalled) {
        // It is on its trip again for the first time since the start.
        this.sightings.delete(id);
        if ((last?.distanceM ?? null) === null) last = recalled;
      }
      for (const passing of passingsBetween(last, vehicle, timetable)) {
        const { rowId, stopId, at } = passing;
        if (at !== null) this.parts.onPassed?.({ rowId, stopId, at, vehicleId: id });
        const outcome = this.promises.pass(passing, now);
        if (outcome) this.add(outcome, timetable.timezone, now);
      }
    }
    for (const ghost of this.promises.overdue(now)) this.add(ghost, timetable.timezone, now);
  }

  /** Another timetable: places on lines are others. */
  forgetFleet(): void {
    this.fleet = new Map();
    this.sightings.clear();
  }

  /**
   * Writes what is new, figures and what waits to be judged in one transaction: whatever is recalled was not counted, and
   * what was counted is not recalled. What cannot be written waits. Rejects with what the store throws.
   */
  async save(): Promise<void> {
    const { store } = this.parts;
    if (store.mode() !== 'read-write') return;
    await this.readUsual();
    const timetable = this.parts.timetable();
    const at = this.now();
    // Both are taken at one moment, before anything is waited for.
    const block = timetable && {
      ...qualityBlock(this.promises.changes(at), this.takenAt, this.fleet, timetable),
      // Until buses are seen again, where they were is what was recalled.
      ...(this.recalled ? { version: this.recalled.version, buses: this.recalled.buses } : {}),
    };
    const writing = this.fresh;
    this.fresh = new Map();
    try {
      if (block) this.unwritten.push({ at, body: await packed(block) });
      await this.write([...writing.values()].map(({ row, tally }) => ({ ...row, ...tally })));
      this.unwritten = [];
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

  /** The sums of days [from, until], what is not written yet included: a key may come twice. Rejects with what the store throws. */
  async sums(from: ServiceDate, until: ServiceDate): Promise<QualitySum[]> {
    const isAsked = ({ row }: { row: { day: string } }) => row.day >= from && row.day <= until;
    const unwritten = [...this.fresh.values()].filter(isAsked).map(({ row, tally }) => ({ ...row, ...tally }));
    const kept = await this.parts.store.db
      .selectFrom('quality')
      .select(({ fn }) => [
        ...(['kind', 'key', 'hour', 'bin'] as const),
        fn.sum<number>('n').as('n'),
        fn.sum<number>('mbta').as('mbta'),
        fn.sum<number>('eta_n').as('eta_n'),
        fn.sum<number>('eta').as('eta'),
        fn.sum<number>('sum_error').as('sum_error'),
        fn.sum<number>('sum_abs').as('sum_abs'),
        fn.sum<number>('early').as('early'),
      ])
      .where('day', '>=', from)
      .where('day', '<=', until)
      .groupBy(['kind', 'key', 'hour', 'bin'])
      .execute();
    return [...kept, ...unwritten];
  }

  /** The city's date of today. */
  today(): ServiceDate {
    return dateAt(this.now(), this.parts.timetable()?.timezone ?? 'UTC');
  }

  /** Each line's last hour against the two weeks before today; null before there is anything to compare with. */
  faring(): LineFaring[] | null {
    const { usual } = this;
    if (!usual || usual.lines.size === 0) return null;
    return [...this.recent.sums(this.now())].flatMap(([routeId, { n, mbta }]) => {
      const before = usual.lines.get(routeId);
      return before && n > 0 ? [{ routeId, share: mbta / n, predictions: n, usual: before.mbta / before.n }] : [];
    });
  }

  private now(): EpochS {
    return Math.floor(this.parts.now());
  }

  private async write(rows: QualityRow[]): Promise<void> {
    await this.parts.store.db.transaction().execute(async (trx) => {
      for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
        await trx
          .insertInto('quality')
          .values(rows.slice(i, i + ROWS_AT_ONCE))
          .onConflict((c) =>
            c.columns(['day', 'kind', 'key', 'hour', 'bin']).doUpdateSet((e) => ({
              n: e('quality.n', '+', e.ref('excluded.n')),
              mbta: e('quality.mbta', '+', e.ref('excluded.mbta')),
              eta_n: e('quality.eta_n', '+', e.ref('excluded.eta_n')),
              eta: e('quality.eta', '+', e.ref('excluded.eta')),
              sum_error: e('quality.sum_error', '+', e.ref('excluded.sum_error')),
              sum_abs: e('quality.sum_abs', '+', e.ref('excluded.sum_abs')),
              early: e('quality.early', '+', e.ref('excluded.early')),
            })),
          )
          .execute();
      }
      for (const { at, body } of this.unwritten) await addBlock(trx, 'promises', at, body, REMEMBERED_S);
      await trx.deleteFrom('quality').where('day', '<', addDays(this.today(), -KEPT_DAYS)).execute();
    });
  }

  private async readUsual(): Promise<void> {
    const now = this.now();
    if (this.usual && now - this.usual.readAt < USUAL_READ_EVERY_S) return;
    const sums = await this.parts.store.db
      .selectFrom('quality')
      .select((e) => ['key', e.fn.sum<number>('n').as('n'), e.fn.sum<number>('mbta').as('mbta')])
      .where('day', '>=', addDays(this.today(), -USUAL_DAYS))
      .where('day', '<', this.today())
      .where('kind', '=', 'line')
      .groupBy('key')
      .execute();
    this.usual = { readAt: now, lines: new Map(sums.map(({ key, n, mbta }) => [key, { n, mbta }])) };
  }

  private add(outcome: Outcome, timezone: string, now: EpochS): void {
    const { stopId, routeId } = outcome;
    if (outcome.kind !== 'kept') {
      const { kind, rowId } = outcome;
      const at = outcome.kind === 'ghost' ? outcome.expected : outcome.actual;
      this.parts.onFailed?.({ kind, rowId, stopId, routeId, at });
      this.tally(at, timezone, outcome.kind, routeId, 0).n++;
      return;
    }
    const { actual } = outcome;
    this.tally(actual, timezone, 'passed', routeId, 0).n++;
    for (const { at, expected } of outcome.promises) {
      const aheadS = expected - at;
      const minutes = Math.round(aheadS / 60);
      if (minutes <= MINUTES_TOLD_APART) addSaid(this.tally(at, timezone, 'minutes', '', minutes), at, minutes, actual);
      const bin = binOf(aheadS);
      if (bin < 0) continue;
      const one = newTally();
      addPromise(one, at, expected, actual);
      addTally(this.tally(at, timezone, 'line', routeId, bin), one);
      addTally(this.tally(at, timezone, 'stop', stopId, bin), one);
      this.recent.add(routeId, now, one);
    }
  }

  private tally(at: EpochS, timezone: string, kind: QualityKind, key: string, bin: number): Tally {
    const { day, hour: dayHour } = this.wall(at, timezone);
    // Stops are told by the day, so that a large city's table stays small.
    const hour = kind === 'stop' ? 0 : dayHour;
    const id = `${day}/${kind}/${hour}/${bin}/${key}`;
    const known = this.fresh.get(id);
    if (known) return known.tally;
    const tally = newTally();
    this.fresh.set(id, { row: { day, kind, key, hour, bin }, tally });
    return tally;
  }
  /** Every zone is ahead of UTC by whole quarters of an hour: within one, day and hour are the same. */
  private wall(at: EpochS, timezone: string): { day: ServiceDate; hour: number } {
    const id = `${Math.floor(at / QUARTER_S)}/${timezone}`;
    let found = this.walls.get(id);
    if (!found) {
      if (this.walls.size >= QUARTERS_REMEMBERED) this.walls.clear();
      found = { day: dateAt(at, timezone), hour: wallTime(at, timezone).hour };
      this.walls.set(id, found);
    }
    return found;
  }
}
