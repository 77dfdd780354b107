// `tablo replay`: runs the predictor over a recording on a virtual clock and writes every prediction that a board would have had.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecording, type Recording, RecordingError } from '../../feeds/recording.js';
import { type Flags, helpText, readFlags, UsageError } from '../config.js';
import { writePredictions } from '../evaluation/predictions-file.js';
import { FleetPredictor } from '../evaluation/predictor.js';
import { REPLAY_EVERY_S, REPLAY_HORIZON_S, replay, train } from '../evaluation/replay.js';
import { createLog } from '../log.js';
import type { Timetable } from '../timetable/timetable.js';
import { TimetableKeeper } from '../timetable-keeper.js';

const FLAGS = {
  gtfs: { type: 'string', help: 'SRC  GTFS: URL, zip or folder' },
  positions: { type: 'string', help: 'REC  recording of VehiclePositions: folder or .tar.gz of <epoch>.pb' },
  train: { type: 'string', multiple: true, help: 'REC  a recording to learn from first; may be repeated' },
  every: { type: 'string', help: `SECONDS  between two instants (${REPLAY_EVERY_S})` },
  horizon: { type: 'string', help: `SECONDS  how far ahead predictions are written (${REPLAY_HORIZON_S})` },
  out: { type: 'string', help: 'FILE  where they go (NDJSON; gzipped where it ends in .gz)' },
  help: { type: 'boolean', help: 'this text' },
} as const satisfies Flags;

/** Exit code 0 when the file is whole. */
export async function run(args: string[]): Promise<number> {
  const flags = readFlags('replay', FLAGS, args);
  if (flags['help']) {
    process.stdout.write(helpText('replay', 'run the predictor over a recording and write every prediction', FLAGS));
    return 0;
  }
  const gtfs = needed('replay', 'gtfs', 'SRC', flags['gtfs']);
  const positions = needed('replay', 'positions', 'REC', flags['positions']);
  const out = needed('replay', 'out', 'FILE', flags['out']);
  const everyS = secondsFrom('every', flags['every'], REPLAY_EVERY_S);
  const horizonS = secondsFrom('horizon', flags['horizon'], REPLAY_HORIZON_S);
  const begun = performance.now();
  const recording = await recordingAt(positions);
  const earlier = await recordingsAt(flags['train']);
  const timetable = await timetableAt(gtfs, recording.times[0]!);
  const predictor = new FleetPredictor(timetable);
  for (const one of earlier) await train(predictor, one);
  const instants = replay(predictor, { timetable, recording, everyS, horizonS });
  const { instants: count, rows } = await writePredictions(out, instants);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stderr.write(`${rows} predictions at ${count} instants in ${seconds} s, at most ${megabytes} MB\n`);
  return 0;
}

/** A flag that the command cannot do without. */
export function needed(command: string, name: string, what: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new UsageError(`${command} needs --${name} ${what}.`);
  return value;
}

/** A flag in whole seconds above 0. */
export function secondsFrom(name: string, value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  const seconds = Number(value);
  if (!Number.isInteger(seconds) || seconds <= 0) {
    throw new UsageError(`--${name} takes a whole number of seconds above 0, not "${String(value)}".`);
  }
  return seconds;
}

/** A recording; one that is not there is the user's mistake. */
export async function recordingAt(path: string): Promise<Recording> {
  try {
    return await openRecording(path);
  } catch (error) {
    if (error instanceof RecordingError && error.fault === 'not_found') throw new UsageError(`${sentence(error)}.`);
    throw error;
  }
}

/** All recordings of a flag that may be repeated. */
export async function recordingsAt(paths: unknown): Promise<Recording[]> {
  const recordings: Recording[] = [];
  for (const path of Array.isArray(paths) ? paths : []) recordings.push(await recordingAt(String(path)));
  return recordings;
}

/** A timetable for one command, through the door that `serve` and `import` use (URL, zip or folder); its folder does not stay. */
export async function timetableAt(source: string, now: number): Promise<Timetable> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tablo-evaluation-'));
  let taken: Timetable | null = null;
  const keeper = new TimetableKeeper({
    source,
    dataDir,
    allowHosts: [],
    forced: true,
    now: () => now,
    log: createLog('silent'),
    onTimetable: async (timetable) => {
      taken = timetable;
    },
  });
  try {
    await keeper.start();
    return taken!;
  } finally {
    keeper.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function sentence(error: Error): string {
  return error.message.charAt(0).toUpperCase() + error.message.slice(1);
}
