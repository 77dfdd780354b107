// Pace by time of day: between the middles of slots in proportion, and each piece of road by the time when the bus comes there.

import { describe, expect, it } from 'vitest';
import { PARAMETERS } from '../../../server/prediction/parameters.js';
import { SLOT_S, SLOTS_OF_DAY, slotAt, TimeSlots } from '../../../server/prediction/time-slots.js';
import { type Course, TravelTimes } from '../../../server/prediction/travel-times.js';

const DAY = { dayS: 1_773_612_000, dayType: 0 };
const middleOf = (slot: number) => DAY.dayS + (slot + 0.5) * SLOT_S;

/** A piece that takes half as long again in slot 12 and as long as always in slot 11 and 13. */
function rushHour(): TimeSlots {
  const slots = new TimeSlots(PARAMETERS);
  for (const [slot, timeS] of [
    [11, 60],
    [12, 90],
    [13, 60],
  ] as const) {
    for (let n = 0; n < 2_000; n++) slots.learn(0, slot, timeS, 60, middleOf(slot));
  }
  return slots;
}

describe('slots of time', () => {
  it('cover a service day of 28 hours, and what is later is the last one', () => {
    expect(SLOTS_OF_DAY * SLOT_S).toBe(28 * 3_600);
    expect(slotAt(DAY.dayS + 40 * 3_600, DAY.dayS, 1)).toBe(2 * SLOTS_OF_DAY - 1);
  });

  it('know the pace in the middle of a slot, and between two middles in proportion', () => {
    const slots = rushHour();
    expect(slots.paceAt(0, middleOf(12), DAY)).toBeCloseTo(slots.pace(0, 12), 9);
    expect(slots.pace(0, 12)).toBeGreaterThan(1.4);
    const [calm, rush] = [slots.pace(0, 11), slots.pace(0, 12)];
    expect(slots.paceAt(0, middleOf(11) + 0.25 * SLOT_S, DAY)).toBeCloseTo(0.75 * calm + 0.25 * rush, 9);
  });

  it('hold the first and the last one before the day begins and after it ends', () => {
    const slots = rushHour();
    expect(slots.paceAt(0, DAY.dayS - 7_200, DAY)).toBe(slots.pace(0, 0));
    expect(slots.paceAt(0, DAY.dayS + 90_000 + SLOT_S * SLOTS_OF_DAY, DAY)).toBe(slots.pace(0, SLOTS_OF_DAY - 1));
  });
});

describe('expected times', () => {
  it('go by the time of day when the bus will be there, not by that of asking', () => {
    const times = new TravelTimes(PARAMETERS);
    const n = 60;
    const course: Course = {
      n,
      piece: Int32Array.from({ length: n }, (_, i) => (i === 0 ? -1 : times.pieceOf(`s${i - 1}`, `s${i}`, 400))),
      stopM: Float32Array.from({ length: n }, (_, i) => 400 * i),
      priorS: Float64Array.from({ length: n }, (_, i) => (i === 0 ? 0 : 60)),
      timepoint: new Uint8Array(n),
    };
    const [expectedS, baseS] = [new Float64Array(n), new Float64Array(n)];
    for (let day = 60; day > 0; day--) {
      for (const slot of [10, 11, 12, 13]) {
        const at = middleOf(slot) - day * 86_400;
        const then = { ...DAY, dayS: DAY.dayS - day * 86_400 };
        times.expect(course, 1, n, at, at, then, expectedS, baseS);
        for (let i = 1; i < n; i++) {
          const tookS = slot >= 12 ? 80 : 60;
          times.learn(course.piece[i]!, 0, 60, expectedS[i]!, baseS[i]!, tookS, -600, at, slot, 1);
        }
      }
    }
    const now = middleOf(11);
    const calm = new Float64Array(n);
    times.expect(course, 1, n, now, now, DAY, calm);
    // Three quarters of an hour later the same road is slow, and so is the end of a long trip that sets out now.
    const rush = new Float64Array(n);
    times.expect(course, 1, n, now, middleOf(12), DAY, rush);
    expect(rush[5]!).toBeGreaterThan(calm[5]! * 1.1);
    expect(calm[40]!).toBeGreaterThan(calm[5]! * 1.1);
  });
});
