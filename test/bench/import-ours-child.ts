// Tablo's process in the import benchmark: zip to a timetable that answers.

import { serveJob } from '../../feeds/gtfs/child.js';
import { loadTimetable } from '../../server/timetable/load.js';

interface Job {
  source: string;
  dataDir: string;
  now: number;
}

await serveJob<Job, never, { warm: boolean; seconds: number; trips: number; maxRssBytes: number }>(async (job) => {
  const { warm, seconds, timetable, maxRssBytes } = await loadTimetable(job);
  return { warm, seconds, trips: timetable.tripCount, maxRssBytes };
});
