// Rules about a TripUpdate and its sequence of StopTimeUpdates.

import { has, isGiven, type RawStopTimeEvent, type RawStopTimeUpdate, type RawTripUpdate } from '../bindings.js';
import type { NamedRule } from './rule.js';
import { givenTime, isFuture, isPosix } from './time.js';

const CANCELED = 3;
const DELETED = 7;
const SKIPPED = 1;
const NO_DATA = 2;
const UNSCHEDULED = 3;

function name(update: RawTripUpdate): string {
  return `trip ${update.trip?.tripId}`;
}

function place(stop: RawStopTimeUpdate): string {
  return isGiven(stop.stopSequence) ? `stop_sequence ${stop.stopSequence}` : `stop ${stop.stopId}`;
}

/** A rule that looks at one stop after the other. */
function perStop(id: NamedRule<RawTripUpdate>['id'], broken: (stop: RawStopTimeUpdate) => boolean) {
  const found: NamedRule<RawTripUpdate> = {
    id,
    broken(update) {
      for (const stop of update.stopTimeUpdate ?? []) if (broken(stop)) return `${name(update)}, ${place(stop)}`;
      return null;
    },
  };
  return found;
}

/** A rule that looks at each stop and the one before it. */
function perPair(
  id: NamedRule<RawTripUpdate>['id'],
  broken: (before: RawStopTimeUpdate, stop: RawStopTimeUpdate) => boolean,
) {
  const found: NamedRule<RawTripUpdate> = {
    id,
    broken(update) {
      const stops = update.stopTimeUpdate ?? [];
      for (let i = 1; i < stops.length; i++) {
        const stop = stops[i] as RawStopTimeUpdate;
        if (broken(stops[i - 1] as RawStopTimeUpdate, stop)) return `${name(update)}, ${place(stop)}`;
      }
      return null;
    },
  };
  return found;
}

function eventTime(event: RawStopTimeEvent | null | undefined): number | null {
  return event ? givenTime(event.time) : null;
}

function notPosix(event: RawStopTimeEvent | null | undefined): boolean {
  const time = eventTime(event);
  return time !== null && !isPosix(time);
}

/** E001, for the update's own timestamp and for every arrival and departure. */
export const updateTimesNotPosix: NamedRule<RawTripUpdate> = {
  id: 'E001',
  broken(update) {
    const own = givenTime(update.timestamp);
    if (own !== null && !isPosix(own)) return `${name(update)} has timestamp ${own}`;
    for (const stop of update.stopTimeUpdate ?? []) {
      if (notPosix(stop.arrival) || notPosix(stop.departure)) {
        return `${name(update)}, ${place(stop)}: ${eventTime(stop.arrival) ?? eventTime(stop.departure)}`;
      }
    }
    return null;
  },
};

/** E050 */
export const updateFromFuture: NamedRule<RawTripUpdate> = {
  id: 'E050',
  broken(update, { now }) {
    const own = givenTime(update.timestamp);
    return own !== null && isPosix(own) && isFuture(own, now) ? `${name(update)} is ${own - now} s ahead` : null;
  },
};

/** E012 */
export const updateNewerThanHeader: NamedRule<RawTripUpdate> = {
  id: 'E012',
  broken(update, { headerTimestamp }) {
    const own = givenTime(update.timestamp);
    return own !== null && own > headerTimestamp ? `${name(update)} by ${own - headerTimestamp} s` : null;
  },
};

/** W001 */
export const updateWithoutTimestamp: NamedRule<RawTripUpdate> = {
  id: 'W001',
  broken: (update) => (givenTime(update.timestamp) === null ? name(update) : null),
};

/** W002, for an update: the vehicle that drives it is not named. */
export const updateWithoutVehicleId: NamedRule<RawTripUpdate> = {
  id: 'W002',
  broken: (update) => (update.vehicle?.id ? null : name(update)),
};

/** W009, for its stops; the trip's own is looked at with the trip. */
export const stopWithoutRelationship = perStop('W009', (stop) => !has(stop, 'scheduleRelationship'));

/** E002: strictly sorted by stop_sequence (an equal pair is E036). */
export const unsorted = perPair(
  'E002',
  (before, stop) =>
    isGiven(before.stopSequence) &&
    isGiven(stop.stopSequence) &&
    (before.stopSequence as number) > (stop.stopSequence as number),
);

/** E022: times of successive stops increase, they are not even the same. */
export const timesNotIncreasing = perPair('E022', (before, stop) => earliest(stop) <= latest(before));

function latest({ arrival, departure }: RawStopTimeUpdate): number {
  const none = Number.NEGATIVE_INFINITY;
  return Math.max(eventTime(arrival) ?? none, eventTime(departure) ?? none);
}

function earliest({ arrival, departure }: RawStopTimeUpdate): number {
  const none = Number.POSITIVE_INFINITY;
  return Math.min(eventTime(arrival) ?? none, eventTime(departure) ?? none);
}

/** E025 */
export const departureBeforeArrival = perStop('E025', (stop) => {
  const arrival = eventTime(stop.arrival);
  const departure = eventTime(stop.departure);
  return arrival !== null && departure !== null && departure < arrival;
});

/** E036 */
export const sameSequenceTwice = perPair(
  'E036',
  (before, stop) =>
    isGiven(before.stopSequence) && isGiven(stop.stopSequence) && before.stopSequence === stop.stopSequence,
);

/** E037 */
export const sameStopTwice = perPair(
  'E037',
  (before, stop) => isGiven(before.stopId) && isGiven(stop.stopId) && before.stopId === stop.stopId,
);

/** E040 */
export const nowhere = perStop('E040', (stop) => !isPlaced(stop));

/** Does the update say at which stop it is? */
export function isPlaced(stop: RawStopTimeUpdate): boolean {
  return isGiven(stop.stopSequence) || (isGiven(stop.stopId) && stop.stopId !== '');
}

/** E041: a trip-level delay is information too, and so is a cancellation. */
export const withoutStops: NamedRule<RawTripUpdate> = {
  id: 'E041',
  broken(update) {
    const relationship: number | null | undefined = update.trip?.scheduleRelationship;
    const off = relationship === CANCELED || relationship === DELETED;
    const empty = (update.stopTimeUpdate?.length ?? 0) === 0;
    return empty && !off && !has(update, 'delay') && !has(update, 'tripProperties') ? name(update) : null;
  },
};

/** E042 */
export const noDataWithTimes = perStop(
  'E042',
  (stop) => stop.scheduleRelationship === NO_DATA && (isGiven(stop.arrival) || isGiven(stop.departure)),
);

/** E043 */
export const neitherArrivalNorDeparture = perStop(
  'E043',
  (stop) =>
    !isGiven(stop.arrival) &&
    !isGiven(stop.departure) &&
    stop.scheduleRelationship !== SKIPPED &&
    stop.scheduleRelationship !== NO_DATA &&
    stop.scheduleRelationship !== UNSCHEDULED,
);

/** E044 */
export const emptyEvent = perStop('E044', (stop) => isEmptyEvent(stop.arrival) || isEmptyEvent(stop.departure));

/** Is this an arrival or departure that says nothing? */
export function isEmptyEvent(event: RawStopTimeEvent | null | undefined): boolean {
  return !!event && eventTime(event) === null && !isGiven(event.delay) && givenTime(event.scheduledTime) === null;
}

/** T007 */
export const zeroTime = perStop('T007', (stop) => isZero(stop.arrival) || isZero(stop.departure));

function isZero(event: RawStopTimeEvent | null | undefined): boolean {
  return !!event && isGiven(event.time) && givenTime(event.time) === null;
}

/** All of them; those that reject come first. */
export const tripUpdateRules: readonly NamedRule<RawTripUpdate>[] = [
  updateTimesNotPosix,
  updateFromFuture,
  withoutStops,
  updateNewerThanHeader,
  updateWithoutTimestamp,
  updateWithoutVehicleId,
  stopWithoutRelationship,
  unsorted,
  timesNotIncreasing,
  departureBeforeArrival,
  sameSequenceTwice,
  sameStopTwice,
  nowhere,
  noDataWithTimes,
  neitherArrivalNorDeparture,
  emptyEvent,
  zeroTime,
];
