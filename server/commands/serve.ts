// `tablo serve`: one city, until it is told to stop.

import { formOf, startTime } from '../../feeds/source.js';
import { startServer } from '../city-server.js';
import { type Clock, systemClock, virtualClock } from '../clock.js';
import { helpText, readFlags, SERVE_FLAGS, type Settings, settingsFrom, UsageError } from '../config.js';
import { createLog } from '../log.js';
import { progressBar } from './progress.js';

/** The line that says where the server listens is held back until boards can be served, but no longer than this. */
const SAID_WITHIN_MS = 5_000;

/** Runs until SIGTERM or SIGINT. */
export async function run(args: string[]): Promise<number> {
  const flags = readFlags('serve', SERVE_FLAGS, args);
  if (flags['help']) {
    process.stdout.write(helpText('serve', 'timetable in, realtime in; predictions, boards and APIs out', SERVE_FLAGS));
    return 0;
  }
  const settings = settingsFrom(flags);
  if (settings.gtfs === undefined) throw new UsageError('serve needs a timetable: --gtfs SRC, or --city NAME.');
  return serveUntilStopped(settings, await clockFor(settings));
}

/** Serves, prints where, and waits for a signal. */
export async function serveUntilStopped(settings: Settings, clock: Clock): Promise<number> {
  const log = createLog(settings.log_level);
  const progress = progressBar(process.stderr);
  const stopped = new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
  const server = await startServer(settings, clock, log, progress.update);
  if (server.firstLink !== null) {
    // The one secret that a log may carry: it works once, and only until somebody has an account (obligations S5, S13).
    if (process.stderr.isTTY) process.stderr.write(`tablo: make the first administrator at ${server.firstLink}\n`);
    else log.warn({ link: server.firstLink }, 'nobody has an account yet: make the first administrator at this link');
  }
  try {
    // Whoever reads the line comes at once: a board that finds no timetable is sent away, and comes again in its own time.
    const soon = new Promise<void>((resolve) => setTimeout(resolve, SAID_WITHIN_MS).unref());
    await Promise.race([server.ready, stopped, soon]);
    process.stdout.write(`tablo: listening on ${server.url}\n`);
    const signal = await Promise.race([server.ready.then(() => stopped), stopped]);
    log.info({ signal }, 'stopping');
  } finally {
    progress.stop();
    await server.close();
  }
  return 0;
}

/** The clock of the contract, section 1: the system's with live feeds, a recording's or a file's own otherwise. */
export async function clockFor(settings: Settings): Promise<Clock> {
  if (settings.clock !== undefined) return virtualClock(settings.clock, settings.speed);
  const starts: { form: string; at: number }[] = [];
  for (const src of [settings.vehicle_positions, settings.trip_updates, settings.alerts]) {
    if (src === undefined) continue;
    const form = await formOf(src);
    const at = await startTime(src);
    if (form !== 'url' && at !== null) starts.push({ form, at });
  }
  const recordings = starts.filter(({ form }) => form === 'recording').map(({ at }) => at);
  if (recordings.length > 0) return virtualClock(Math.min(...recordings), settings.speed);
  if (starts.length > 0) return virtualClock(Math.max(...starts.map(({ at }) => at)), settings.speed);
  return settings.speed === 1 ? systemClock : virtualClock(systemClock.now(), settings.speed);
}
