// Names out of a real GTFS dataset, for tests of type and of fitting.

import { parse } from 'csv-parse/sync';
import { type GtfsFile, openArchive } from '../../../../feeds/gtfs/archive.js';

/** The different values of one column of one file. */
export async function columnOf(source: string, file: GtfsFile, column: string): Promise<string[]> {
  const archive = await openArchive(source);
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of archive.read(file)) chunks.push(chunk);
    const rows = parse(Buffer.concat(chunks), { columns: true, bom: true }) as Record<string, string>[];
    return [...new Set(rows.map((row) => row[column] ?? '').filter(Boolean))];
  } finally {
    archive.close();
  }
}
