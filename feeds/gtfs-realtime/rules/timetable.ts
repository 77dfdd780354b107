// Rules that only the timetable can judge. What they need of it comes in as facts, so that feeds/ imports none.

import type {
  Alert,
  FeedSnapshot,
  Finding,
  ServiceTimeS,
  TripDescriptor,
  TripUpdate,
  VehiclePosition,
} from '../../model.js';
import { Findings } from '../findings.js';
import type { RuleId } from './table.js';

/** Farther than this from its trip's shape a vehicle is not on it (E029; the validator's buffer). */
export const TRIP_BUFFER_M = 200;

/** One call of a trip in the timetable; a time is null where stop_times has none. */
export interface CallFacts {
  stopId: string;
  sequence: number;
  arrivalS: ServiceTimeS | null;
  departureS: ServiceTimeS | null;
}

/** One trip of the timetable. */
export interface TripFacts {
  routeId: string;
  directionId: 0 | 1 | null;
  calls: readonly CallFacts[];
  /** frequencies.txt: not in it, `exact_times` 0, or `exact_times` 1. */
  frequency: 'none' | 'inexact' | 'exact';
  /** First departures: one, or every start of a frequency-based trip. */
  startsS: readonly ServiceTimeS[];
}

/** What the rules ask of a timetable. */
export interface TimetableFacts {
  trip(tripId: string): TripFacts | null;
  hasRoute(routeId: string): boolean;
  hasAgency(agencyId: string): boolean;
  /** GTFS location_type, null where the stop is unknown. */
  locationType(stopId: string): number | null;
  /** Is the place within the agency's area, with a mile around it? */
  isInArea(lat: number, lon: number): boolean;
  /** Metres from the trip's shape, null where it has none. */
  distanceFromTripM(tripId: string, lat: number, lon: number): number | null;
  /** A stop_id in stop_times that is not a stop, null where all are. */
  calledNonStop(): string | null;
}

/** A rule about `Subject`, judged by the timetable. */
export interface TimetableRule<Subject> {
  id: RuleId;
  broken(subject: Subject, facts: TimetableFacts): string | null;
}

/** Null where it is unknown, and where the trip is meant as a detour has it: its calls are others. */
function tripOf(trip: TripDescriptor, facts: TimetableFacts): TripFacts | null {
  return trip.tripId === null || trip.modificationsId !== undefined ? null : facts.trip(trip.tripId);
}

function isNew({ relationship }: TripDescriptor): boolean {
  return relationship === 'ADDED' || relationship === 'NEW';
}

/** E003 */
export const unknownTrip: TimetableRule<TripDescriptor> = {
  id: 'E003',
  broken: (trip, facts) =>
    trip.tripId !== null && !isNew(trip) && !facts.trip(trip.tripId) ? `trip ${trip.tripId}` : null,
};

/** E004 */
export const unknownRoute: TimetableRule<TripDescriptor> = {
  id: 'E004',
  broken: ({ tripId, routeId }, facts) =>
    routeId !== null && !facts.hasRoute(routeId) ? `route ${routeId} of trip ${tripId}` : null,
};

/** E006 */
export const inexactWithoutStart: TimetableRule<TripDescriptor> = {
  id: 'E006',
  broken: (trip, facts) =>
    tripOf(trip, facts)?.frequency === 'inexact' && (trip.startDate === null || trip.startTimeS === null)
      ? `trip ${trip.tripId}`
      : null,
};

/** E013; a relationship that was left out reads as SCHEDULED and passes, so an explicit SCHEDULED passes too. */
export const inexactScheduled: TimetableRule<TripDescriptor> = {
  id: 'E013',
  broken: (trip, facts) =>
    tripOf(trip, facts)?.frequency === 'inexact' &&
    !['UNSCHEDULED', 'SCHEDULED', 'CANCELED', 'DELETED'].includes(trip.relationship)
      ? `trip ${trip.tripId} is ${trip.relationship}`
      : null,
};

/** E016 */
export const addedButKnown: TimetableRule<TripDescriptor> = {
  id: 'E016',
  broken: (trip, facts) => (isNew(trip) && tripOf(trip, facts) ? `trip ${trip.tripId} is ${trip.relationship}` : null),
};

/** E019 */
export const noSuchStart: TimetableRule<TripDescriptor> = {
  id: 'E019',
  broken(trip, facts) {
    const found = tripOf(trip, facts);
    if (found?.frequency !== 'exact' || trip.startTimeS === null) return null;
    return found.startsS.includes(trip.startTimeS) ? null : `trip ${trip.tripId} at ${trip.startTimeS} s`;
  },
};

/** E023: the first arrival of the timetable, as the validator has it, or the first departure, as riders have it. */
export const otherStart: TimetableRule<TripDescriptor> = {
  id: 'E023',
  broken(trip, facts) {
    const found = tripOf(trip, facts);
    if (found?.frequency !== 'none' || trip.startTimeS === null) return null;
    const first = [found.startsS[0], found.calls[0]?.arrivalS];
    return first.includes(trip.startTimeS) ? null : `trip ${trip.tripId} at ${trip.startTimeS} s`;
  },
};

/** E024 */
export const otherDirection: TimetableRule<TripDescriptor> = {
  id: 'E024',
  broken(trip, facts) {
    const direction = tripOf(trip, facts)?.directionId ?? null;
    if (direction === null || trip.directionId === null) return null;
    return direction === trip.directionId ? null : `trip ${trip.tripId} in direction ${trip.directionId}`;
  },
};

/** E035 */
export const otherRoute: TimetableRule<TripDescriptor> = {
  id: 'E035',
  broken(trip, facts) {
    const route = tripOf(trip, facts)?.routeId ?? null;
    if (route === null || trip.routeId === null) return null;
    return route === trip.routeId ? null : `trip ${trip.tripId} of route ${route}, said to be of ${trip.routeId}`;
  },
};

/** Rules about the trip that an update, a vehicle or an alert names. */
export const tripTimetableRules: readonly TimetableRule<TripDescriptor>[] = [
  unknownTrip,
  unknownRoute,
  inexactWithoutStart,
  inexactScheduled,
  addedButKnown,
  noSuchStart,
  otherStart,
  otherDirection,
  otherRoute,
];

/** E009 */
export const ambiguousStop: TimetableRule<TripUpdate> = {
  id: 'E009',
  broken(update, facts) {
    const bare = update.stopTimeUpdates.some((stop) => stop.stopSequence === null);
    const trip = bare ? tripOf(update.trip, facts) : null;
    if (!trip) return null;
    const seen = new Set<string>();
    for (const { stopId } of trip.calls) {
      if (seen.has(stopId)) return `trip ${update.trip.tripId} calls twice at ${stopId}`;
      seen.add(stopId);
    }
    return null;
  },
};

/** E002, where stop_sequence is not given: the stops do not come in the order of the trip. */
export const outOfTripOrder: TimetableRule<TripUpdate> = {
  id: 'E002',
  broken(update, facts) {
    if (update.stopTimeUpdates.every((stop) => stop.stopSequence !== null)) return null;
    const calls = tripOf(update.trip, facts)?.calls ?? [];
    let next = 0;
    for (const { stopSequence, stopId } of update.stopTimeUpdates) {
      const isMeant = (call: CallFacts): boolean =>
        stopSequence === null ? call.stopId === stopId : call.sequence === stopSequence;
      const at = calls.findIndex((call, position) => position >= next && isMeant(call));
      if (at >= 0) next = at + 1;
      else if (calls.some(isMeant)) return `trip ${update.trip.tripId} at ${stopId ?? stopSequence}`;
    }
    return null;
  },
};

/** E045: where stop_sequence is in the trip, its stop must be the stop_id. */
export const otherStopAtSequence: TimetableRule<TripUpdate> = {
  id: 'E045',
  broken(update, facts) {
    const calls = tripOf(update.trip, facts)?.calls;
    for (const { stopSequence, stopId, assignedStopId } of calls ? update.stopTimeUpdates : []) {
      if (stopSequence === null || stopId === null || assignedStopId !== null) continue;
      const call = calls?.find(({ sequence }) => sequence === stopSequence);
      if (call && call.stopId !== stopId)
        return `trip ${update.trip.tripId}, ${stopSequence} is ${call.stopId}, not ${stopId}`;
    }
    return null;
  },
};

/** E046 */
export const delayOfNoTime: TimetableRule<TripUpdate> = {
  id: 'E046',
  broken(update, facts) {
    const calls = tripOf(update.trip, facts)?.calls;
    for (const stop of calls ? update.stopTimeUpdates : []) {
      const call = calls?.find(({ sequence, stopId }) =>
        stop.stopSequence === null ? stopId === stop.stopId : sequence === stop.stopSequence,
      );
      if (!call) continue;
      const arrival = stop.arrival?.timeS === null && stop.arrival.delayS !== null && call.arrivalS === null;
      const departure = stop.departure?.timeS === null && stop.departure.delayS !== null && call.departureS === null;
      if (arrival || departure) return `trip ${update.trip.tripId} at ${call.stopId}`;
    }
    return null;
  },
};

/** E051 */
export const unknownSequence: TimetableRule<TripUpdate> = {
  id: 'E051',
  broken(update, facts) {
    const calls = tripOf(update.trip, facts)?.calls;
    for (const { stopSequence } of calls ? update.stopTimeUpdates : []) {
      if (stopSequence !== null && !calls?.some(({ sequence }) => sequence === stopSequence)) {
        return `trip ${update.trip.tripId} has no stop_sequence ${stopSequence}`;
      }
    }
    return null;
  },
};

/** W005 */
export const inexactWithoutVehicle: TimetableRule<TripUpdate> = {
  id: 'W005',
  broken: (update, facts) =>
    update.vehicleId === null && tripOf(update.trip, facts)?.frequency === 'inexact'
      ? `trip ${update.trip.tripId}`
      : null,
};

/** Rules about a trip update. */
export const updateTimetableRules: readonly TimetableRule<TripUpdate>[] = [
  ambiguousStop,
  outOfTripOrder,
  otherStopAtSequence,
  delayOfNoTime,
  unknownSequence,
  inexactWithoutVehicle,
];

/** E011 */
export const unknownStop: TimetableRule<string> = {
  id: 'E011',
  broken: (stopId, facts) => (facts.locationType(stopId) === null ? `stop ${stopId}` : null),
};

/** E015 */
export const notAStop: TimetableRule<string> = {
  id: 'E015',
  broken(stopId, facts) {
    const type = facts.locationType(stopId);
    return type !== null && type !== 0 ? `stop ${stopId} has location_type ${type}` : null;
  },
};

/** Rules about a stop_id that an update or a vehicle names. */
export const stopTimetableRules: readonly TimetableRule<string>[] = [unknownStop, notAStop];

/** E028 */
export const outsideArea: TimetableRule<VehiclePosition> = {
  id: 'E028',
  broken: ({ vehicleId, lat, lon }, facts) =>
    facts.isInArea(lat, lon) ? null : `vehicle ${vehicleId} at ${lat.toFixed(5)}, ${lon.toFixed(5)}`,
};

/** E029 */
export const offShape: TimetableRule<VehiclePosition> = {
  id: 'E029',
  broken({ vehicleId, trip, lat, lon }, facts) {
    const distanceM = trip?.tripId ? facts.distanceFromTripM(trip.tripId, lat, lon) : null;
    return distanceM !== null && distanceM > TRIP_BUFFER_M
      ? `vehicle ${vehicleId} by ${Math.round(distanceM)} m`
      : null;
  },
};

/** Trips and routes that the snapshot's own alerts send by another way: vehicles on them are rightly off the shape (E029). */
function detoured({ alerts }: FeedSnapshot): (vehicle: VehiclePosition) => boolean {
  const trips = new Set<string>();
  const routes = new Set<string>();
  for (const { effect, informedEntities } of alerts) {
    if (effect !== 'DETOUR') continue;
    for (const { trip, routeId } of informedEntities) {
      if (trip?.tripId) trips.add(trip.tripId);
      const route = routeId ?? trip?.routeId;
      if (route) routes.add(route);
    }
  }
  return ({ trip }) => trips.has(trip?.tripId ?? '') || routes.has(trip?.routeId ?? '');
}

/** E030 */
export const alertTripOfOtherRoute: TimetableRule<Alert> = {
  id: 'E030',
  broken({ alertId, informedEntities }, facts) {
    for (const { routeId, trip } of informedEntities) {
      const route = trip ? (tripOf(trip, facts)?.routeId ?? null) : null;
      if (routeId !== null && route !== null && route !== routeId)
        return `alert ${alertId}: trip ${trip?.tripId}, route ${routeId}`;
    }
    return null;
  },
};

/** E034 */
export const unknownAgency: TimetableRule<Alert> = {
  id: 'E034',
  broken({ alertId, informedEntities }, facts) {
    const found = informedEntities.find(({ agencyId }) => agencyId !== null && !facts.hasAgency(agencyId));
    return found ? `alert ${alertId}: agency ${found.agencyId}` : null;
  },
};

/** E004, for a route that an alert names. */
export const alertOfUnknownRoute: TimetableRule<Alert> = {
  id: 'E004',
  broken({ alertId, informedEntities }, facts) {
    const found = informedEntities.find(({ routeId }) => routeId !== null && !facts.hasRoute(routeId));
    return found ? `alert ${alertId}: route ${found.routeId}` : null;
  },
};

/** Rules about an alert. */
export const alertTimetableRules: readonly TimetableRule<Alert>[] = [
  alertTripOfOtherRoute,
  unknownAgency,
  alertOfUnknownRoute,
];

/** E010, about the timetable itself. */
export const callsAtNonStop: TimetableRule<FeedSnapshot> = {
  id: 'E010',
  broken(_, facts) {
    const stopId = facts.calledNonStop();
    return stopId === null ? null : `stop ${stopId}`;
  },
};

/** Everything in a snapshot that breaks a rule of the timetable's, counted. Nothing is taken out of the snapshot. */
export function judgeByTimetable(snapshot: FeedSnapshot, facts: TimetableFacts): Finding[] {
  const steps = judgingByTimetable(snapshot, facts);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, an entity a step. */
export function* judgingByTimetable(snapshot: FeedSnapshot, facts: TimetableFacts): Generator<void, Finding[]> {
  const findings = new Findings();
  const judge = <Subject>(rules: readonly TimetableRule<Subject>[], subject: Subject) => {
    for (const rule of rules) {
      const example = rule.broken(subject, facts);
      if (example !== null) findings.add(rule.id, example);
    }
  };
  judge([callsAtNonStop], snapshot);
  const isDetoured = detoured(snapshot);
  for (const update of snapshot.tripUpdates) {
    judge(tripTimetableRules, update.trip);
    judge(updateTimetableRules, update);
    for (const { stopId } of update.stopTimeUpdates) if (stopId !== null) judge(stopTimetableRules, stopId);
    yield;
  }
  for (const vehicle of snapshot.vehiclePositions) {
    if (vehicle.trip) judge(tripTimetableRules, vehicle.trip);
    if (vehicle.stopId !== null) judge(stopTimetableRules, vehicle.stopId);
    judge(isDetoured(vehicle) ? [outsideArea] : [outsideArea, offShape], vehicle);
    yield;
  }
  for (const alert of snapshot.alerts) {
    judge(alertTimetableRules, alert);
    for (const { trip, stopId } of alert.informedEntities) {
      if (trip) judge(tripTimetableRules, trip);
      // An alert may rightly concern a station or an entrance.
      if (stopId !== null) judge([unknownStop], stopId);
    }
    yield;
  }
  return findings.list();
}
