// What holds for every trip update and every change of a layer, whatever a feed may say.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StopTimeEvent, StopTimeUpdate, TripUpdate } from '../../../feeds/model.js';
import { serviceDayStart } from '../../../feeds/service-day.js';
import { diffLayers } from '../../../server/prediction/layers.js';
import { lookUp, type PredictionLayer, type TripPrediction } from '../../../server/prediction/prediction.js';
import { applyTripUpdates } from '../../../server/prediction/trip-updates.js';
import { event, stopUpdate, tripUpdate } from '../../support/realtime.js';
import { town } from '../../support/town.js';

/** Enough to meet rare feeds, in under a second. */
const RUNS = 1_000;
const DATE = '20260610';
const EIGHT = serviceDayStart(DATE, 'Europe/Sofia') + 8 * 3600;
const timetable = town({
  trips: [
    { id: 't', calls: ['A 08:00', 'B 08:04', 'C 08:08/08:12', 'D 08:16', 'E 08:20'] },
    { id: 'loop', calls: ['A 08:00', 'B 08:10', 'C 08:20', 'A 08:30', 'B 08:40'] },
  ],
});

const seconds = fc.integer({ min: -900, max: 3600 });
const said: fc.Arbitrary<StopTimeEvent | null> = fc.option(
  fc
    .record({ time: fc.option(seconds), delay: fc.option(seconds), width: fc.option(fc.integer({ min: 0, max: 600 })) })
    .map(({ time, delay, width }) =>
      event({ timeS: time === null ? null : EIGHT + time, delayS: delay, uncertaintyS: width }),
    ),
);
const stopUpdates: fc.Arbitrary<StopTimeUpdate> = fc
  .record({
    stopSequence: fc.option(fc.integer({ min: 0, max: 7 })),
    stopId: fc.option(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'X')),
    arrival: said,
    departure: said,
    relationship: fc.constantFrom('SCHEDULED', 'SKIPPED', 'NO_DATA', 'UNSCHEDULED'),
    pickupType: fc.option(fc.constantFrom(0, 1)),
  })
  .map(stopUpdate);
const updates: fc.Arbitrary<TripUpdate> = fc
  .record({
    tripId: fc.constantFrom('t', 'loop', 'ghost'),
    relationship: fc.constantFrom('SCHEDULED', 'SCHEDULED', 'CANCELED', 'REPLACEMENT', 'NEW', 'DELETED'),
    stops: fc.array(stopUpdates, { maxLength: 7 }),
    delayS: fc.option(seconds),
    timestamp: fc.integer({ min: EIGHT, max: EIGHT + 100 }),
  })
  .map(({ tripId, relationship, stops, delayS, timestamp }) =>
    tripUpdate({ tripId, routeId: '1', startDate: DATE, relationship }, stops, { delayS, timestamp }),
  );
const feeds = fc.array(updates, { maxLength: 6 });
const all = (layer: PredictionLayer): TripPrediction[] => [
  ...[...layer.byDate.values()].flatMap((trips) => [...trips.values()]),
  ...layer.added,
];

describe('any feed of trip updates', () => {
  it('never goes back in time inside a trip, and counts each update once', () => {
    fc.assert(
      fc.property(feeds, seconds, (feed, at) => {
        const { layer, matched, unmatched } = applyTripUpdates(timetable, feed, EIGHT + at);
        expect(matched + unmatched).toBe(feed.length);
        for (const { calls } of all(layer)) {
          let reached = Number.NEGATIVE_INFINITY;
          for (const call of calls) {
            if (call.state !== 'predicted') continue;
            for (const time of [call.arrival, call.departure]) {
              if (time === null) continue;
              expect(time).toBeGreaterThanOrEqual(reached);
              reached = time;
            }
            expect(call.arrival ?? call.departure).not.toBeNull();
            if (call.low !== null) expect(call.low).toBeLessThanOrEqual(call.high!);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('a call behind the bus has no call before it still to come', () => {
    fc.assert(
      fc.property(feeds, seconds, (feed, at) => {
        for (const { calls } of all(applyTripUpdates(timetable, feed, EIGHT + at).layer)) {
          const lastPassed = calls.findLastIndex((call) => call.state === 'passed');
          expect(calls.slice(0, Math.max(0, lastPassed)).map((call) => call.state)).not.toContain('predicted');
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('a stop that a change does not touch shows what it showed', () => {
    fc.assert(
      fc.property(feeds, feeds, (a, b) => {
        const before = applyTripUpdates(timetable, a, EIGHT).layer;
        const after = applyTripUpdates(timetable, b, EIGHT, before).layer;
        const dirty = diffLayers(before, after, timetable);
        for (let trip = 0; trip < timetable.tripCount; trip++) {
          for (let p = 0; p < timetable.callCount(trip); p++) {
            if (dirty.has(timetable.stopAt(trip, p))) continue;
            const was = lookUp(before, DATE, trip);
            const is = lookUp(after, DATE, trip);
            expect(is?.relationship ?? 'scheduled').toBe(was?.relationship ?? 'scheduled');
            const shown = (of: TripPrediction | undefined) => {
              const call = of?.calls[p];
              return call === undefined || call.state === 'unknown' ? null : { ...call };
            };
            expect(shown(is)).toEqual(shown(was));
          }
        }
      }),
      { numRuns: RUNS },
    );
  });
});
