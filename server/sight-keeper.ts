// Keeps what the eyes remember over a restart: the feeds' last day and the vehicles' last hour, written a minute at a time.

import type { EpochS } from '../feeds/model.js';
import type { Log } from './log.js';
import { type FeedHistories, MINUTES_KEPT } from './sight/feed-history.js';
import { blockOf, recallBlock, type TrailBlock } from './sight/trail-block.js';
import { TRAIL_S, type Trails } from './sight/trails.js';
import type { Store } from './store/database.js';
import { feedMinutes, keepFeedMinutes } from './store/feed-minutes.js';
import { addBlock, blocksOf, packed } from './store/recent-blocks.js';
import type { Timetable } from './timetable/timetable.js';

/** It is looked this often … */
export const LOOK_EVERY_MS = 5_000;
/** … and written as often as this by the city's clock: so much a killed process forgets. */
export const KEPT_EVERY_S = 60;
const DAY_S = MINUTES_KEPT * 60;

/** What it is given. */
export interface SightKeeperParts {
  store: Store;
  histories: FeedHistories;
  trails: Trails;
  timetable: () => Timetable | null;
  /** The city's clock. */
  now: () => EpochS;
  log: Log;
}

/** The keeper of one server. */
export class SightKeeper {
  private keptAt: EpochS;
  private hasTrails = false;
  /** What is being written now. */
  private turn: Promise<void> = Promise.resolve();
  private readonly timer: NodeJS.Timeout;

  private constructor(private readonly parts: SightKeeperParts) {
    this.keptAt = parts.now();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  /** Recalls the feeds' last day; where the store fails, nothing. */
  static async open(parts: SightKeeperParts): Promise<SightKeeper> {
    const keeper = new SightKeeper(parts);
    await keeper.trying(async () => {
      const now = parts.now();
      parts.histories.recall(await feedMinutes(parts.store.db, now - DAY_S, now));
    });
    return keeper;
  }

  /** The first timetable is here: recalls the vehicles' last hour. Later ones change nothing. */
  async recallTrails(timetable: Timetable): Promise<void> {
    if (this.hasTrails) return;
    this.hasTrails = true;
    const { store, trails, now } = this.parts;
    await this.trying(async () => {
      const until = now();
      for await (const block of blocksOf(store.db, 'trails', until - TRAIL_S, until))
        recallBlock(trails, block as TrailBlock, timetable, until);
    });
  }

  /** Writes what is new, one writing after another. What cannot be written waits in memory, an hour of it at most. */
  save(): Promise<void> {
    this.turn = this.turn.then(() => this.trying(() => this.write()));
    return this.turn;
  }

  /** Writes what is new and ends. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.save();
  }

  private async look(): Promise<void> {
    const now = this.parts.now();
    // A clock that was set back counts from there.
    if (now < this.keptAt) this.keptAt = now;
    if (now - this.keptAt < KEPT_EVERY_S) return;
    this.keptAt = now;
    await this.save();
  }

  private async write(): Promise<void> {
    const { store, histories, trails, timetable } = this.parts;
    if (store.mode() !== 'read-write') return;
    const now = Math.floor(this.parts.now());
    const minutes = histories.unkept();
    const places = trails.unkept();
    const serving = timetable();
    const body = places.length > 0 && serving ? await packed(blockOf(places, serving)) : null;
    await store.db.transaction().execute(async (trx) => {
      await keepFeedMinutes(trx, minutes, now - DAY_S, now);
      if (body) await addBlock(trx, 'trails', now, body, TRAIL_S);
    });
    histories.kept(minutes);
    if (body) trails.kept(places);
  }

  private async trying(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.parts.store.failed(error);
      this.parts.log.warn({ err: error }, 'what the control room saw can not be kept or recalled');
    }
  }
}
