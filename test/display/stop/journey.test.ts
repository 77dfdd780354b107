import { expect, test } from 'vitest';
import { diagram, isJourney } from '../../../display/stop/journey.js';
import type { JourneyCall, TripJourney } from '../../../server/wire/messages.js';

const call = (stop_id: string, stop_sequence: number, status: JourneyCall['status']): JourneyCall => ({
  stop_id,
  stop_name: { bg: stop_id, en: stop_id },
  stop_sequence,
  scheduled: 1000 + stop_sequence,
  expected: null,
  status,
});
const journey = (at: number | null, at_stop = false): TripJourney => ({
  trip_id: 't',
  start_date: '20260216',
  generated_at: 0,
  route: { route_id: '2', route_short_name: '2', route_type: 3, route_color: null, route_text_color: null },
  headsign: { bg: 'Е', en: 'E' },
  vehicle: at === null ? null : { vehicle_id: 'v', as_of: 0, stop_sequence: at, at_stop },
  calls: ['A', 'B', 'C', 'D', 'E', 'F'].map((id, i) => call(id, i + 1, at !== null && i + 1 < at ? 'passed' : 'live')),
});

test('the line begins two stops behind the bus, which stands before the stop it comes to', () => {
  const { hidden, calls } = diagram(journey(4), 'F', 6);
  expect(hidden).toBe(1);
  expect(calls.map(({ call: { stop_id }, bus, isHere }) => [stop_id, bus, isHere])).toEqual([
    ['B', null, false],
    ['C', null, false],
    ['D', 'towards', false],
    ['E', null, false],
    ['F', null, true],
  ]);
  expect(diagram(journey(4, true), 'F', 6).calls[2]!.bus).toBe('at');
});

test('the rider’s own stop is always on it, also when the bus has left it', () => {
  expect(diagram(journey(6), 'A', 1)).toMatchObject({ hidden: 0, calls: [{ isHere: true }, {}, {}, {}, {}, {}] });
});

test('without a vehicle the whole trip is drawn', () => {
  const { hidden, calls } = diagram(journey(null), 'C', 3);
  expect([hidden, calls.length, calls.filter(({ bus }) => bus).length]).toEqual([0, 6, 0]);
});

test('a stop that comes twice is told by its sequence', () => {
  const loop = journey(null);
  loop.calls[5] = call('A', 6, 'live');
  expect(diagram(loop, 'A', 6).calls.findIndex(({ isHere }) => isHere)).toBe(5);
});

test('B8: a page is no journey, nor is another trip', () => {
  expect(isJourney(journey(2), 't')).toBe(true);
  expect(isJourney(journey(2), 'u')).toBe(false);
  expect([null, '<html>', {}, { trip_id: 't', calls: [1] }].some((junk) => isJourney(junk, 't'))).toBe(false);
});
