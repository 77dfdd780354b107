import { describe, expect, it } from 'vitest';
import type { ServiceDate } from '../../../feeds/model.js';
import { addDays, serviceTimeToEpoch } from '../../../feeds/service-day.js';
import type { Timetable } from '../../../server/timetable/timetable.js';
import { built, rows, trip, world } from './small-town.js';

/** A night line: trips that leave before, at and after midnight, and one far into the next day. */
function nightLine(timezone: string): Timetable {
  const agencies = [{ agencyId: '', agencyName: '', timezone, lang: null, url: null }];
  const times = [
    '00:00',
    '01:30',
    '02:30',
    '03:30',
    '12:00',
    '23:58',
    '24:00',
    '24:02',
    '25:35',
    '27:30',
    '28:30',
    '43:25',
    '47:59',
  ];
  const trips = times.map((time) => trip(time));
  const calendars = [{ serviceId: 'WK', weekdays: Array(7).fill(true), startDate: '20251225', endDate: '20270110' }];
  const text = times.map((time) => `${time} A ${time}:00\n${time} B ${time}:30`).join('\n');
  return built(world({ agencies, trips, calendars }), rows(text)).timetable;
}

const ZONES = ['Europe/Sofia', 'America/St_Johns', 'Pacific/Auckland', 'UTC'] as const;

describe.each(ZONES)('T2: a year of rollovers in %s', (timezone) => {
  const timetable = nightLine(timezone);
  const stop = timetable.stopIndex('A');

  it('every departure of every service day is there once, at its own time', () => {
    const found = timetable.departures(stop, timetable.dayStart('20260101'), timetable.dayStart('20270101'));
    const expected: { date: ServiceDate; scheduled: number; trip: number }[] = [];
    for (let date = '20251225'; date <= '20270110'; date = addDays(date, 1)) {
      for (let t = 0; t < timetable.tripCount; t++) {
        const scheduled = serviceTimeToEpoch(date, timetable.departureS(t, 0), timezone);
        if (scheduled >= timetable.dayStart('20260101') && scheduled < timetable.dayStart('20270101')) {
          expected.push({ date, scheduled, trip: t });
        }
      }
    }
    expected.sort((a, b) => a.scheduled - b.scheduled || a.trip - b.trip);
    expect(found.map(({ date, scheduled, trip }) => ({ date, scheduled, trip }))).toEqual(expected);
    expect(found.length).toBeGreaterThan(12 * 365);
  });

  it('asked every minute about midnight, nothing disappears before its time or doubles', () => {
    for (let date = '20260101'; date < '20270101'; date = addDays(date, 1)) {
      const midnight = serviceTimeToEpoch(date, 86_400, timezone);
      const window = (now: number) =>
        timetable.departures(stop, now, now + 5_400).map((call) => `${call.date}/${call.trip}/${call.scheduled}`);
      let before = window(midnight - 180);
      for (let now = midnight - 120; now <= midnight + 180; now += 60) {
        const shown = window(now);
        expect(new Set(shown).size).toBe(shown.length);
        const due = before.filter((key) => Number(key.split('/')[2]) >= now);
        expect(shown.slice(0, due.length)).toEqual(due);
        before = shown;
      }
    }
  });
});

describe('service dates of an instant', () => {
  const timetable = nightLine('Europe/Sofia');

  it("are today's and those that still run, earliest first", () => {
    const noon = timetable.dayStart('20260216') + 43_200;
    expect(timetable.serviceDates(noon)).toEqual(['20260215', '20260216']);
    // The trip of 47:59 of the 15th has just ended, and is still named for an hour.
    expect(timetable.serviceDates(noon + 12.5 * 3_600)).toEqual(['20260215', '20260216', '20260217']);
    expect(timetable.serviceDates(noon + 14 * 3_600)).toEqual(['20260216', '20260217']);
  });

  it('today is named even before its first second on the day of the long night', () => {
    // 2026-10-25 begins, as a service day, at 01:00 of the wall clock.
    const wallMidnight = timetable.dayStart('20261025') - 3_600;
    expect(timetable.serviceDates(wallMidnight + 60)).toContain('20261025');
  });
});
