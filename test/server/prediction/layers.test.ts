// Which stops a change of what is known touches.

import { describe, expect, it } from 'vitest';
import type { TripUpdate } from '../../../feeds/model.js';
import { serviceDayStart } from '../../../feeds/service-day.js';
import { diffLayers, layerOf, NO_LAYERS, replaceLayer } from '../../../server/prediction/layers.js';
import { EMPTY_LAYER, lookUp, type TripPrediction } from '../../../server/prediction/prediction.js';
import { applyTripUpdates } from '../../../server/prediction/trip-updates.js';
import { event, stopUpdate, tripUpdate } from '../../support/realtime.js';
import { town } from '../../support/town.js';

const DATE = '20260610';
const DAY = serviceDayStart(DATE, 'Europe/Sofia');
const NOW = DAY + 7.5 * 3600;
const timetable = town({
  parents: { B1: 'B', B2: 'B' },
  trips: [
    { id: 't', calls: ['A 08:00', 'B1 08:05', 'C 08:10', 'D 08:15'] },
    { id: 'u', calls: ['X 08:00', 'Y 08:05', 'Z 08:10'] },
  ],
});
const layer = (...updates: TripUpdate[]) => applyTripUpdates(timetable, updates, NOW).layer;
const delay = (stopSequence: number, delayS: number) => stopUpdate({ stopSequence, arrival: event({ delayS }) });
const names = (stops: Set<number>) => [...stops].map((stop) => timetable.stop(stop).stopId).sort();
const diff = (a: ReturnType<typeof layer>, b: ReturnType<typeof layer>) => names(diffLayers(a, b, timetable));

describe('diffLayers', () => {
  const first = layer(tripUpdate('t', [delay(2, 60)]), tripUpdate('u', [delay(1, 0)]));

  it('the same again touches nothing', () => {
    expect(diff(first, layer(tripUpdate('t', [delay(2, 60)]), tripUpdate('u', [delay(1, 0)])))).toEqual([]);
  });

  it('a new trip touches its stops', () => {
    expect(diff(EMPTY_LAYER, layer(tripUpdate('u', [delay(1, 0)])))).toEqual(['X', 'Y', 'Z']);
  });

  it('only calls that changed are touched', () => {
    const later = layer(tripUpdate('t', [delay(2, 60), delay(3, 120)]), tripUpdate('u', [delay(1, 0)]));
    expect(diff(first, later)).toEqual(['C', 'D']);
  });

  it('a trip that vanished touches the stops ahead of it', () => {
    expect(diff(first, layer(tripUpdate('t', [delay(2, 60)])))).toEqual(['X', 'Y', 'Z']);
    expect(diff(first, EMPTY_LAYER)).toEqual(['A', 'B1', 'C', 'D', 'X', 'Y', 'Z']);
  });

  it('a cancellation touches the whole trip', () => {
    const cancelled = layer(tripUpdate({ tripId: 't', relationship: 'CANCELED' }, []), tripUpdate('u', [delay(1, 0)]));
    expect(diff(first, cancelled)).toEqual(['A', 'B1', 'C', 'D']);
  });

  it('a platform change touches both platforms', () => {
    const moved = stopUpdate({ stopSequence: 2, assignedStopId: 'B2', arrival: event({ delayS: 60 }) });
    expect(diff(first, layer(tripUpdate('t', [moved]), tripUpdate('u', [delay(1, 0)])))).toEqual(['B1', 'B2']);
  });

  it('a datum confirmed without a change touches its stops once per step of the clock', () => {
    const stamped = (timestamp: number) => layer(tripUpdate('t', [delay(3, 60)], { timestamp }));
    expect(diff(stamped(1_200_000_000), stamped(1_200_000_010))).toEqual([]);
    expect(diff(stamped(1_200_000_010), stamped(1_200_000_031))).toEqual(['C', 'D']);
  });

  it('a replacement touches the stops it takes away and those it brings', () => {
    const times = (stopId: string) => stopUpdate({ stopId, departure: event({ timeS: NOW + 3600 }) });
    const replaced = layer(
      tripUpdate({ tripId: 't', startDate: DATE, relationship: 'REPLACEMENT' }, [times('A'), times('X')]),
    );
    expect(diff(EMPTY_LAYER, replaced)).toEqual(['A', 'B1', 'C', 'D', 'X']);
    const added = layer(
      tripUpdate({ tripId: 'n', routeId: '1', startDate: DATE, relationship: 'NEW' }, [times('Y'), times('Z')]),
    );
    expect(diff(EMPTY_LAYER, added)).toEqual(['Y', 'Z']);
    expect(diff(added, EMPTY_LAYER)).toEqual(['Y', 'Z']);
    expect(diff(added, added)).toEqual([]);
  });

  it('replaces one layer and leaves the other', () => {
    const { layers, dirty } = replaceLayer(NO_LAYERS, 'tripUpdates', first, timetable);
    expect(layers).toEqual({ vehicles: EMPTY_LAYER, tripUpdates: first });
    expect(dirty.size).toBe(7);
  });
});

describe('layerOf', () => {
  const trip = timetable.trips('t')[0]!;
  const of = (said: Partial<TripPrediction>): TripPrediction => ({
    ...lookUp(layer(tripUpdate('t', [delay(1, 0)])), DATE, trip)!,
    basis: 'vehicle',
    ...said,
  });

  it('edge 28: the vehicle on the trip beats the one that was to take it over', () => {
    const ours = of({ kind: 'next_trip', vehicleId: 'late', asOf: 20 });
    const theirs = of({ kind: 'mid_trip', vehicleId: 'taken', asOf: 10 });
    for (const order of [
      [ours, theirs],
      [theirs, ours],
    ]) {
      expect(lookUp(layerOf(order), DATE, trip)?.vehicleId).toBe('taken');
    }
  });

  it('of two on the trip the newer datum counts', () => {
    const both = [of({ vehicleId: 'old', asOf: 10 }), of({ vehicleId: 'new', asOf: 20 })];
    expect(lookUp(layerOf(both), DATE, trip)?.vehicleId).toBe('new');
  });
});
