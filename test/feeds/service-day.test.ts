import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  addDays,
  dateAt,
  dayNumber,
  daysBetween,
  formatServiceTime,
  parseServiceTime,
  serviceTimeToEpoch,
  wallTime,
  weekday,
} from '../../feeds/service-day.js';

const HOST_ZONES = ['UTC', 'Pacific/Auckland', 'America/St_Johns'] as const;

function epoch(date: string, time: string, timezone: string): number {
  const timeS = parseServiceTime(time);
  if (timeS === null) throw new Error(time);
  return serviceTimeToEpoch(date, timeS, timezone);
}

describe.each(HOST_ZONES)('T1: a service day is noon minus 12 h, on a host in %s', (hostZone) => {
  const before = process.env['TZ'];
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  it.each([
    ['20210328', '00:30:00', 'Europe/Berlin', 1616884200],
    ['20210328', '06:30:00', 'Europe/Berlin', 1616905800],
    ['20260308', '08:00:00', 'America/Los_Angeles', 1772982000],
    ['20261101', '08:00:00', 'America/Los_Angeles', 1793548800],
    ['20261024', '27:30:00', 'Europe/Helsinki', 1792888200],
    ['20261024', '28:30:00', 'Europe/Helsinki', 1792891800],
  ])('%s %s in %s is %i', (date, time, timezone, expected) => {
    process.env['TZ'] = hostZone;
    expect(new Date(1_700_000_000_000).getHours()).toBe(
      { UTC: 22, 'Pacific/Auckland': 11, 'America/St_Johns': 18 }[hostZone],
    );
    expect(epoch(date, time, timezone)).toBe(expected);
  });
});

describe('T1: the repeated hour', () => {
  it('shows two departures at the same wall time, in order', () => {
    const first = epoch('20261024', '27:30:00', 'Europe/Helsinki');
    const second = epoch('20261024', '28:30:00', 'Europe/Helsinki');
    expect(second - first).toBe(3600);
    for (const at of [first, second]) {
      expect(wallTime(at, 'Europe/Helsinki')).toMatchObject({ day: 25, hour: 3, minute: 30 });
    }
  });
});

describe('dates', () => {
  it('knows the weekday: 2026-02-16 is a Monday', () => {
    expect(weekday('20260216')).toBe(0);
    expect(weekday('19700101')).toBe(3);
    expect(weekday('20260222')).toBe(6);
  });

  it('adds days as dayNumber counts them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), fc.integer({ min: -3_000, max: 3_000 }), (from, days) => {
        const date = addDays('19700101', from);
        expect(dayNumber(date)).toBe(from);
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  it('tells the date in the zone, not on the host', () => {
    expect(dateAt(1771279199, 'Europe/Sofia')).toBe('20260216');
    expect(dateAt(1771279200, 'Europe/Sofia')).toBe('20260217');
  });
});

describe('whatever the date, the zone and the time', () => {
  const zone = fc.constantFrom('Europe/Sofia', 'America/St_Johns', 'Pacific/Auckland', 'Pacific/Chatham', 'UTC');
  const date = fc.integer({ min: 10_000, max: 30_000 }).map((days) => addDays('19700101', days));
  const timeS = fc.integer({ min: 0, max: 200_000 });

  it('seconds of a service day follow each other, and noon is noon', () => {
    fc.assert(
      fc.property(zone, date, timeS, (timezone, day, s) => {
        expect(serviceTimeToEpoch(day, s, timezone) - serviceTimeToEpoch(day, 0, timezone)).toBe(s);
        const noon = serviceTimeToEpoch(day, 43_200, timezone);
        expect(dateAt(noon, timezone)).toBe(day);
        const clock = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, timeStyle: 'medium' });
        expect(clock.format(noon * 1000)).toBe('12:00:00');
      }),
      { numRuns: 500 },
    );
  });

  it('a time is read as it was written', () => {
    fc.assert(
      fc.property(timeS, (s) => {
        expect(parseServiceTime(formatServiceTime(s))).toBe(s);
      }),
    );
  });
});

describe('GTFS times', () => {
  it('go beyond 24 h and come back as written', () => {
    expect(parseServiceTime('43:25:00')).toBe(156_300);
    expect(parseServiceTime('5:07:09')).toBe(18_429);
    expect(formatServiceTime(156_300)).toBe('43:25:00');
  });

  it.each(['', '5:7:9', '05:60:00', 'aa:00:00', '05:00'])('%j is none', (text) => {
    expect(parseServiceTime(text)).toBeNull();
  });
});
