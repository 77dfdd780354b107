import { describe, expect, it } from 'vitest';
import { serviceTimeToEpoch } from '../../../feeds/service-day.js';
import { expiryOf, judgeSwap, tripsAhead } from '../../../server/timetable/swap.js';
import { built, rows, trip, world } from './small-town.js';

const NOW = serviceTimeToEpoch('20260216', 43_200, 'Europe/Sofia');

/** `count` trips a day from `from` to `to`. */
function daily(count: number, from = '20260101', to = '20261231', timezone = 'Europe/Sofia') {
  const ids = Array.from({ length: count }, (_, i) => `t${i}`);
  const records = world({
    agencies: [{ agencyId: '', agencyName: '', timezone, lang: null, url: null }],
    trips: ids.map((id) => trip(id)),
    calendars: [{ serviceId: 'WK', weekdays: Array(7).fill(true), startDate: from, endDate: to }],
  });
  return built(records, rows(ids.map((id) => `${id} A 08:00:00\n${id} B 08:05:00`).join('\n'))).timetable;
}

describe('T4: may a new timetable take the place of the old one', () => {
  it('counts trips of today and the next six days', () => {
    expect(tripsAhead(daily(10), NOW)).toBe(70);
    expect(tripsAhead(daily(10, '20260101', '20260218'), NOW)).toBe(30);
  });

  it('half the trips may go, more may not', () => {
    expect(judgeSwap(daily(10), daily(5), NOW)).toEqual({ allowed: true });
    expect(judgeSwap(daily(10), daily(4), NOW)).toEqual({
      allowed: false,
      reason: 'fewer_trips',
      sentence: 'The new timetable has 28 trips in the next 7 days, the one in use has 70.',
    });
    expect(judgeSwap(daily(10), daily(30), NOW)).toEqual({ allowed: true });
  });

  it('all calendars over, or not begun, is refused; and so is another time zone', () => {
    expect(judgeSwap(daily(10), daily(10, '20250101', '20260215'), NOW)).toMatchObject({ reason: 'expired' });
    expect(judgeSwap(daily(10), daily(10, '20260301', '20260601'), NOW)).toMatchObject({ reason: 'expired' });
    expect(judgeSwap(daily(10), daily(10, '20260101', '20261231', 'Europe/London'), NOW)).toMatchObject({
      reason: 'other_timezone',
    });
  });

  it("a dispatcher's word lets it through", () => {
    expect(judgeSwap(daily(10), daily(1), NOW, true)).toEqual({ allowed: true });
  });

  it('an old one that is over itself refuses nothing', () => {
    expect(judgeSwap(daily(10, '20250101', '20251231'), daily(1), NOW)).toEqual({ allowed: true });
  });
});

describe('T5: how long a timetable lasts', () => {
  it.each([
    ['20260401', 44, 'fine'],
    ['20260317', 29, 'note'],
    ['20260222', 6, 'alarm'],
    ['20260216', 0, 'alarm'],
    ['20260215', -1, 'expired'],
  ])('until %s: %i days, %s', (lastDate, daysLeft, level) => {
    expect(expiryOf(daily(1, '20260101', lastDate), NOW)).toEqual({ lastDate, daysLeft, level });
  });
});
