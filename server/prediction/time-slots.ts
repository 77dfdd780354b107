// Pace by time of day and day type, against the pace of the whole day: from the slot of a piece of road, to that of the network, to none.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import { weekday } from '../../feeds/service-day.js';
import { grown } from './columns.js';
import type { Parameters } from './parameters.js';

/** Length of a slot, and slots of a service day of 28 hours: the last one takes all that is later. */
export const SLOT_S = 2400;
export const SLOTS_OF_DAY = (28 * 3600) / SLOT_S;
/** Working days, Saturdays, Sundays. */
export const DAY_TYPES = 3;
const SLOTS = SLOTS_OF_DAY * DAY_TYPES;

/** What a service date is like: 0 Monday to Friday, 1 Saturday, 2 Sunday. */
export function dayTypeOf(date: ServiceDate): number {
  const day = weekday(date);
  return day < 5 ? 0 : day - 4;
}

/** The slot of an instant of a service day that began at `dayS`. */
export function slotAt(at: EpochS, dayS: EpochS, dayType: number): number {
  const slot = Math.floor((at - dayS) / SLOT_S);
  return dayType * SLOTS_OF_DAY + Math.max(0, Math.min(SLOTS_OF_DAY - 1, slot));
}

/** The service day that an instant is reckoned in. */
export interface ServiceDay {
  dayS: EpochS;
  dayType: number;
}

/** What is kept. */
export interface TimeSlotsRecord {
  keys: Float64Array;
  takenS: Float64Array;
  expectedS: Float64Array;
  at: Float64Array;
  allTakenS: Float64Array;
  allExpectedS: Float64Array;
}

/** Time taken and time expected by the whole day's pace, by piece and slot; sparse. */
export class TimeSlots {
  private readonly index = new Map<number, number>();
  private takenS = new Float64Array(0);
  private expectedS = new Float64Array(0);
  private at = new Float64Array(0);
  private readonly allTakenS = new Float64Array(SLOTS);
  private readonly allExpectedS = new Float64Array(SLOTS);

  constructor(private readonly p: Parameters) {}

  /** Time in this slot against that of the whole day. */
  pace(piece: number, slot: number): number {
    const { slotPriorS } = this.p;
    const all = this.paceOfAll(slot);
    const i = this.index.get(piece * SLOTS + slot);
    if (i === undefined) return all;
    return (this.takenS[i]! + slotPriorS * all) / (this.expectedS[i]! + slotPriorS);
  }

  /** The same at an instant: between the middles of two slots in proportion. */
  paceAt(piece: number, at: EpochS, day: ServiceDay): number {
    const x = (at - day.dayS) / SLOT_S - 0.5;
    const low = Math.floor(x);
    const first = day.dayType * SLOTS_OF_DAY;
    const a = this.pace(piece, first + Math.max(0, Math.min(SLOTS_OF_DAY - 1, low)));
    const b = this.pace(piece, first + Math.max(0, Math.min(SLOTS_OF_DAY - 1, low + 1)));
    return a + (x - low) * (b - a);
  }

  /** A piece took so long where the whole day's pace expects so long. */
  learn(piece: number, slot: number, timeS: number, expectedS: number, at: EpochS): void {
    const key = piece * SLOTS + slot;
    let i = this.index.get(key);
    if (i === undefined) {
      i = this.index.size;
      this.index.set(key, i);
      this.takenS = grown(this.takenS, i + 1);
      this.expectedS = grown(this.expectedS, i + 1);
      this.at = grown(this.at, i + 1);
      this.at[i] = at;
    }
    const fade = Math.exp(-Math.max(0, at - this.at[i]!) / this.p.longTauS);
    this.takenS[i] = this.takenS[i]! * fade + timeS;
    this.expectedS[i] = this.expectedS[i]! * fade + expectedS;
    this.at[i] = at;
    this.allTakenS[slot] = this.allTakenS[slot]! * ALL_MEMORY + timeS;
    this.allExpectedS[slot] = this.allExpectedS[slot]! * ALL_MEMORY + expectedS;
  }

  /** As it is kept. */
  record(): TimeSlotsRecord {
    const n = this.index.size;
    return {
      keys: Float64Array.from(this.index.keys()),
      takenS: this.takenS.slice(0, n),
      expectedS: this.expectedS.slice(0, n),
      at: this.at.slice(0, n),
      allTakenS: this.allTakenS.slice(),
      allExpectedS: this.allExpectedS.slice(),
    };
  }

  /** Takes up what was kept. */
  restore(record: TimeSlotsRecord): void {
    record.keys.forEach((key, i) => {
      this.index.set(key, i);
    });
    this.takenS = Float64Array.from(record.takenS);
    this.expectedS = Float64Array.from(record.expectedS);
    this.at = Float64Array.from(record.at);
    this.allTakenS.set(record.allTakenS);
    this.allExpectedS.set(record.allExpectedS);
  }

  private paceOfAll(slot: number): number {
    const { slotNetworkPriorS } = this.p;
    return (this.allTakenS[slot]! + slotNetworkPriorS) / (this.allExpectedS[slot]! + slotNetworkPriorS);
  }
}

/** The network's memory of a slot, per passing: some hundred thousand of them. */
const ALL_MEMORY = 0.999_99;
