import { expect, test } from 'vitest';
import { serviceTimeToEpoch } from '../../../feeds/service-day.js';
import { StopViews } from '../../../server/departures/stop-view.js';
import { type TripPrediction, UNKNOWN_CALL } from '../../../server/prediction/prediction.js';
import { networkOf } from '../../../server/sight/network.js';
import { vehicleDetail } from '../../../server/sight/vehicle-detail.js';
import { vehicleRow } from '../../../server/sight/vehicle-row.js';
import { PHASES } from '../../../server/wire/console/fleet.js';
import { place, town } from '../../support/town.js';
import { onTrip, report } from './vehicles.js';

const timetable = town({
  stops: { A: [0, 0], B: [500, 0], C: [1000, 0], Depot: [3000, 3000] },
  shapes: {
    bent: [
      [0, 0],
      [100, 1],
      [200, -1],
      [500, 0],
      [750, 200],
      [1000, 0],
    ],
  },
  trips: [
    { id: 't', route: '5', direction: 0, shape: 'bent', calls: ['A 08:00', 'B 08:05', 'C 08:10'] },
    { id: 'u', route: '5', direction: 0, shape: 'bent', calls: ['A 09:00', 'B 09:05', 'C 09:10'] },
  ],
});
const views = new StopViews(timetable);
const NOW = serviceTimeToEpoch('20260216', 8 * 3600 + 120, 'Europe/Sofia');

test('the network has the stops that are called at and each line once, without points that nobody would miss', () => {
  const network = networkOf(views, null);
  // A trip's last stop has no departures, and so no board: it is on the map as the end of the line.
  expect(network.stops.map(({ stop_id }) => stop_id)).toEqual(['A', 'B']);
  expect(network.shapes).toHaveLength(1);
  const rounded = (east: number, north: number) => {
    const { lat, lon } = place(east, north);
    return [Math.round(lon * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5];
  };
  expect(network.shapes[0]!.points).toEqual(
    [
      [0, 0],
      [500, 0],
      [750, 200],
      [1000, 0],
    ].flatMap(([e, n]) => rounded(e!, n!)),
  );
});

test('a vehicle in a row: its place, line, phase, deviation; a trip that the timetable lacks keeps its name', () => {
  const row = vehicleRow(timetable, onTrip(timetable, '501', 't', NOW, 250));
  expect(row.slice(2)).toEqual([90, NOW, 0, 0, 0, null, 30, 't', '№ 501']);
  expect(JSON.stringify(row).length).toBeLessThan(90);
  const lost = {
    ...onTrip(timetable, '502', 't', NOW, 250),
    trip: -1,
    phase: 'unassigned' as const,
    silence: 'unknown_trip' as const,
  };
  const claim = {
    ...report('502', NOW, 0),
    trip: {
      tripId: 'x',
      routeId: '5',
      directionId: null,
      startDate: null,
      startTimeS: null,
      relationship: 'SCHEDULED' as const,
    },
  };
  expect(vehicleRow(timetable, { ...lost, fix: claim }).slice(4, 10)).toEqual([
    0,
    -1,
    PHASES.indexOf('unassigned'),
    1,
    30,
    'x',
  ]);
});

test('one vehicle: its trip, the calls ahead with their band, its way', () => {
  const vehicle = onTrip(timetable, '501', 't', NOW, 250);
  const predicted = {
    ...UNKNOWN_CALL,
    state: 'predicted' as const,
    departure: NOW + 200.4,
    low: NOW + 150,
    high: NOW + 260,
  };
  const prediction: TripPrediction = {
    trip: vehicle.trip,
    date: '20260216',
    relationship: 'scheduled',
    basis: 'vehicle',
    kind: 'mid_trip',
    asOf: NOW,
    vehicleId: '501',
    occupancy: null,
    calls: [UNKNOWN_CALL, predicted, UNKNOWN_CALL],
    added: null,
  };
  const detail = vehicleDetail(
    views,
    vehicle,
    [prediction],
    [{ at: NOW, lat: 42, lon: 23, trip: 0, alongM: 250.4, deviationS: 30 }],
  );
  expect(detail).toMatchObject({
    vehicle_id: '501',
    trip: { trip_id: 't', route: { name: '5' }, headsign: { bg: 'C' } },
    calls: [
      { stop_id: 'B', scheduled: NOW + 180, expected: NOW + 200, low: NOW + 150, high: NOW + 260 },
      { stop_id: 'C', scheduled: NOW + 480, expected: null, low: null, high: null },
    ],
    trail: [{ along_m: 250 }],
  });
});
