// The peer's process in the import benchmark: a plain node-gtfs import of the whole zip into a new SQLite file.

import { importGtfs } from 'gtfs';
import { serveJob } from '../../feeds/gtfs/child.js';

await serveJob<{ source: string; sqlitePath: string }, never, { seconds: number }>(async ({ source, sqlitePath }) => {
  const started = performance.now();
  await importGtfs({ sqlitePath, agencies: [{ path: source }], verbose: false, ignoreDuplicates: true });
  return { seconds: (performance.now() - started) / 1000 };
});
