// Trips that the timetable does not have as they run: NEW and ADDED, REPLACEMENT, DUPLICATED (GTFS-Realtime, ScheduleRelationship).

import type { EpochS, ServiceDate, StopTimeUpdate, TripUpdate } from '../../feeds/model.js';
import { dateAt } from '../../feeds/service-day.js';
import type { Timetable } from '../timetable/timetable.js';
import type { FindingCount, TripUpdateRule } from './finding-count.js';
import type { AddedCall, AddedTrip } from './prediction.js';
import type { Schedule } from './propagate.js';

/** A trip with stops of its own, and the updates by position that `propagate` reads. */
export interface OwnStops {
  date: ServiceDate;
  added: AddedTrip;
  schedule: Schedule;
  byPosition: (StopTimeUpdate | undefined)[];
}

/** A trip of two stops is the shortest there is. */
export const LEAST_CALLS = 2;

/** A trip told whole by its update (NEW, ADDED, REPLACEMENT). Null, with a finding, where a stop is unknown or it is not whole. */
export function wholeTrip(
  timetable: Timetable,
  update: TripUpdate,
  identity: { tripId: string; route: number; date: ServiceDate | null; headsign: string | null },
  findings: FindingCount,
): OwnStops | null {
  const fail = (rule: TripUpdateRule, why: string) => {
    findings.add(rule, () => `${update.entityId}: ${why}`);
    return null;
  };
  const { stopTimeUpdates } = update;
  if (identity.route < 0) return fail('E004', `route_id ${update.trip.routeId ?? '–'} is not in the timetable`);
  if (stopTimeUpdates.length < LEAST_CALLS) return fail('T106', `${stopTimeUpdates.length} stops`);
  const calls: AddedCall[] = [];
  let sequence = 0;
  for (const stopUpdate of stopTimeUpdates) {
    const stop = stopUpdate.stopId === null ? -1 : timetable.stopIndex(stopUpdate.stopId);
    if (stop < 0) return fail('E011', `stop_id ${stopUpdate.stopId ?? '–'} is not in the timetable`);
    if (stopUpdate.stopSequence !== null && stopUpdate.stopSequence <= sequence && calls.length > 0) {
      return fail('T106', `stop_sequence ${stopUpdate.stopSequence} does not increase`);
    }
    sequence = stopUpdate.stopSequence ?? sequence + 1;
    calls.push({
      stop,
      sequence,
      scheduledArrival: stopUpdate.arrival?.scheduledTimeS ?? minusDelay(stopUpdate.arrival),
      scheduledDeparture: stopUpdate.departure?.scheduledTimeS ?? minusDelay(stopUpdate.departure),
      pickup: stopUpdate.pickupType !== 1,
    });
  }
  const first = stopTimeUpdates.find((s) => (s.departure ?? s.arrival)?.timeS != null);
  const firstTime =
    first?.departure?.timeS ?? first?.arrival?.timeS ?? calls[0]!.scheduledDeparture ?? calls[0]!.scheduledArrival;
  const date = identity.date ?? (firstTime === null ? null : dateAt(firstTime, timetable.timezone));
  if (date === null) return fail('T106', 'neither start_date nor times');
  return {
    date,
    added: { tripId: identity.tripId, route: identity.route, headsign: identity.headsign, calls },
    schedule: scheduleOf(calls),
    byPosition: stopTimeUpdates,
  };
}

/** A copy of a scheduled trip at another time (DUPLICATED): its calls, shifted. Delays then apply to the shifted schedule. */
export function shiftedTrip(
  timetable: Timetable,
  trip: number,
  date: ServiceDate,
  startS: number,
  tripId: string,
): OwnStops {
  const { data } = timetable;
  const shift = timetable.dayStart(date) + startS - timetable.startS(trip);
  const calls: AddedCall[] = [];
  const first = timetable.firstCall(trip);
  for (let p = 0; p < timetable.callCount(trip); p++) {
    calls.push({
      stop: timetable.stopAt(trip, p),
      sequence: timetable.sequenceAt(trip, p),
      scheduledArrival: shift + timetable.arrivalS(trip, p),
      scheduledDeparture: shift + timetable.departureS(trip, p),
      pickup: data.callPickup[first + p] !== 1,
    });
  }
  const headsign = data.tripHeadsign[trip] ?? -1;
  return {
    date,
    added: {
      tripId,
      route: data.tripRoute[trip]!,
      headsign: headsign < 0 ? null : (data.strings[headsign] ?? null),
      calls,
    },
    schedule: scheduleOf(calls),
    byPosition: [],
  };
}

/** A feed may tell the timetable of a new trip as `time` and `delay` together. */
function minusDelay(event: StopTimeUpdate['arrival']): EpochS | null {
  return event?.timeS != null && event.delayS !== null ? event.timeS - event.delayS : null;
}

function scheduleOf(calls: readonly AddedCall[]): Schedule {
  return {
    count: calls.length,
    arrival: (p) => calls[p]?.scheduledArrival ?? null,
    departure: (p) => calls[p]?.scheduledDeparture ?? calls[p]?.scheduledArrival ?? null,
  };
}
