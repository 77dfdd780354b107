// Two vehicles on one trip.

import { describe, expect, it } from 'vitest';
import { serviceDayStart } from '../../../feeds/service-day.js';
import { settleClaims } from '../../../server/tracking/claims.js';
import { trackVehicle } from '../../../server/tracking/track.js';
import { fix } from '../../support/realtime.js';
import { town } from '../../support/town.js';

const NINE = serviceDayStart('20260610', 'Europe/Sofia') + 9 * 3600;
const street = town({
  trips: [
    { id: 't', calls: ['A 09:00', 'B 09:02', 'C 09:04', 'D 09:06'] },
    { id: 'u', calls: ['A 09:00', 'B 09:02', 'C 09:04', 'D 09:06'] },
  ],
});
const seen = (vehicleId: string, eastM: number, trip = 't', ageS = 0) =>
  trackVehicle(null, fix(NINE + 180 - ageS, [eastM, 0], { vehicleId, trip }), street, NINE + 180);

describe('settleClaims', () => {
  it('edge 29: the one nearer to the timetable keeps the trip, the other falls silent', () => {
    const settled = settleClaims([seen('late', 300), seen('right', 740), seen('other', 740, 'u')]);
    expect(settled.map((vehicle) => [vehicle.vehicleId, vehicle.silence])).toEqual([
      ['late', 'trip_taken'],
      ['right', null],
      ['other', null],
    ]);
  });

  it('one that has gone quiet gives way', () => {
    const settled = settleClaims([seen('quiet', 100, 't', 190 - 180 + 175), seen('speaking', 300)]);
    expect(settled.map((vehicle) => vehicle.silence)).toEqual(['trip_taken', null]);
  });

  it('one on its way beats one that waits at the terminal', () => {
    const settled = settleClaims([seen('waits', 5), seen('runs', 600)]);
    expect(settled.map((vehicle) => vehicle.silence)).toEqual(['trip_taken', null]);
  });

  it('leaves alone what nobody disputes', () => {
    const vehicles = [seen('a', 740), seen('b', 740, 'u'), seen('c', 740, 'ghost'), seen('d', 740, 'ghost')];
    settleClaims(vehicles).forEach((vehicle, i) => {
      expect(vehicle).toBe(vehicles[i]);
    });
  });
});
