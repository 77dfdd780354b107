// Stops that a detour passes by: their boards say so, for the timetable of that day has no call there any more.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import { addDays } from '../../feeds/service-day.js';
import { lookUp, type PredictionLayer, type TripPrediction, UNKNOWN_CALL } from '../prediction/prediction.js';
import type { Detour, Timetable } from '../timetable/timetable.js';
import type { AddedAtStop } from './layer-by-stop.js';

/** Calls that detoured trips leave out, by stop index: of trips of these days and the day after. `asOf` is when the feed said so. */
export function skippedByDetour(
  timetable: Timetable,
  tripUpdates: PredictionLayer,
  asOf: EpochS,
  now: EpochS,
): Map<number, AddedAtStop[]> {
  const byStop = new Map<number, AddedAtStop[]>();
  if (timetable.detours.size === 0) return byStop;
  const days = timetable.serviceDates(now);
  const dates = [...days, addDays(days.at(-1)!, 1)];
  for (const [trip, detour] of timetable.detours) {
    const running = dates.filter((date) => timetable.runsOn(trip, date));
    const skipped = running.length > 0 ? skippedBy(timetable, trip, detour) : [];
    for (const date of skipped.length > 0 ? running : []) {
      const said = lookUp(tripUpdates, date, trip)?.relationship;
      if (said === 'deleted' || said === 'replaced') continue;
      const prediction = asItWas(timetable, detour.trip, date, asOf);
      if (said === 'cancelled') prediction.relationship = 'cancelled';
      for (const position of skipped) {
        const stop = timetable.stopAt(detour.trip, position);
        const list = byStop.get(stop);
        if (list) list.push({ prediction, position });
        else byStop.set(stop, [{ prediction, position }]);
      }
    }
  }
  return byStop;
}

const known = new WeakMap<Detour, number[]>();

/** Positions of the trip, as the dataset has it, at which a detour does not call. */
function skippedBy(timetable: Timetable, trip: number, detour: Detour): number[] {
  const had = known.get(detour);
  if (had) return had;
  const called = new Set<number>();
  for (let position = 0; position < detour.from.length; position++)
    for (const place of placesOf(timetable, timetable.stopAt(trip, position))) called.add(place);
  const kept = new Set(detour.from);
  const skipped: number[] = [];
  for (let position = 0; position < timetable.callCount(detour.trip); position++) {
    const places = placesOf(timetable, timetable.stopAt(detour.trip, position));
    if (!kept.has(position) && !places.some((place) => called.has(place))) skipped.push(position);
  }
  known.set(detour, skipped);
  return skipped;
}

/** A stop and its station: on a station's board a trip that moves to another platform is not skipped. */
function placesOf(timetable: Timetable, stop: number): number[] {
  const station = timetable.stop(stop).parentStation;
  return station === null ? [stop] : [stop, timetable.stopIndex(station)];
}

/** The trip with the calls that the dataset has, none of which is made. */
function asItWas(timetable: Timetable, trip: number, date: ServiceDate, asOf: EpochS): TripPrediction {
  const { data } = timetable;
  const dayStart = timetable.dayStart(date);
  const first = timetable.firstCall(trip);
  const positions = Array.from({ length: timetable.callCount(trip) }, (_, position) => position);
  return {
    ...{ trip, date, relationship: 'added', basis: 'trip-update', kind: 'mid_trip', asOf },
    ...{ vehicleId: null, occupancy: null },
    calls: positions.map(() => ({ ...UNKNOWN_CALL, state: 'skipped' as const })),
    added: {
      tripId: data.tripIds[trip]!,
      route: data.tripRoute[trip]!,
      headsign: data.strings[data.tripHeadsign[trip]!] ?? null,
      calls: positions.map((position) => ({
        stop: timetable.stopAt(trip, position),
        sequence: timetable.sequenceAt(trip, position),
        scheduledArrival: dayStart + timetable.arrivalS(trip, position),
        scheduledDeparture: dayStart + timetable.departureS(trip, position),
        pickup: data.callPickup[first + position] !== 1,
      })),
    },
  };
}
