// SQLite, as node-gtfs filled it, to our records.

import Database from 'better-sqlite3';
import type { GtfsRecords, ServiceDate } from '../model.js';
import { parseServiceTime } from '../service-day.js';
import { ABSENT } from './tables.js';

type Cell = string | number | null;
type Row = Record<string, Cell>;

/** Reads everything but stop_times and shapes. */
export function readRecords(sqlitePath: string): GtfsRecords {
  const db = new Database(sqlitePath, { readonly: true, fileMustExist: true });
  try {
    const rows = (table: string): Row[] => db.prepare<[], Row>(`SELECT * FROM ${table} ORDER BY rowid`).all();
    const info = rows('feed_info')[0];
    return {
      agencies: rows('agency').map((r) => ({
        agencyId: text(r['agency_id']) ?? '',
        agencyName: text(r['agency_name']) ?? '',
        timezone: text(r['agency_timezone']) ?? '',
        lang: text(r['agency_lang']),
        url: text(r['agency_url']),
      })),
      stops: rows('stops').map((r) => {
        const lat = number(r['stop_lat']);
        const lon = number(r['stop_lon']);
        // 0, 0 is in the Gulf of Guinea: what exporters write where they know no place.
        const placed = lat !== null && lon !== null && !(lat === 0 && lon === 0);
        return {
          stopId: String(r['stop_id']),
          stopCode: text(r['stop_code']),
          stopName: text(r['stop_name']) ?? '',
          lat: placed ? lat : null,
          lon: placed ? lon : null,
          locationType: number(r['location_type']) ?? 0,
          parentStation: text(r['parent_station']),
          platformCode: text(r['platform_code']),
          timezone: text(r['stop_timezone']),
          wheelchairBoarding: number(r['wheelchair_boarding']) ?? 0,
        };
      }),
      routes: rows('routes').map((r) => ({
        routeId: String(r['route_id']),
        agencyId: text(r['agency_id']),
        shortName: text(r['route_short_name']) ?? '',
        longName: text(r['route_long_name']) ?? '',
        type: number(r['route_type']) ?? 3,
        color: colour(r['route_color']),
        textColor: colour(r['route_text_color']),
        sortOrder: number(r['route_sort_order']),
      })),
      trips: rows('trips').map((r) => ({
        tripId: String(r['trip_id']),
        routeId: String(r['route_id']),
        serviceId: String(r['service_id']),
        headsign: text(r['trip_headsign']),
        shortName: text(r['trip_short_name']),
        directionId: r['direction_id'] === 0 ? 0 : r['direction_id'] === 1 ? 1 : null,
        blockId: text(r['block_id']),
        shapeId: text(r['shape_id']),
        wheelchairAccessible: number(r['wheelchair_accessible']) ?? 0,
      })),
      calendars: rows('calendar').map((r) => ({
        serviceId: String(r['service_id']),
        weekdays: WEEKDAYS.map((day) => r[day] === 1),
        startDate: date(r['start_date']) ?? '',
        endDate: date(r['end_date']) ?? '',
      })),
      calendarDates: rows('calendar_dates').map((r) => ({
        serviceId: String(r['service_id']),
        date: date(r['date']) ?? '',
        added: r['exception_type'] === 1,
      })),
      frequencies: rows('frequencies').map((r) => ({
        tripId: String(r['trip_id']),
        startS: parseServiceTime(String(r['start_time'])) ?? 0,
        endS: parseServiceTime(String(r['end_time'])) ?? 0,
        headwayS: number(r['headway_secs']) ?? 0,
        exactTimes: r['exact_times'] === 1,
      })),
      translations: rows('translations').map((r) => ({
        tableName: String(r['table_name']),
        fieldName: String(r['field_name']),
        language: String(r['language']),
        translation: String(r['translation']),
        recordId: text(r['record_id']),
        recordSubId: text(r['record_sub_id']),
        fieldValue: text(r['field_value']),
      })),
      feedInfo: info
        ? {
            publisherName: text(info['feed_publisher_name']),
            lang: text(info['feed_lang']),
            startDate: date(info['feed_start_date']),
            endDate: date(info['feed_end_date']),
            version: text(info['feed_version']),
          }
        : null,
    };
  } finally {
    db.close();
  }
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

function text(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined || cell === '' || cell === ABSENT ? null : String(cell);
}

function number(cell: Cell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}

function date(cell: Cell | undefined): ServiceDate | null {
  return cell === null || cell === undefined || cell === '' ? null : String(cell);
}

function colour(cell: Cell | undefined): string | null {
  const match = /^#?([0-9a-f]{6})$/i.exec(text(cell) ?? '');
  return match?.[1]?.toUpperCase() ?? null;
}
