// Rows of a predictions file are about arrivals: their interval too, though a call's own is about its departure.

import { expect, it } from 'vitest';
import { rowsOf } from '../../../server/evaluation/prediction-row.js';
import { type CallPrediction, type TripPrediction, UNKNOWN_CALL } from '../../../server/prediction/prediction.js';
import { town } from '../../support/town.js';

const timetable = town({ trips: [{ id: 't', calls: ['A 08:00', 'B 08:02', 'C 08:04'] }] });
const call = (arrival: number | null, departure: number | null, low: number, high: number): CallPrediction => ({
  ...{ state: 'predicted', arrival, departure, low, high },
});

it('the interval of a row is that of its arrival, earlier by the stand; of the departure where that alone is told', () => {
  const prediction: TripPrediction = {
    ...{ trip: 0, date: '20260610', relationship: 'scheduled', basis: 'vehicle', kind: 'mid_trip' },
    ...{ asOf: 1_000, vehicleId: 'v', occupancy: null, added: null },
    calls: [call(null, 1_010, 1_005, 1_070), call(1_100, 1_160, 1_120, 1_220), UNKNOWN_CALL],
  };
  const rows = [...rowsOf(prediction, timetable, 1_000, 3_600)];
  expect(rows.map(({ arrival, departure, low, high }) => [arrival, departure, low, high])).toEqual([
    [null, 1_010, 1_005, 1_070],
    [1_100, 1_160, 1_060, 1_160],
  ]);
  // Never before the instant itself.
  expect([...rowsOf(prediction, timetable, 1_080, 3_600)].map(({ low }) => low)).toEqual([1_080, 1_080]);
});
