// `tablo score`: compares predictions with what happened, beside every baseline, in tables and as a report.

import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Flags, helpText, readFlags, UsageError } from '../config.js';
import { readPredictions } from '../evaluation/predictions-file.js';
import { type ReportFiles, reportOf } from '../evaluation/report.js';
import { SCORE_EVERY_S, SEEN_WITHIN_S } from '../evaluation/samples.js';
import { score } from '../evaluation/score.js';
import { asText } from '../evaluation/table.js';
import { tablesOf } from '../evaluation/tables.js';
import { readTruth } from '../evaluation/truth-file.js';
import { needed, recordingAt, recordingsAt, secondsFrom, timetableAt } from './replay.js';

const FLAGS = {
  gtfs: { type: 'string', help: 'SRC  GTFS: URL, zip or folder' },
  positions: { type: 'string', help: 'REC  recording of VehiclePositions, which tells what happened' },
  predictions: { type: 'string', help: 'FILE  as tablo replay writes it' },
  train: { type: 'string', multiple: true, help: 'REC  what the baselines learn from first; may be repeated' },
  'trip-updates': { type: 'string', help: "REC  the agency's own predictions, to be scored too" },
  truth: { type: 'string', help: 'FILE  exact truth (NDJSON), where somebody knows it' },
  every: { type: 'string', help: `SECONDS  between two instants (${SCORE_EVERY_S})` },
  seen: { type: 'string', help: `SECONDS  how old the newest fix of a vehicle may be (${SEEN_WITHIN_S})` },
  report: { type: 'string', help: 'DIR  writes report.md with plots there' },
  name: { type: 'string', help: 'NAME  what the predictor is called in tables (Tablo)' },
  help: { type: 'boolean', help: 'this text' },
} as const satisfies Flags;

/** Exit code 0 when there was something to score. */
export async function run(args: string[]): Promise<number> {
  const flags = readFlags('score', FLAGS, args);
  if (flags['help']) {
    process.stdout.write(helpText('score', 'compare predictions with what happened', FLAGS));
    return 0;
  }
  const gtfs = needed('score', 'gtfs', 'SRC', flags['gtfs']);
  const positions = needed('score', 'positions', 'REC', flags['positions']);
  const predictions = await fileAt(needed('score', 'predictions', 'FILE', flags['predictions']));
  const truth = typeof flags['truth'] === 'string' ? await fileAt(flags['truth']) : null;
  const everyS = secondsFrom('every', flags['every'], SCORE_EVERY_S);
  const seenWithinS = secondsFrom('seen', flags['seen'], SEEN_WITHIN_S);
  const tripUpdates = typeof flags['trip-updates'] === 'string' ? await recordingAt(flags['trip-updates']) : null;
  const recording = await recordingAt(positions);
  const earlier = await recordingsAt(flags['train']);
  const timetable = await timetableAt(gtfs, recording.times[0]!);
  const result = await score({
    timetable,
    recording,
    train: earlier,
    rows: readPredictions(predictions),
    name: typeof flags['name'] === 'string' ? flags['name'] : 'Tablo',
    tripUpdates,
    truth: truth === null ? null : readTruth(truth),
    everyS,
    seenWithinS,
  });
  if (result.samples.count === 0) throw new Error('the recording tells of no arrival that could be scored');
  if (result.methods[0]!.accuracy.made === 0) {
    throw new Error('no prediction falls on an instant that is scored: choose an --every that replay wrote');
  }
  process.stdout.write(
    `${result.samples.count.toLocaleString('en')} (trip, stop, instant) of ${result.trips} trips, every ${everyS} s, vehicles seen within ${seenWithinS} s\n\n`,
  );
  process.stdout.write(`${tablesOf(result).map(asText).join('\n')}`);
  if (result.unmatchedRows > 0) {
    process.stdout.write(`\n${result.unmatchedRows} predictions name stops that their trip does not have\n`);
  }
  if (typeof flags['report'] === 'string') {
    const facts = { recording: basename(positions), everyS, seenWithinS, trained: earlier.length };
    await writeReport(flags['report'], reportOf(result, { ...facts, exactTruth: truth !== null }));
  }
  return 0;
}

async function writeReport(dir: string, files: ReportFiles): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  process.stdout.write(`\nreport: ${join(dir, 'report.md')}\n`);
}

async function fileAt(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new UsageError(`There is no file ${path}.`);
  return path;
}
