// calendar.txt and calendar_dates.txt to one bit per service and day.

import type { FindingList } from '../../feeds/gtfs/finding-list.js';
import type { Calendar, CalendarDate, ServiceDate } from '../../feeds/model.js';
import { addDays, dayNumber, weekday } from '../../feeds/service-day.js';

/** Days that are compiled at most; a calendar that "never ends" is cut. */
export const MAX_CALENDAR_DAYS = 2_000;
/** Where a calendar is cut, days before today that are kept. */
export const DAYS_BEFORE_TODAY = 400;

/** Services by index, and their days. */
export interface CompiledCalendar {
  serviceIds: string[];
  calendarStart: ServiceDate;
  calendarDays: number;
  /** Bit `service * calendarDays + day`. */
  serviceBits: Uint8Array;
}

/** Compiles the calendars; services that only trips name have no bit set. */
export function compileCalendar(
  calendars: readonly Calendar[],
  dates: readonly CalendarDate[],
  tripServices: Iterable<string>,
  today: ServiceDate,
  findings: FindingList,
): CompiledCalendar {
  const services = new Map<string, number>();
  const index = (id: string): number => {
    const found = services.get(id);
    if (found !== undefined) return found;
    services.set(id, services.size);
    return services.size - 1;
  };
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  const cover = (from: number, to: number): void => {
    first = Math.min(first, from);
    last = Math.max(last, to);
  };
  for (const calendar of calendars) {
    index(calendar.serviceId);
    const [from, to] = [dayNumber(calendar.startDate), dayNumber(calendar.endDate)];
    if (to >= from && calendar.weekdays.includes(true)) cover(from, to);
  }
  for (const { serviceId, date, added } of dates) {
    index(serviceId);
    if (added) cover(dayNumber(date), dayNumber(date));
  }
  for (const id of tripServices) {
    if (services.has(id)) continue;
    findings.add('T115', () => `service ${id}`);
    index(id);
  }
  if (last < first) {
    first = dayNumber(today);
    last = first;
  }
  if (last - first + 1 > MAX_CALENDAR_DAYS) {
    findings.add('T131', () => `${last - first + 1} days`);
    first = Math.max(first, Math.min(dayNumber(today) - DAYS_BEFORE_TODAY, last - MAX_CALENDAR_DAYS + 1));
    last = Math.min(last, first + MAX_CALENDAR_DAYS - 1);
  }
  const days = last - first + 1;
  const bits = new Uint8Array(Math.ceil((services.size * days) / 8));
  const set = (service: number, day: number, on: boolean): void => {
    if (day < 0 || day >= days) return;
    const bit = service * days + day;
    const mask = 1 << (bit & 7);
    bits[bit >> 3] = on ? (bits[bit >> 3] as number) | mask : (bits[bit >> 3] as number) & ~mask;
  };
  const calendarStart = addDays('19700101', first);
  const firstWeekday = weekday(calendarStart);
  for (const { serviceId, weekdays, startDate, endDate } of calendars) {
    const service = index(serviceId);
    const from = Math.max(0, dayNumber(startDate) - first);
    const to = Math.min(days - 1, dayNumber(endDate) - first);
    for (let day = from; day <= to; day++) if (weekdays[(firstWeekday + day) % 7]) set(service, day, true);
  }
  for (const { serviceId, date, added } of dates) set(index(serviceId), dayNumber(date) - first, added);
  return { serviceIds: [...services.keys()], calendarStart, calendarDays: days, serviceBits: bits };
}
