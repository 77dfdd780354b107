// stop_times rows gathered by trip and put in order of stop_sequence.

import type { StopTimeColumns } from '../../feeds/gtfs/stop-times.js';

/** Rows of stop_times by trip. */
export interface TripRows {
  /** Row numbers of a trip in order of stop_sequence; empty where stop_times has none. */
  of(tripId: string): Int32Array;
  /** trip_ids that stop_times names. */
  tripIds: readonly string[];
}

/** Groups the rows; where the file is in order already this only counts. */
export function groupByTrip(columns: StopTimeColumns): TripRows {
  const { count, trip, sequence, tripIds } = columns;
  const trips = tripIds.length;
  const offset = new Int32Array(trips + 1);
  for (let i = 0; i < count; i++) offset[(trip[i] as number) + 1]! += 1;
  for (let t = 0; t < trips; t++) offset[t + 1]! += offset[t] as number;
  const next = offset.slice(0, trips);
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const t = trip[i] as number;
    order[next[t]!++] = i;
  }
  const index = new Map<string, number>();
  tripIds.forEach((id, t) => {
    index.set(id, t);
    const rows = order.subarray(offset[t], offset[t + 1]);
    for (let i = 1; i < rows.length; i++) {
      if ((sequence[rows[i - 1] as number] as number) > (sequence[rows[i] as number] as number)) {
        rows.sort((a, b) => (sequence[a] as number) - (sequence[b] as number) || a - b);
        break;
      }
    }
  });
  const none = new Int32Array(0);
  return {
    tripIds,
    of(tripId) {
      const t = index.get(tripId);
      return t === undefined ? none : order.subarray(offset[t], offset[t + 1]);
    },
  };
}
