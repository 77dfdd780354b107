// May a new timetable take the place of the old one, and how long does one last: two rules, both pure.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import { addDays, dateAt, daysBetween } from '../../feeds/service-day.js';
import type { Timetable } from './timetable.js';

/** Days ahead over which trips are compared (obligation T4). */
export const COMPARED_DAYS = 7;
/** A new timetable with fewer than this share of the old one's trips is refused (obligation T4). */
export const LEAST_SHARE = 0.5;
/** Days left at which an ending timetable is noted, and at which it alarms (obligation T5; GTFS best practices 30 and 7 days). */
export const EXPIRY_NOTE_DAYS = 30;
export const EXPIRY_ALARM_DAYS = 7;

/** Why a new timetable is refused. */
export type SwapReason = 'no_stops' | 'no_trips' | 'expired' | 'fewer_trips' | 'other_timezone';

/** Whether the new timetable may serve. `sentence` says why not, in English, for the log and the console. */
export type SwapVerdict = { allowed: true } | { allowed: false; reason: SwapReason; sentence: string };

/** Judges a new timetable beside the one that serves. A dispatcher's word (`forced`) overrules all but emptiness. */
export function judgeSwap(old: Timetable, next: Timetable, now: EpochS, forced = false): SwapVerdict {
  const refuse = (reason: SwapReason, sentence: string): SwapVerdict => ({ allowed: false, reason, sentence });
  if (next.stopCount === 0) return refuse('no_stops', 'The new timetable has no stops.');
  if (next.tripCount === 0) return refuse('no_trips', 'The new timetable has no trips.');
  if (forced) return { allowed: true };
  if (next.timezone !== old.timezone) {
    return refuse(
      'other_timezone',
      `The new timetable is in the time zone ${next.timezone}, the one in use in ${old.timezone}.`,
    );
  }
  const before = tripsAhead(old, now);
  const after = tripsAhead(next, now);
  if (after === 0 && before > 0) return refuse('expired', 'The new timetable has no service in the next days.');
  if (after < before * LEAST_SHARE) {
    return refuse(
      'fewer_trips',
      `The new timetable has ${after} trips in the next ${COMPARED_DAYS} days, the one in use has ${before}.`,
    );
  }
  return { allowed: true };
}

/** Trips that run today and on the following days, `COMPARED_DAYS` in all. */
export function tripsAhead(timetable: Timetable, now: EpochS): number {
  const perService = new Int32Array(timetable.data.serviceIds.length);
  for (const service of timetable.data.tripService) if (service >= 0) perService[service]! += 1;
  const today = dateAt(now, timetable.timezone);
  let trips = 0;
  for (let day = 0; day < COMPARED_DAYS; day++) {
    const date = addDays(today, day);
    perService.forEach((count, service) => {
      if (count > 0 && timetable.serviceRunsOn(service, date)) trips += count;
    });
  }
  return trips;
}

/** How long a timetable lasts. `daysLeft` is 0 on its last day of service and negative after it; null where it never runs at all. */
export interface Expiry {
  lastDate: ServiceDate | null;
  daysLeft: number | null;
  level: 'fine' | 'note' | 'alarm' | 'expired';
}

/** When the timetable ends, seen from now. */
export function expiryOf(timetable: Timetable, now: EpochS): Expiry {
  const lastDate = lastServiceDate(timetable);
  if (lastDate === null) return { lastDate, daysLeft: null, level: 'expired' };
  const daysLeft = daysBetween(dateAt(now, timetable.timezone), lastDate);
  const level =
    daysLeft < 0 ? 'expired' : daysLeft < EXPIRY_ALARM_DAYS ? 'alarm' : daysLeft < EXPIRY_NOTE_DAYS ? 'note' : 'fine';
  return { lastDate, daysLeft, level };
}

/** The last date on which any trip runs, null where none ever does. */
export function lastServiceDate(timetable: Timetable): ServiceDate | null {
  const { calendarStart, calendarDays, tripService } = timetable.data;
  const services = new Set(tripService);
  services.delete(-1);
  for (let day = calendarDays - 1; day >= 0; day--) {
    const date = addDays(calendarStart, day);
    for (const service of services) if (timetable.serviceRunsOn(service, date)) return date;
  }
  return null;
}
