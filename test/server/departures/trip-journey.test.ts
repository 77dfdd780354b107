import { describe, expect, it } from 'vitest';
import { instanceOf, tripJourney } from '../../../server/departures/trip-journey.js';
import { tripJourney as schema } from '../../../server/http/schemas.js';
import { town } from '../../support/town.js';
import { at, DAY, seen, sourcesOf } from './stand.js';

const LINE = town({ trips: [{ id: 't', calls: ['A 08:00', 'B 08:10', 'C 08:20', 'D 08:30'] }] });
const NOW = at('08:12');

function journey(known: Parameters<typeof sourcesOf>[1] = {}, now = NOW) {
  return tripJourney(sourcesOf(LINE, known, now), 't', DAY, now, () => null);
}

describe('a trip call by call', () => {
  it('shows what is passed, what comes when, and what is only scheduled', () => {
    const found = journey({ vehicles: [seen(LINE, 't', NOW - 10, { 0: 'passed', 1: 'passed', 2: at('08:23') })] })!;
    expect(found.calls.map(({ stop_id, status, expected }) => [stop_id, status, expected])).toEqual([
      ['A', 'passed', null],
      ['B', 'passed', null],
      ['C', 'live', at('08:23')],
      ['D', 'timetable', null],
    ]);
    expect(found.calls.map((call) => call.scheduled)).toEqual(['08:00', '08:10', '08:20', '08:30'].map((t) => at(t)));
    expect(schema.parse(found)).toEqual(found);
  });

  it('an old datum is not believed', () => {
    const found = journey({ vehicles: [seen(LINE, 't', NOW - 400, { 2: at('08:23') })] })!;
    expect(found.calls[2]).toMatchObject({ status: 'timetable', expected: null });
  });

  it('without a date it is the instance nearest to now; unknown trips and days are null', () => {
    expect(instanceOf(LINE, 't', null, NOW)).toMatchObject({ date: DAY });
    expect(instanceOf(LINE, 'nope', null, NOW)).toBeNull();
    expect(instanceOf(LINE, 't', '19990101', NOW)).toBeNull();
  });
});
