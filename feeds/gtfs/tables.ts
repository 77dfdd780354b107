// The small tables of GTFS that go through node-gtfs: their columns, and what a value must be to be kept.

import type { GtfsFile } from './archive.js';

/** What a value must be; anything else is a finding and counts as empty. */
export type Kind =
  | { kind: 'text' }
  | { kind: 'whole'; min: number; max: number }
  | { kind: 'real'; min: number; max: number }
  | { kind: 'date' }
  | { kind: 'time' };

/** One column. `required`: without a value the row is left out, unless `otherwise` stands in. */
export interface ColumnRule {
  name: string;
  value: Kind;
  required?: boolean;
  otherwise?: string;
}

/** One table. `key` columns together are unique; rows that repeat them are left out. */
export interface TableRule {
  file: GtfsFile;
  columns: readonly ColumnRule[];
  key: readonly string[];
  /** Without a required column the file is not read, instead of the dataset being refused: nothing in it changes a departure. */
  dispensable?: boolean;
}

/** Stands where node-gtfs insists on a text that Tablo can do without; read back as none. */
export const ABSENT = '-';

const TEXT: Kind = { kind: 'text' };
const DATE: Kind = { kind: 'date' };
const TIME: Kind = { kind: 'time' };
const whole = (min: number, max: number): Kind => ({ kind: 'whole', min, max });
const text = (name: string): ColumnRule => ({ name, value: TEXT });
const needed = (name: string, value: Kind = TEXT): ColumnRule => ({ name, value, required: true });
const insisted = (name: string, value: Kind = TEXT, otherwise: string = ABSENT): ColumnRule => ({
  name,
  value,
  required: true,
  otherwise,
});

/** Every table that is imported through node-gtfs, in its own names (GTFS reference, Field Definitions). */
export const TABLES: readonly TableRule[] = [
  {
    file: 'agency.txt',
    columns: [
      text('agency_id'),
      insisted('agency_name'),
      insisted('agency_url'),
      needed('agency_timezone'),
      text('agency_lang'),
    ],
    key: ['agency_id'],
  },
  {
    file: 'stops.txt',
    columns: [
      needed('stop_id'),
      text('stop_code'),
      text('stop_name'),
      { name: 'stop_lat', value: { kind: 'real', min: -90, max: 90 } },
      { name: 'stop_lon', value: { kind: 'real', min: -180, max: 180 } },
      { name: 'location_type', value: whole(0, 4) },
      text('parent_station'),
      text('platform_code'),
      text('stop_timezone'),
      { name: 'wheelchair_boarding', value: whole(0, 2) },
    ],
    key: ['stop_id'],
  },
  {
    file: 'routes.txt',
    columns: [
      needed('route_id'),
      text('agency_id'),
      text('route_short_name'),
      text('route_long_name'),
      insisted('route_type', whole(0, 1799), '3'),
      text('route_color'),
      text('route_text_color'),
      { name: 'route_sort_order', value: whole(0, 2_147_483_647) },
    ],
    key: ['route_id'],
  },
  {
    file: 'trips.txt',
    columns: [
      needed('route_id'),
      needed('service_id'),
      needed('trip_id'),
      text('trip_headsign'),
      text('trip_short_name'),
      { name: 'direction_id', value: whole(0, 1) },
      text('block_id'),
      text('shape_id'),
      { name: 'wheelchair_accessible', value: whole(0, 2) },
    ],
    key: ['trip_id'],
  },
  {
    file: 'calendar.txt',
    columns: [
      needed('service_id'),
      ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) =>
        insisted(day, whole(0, 1), '0'),
      ),
      needed('start_date', DATE),
      needed('end_date', DATE),
    ],
    key: ['service_id'],
  },
  {
    file: 'calendar_dates.txt',
    columns: [needed('service_id'), needed('date', DATE), needed('exception_type', whole(1, 2))],
    key: ['service_id', 'date'],
  },
  {
    file: 'frequencies.txt',
    columns: [
      needed('trip_id'),
      needed('start_time', TIME),
      needed('end_time', TIME),
      needed('headway_secs', whole(1, 86_400)),
      { name: 'exact_times', value: whole(0, 1) },
    ],
    key: ['trip_id', 'start_time'],
  },
  {
    file: 'translations.txt',
    columns: [
      needed('table_name'),
      needed('field_name'),
      needed('language'),
      needed('translation'),
      text('record_id'),
      text('record_sub_id'),
      text('field_value'),
    ],
    key: ['table_name', 'field_name', 'language', 'record_id', 'record_sub_id', 'field_value'],
    dispensable: true,
  },
  {
    file: 'feed_info.txt',
    columns: [
      insisted('feed_publisher_name'),
      insisted('feed_publisher_url'),
      insisted('feed_lang'),
      { name: 'feed_start_date', value: DATE },
      { name: 'feed_end_date', value: DATE },
      text('feed_version'),
    ],
    key: [],
    dispensable: true,
  },
];
