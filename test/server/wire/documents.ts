// Arbitrary documents for property tests: valid by type, wild by content.

import fc from 'fast-check';
import type { Departure, StopDepartures } from '../../../server/wire/messages.js';
import { inOrder } from '../../../server/wire/patch.js';

const text = fc.record({ bg: fc.string({ unit: 'grapheme', maxLength: 12 }), en: fc.string({ maxLength: 12 }) });
const timeS = fc.integer({ min: 1_771_257_540, max: 1_771_257_560 });
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: null });

const route = fc.record({
  route_id: fc.constantFrom('1', '2', 'N7'),
  route_short_name: fc.constantFrom('1', '2', 'Н7'),
  route_type: fc.constantFrom(0, 3, 11),
  route_color: maybe(fc.constantFrom('E31837', '000000')),
  route_text_color: maybe(fc.constant('FFFFFF')),
});

/** A departure; ids come from a small set, `__proto__` among them, so that two documents share rows. */
export const departure: fc.Arbitrary<Departure> = fc
  .record(
    {
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'ж', '__proto__', 'constructor', ''),
      trip_id: fc.constantFrom('t1', 't2'),
      start_date: fc.constant('20260216'),
      stop_sequence: fc.nat(5),
      stop_id: fc.constant('0363'),
      route,
      headsign: text,
      scheduled: maybe(timeS),
      expected: maybe(timeS),
      low: maybe(timeS),
      high: maybe(timeS),
      basis: fc.constantFrom('vehicle', 'trip-update', 'timetable'),
      status: fc.constantFrom('live', 'ageing', 'timetable', 'cancelled', 'skipped', 'departed'),
      as_of: maybe(timeS),
      vehicle_id: maybe(fc.constant('4582')),
      occupancy: maybe(fc.constant('EMPTY')),
      wheelchair: maybe(fc.boolean()),
      platform: maybe(fc.string({ maxLength: 2 })),
      last: fc.boolean(),
      headway_s: fc.integer({ min: 60, max: 1200 }),
      tracked: fc.boolean(),
    },
    {
      requiredKeys: [
        'id',
        'trip_id',
        'start_date',
        'stop_sequence',
        'stop_id',
        'route',
        'headsign',
        'scheduled',
        'expected',
        'low',
        'high',
        'basis',
        'status',
        'as_of',
        'vehicle_id',
        'occupancy',
        'wheelchair',
        'platform',
        'last',
      ],
    },
  )
  .map((row) => row as Departure);

/** A document in contract order. */
export const documents: fc.Arbitrary<StopDepartures> = fc
  .record({
    stop: fc.record({
      stop_id: fc.constant('0363'),
      stop_code: maybe(fc.constant('0363')),
      stop_name: text,
      stop_lat: maybe(fc.constant(42.02)),
      stop_lon: maybe(fc.constant(23.09)),
      timezone: fc.constant('Europe/Sofia'),
    }),
    generated_at: timeS,
    timetable_version: fc.constantFrom('sha256-1', 'sha256-2'),
    freshness: fc.constantFrom('live' as const, 'ageing' as const, 'timetable' as const, 'none' as const),
    departures: fc.uniqueArray(departure, { selector: (row) => row.id, maxLength: 9 }),
    alerts: fc.array(
      fc.record({
        id: fc.string(),
        effect: fc.constant('DETOUR'),
        header: text,
        description: text,
        until: maybe(timeS),
      }),
      { maxLength: 2 },
    ),
    notices: fc.constant([]),
    next_service: maybe(fc.record({ scheduled: timeS, route, headsign: text })),
  })
  .map((doc): StopDepartures => ({ ...doc, notices: [], departures: [...doc.departures].sort(inOrder) }));
