import { describe, expect, it } from 'vitest';
import { choose, type Preference } from '../../../server/departures/choose.js';
import type { CallState, TripPrediction } from '../../../server/prediction/prediction.js';
import { UNKNOWN_CALL } from '../../../server/prediction/prediction.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';

const NOW = 1_771_225_200;

function saying(basis: TripPrediction['basis'], state: CallState, ageS: number): TripPrediction {
  return {
    trip: 0,
    date: '20260216',
    relationship: 'scheduled',
    basis,
    kind: 'mid_trip',
    asOf: NOW - ageS,
    vehicleId: null,
    occupancy: null,
    calls: [{ ...UNKNOWN_CALL, state, departure: NOW + 60 }],
    added: null,
  };
}

type Said = [CallState, ageS: number] | null;
function believed(ours: Said, theirs: Said, prefer: Preference) {
  const vehicle = ours ? saying('vehicle', ...ours) : undefined;
  const update = theirs ? saying('trip-update', ...theirs) : undefined;
  return choose(vehicle, update, 0, prefer, DEFAULT_POLICY, NOW)?.prediction.basis ?? null;
}

describe('whom a row believes', () => {
  it.each([
    ['nobody, where nobody speaks', null, null, null, null],
    ['the one that speaks', ['predicted', 400], null, 'vehicle', 'vehicle'],
    ['the one that speaks', null, ['predicted', 400], 'trip-update', 'trip-update'],
    ['the one that says something of this call', ['unknown', 0], ['predicted', 80], 'trip-update', 'trip-update'],
    ['the preferred, while it is fresh', ['predicted', 0], ['predicted', 90], 'trip-update', 'vehicle'],
    ['the fresher, once the preferred is not', ['predicted', 0], ['predicted', 91], 'vehicle', 'vehicle'],
    ['the fresher, once the preferred is not', ['predicted', 91], ['predicted', 0], 'trip-update', 'trip-update'],
    ['the fresher of two old ones', ['predicted', 200], ['predicted', 250], 'vehicle', 'vehicle'],
    ['the preferred of two equally old ones', ['predicted', 200], ['predicted', 200], 'trip-update', 'vehicle'],
    ['the one that knows', ['predicted', 10], ['no_data', 0], 'vehicle', 'vehicle'],
    ['the agency, on skipped stops', ['predicted', 0], ['skipped', 200], 'trip-update', 'trip-update'],
    ['the agency, on skipped stops, even passed ones', ['passed', 0], ['skipped', 0], 'trip-update', 'trip-update'],
    ['the vehicle, once it was seen to pass', ['passed', 200], ['predicted', 0], 'vehicle', 'vehicle'],
  ] as const)('%s: ours %j, theirs %j', (_, ours, theirs, withUpdate, withVehicle) => {
    expect(believed(ours as Said, theirs as Said, 'trip-update')).toBe(withUpdate);
    expect(believed(ours as Said, theirs as Said, 'vehicle')).toBe(withVehicle);
  });

  it('nobody, beyond the end of a trip', () => {
    expect(choose(saying('vehicle', 'predicted', 0), undefined, 7, 'vehicle', DEFAULT_POLICY, NOW)).toBeNull();
  });
});
