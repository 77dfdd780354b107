// All that passing vehicles have taught: travel times, errors of predictions, habits at terminals. One writer; saved and restored whole.

import type { Timetable } from '../timetable/timetable.js';
import { OwnPaces } from './own-paces.js';
import { PARAMETERS, type Parameters } from './parameters.js';
import { Quantiles, type RingRecord } from './quantiles.js';
import { PRIOR_DAWDLE_S, PRIOR_LATE_S, Releases } from './releases.js';
import { Runs } from './run.js';
import { TravelTimes, type TravelTimesRecord } from './travel-times.js';

/** What is kept of all that. */
export interface LearnedRecord {
  times: TravelTimesRecord;
  quantiles: RingRecord[][];
  driftXY: number;
  driftXX: number;
  releases: { ring: number[]; next: number };
  dawdles: { ring: number[]; next: number };
}

/** Whose errors: of vehicles under way, of those that wait at a stop or at their terminal, and of trips that a vehicle has yet to begin. */
export const BANK = { under_way: 0, waiting: 1, at_terminal: 2, next_trip: 3 } as const;

/** A bank of errors. */
export type Bank = (typeof BANK)[keyof typeof BANK];

/** The learned state. `observe` writes it; predictions only read it. */
export class Learned {
  readonly times: TravelTimes;
  readonly quantiles = [new Quantiles(), new Quantiles(), new Quantiles(), new Quantiles()] as const;
  /** Online regression of errors on drift: how much of it is real in this network. */
  driftXY = 0;
  driftXX = 0;
  /** How late vehicles leave the places where they wait for their time. */
  readonly releases: Releases;
  /** How long vehicles that leave their first stop before its time stand there, by piece of road. */
  readonly dawdles: Releases;
  /** How each vehicle drives against the common pace. */
  readonly own: OwnPaces;
  private readonly runs = new WeakMap<Timetable, Runs>();

  constructor(readonly p: Parameters = PARAMETERS) {
    this.times = new TravelTimes(p);
    this.own = new OwnPaces(p);
    this.releases = new Releases(p.releaseCrowd, PRIOR_LATE_S);
    this.dawdles = new Releases(p.dawdleCrowd, PRIOR_DAWDLE_S);
  }

  /** The trips of a timetable on the learned pieces of road. */
  runsOf(timetable: Timetable): Runs {
    let runs = this.runs.get(timetable);
    if (!runs) {
      runs = new Runs(timetable, this.times);
      this.runs.set(timetable, runs);
    }
    return runs;
  }

  /** What is kept across restarts and timetables. What a driver did today is not. */
  record(): LearnedRecord {
    return {
      times: this.times.record(),
      quantiles: this.quantiles.map((bank) => bank.record()),
      driftXY: this.driftXY,
      driftXX: this.driftXX,
      releases: this.releases.record(),
      dawdles: this.dawdles.record(),
    };
  }

  /** The learned state that was kept. */
  static from(record: LearnedRecord, p: Parameters = PARAMETERS): Learned {
    const learned = new Learned(p);
    learned.times.restore(record.times);
    learned.quantiles.forEach((bank, i) => {
      bank.restore(record.quantiles[i] ?? []);
    });
    learned.driftXY = record.driftXY;
    learned.driftXX = record.driftXX;
    learned.releases.restore(record.releases);
    learned.dawdles.restore(record.dawdles);
    return learned;
  }

  /** Share of the learned drift back to the timetable that holds in this network. */
  gain(): number {
    const { p } = this;
    const share = (this.driftXY + p.driftPriorGain * p.driftPriorS2) / (this.driftXX + p.driftPriorS2);
    return Math.max(0, Math.min(MAX_GAIN, share));
  }
}

const MAX_GAIN = 1.2;
