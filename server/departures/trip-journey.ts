// One trip instance call by call, with the place of its vehicle: what a rider follows on the phone.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import { lookUp } from '../prediction/prediction.js';
import type { Timetable } from '../timetable/timetable.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';
import type { JourneyCall, TripJourney } from '../wire/messages.js';
import { choose } from './choose.js';
import type { Sources } from './sources.js';
import { underControl } from './under-control.js';

/** The compiled trip of a trip_id on a date; without a date, and for trips by frequency, the one that runs nearest to `now`. Null where none does. */
export function instanceOf(
  timetable: Timetable,
  tripId: string,
  date: ServiceDate | null,
  now: EpochS,
): { trip: number; date: ServiceDate } | null {
  let best: { trip: number; date: ServiceDate; awayS: number } | null = null;
  for (const trip of timetable.trips(tripId)) {
    for (const day of date === null ? timetable.serviceDates(now) : [date]) {
      const running = timetable.instance(trip, day);
      if (running < 0) continue;
      const start = timetable.dayStart(day);
      const awayS = Math.max(start + timetable.startS(trip) - now, now - start - timetable.endS(trip), 0);
      if (!best || awayS < best.awayS) best = { trip: running, date: day, awayS };
    }
  }
  return best;
}

/** The journey; null where the timetable has no such trip on that date. `vehicleOn` finds the vehicle that runs an instance. */
export function tripJourney(
  sources: Sources,
  tripId: string,
  date: ServiceDate | null,
  now: EpochS,
  vehicleOn: (trip: number, date: ServiceDate) => TrackedVehicle | null,
): TripJourney | null {
  const { timetable } = sources.views;
  const instance = instanceOf(timetable, tripId, date, now);
  if (!instance) return null;
  const { trip } = instance;
  const update = lookUp(sources.tripUpdates, instance.date, trip);
  if (update?.relationship === 'deleted' || update?.relationship === 'replaced') return null;
  const ours = lookUp(sources.vehicles, instance.date, trip);
  const start = timetable.dayStart(instance.date);
  const vehicle = vehicleOn(trip, instance.date);
  const calls: JourneyCall[] = [];
  for (let position = 0; position < timetable.callCount(trip); position++) {
    const scheduled = start + timetable.departureS(trip, position);
    const call = { trip, date: instance.date, position, scheduled };
    const known = choose(ours, update, position, sources.prefer, sources.policy, now);
    const byFeed = update?.relationship === 'cancelled';
    const { cancelled, chosen } = underControl(sources.control, timetable, call, byFeed, known, now);
    const ageS = chosen ? now - chosen.prediction.asOf : Number.POSITIVE_INFINITY;
    const isBelieved = chosen?.call.state === 'predicted' && ageS <= sources.policy.timetable_after_s;
    const { document } = sources.views.stop(timetable.stopAt(trip, position));
    calls.push({
      stop_id: document.stop_id,
      stop_name: document.stop_name,
      stop_sequence: timetable.sequenceAt(trip, position),
      scheduled,
      expected: isBelieved && !cancelled ? (chosen.call.departure ?? chosen.call.arrival) : null,
      status: cancelled
        ? 'cancelled'
        : chosen?.call.state === 'skipped'
          ? 'skipped'
          : chosen?.call.state === 'passed' || (vehicle?.nextPosition ?? 0) > position
            ? 'passed'
            : isBelieved
              ? ageS > sources.policy.ageing_after_s
                ? 'ageing'
                : 'live'
              : 'timetable',
    });
  }
  return {
    trip_id: tripId,
    start_date: instance.date,
    generated_at: Math.floor(now),
    route: sources.views.route(timetable.data.tripRoute[trip]!),
    headsign: sources.views.headsign(trip, 0),
    vehicle:
      vehicle === null || vehicle.nextPosition === null
        ? null
        : {
            vehicle_id: vehicle.vehicleId,
            as_of: Math.floor(vehicle.fix.timestamp),
            stop_sequence: timetable.sequenceAt(trip, vehicle.nextPosition),
            at_stop: vehicle.atStop,
          },
    calls,
  };
}
