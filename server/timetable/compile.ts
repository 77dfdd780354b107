// A dataset compiled in a process of its own, so that the one that holds the sockets never stalls; the result is the cache file.

import { moduleBeside, runChild, SMALL_YOUNG_GENERATION } from '../../feeds/gtfs/child.js';
import type { EpochS } from '../../feeds/model.js';

/** Steps of a compilation, in order. `file` may be named by several steps at once: two processes read. */
export interface CompileProgress {
  step: 'import' | 'stop_times' | 'shapes' | 'build' | 'write';
  file: string | null;
  rows: number;
}

/** The child's job. */
export interface CompileJob {
  source: string;
  cacheFile: string;
  /** Records as SQLite, for whoever wants to look; the compiled timetable does not need it again. */
  sqliteFile: string;
  version: string;
  now: EpochS;
}

/** What the child tells: rows of each file, and the import process's peak memory beside its own. */
export interface CompileResult {
  rows: Record<string, number>;
  importMaxRssBytes: number;
}

/** Compiles a dataset into its cache file. Throws GtfsError. */
export async function compileTimetable(
  job: CompileJob,
  onProgress: (progress: CompileProgress) => void,
): Promise<CompileResult & { maxRssBytes: number }> {
  const module = moduleBeside(import.meta.url, 'compile-child');
  const done = await runChild<CompileJob, CompileProgress, CompileResult>(module, job, onProgress, {
    nodeFlags: SMALL_YOUNG_GENERATION,
  });
  return { ...done.result, maxRssBytes: done.maxRssBytes };
}
