// Tablo's own GTFS-Realtime: predictions, tracked vehicles and alerts in the words of the feeds, as the validator wants them.

import type {
  Alert,
  EpochS,
  StopTimeEvent,
  StopTimeUpdate,
  TripDescriptor,
  TripUpdate,
  VehiclePosition,
} from '../../feeds/model.js';
import type { CallPrediction, TripPrediction } from '../prediction/prediction.js';
import type { Timetable } from '../timetable/timetable.js';
import type { TrackedVehicle } from '../tracking/vehicle.js';

/** A vehicle that has not reported for this long is no longer published. */
export const GONE_AFTER_S = 600;
/** No bus is this fast (W004): most likely the feed tells km/h. Such a speed is not passed on. */
export const SUSPICIOUS_SPEED_MPS = 26;
/** Stops follow each other by at least this much (E022: times increase strictly). */
export const LEAST_RUN_S = 1;

/** TripUpdates, one per trip instance, in a stable order. Trips of which nothing is known beyond the timetable are left out. */
export function publishTripUpdates(
  timetable: Timetable,
  predictions: Iterable<TripPrediction>,
  now: EpochS,
): TripUpdate[] {
  const updates: TripUpdate[] = [];
  for (const prediction of predictions) {
    const update = tripUpdateOf(timetable, asReplacement(timetable, prediction), now);
    if (update) updates.push(update);
  }
  return updates.sort((a, b) => (a.entityId < b.entityId ? -1 : a.entityId > b.entityId ? 1 : 0));
}

/** A trip on a detour is told whole: others have the dataset's calls, and its stop_sequences are not these. */
function asReplacement(timetable: Timetable, prediction: TripPrediction): TripPrediction {
  const { trip, date, relationship } = prediction;
  if (relationship !== 'scheduled' || !timetable.detours.has(trip)) return prediction;
  const { data } = timetable;
  const start = timetable.dayStart(date);
  const first = timetable.firstCall(trip);
  const calls = prediction.calls.map((_, p) => ({
    stop: timetable.stopAt(trip, p),
    sequence: timetable.sequenceAt(trip, p),
    scheduledArrival: start + timetable.arrivalS(trip, p),
    scheduledDeparture: start + timetable.departureS(trip, p),
    pickup: data.callPickup[first + p] !== 1,
  }));
  const headsign = data.strings[data.tripHeadsign[trip]!] ?? null;
  const added = { tripId: data.tripIds[trip]!, route: data.tripRoute[trip]!, headsign, calls };
  return { ...prediction, relationship: 'replaced', added };
}

function tripUpdateOf(timetable: Timetable, prediction: TripPrediction, now: EpochS): TripUpdate | null {
  const { relationship } = prediction;
  const silent = relationship === 'cancelled' || relationship === 'deleted';
  const own = prediction.added !== null && relationship !== 'cancelled' && relationship !== 'deleted';
  if (relationship === 'cancelled' && prediction.trip < 0) return null;
  const stopTimeUpdates = silent ? [] : own ? ownStops(timetable, prediction) : stopsAhead(timetable, prediction, now);
  if (!silent && stopTimeUpdates.length === 0) return null;
  const trip = descriptorOf(timetable, prediction);
  const headsign = own ? (prediction.added?.headsign ?? null) : null;
  return {
    entityId: ['trip', trip.startDate, trip.tripId, ...(trip.startTimeS === null ? [] : [trip.startTimeS])].join('/'),
    trip,
    vehicleId: prediction.vehicleId,
    timestamp: Math.min(prediction.asOf, now),
    delayS: null,
    stopTimeUpdates,
    properties:
      headsign === null
        ? null
        : { tripId: null, startDate: null, startTimeS: null, headsign, shortName: null, shapeId: null },
  };
}

/** frequencies.txt trips are named by start_time as well; those without exact times are UNSCHEDULED (E006, E013). */
function descriptorOf(timetable: Timetable, { trip, date, relationship, added }: TripPrediction): TripDescriptor {
  if (trip < 0) {
    const route = timetable.data.routes[added!.route]!;
    return {
      tripId: added!.tripId,
      routeId: route.routeId,
      directionId: null,
      startDate: date,
      startTimeS: null,
      relationship: 'NEW',
    };
  }
  const named = {
    cancelled: 'CANCELED',
    deleted: 'DELETED',
    replaced: 'REPLACEMENT',
    added: 'NEW',
    scheduled: timetable.data.tripInexact[trip] === 1 ? 'UNSCHEDULED' : 'SCHEDULED',
  } as const;
  return { ...instanceOf(timetable, trip), startDate: date, relationship: named[relationship] };
}

function instanceOf(timetable: Timetable, trip: number): Omit<TripDescriptor, 'startDate' | 'relationship'> {
  const { data } = timetable;
  const direction = data.tripDirection[trip];
  return {
    tripId: data.tripIds[trip]!,
    routeId: timetable.routeOf(trip).routeId,
    directionId: direction === 0 || direction === 1 ? direction : null,
    startTimeS: data.tripHeadwayS[trip]! > 0 ? timetable.startS(trip) : null,
  };
}

/** Stop updates of a scheduled trip: calls behind the bus only while their scheduled time has still to come, that it may not come back. */
function stopsAhead(timetable: Timetable, { trip, date, calls, asOf }: TripPrediction, now: EpochS): StopTimeUpdate[] {
  const dayStart = timetable.dayStart(date);
  const updates: StopTimeUpdate[] = [];
  const clock = new StrictClock();
  const last = calls.length - 1;
  calls.forEach((call, p) => {
    const base = blank(timetable, timetable.sequenceAt(trip, p), timetable.stopAt(trip, p), call);
    switch (call.state) {
      case 'skipped':
        updates.push({ ...base, relationship: 'SKIPPED' });
        return;
      case 'passed': {
        if (dayStart + timetable.departureS(trip, p) <= now) return;
        const at = clock.next(Math.min(call.departure ?? call.arrival ?? asOf, asOf));
        updates.push({ ...base, departure: event(at, null, null) });
        return;
      }
      case 'predicted':
        updates.push(timed(base, call, clock, p === 0, p === last, null, null));
        return;
      case 'no_data':
      case 'unknown':
        // Without it a consumer would carry the last delay on.
        if (call.state === 'no_data' || updates.length > 0) updates.push({ ...base, relationship: 'NO_DATA' });
    }
  });
  // Only what says something: a trip of which every update is "no data" is a trip without an update.
  return updates.some((update) => update.relationship !== 'NO_DATA') ? updates : [];
}

/** Stop updates of a trip with stops of its own: all of them, past ones too, with both times (NEW, REPLACEMENT). */
function ownStops(timetable: Timetable, { added, calls }: TripPrediction): StopTimeUpdate[] {
  const clock = new StrictClock();
  return added!.calls.map((own, p) => {
    const call = calls[p]!;
    const base = blank(timetable, own.sequence, own.stop, call);
    const arrival = own.scheduledArrival ?? own.scheduledDeparture;
    const departure = own.scheduledDeparture ?? own.scheduledArrival;
    if (call.state === 'skipped') return { ...base, relationship: 'SKIPPED' };
    if ((call.departure ?? call.arrival) !== null) return timed(base, call, clock, false, false, arrival, departure);
    return {
      ...base,
      relationship: 'NO_DATA',
      arrival: arrival === null ? null : { ...event(null, null, arrival) },
      departure: departure === null ? null : { ...event(null, null, departure) },
    };
  });
}

/** Times that increase strictly from stop to stop, departure not before arrival (E022, E025). */
function timed(
  base: StopTimeUpdate,
  call: CallPrediction,
  clock: StrictClock,
  first: boolean,
  last: boolean,
  scheduledArrival: EpochS | null,
  scheduledDeparture: EpochS | null,
): StopTimeUpdate {
  const uncertaintyS = call.low !== null && call.high !== null ? Math.max(0, call.high - call.low) : null;
  const arrival = first ? null : (call.arrival ?? call.departure);
  const departure = last || call.alightOnly ? null : (call.departure ?? call.arrival);
  const arrivalAt = arrival === null ? null : clock.next(arrival);
  const departureAt = departure === null ? null : arrivalAt === null ? clock.next(departure) : clock.hold(departure);
  return {
    ...base,
    arrival: arrivalAt === null ? null : event(arrivalAt, uncertaintyS, scheduledArrival),
    departure: departureAt === null ? null : event(departureAt, uncertaintyS, scheduledDeparture),
  };
}

class StrictClock {
  private reached = Number.NEGATIVE_INFINITY;

  /** This time, or one run after the last. */
  next(time: EpochS): EpochS {
    this.reached = Math.max(time, this.reached + LEAST_RUN_S);
    return this.reached;
  }

  /** This time, or the last one: the departure from where it just arrived. */
  hold(time: EpochS): EpochS {
    this.reached = Math.max(time, this.reached);
    return this.reached;
  }
}

function event(timeS: EpochS | null, uncertaintyS: number | null, scheduledTimeS: EpochS | null): StopTimeEvent {
  return { timeS, delayS: null, uncertaintyS, scheduledTimeS };
}

function blank(timetable: Timetable, stopSequence: number, stop: number, call: CallPrediction): StopTimeUpdate {
  return {
    stopSequence,
    stopId: timetable.stop(stop).stopId,
    arrival: null,
    departure: null,
    relationship: 'SCHEDULED',
    assignedStopId: call.assignedStop === undefined ? null : timetable.stop(call.assignedStop).stopId,
    stopHeadsign: null,
    pickupType: call.alightOnly ? 1 : null,
    dropOffType: null,
    departureOccupancyStatus: call.occupancy ?? null,
  };
}

/** VehiclePositions: each vehicle once, where it reported, with the trip, call and status that Tablo holds for true. */
export function publishVehiclePositions(
  timetable: Timetable,
  vehicles: Iterable<TrackedVehicle>,
  now: EpochS,
): VehiclePosition[] {
  const positions = new Map<string, VehiclePosition>();
  for (const vehicle of vehicles) {
    const { fix, trip, date, nextPosition } = vehicle;
    if (now - fix.timestamp > GONE_AFTER_S) continue;
    const had = positions.get(vehicle.vehicleId);
    if (had && had.timestamp >= fix.timestamp) continue;
    const onTrip = trip >= 0 && date !== null && vehicle.phase !== 'unassigned';
    const at = onTrip && nextPosition !== null ? nextPosition : null;
    positions.set(vehicle.vehicleId, {
      ...fix,
      entityId: `vehicle/${vehicle.vehicleId}`,
      trip: onTrip
        ? {
            ...instanceOf(timetable, trip),
            startDate: date,
            relationship: timetable.data.tripInexact[trip] === 1 ? 'UNSCHEDULED' : 'SCHEDULED',
          }
        : null,
      currentStopSequence: at === null ? null : timetable.sequenceAt(trip, at),
      stopId: at === null ? null : timetable.stop(timetable.stopAt(trip, at)).stopId,
      currentStatus: at === null ? null : vehicle.atStop ? 'STOPPED_AT' : 'IN_TRANSIT_TO',
      speedMps: fix.speedMps !== null && fix.speedMps > SUSPICIOUS_SPEED_MPS ? null : fix.speedMps,
      timestamp: Math.min(fix.timestamp, now),
    });
  }
  return [...positions.values()].sort((a, b) => (a.entityId < b.entityId ? -1 : 1));
}

/** Alerts that are in force or yet to come, and name what they concern (E032). */
export function publishAlerts(alerts: Iterable<Alert>, now: EpochS): Alert[] {
  const current = [...alerts].filter(
    (alert) =>
      alert.informedEntities.length > 0 &&
      (alert.activePeriods.length === 0 || alert.activePeriods.some(({ end }) => end === null || end >= now)),
  );
  return current.sort((a, b) => (a.alertId < b.alertId ? -1 : 1));
}
