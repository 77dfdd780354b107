// The index that a board asks: the boardable calls at each stop, sorted by departure.

import type { TimetableData } from './timetable.js';

type Needed = Pick<
  TimetableData,
  'patternOffset' | 'callStop' | 'callPickup' | 'tripPattern' | 'tripTimes' | 'tripShiftS' | 'departureS'
>;

/** GTFS pickup_type: no boarding. */
const NO_PICKUP = 1;

/** Builds the index; a trip's last call is left out, and so are calls without boarding. */
export function indexStopCalls(
  data: Needed,
  stopCount: number,
): Pick<TimetableData, 'stopOffset' | 'stopCallTrip' | 'stopCallPosition' | 'stopCallDepartureS' | 'latestS'> {
  const { patternOffset, callStop, callPickup, tripPattern, tripTimes, tripShiftS, departureS } = data;
  const trips = tripPattern.length;
  const stopOffset = new Int32Array(stopCount + 1);
  let latestS = 0;
  for (let trip = 0; trip < trips; trip++) {
    const pattern = tripPattern[trip] as number;
    const first = patternOffset[pattern] as number;
    const end = (patternOffset[pattern + 1] as number) - 1;
    for (let call = first; call < end; call++) {
      if (callPickup[call] !== NO_PICKUP) stopOffset[(callStop[call] as number) + 1]! += 1;
    }
    const last = (departureS[(tripTimes[trip] as number) + end - first] as number) + (tripShiftS[trip] as number);
    if (last > latestS) latestS = last;
  }
  for (let stop = 0; stop < stopCount; stop++) stopOffset[stop + 1]! += stopOffset[stop] as number;
  const total = stopOffset[stopCount] as number;
  const trip = new Int32Array(total);
  const position = new Uint16Array(total);
  const departure = new Int32Array(total);
  const next = stopOffset.slice(0, stopCount);
  for (let t = 0; t < trips; t++) {
    const pattern = tripPattern[t] as number;
    const first = patternOffset[pattern] as number;
    const end = (patternOffset[pattern + 1] as number) - 1;
    const times = (tripTimes[t] as number) - first;
    const shift = tripShiftS[t] as number;
    for (let call = first; call < end; call++) {
      if (callPickup[call] === NO_PICKUP) continue;
      const at = next[callStop[call] as number]!++;
      trip[at] = t;
      position[at] = call - first;
      departure[at] = (departureS[times + call] as number) + shift;
    }
  }
  sortSlices(stopOffset, trip, position, departure);
  return { stopOffset, stopCallTrip: trip, stopCallPosition: position, stopCallDepartureS: departure, latestS };
}

/** Sorts each stop's slice by departure; equal ones keep the order of trips. Time and place are packed in one number. */
function sortSlices(offset: Int32Array, trip: Int32Array, position: Uint16Array, departure: Int32Array): void {
  const SHIFT = 2 ** 31;
  for (let stop = 0; stop + 1 < offset.length; stop++) {
    const begin = offset[stop] as number;
    const end = offset[stop + 1] as number;
    if (end - begin < 2) continue;
    const keys = new Float64Array(end - begin);
    for (let i = begin; i < end; i++) keys[i - begin] = (departure[i] as number) * SHIFT + (i - begin);
    keys.sort();
    const trips = trip.slice(begin, end);
    const positions = position.slice(begin, end);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as number;
      const time = Math.floor(key / SHIFT);
      const from = key - time * SHIFT;
      departure[begin + i] = time;
      trip[begin + i] = trips[from] as number;
      position[begin + i] = positions[from] as number;
    }
  }
}
