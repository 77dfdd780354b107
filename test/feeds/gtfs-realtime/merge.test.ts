import { describe, expect, it } from 'vitest';
import { decodeFeed } from '../../../feeds/gtfs-realtime/decode.js';
import { MEMORY_S, mergeNewest, NO_MEMORY } from '../../../feeds/gtfs-realtime/merge.js';
import type { FeedSnapshot } from '../../../feeds/model.js';
import { message, NOW, tripUpdate, vehicle } from './messages.js';

function snapshot(headerTimestamp: number, times: Record<string, number>): FeedSnapshot {
  const entities = Object.entries(times).flatMap(([id, timestamp]) => [
    vehicle(id, { timestamp }),
    tripUpdate(id, { timestamp }),
  ]);
  const result = decodeFeed(message(entities, { timestamp: headerTimestamp }), headerTimestamp);
  if (!result.ok) throw new Error(result.reason);
  return result.snapshot;
}

describe('F9: an older report never replaces a newer one', () => {
  it('of the same trip instance, of the same vehicle', () => {
    const [memory] = mergeNewest(NO_MEMORY, snapshot(NOW, { a: NOW, b: NOW }));
    const [, merged] = mergeNewest(memory, snapshot(NOW + 10, { a: NOW - 20, b: NOW + 10 }));
    expect(merged.tripUpdates.map((update) => update.timestamp)).toEqual([NOW, NOW + 10]);
    expect(merged.vehiclePositions.map((found) => found.timestamp)).toEqual([NOW, NOW + 10]);
    expect(merged.findings.filter((finding) => finding.rule === 'T005')).toMatchObject([{ count: 2 }]);
  });

  it('in 1 000 random interleavings of two lagged servers', () => {
    let seed = 9;
    const random = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 4_294_967_296;
    };
    const base = snapshot(NOW, { a: NOW, b: NOW, c: NOW });
    for (let run = 0; run < 1_000; run++) {
      let memory = NO_MEMORY;
      const last = new Map<string, number>();
      for (let poll = 0; poll < 12; poll++) {
        const header = NOW + poll * 10;
        const lagS = random() < 0.5 ? 0 : Math.floor(random() * 60);
        const at = (i: number) => header - lagS - i;
        const from: FeedSnapshot = {
          ...base,
          headerTimestamp: header,
          findings: [],
          tripUpdates: base.tripUpdates
            .filter(() => random() > 0.1)
            .map((update, i) => ({ ...update, timestamp: at(i) })),
          vehiclePositions: [],
        };
        const [next, merged] = mergeNewest(memory, from);
        memory = next;
        expect(merged.tripUpdates).toHaveLength(from.tripUpdates.length);
        for (const { trip, timestamp } of merged.tripUpdates) {
          expect(timestamp, `run ${run}`).toBeGreaterThanOrEqual(last.get(trip.tripId ?? '') ?? 0);
          last.set(trip.tripId ?? '', timestamp);
        }
      }
    }
  });
});

describe('F11: what is not in the message', () => {
  it('is gone', () => {
    const [memory] = mergeNewest(NO_MEMORY, snapshot(NOW, { a: NOW, b: NOW }));
    const [, merged] = mergeNewest(memory, snapshot(NOW + 10, { b: NOW + 10 }));
    expect(merged.tripUpdates.map((update) => update.trip.tripId)).toEqual(['trip-b']);
    expect(merged.vehiclePositions).toHaveLength(1);
  });

  it('is forgotten after ten minutes', () => {
    let [memory] = mergeNewest(NO_MEMORY, snapshot(NOW, { a: NOW }));
    [memory] = mergeNewest(memory, snapshot(NOW + MEMORY_S, {}));
    expect(memory.updates.size).toBe(1);
    [memory] = mergeNewest(memory, snapshot(NOW + MEMORY_S + 1, {}));
    expect(memory.updates.size + memory.vehicles.size).toBe(0);
  });
});
