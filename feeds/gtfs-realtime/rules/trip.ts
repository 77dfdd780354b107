// Rules about a TripDescriptor by itself.

import { parseServiceTime } from '../../service-day.js';
import { has, type RawTripDescriptor } from '../bindings.js';
import type { NamedRule } from './rule.js';

/** `YYYYMMDD` of a day that exists. */
export function isServiceDate(text: string): boolean {
  const match = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1970 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** E020 */
export const invalidStartTime: NamedRule<RawTripDescriptor> = {
  id: 'E020',
  broken: (trip) =>
    has(trip, 'startTime') && trip.startTime !== '' && parseServiceTime(trip.startTime ?? '') === null
      ? `trip ${trip.tripId} has start_time ${trip.startTime}`
      : null,
};

/** E021 */
export const invalidStartDate: NamedRule<RawTripDescriptor> = {
  id: 'E021',
  broken: (trip) =>
    has(trip, 'startDate') && trip.startDate !== '' && !isServiceDate(trip.startDate ?? '')
      ? `trip ${trip.tripId} has start_date ${trip.startDate}`
      : null,
};

/** W006 */
export const missingTripId: NamedRule<RawTripDescriptor> = {
  id: 'W006',
  broken: (trip) =>
    trip.modifiedTrip?.affectedTripId || (has(trip, 'tripId') && trip.tripId !== '')
      ? null
      : `a trip of route ${trip.routeId || '?'}`,
};

/** W009 */
export const missingRelationship: NamedRule<RawTripDescriptor> = {
  id: 'W009',
  broken: (trip) => (has(trip, 'scheduleRelationship') ? null : `trip ${trip.tripId}`),
};

/** All of them. */
export const tripRules: readonly NamedRule<RawTripDescriptor>[] = [
  invalidStartTime,
  invalidStartDate,
  missingTripId,
  missingRelationship,
];
