// The compilation's own process: small tables through node-gtfs in another process, stop_times and shapes read meanwhile.

import { openArchive } from '../../feeds/gtfs/archive.js';
import { serveJob } from '../../feeds/gtfs/child.js';
import { FindingList } from '../../feeds/gtfs/finding-list.js';
import { importGtfs } from '../../feeds/gtfs/import.js';
import { readRecords } from '../../feeds/gtfs/read.js';
import { readShapes } from '../../feeds/gtfs/shapes.js';
import { readStopTimes } from '../../feeds/gtfs/stop-times.js';
import { dateAt } from '../../feeds/service-day.js';
import { buildTimetable } from './build.js';
import { writeCache } from './cache.js';
import type { CompileJob, CompileProgress, CompileResult } from './compile.js';

await serveJob<CompileJob, CompileProgress, CompileResult>(async (job, progress) => {
  const archive = await openArchive(job.source);
  try {
    const importing = importGtfs(job.source, job.sqliteFile, ({ file, rows }) =>
      progress({ step: 'import', file, rows }),
    );
    const reading = (async () => {
      const stopTimes = await readStopTimes(archive, (rows) =>
        progress({ step: 'stop_times', file: 'stop_times.txt', rows }),
      );
      const shapes = await readShapes(archive);
      progress({ step: 'shapes', file: 'shapes.txt', rows: shapes.columns.lat.length });
      return { stopTimes, shapes };
    })();
    // Both are awaited whatever happens: a refusal of one must not leave the other at work on the archive.
    const [imported, read] = await Promise.allSettled([importing, reading]);
    if (imported.status === 'rejected') throw imported.reason;
    if (read.status === 'rejected') throw read.reason;
    const { stopTimes, shapes } = read.value;
    const records = readRecords(job.sqliteFile);
    progress({ step: 'build', file: null, rows: stopTimes.columns.count });
    const built = buildTimetable(
      { version: job.version, records, stopTimes: stopTimes.columns, shapes: shapes.columns },
      dateAt(job.now, 'UTC'),
    );
    const findings = new FindingList();
    for (const part of [imported.value.findings, stopTimes.findings, shapes.findings, built.findings]) {
      findings.merge(part);
    }
    progress({ step: 'write', file: null, rows: 0 });
    await writeCache(job.cacheFile, { data: built.data, findings: findings.list() });
    return {
      rows: {
        ...imported.value.rows,
        'stop_times.txt': stopTimes.columns.count,
        'shapes.txt': shapes.columns.lat.length,
      },
      importMaxRssBytes: imported.value.maxRssBytes,
    };
  } finally {
    archive.close();
  }
});
