// Sofia: the public feeds of Център за градска мобилност.
//
// Their realtime feeds have no stop_sequence, start_date, delay or bearing; `speed` is km/h though the standard says
// m/s; alerts have an empty header and HTML bodies; the metro is not in them.

import type { City } from './city.js';

/** `--city sofia` */
export const sofia: City = {
  name: 'sofia',
  title: { bg: 'София', en: 'Sofia' },
  gtfs: 'https://gtfs.sofiatraffic.bg/api/v1/static',
  feeds: {
    vehicle_positions: 'https://gtfs.sofiatraffic.bg/api/v1/vehicle-positions',
    trip_updates: 'https://gtfs.sofiatraffic.bg/api/v1/trip-updates',
    alerts: 'https://gtfs.sofiatraffic.bg/api/v1/alerts',
  },
  pollS: 15,
  attribution: { bg: 'Данни: Център за градска мобилност, София', en: 'Data: Sofia Urban Mobility Centre' },
};
