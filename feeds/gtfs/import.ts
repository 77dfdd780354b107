// The small tables of a dataset into SQLite through node-gtfs: in a process of its own, into a new file, swapped in whole.

import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Finding } from '../model.js';
import { moduleBeside, runChild, SMALL_YOUNG_GENERATION } from './child.js';

/** How far an import is. */
export interface ImportProgress {
  file: string;
  rows: number;
}

/** The job of the child. */
export interface ImportJob {
  source: string;
  /** A folder of our own for the tidied files; removed afterwards. */
  workDir: string;
  sqlitePath: string;
}

/** What the child tells at its end: rows kept of each file, and the findings. */
export interface ImportResult {
  rows: Record<string, number>;
  findings: Finding[];
}

/**
 * Imports a zip or folder into `sqlitePath`. The old file stays until the new one is whole; a failure leaves it as it was
 * and frees what was unpacked. Throws GtfsError.
 */
export async function importGtfs(
  source: string,
  sqlitePath: string,
  onProgress: (progress: ImportProgress) => void = () => {},
): Promise<ImportResult & { maxRssBytes: number }> {
  const dir = path.dirname(sqlitePath);
  await mkdir(dir, { recursive: true });
  const workDir = await mkdtemp(path.join(dir, 'import-'));
  try {
    const fresh = path.join(workDir, 'gtfs.sqlite');
    const job: ImportJob = { source: path.resolve(source), workDir, sqlitePath: fresh };
    const done = await runChild<ImportJob, ImportProgress, ImportResult>(
      moduleBeside(import.meta.url, 'import-child'),
      job,
      onProgress,
      { tmpDir: workDir, nodeFlags: SMALL_YOUNG_GENERATION },
    );
    const file = await open(fresh, 'r+');
    await file.sync();
    await file.close();
    await rename(fresh, sqlitePath);
    return { ...done.result, maxRssBytes: done.maxRssBytes };
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
