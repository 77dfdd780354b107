import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { importGtfs } from '../../../feeds/gtfs/import.js';
import { readRecords } from '../../../feeds/gtfs/read.js';
import { emptyFolder, entriesOf, type Files, folderOf, TOWN, zipFileOf } from './small-feed.js';

async function imported(files: Files) {
  const dir = await emptyFolder();
  const sqlite = path.join(dir, 'gtfs.sqlite');
  const { findings, rows } = await importGtfs(await folderOf(files), sqlite);
  return { records: readRecords(sqlite), findings, rows, dir };
}

describe('import through node-gtfs', () => {
  it('brings every record of a zip, and leaves nothing but the database behind', async () => {
    const dir = await emptyFolder();
    const sqlite = path.join(dir, 'gtfs.sqlite');
    const seen: string[] = [];
    const { rows, findings } = await importGtfs(await zipFileOf(entriesOf(TOWN)), sqlite, ({ file }) =>
      seen.push(file),
    );
    expect(findings).toEqual([]);
    expect(rows).toEqual({ 'agency.txt': 1, 'stops.txt': 4, 'routes.txt': 1, 'trips.txt': 2, 'calendar.txt': 1 });
    expect(seen).toEqual(Object.keys(rows));
    expect(await readdir(dir)).toEqual(['gtfs.sqlite']);
    const records = readRecords(sqlite);
    expect(records.stops[1]).toEqual({
      stopId: 'B',
      stopCode: null,
      stopName: 'Пазара',
      lat: 42.005,
      lon: 23.09,
      locationType: 0,
      parentStation: null,
      platformCode: null,
      timezone: null,
      wheelchairBoarding: 0,
    });
    expect(records.trips[0]).toMatchObject({
      tripId: 't1',
      routeId: 'R2',
      serviceId: 'WK',
      headsign: 'Еленово',
      directionId: null,
      blockId: null,
      shapeId: null,
    });
    expect(records.calendars[0]).toEqual({
      serviceId: 'WK',
      weekdays: [true, true, true, true, true, false, false],
      startDate: '20260101',
      endDate: '20261231',
    });
    expect(records.feedInfo).toBeNull();
  });

  it('ids stay strings as the feed wrote them, colours are normalised, optional columns may be missing', async () => {
    const { records } = await imported({
      ...TOWN,
      'agency.txt': 'agency_name,agency_timezone\nБез номер,Europe/Sofia\n',
      'stops.txt':
        'stop_name,stop_id,stop_lat,stop_lon,stop_code,location_type\n"пл. ""Македония""",0363,42.02,23.09,0363,\nБез място,007,0,0,,1\n',
      'routes.txt': 'route_id,route_type,route_short_name,route_color,route_text_color\n1,11,2А,#e31837,white\n',
    });
    expect(records.agencies).toEqual([
      { agencyId: '', agencyName: 'Без номер', timezone: 'Europe/Sofia', lang: null, url: null },
    ]);
    expect(
      records.stops.map(({ stopId, stopCode, stopName, lat, locationType }) => [
        stopId,
        stopCode,
        stopName,
        lat,
        locationType,
      ]),
    ).toEqual([
      ['0363', '0363', 'пл. "Македония"', 42.02, 0],
      ['007', null, 'Без място', null, 1],
    ]);
    expect(records.routes[0]).toMatchObject({
      routeId: '1',
      type: 11,
      shortName: '2А',
      color: 'E31837',
      textColor: null,
    });
  });

  it('calendar_dates alone, frequencies, translations and feed_info', async () => {
    const { 'calendar.txt': _, ...rest } = TOWN;
    const { records, findings } = await imported({
      ...rest,
      'calendar_dates.txt': 'service_id,date,exception_type\nWK,20260216,1\nWK,20260217,2\n',
      'frequencies.txt':
        'trip_id,start_time,end_time,headway_secs,exact_times\nt1,6:00:00,07:00:00,600,1\nt1,26:00:00,27:00:00,900,\n',
      'translations.txt':
        'table_name,field_name,language,translation,record_id,record_sub_id,field_value\nstops,stop_name,en,Market,B,,\n',
      'feed_info.txt':
        'feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_version\nО,https://example.com,bg,20260101,7\n',
    });
    expect(findings).toEqual([]);
    expect(records.calendars).toEqual([]);
    expect(records.calendarDates).toEqual([
      { serviceId: 'WK', date: '20260216', added: true },
      { serviceId: 'WK', date: '20260217', added: false },
    ]);
    expect(records.frequencies).toEqual([
      { tripId: 't1', startS: 21_600, endS: 25_200, headwayS: 600, exactTimes: true },
      { tripId: 't1', startS: 93_600, endS: 97_200, headwayS: 900, exactTimes: false },
    ]);
    expect(records.translations[0]).toMatchObject({
      tableName: 'stops',
      recordId: 'B',
      recordSubId: null,
      translation: 'Market',
    });
    expect(records.feedInfo).toEqual({
      publisherName: 'О',
      lang: 'bg',
      startDate: '20260101',
      endDate: null,
      version: '7',
    });
  });

  it('F16: odd values and rows that node-gtfs would die of are findings', async () => {
    const { records, findings } = await imported({
      ...TOWN,
      'stops.txt': `${TOWN['stops.txt']}A,Втора,42,23\n,Без номер,42,23\n__proto__,Странна,95,23\n`,
      'trips.txt': 'route_id,service_id,trip_id,direction_id,extra\nR2,WK,t1,N,1\nR2,WK,t2,1,2,3,4\n',
      'translations.txt': 'trans_id,lang,translation\nx,en,y\n',
    });
    expect(findings.map(({ rule, count }) => [rule, count])).toEqual([
      ['T102', 1],
      ['T103', 1],
      ['T104', 2],
      ['T106', 1],
    ]);
    expect(records.stops.map(({ stopId }) => stopId)).toEqual(['A', 'B', 'C', 'D', '__proto__']);
    expect(records.trips.map(({ directionId }) => directionId)).toEqual([null, 1]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('T4: a refusal leaves the old database as it was and frees the space', async () => {
    const dir = await emptyFolder();
    const sqlite = path.join(dir, 'gtfs.sqlite');
    await writeFile(sqlite, 'the old one');
    const cases: [Files, RegExp][] = [
      [{ ...TOWN, 'stops.txt': 'stop_id,stop_name\n' }, /stops\.txt: no usable stop/],
      [
        { ...TOWN, 'trips.txt': 'trip_id,route_id\nt1,R2\n' },
        /trips\.txt, row 1: a required column is missing \(service_id\)/,
      ],
      [{ ...TOWN, 'routes.txt': 'route_id\nR2\0\n' }, /routes\.txt, row 2: the text has a NUL byte/],
    ];
    for (const [files, sentence] of cases) {
      await expect(importGtfs(await folderOf(files), sqlite)).rejects.toThrow(sentence);
      expect(await readFile(sqlite, 'utf8')).toBe('the old one');
      expect(await readdir(dir)).toEqual(['gtfs.sqlite']);
    }
    expect(existsSync(sqlite)).toBe(true);
  });
});
