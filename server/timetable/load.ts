// From a dataset on disk to a timetable ready to answer: the compiled cache where there is one, else compile and then read it.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { openArchive } from '../../feeds/gtfs/archive.js';
import { GtfsError } from '../../feeds/gtfs/gtfs-error.js';
import type { EpochS, Finding } from '../../feeds/model.js';
import { acceptedVersions } from './accepted.js';
import { cachePath, pruneCaches, readCache, sqlitePath } from './cache.js';
import { type CompileProgress, compileTimetable } from './compile.js';
import { Timetable } from './timetable.js';
import { versionsNeeded } from './versions.js';

/** What to load, and where to keep what is made of it. */
export interface LoadOptions {
  /** A zip or a folder on disk. */
  source: string;
  dataDir: string;
  /** The clock of the house; matters only for a calendar too long to keep whole. */
  now: EpochS;
  onProgress?: (progress: CompileProgress) => void;
}

/** A loaded timetable. `warm`: the cache had it. `maxRssBytes`: the most memory that the processes making it held, together. */
export interface LoadedTimetable {
  timetable: Timetable;
  findings: Finding[];
  warm: boolean;
  seconds: number;
  maxRssBytes: number;
}

/** Loads a dataset. Throws GtfsError, whose message is one sentence fit to be shown. */
export async function loadTimetable(options: LoadOptions): Promise<LoadedTimetable> {
  const started = performance.now();
  const archive = await openArchive(options.source);
  let version: string;
  try {
    version = await archive.hash();
  } finally {
    archive.close();
  }
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = path.resolve(options.dataDir);
  const cacheFile = cachePath(dataDir, version);
  let cached = await readCache(cacheFile);
  const warm = cached !== null;
  let childrenRss = 0;
  if (!cached) {
    const job = {
      source: path.resolve(options.source),
      cacheFile,
      sqliteFile: sqlitePath(dataDir, version),
      version,
      now: options.now,
    };
    const compiled = await compileTimetable(job, options.onProgress ?? (() => {}));
    childrenRss = compiled.maxRssBytes + compiled.importMaxRssBytes;
    cached = await readCache(cacheFile);
    if (!cached) throw new GtfsError('import-failed', { detail: 'the compiled timetable could not be read back' });
    const needed = [...(await acceptedVersions(dataDir)), ...(await versionsNeeded(dataDir))];
    await pruneCaches(dataDir, [version, ...needed], Date.now());
  }
  const timetable = new Timetable(cached.data);
  return {
    timetable,
    findings: cached.findings,
    warm,
    seconds: (performance.now() - started) / 1000,
    maxRssBytes: childrenRss + process.resourceUsage().maxRSS * 1024,
  };
}
