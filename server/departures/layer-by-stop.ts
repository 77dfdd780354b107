// Calls that a stop does not find in the timetable, by stop index: those of added trips, and those moved here from elsewhere.

import type { PredictionLayer, TripPrediction } from '../prediction/prediction.js';
import type { ScheduledCall, Timetable } from '../timetable/timetable.js';
import { EARLIEST_ADVANCE_S, LATEST_DELAY_S } from './policy.js';

/** One call of an added trip. */
export interface AddedAtStop {
  prediction: TripPrediction;
  position: number;
}

/** Calls of added trips and replacements by the stop at which they are made (assigned_stop_id counts). */
export function addedByStop(layer: PredictionLayer): Map<number, AddedAtStop[]> {
  const byStop = new Map<number, AddedAtStop[]>();
  const put = (prediction: TripPrediction): void =>
    prediction.added?.calls.forEach((call, position) => {
      push(byStop, prediction.calls[position]?.assignedStop ?? call.stop, { prediction, position });
    });
  layer.added.forEach(put);
  for (const trips of layer.byDate.values())
    for (const prediction of trips.values()) if (prediction.added) put(prediction);
  return byStop;
}

/**
 * Scheduled departures that a stop does not find where it looks, by stop: moved here by the agency (assigned_stop_id), or so
 * far off their time that they lie outside the part of the timetable that is read. Last calls and calls without boarding are none.
 */
export function movedByStop(layer: PredictionLayer, timetable: Timetable): Map<number, ScheduledCall[]> {
  const byStop = new Map<number, ScheduledCall[]>();
  for (const [date, trips] of layer.byDate) {
    const dayStart = timetable.dayStart(date);
    for (const [trip, prediction] of trips) {
      if (prediction.added) continue;
      const last = timetable.callCount(trip) - 1;
      prediction.calls.forEach((call, position) => {
        if (position === last || timetable.data.callPickup[timetable.firstCall(trip) + position] === 1) return;
        const scheduled = dayStart + timetable.departureS(trip, position);
        const stop = timetable.stopAt(trip, position);
        const delayS = (call.departure ?? call.arrival ?? scheduled) - scheduled;
        const isMoved = call.assignedStop !== undefined && call.assignedStop !== stop;
        if (!isMoved && delayS < LATEST_DELAY_S && delayS > -EARLIEST_ADVANCE_S) return;
        push(byStop, call.assignedStop ?? stop, { trip, date, position, scheduled });
      });
    }
  }
  return byStop;
}

function push<T>(map: Map<number, T[]>, key: number, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
