// `tablo import`: imports a GTFS dataset into the data directory and stops; the next start of the server is warm.

import { type Flags, helpText, readFlags, UsageError } from '../config.js';
import { createLog } from '../log.js';
import type { Timetable } from '../timetable/timetable.js';
import { TimetableKeeper } from '../timetable-keeper.js';
import { progressBar } from './progress.js';

const FLAGS = {
  gtfs: { type: 'string', help: 'SRC  GTFS: URL, zip or folder' },
  'data-dir': { type: 'string', help: 'DIR  where the imported timetable is kept' },
  help: { type: 'boolean', help: 'this text' },
} as const satisfies Flags;

/** Exit code 0 when the timetable is whole; refused data throws one sentence. */
export async function run(args: string[]): Promise<number> {
  const flags = readFlags('import', FLAGS, args);
  if (flags['help']) {
    process.stdout.write(helpText('import', 'import a GTFS dataset and stop', FLAGS));
    return 0;
  }
  const { gtfs, 'data-dir': dataDir } = flags;
  if (typeof gtfs !== 'string') throw new UsageError('import needs a dataset: --gtfs SRC.');
  if (typeof dataDir !== 'string') throw new UsageError('import needs a place: --data-dir DIR.');
  const progress = progressBar(process.stderr);
  const begun = performance.now();
  let taken: Timetable | null = null;
  const keeper = new TimetableKeeper({
    source: gtfs,
    dataDir,
    allowHosts: [],
    forced: true,
    now: () => Date.now() / 1000,
    log: createLog('silent'),
    onProgress: progress.update,
    onTimetable: async (timetable) => {
      taken = timetable;
    },
  });
  try {
    await keeper.start();
  } finally {
    progress.stop();
    keeper.close();
  }
  report(taken!, keeper, (performance.now() - begun) / 1000);
  return 0;
}

function report(timetable: Timetable, keeper: TimetableKeeper, seconds: number): void {
  const { data } = timetable;
  const rows: [string, string | number][] = [
    ['version', timetable.version],
    ['time zone', timetable.timezone],
    ['routes', data.routes.length],
    ['stops', data.stops.length],
    ['trips', data.tripIds.length],
    ['stop times', data.arrivalS.length],
    ['shapes', data.shapeIds.length],
    ['seconds', seconds.toFixed(2)],
    ['peak memory, MB', Math.round(keeper.peakMemoryBytes / 1e6)],
  ];
  for (const [name, value] of rows) process.stdout.write(`${name.padEnd(18)}${value}\n`);
  for (const finding of keeper.foundInTimetable) {
    process.stdout.write(`finding ${finding.rule} ×${finding.count}: ${finding.example}\n`);
  }
}
