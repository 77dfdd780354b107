// The import's own process: unpacks and tidies the small tables, then lets node-gtfs write them to SQLite.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { importGtfs } from 'gtfs';
import { type GtfsArchive, openArchive } from './archive.js';
import { serveJob } from './child.js';
import { scanCsv } from './csv.js';
import { FindingList } from './finding-list.js';
import { GtfsError } from './gtfs-error.js';
import type { ImportJob, ImportProgress, ImportResult } from './import.js';
import { TABLES, type TableRule } from './tables.js';
import { Tidy } from './tidy.js';

/** Characters gathered before they are written. */
const WRITE_CHARS = 64 * 1024;

await serveJob<ImportJob, ImportProgress, ImportResult>(async (job, progress) => {
  const findings = new FindingList();
  const rows: Record<string, number> = {};
  const folder = path.join(job.workDir, 'tidy');
  await mkdir(folder);
  const archive = await openArchive(job.source);
  try {
    for (const table of TABLES) {
      if (!archive.files.has(table.file)) continue;
      const kept = await tidyTable(archive, table, folder, findings);
      rows[table.file] = kept;
      progress({ file: table.file, rows: kept });
    }
  } finally {
    archive.close();
  }
  if (rows['agency.txt'] === 0) throw new GtfsError('timezone', { file: 'agency.txt' });
  if (rows['stops.txt'] === 0) throw new GtfsError('no-stops', { file: 'stops.txt' });
  if (rows['trips.txt'] === 0) throw new GtfsError('no-trips', { file: 'trips.txt' });
  const db = new Database(job.sqlitePath);
  // Nobody reads this file before it is whole, and a half-written one is thrown away: no journal is needed.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  await importGtfs({
    db,
    agencies: [{ path: folder }],
    verbose: false,
    // node-gtfs stops at the first odd row; what it could trip over was tidied away before.
    csvOptions: { relax_column_count: true },
  });
  db.close();
  return { rows, findings: findings.list() };
});

async function tidyTable(
  archive: GtfsArchive,
  table: TableRule,
  folder: string,
  findings: FindingList,
): Promise<number> {
  const file = createWriteStream(path.join(folder, table.file));
  let gathered = '';
  const tidy = new Tidy(table, findings, (line) => {
    gathered += line;
    if (gathered.length > WRITE_CHARS) {
      file.write(gathered);
      gathered = '';
    }
  });
  try {
    await scanCsv(archive.read(table.file), table.file, tidy);
  } catch (error) {
    if (!(table.dispensable && error instanceof GtfsError && error.code === 'missing-column')) throw error;
    findings.add('T106', () => `${table.file}: ${error.place.detail ?? ''}`);
    gathered = '';
  }
  file.end(gathered);
  await once(file, 'finish');
  return tidy.kept;
}
