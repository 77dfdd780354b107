// A four-stop town for tests of reading GTFS, and a folder to put things in.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import { type ZipEntry, zipOf } from './zip-writer.js';

/** Files of a dataset by name. */
export type Files = Record<string, string | Buffer>;

/** Four stops, one line, two trips; a test replaces what it is about. */
export const TOWN: Files = {
  'agency.txt':
    'agency_id,agency_name,agency_url,agency_timezone\nbg,Градски транспорт,https://example.com,Europe/Sofia\n',
  'stops.txt':
    'stop_id,stop_name,stop_lat,stop_lon\nA,Автогара,42.000,23.090\nB,Пазара,42.005,23.090\nC,Общината,42.010,23.090\nD,Еленово,42.015,23.090\n',
  'routes.txt': 'route_id,route_short_name,route_type\nR2,2,3\n',
  'trips.txt': 'route_id,service_id,trip_id,trip_headsign\nR2,WK,t1,Еленово\nR2,WK,t2,Еленово\n',
  'stop_times.txt':
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\n' +
    't1,08:00:00,08:00:00,A,1\nt1,08:02:00,08:02:00,B,2\nt1,08:04:00,08:04:00,C,3\nt1,08:06:00,08:06:00,D,4\n' +
    't2,09:00:00,09:00:00,A,1\nt2,09:02:00,09:02:00,B,2\nt2,09:04:00,09:04:00,C,3\nt2,09:06:00,09:06:00,D,4\n',
  'calendar.txt':
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nWK,1,1,1,1,1,0,0,20260101,20261231\n',
};

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** An empty folder, removed after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tablo-test-'));
  folders.push(folder);
  return folder;
}

/** A folder with these files. */
export async function folderOf(files: Files): Promise<string> {
  const folder = await emptyFolder();
  for (const [name, data] of Object.entries(files)) await writeFile(path.join(folder, name), data);
  return folder;
}

/** The path of a zip with these entries. */
export async function zipFileOf(entries: readonly ZipEntry[]): Promise<string> {
  const file = path.join(await emptyFolder(), 'gtfs.zip');
  await writeFile(file, zipOf(entries));
  return file;
}

/** Files as entries of a zip. */
export function entriesOf(files: Files): ZipEntry[] {
  return Object.entries(files).map(([name, data]) => ({ name, data }));
}
