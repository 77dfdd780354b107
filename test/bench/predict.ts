// How good the predictor is: replayed and scored on real recordings and on the simulated city, beside what the issue demands.

import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openRecording, type Recording } from '../../feeds/recording.js';
import { workingDays } from '../../fixtures/city/calendar.js';
import { recordDays } from '../../fixtures/city/recording.js';
import type { Accuracy } from '../../server/evaluation/accuracy.js';
import type { PredictionRow } from '../../server/evaluation/prediction-row.js';
import { readPredictions } from '../../server/evaluation/predictions-file.js';
import { FleetPredictor } from '../../server/evaluation/predictor.js';
import { REPLAY_HORIZON_S, replay, train } from '../../server/evaluation/replay.js';
import { reportOf } from '../../server/evaluation/report.js';
import { type Score, score } from '../../server/evaluation/score.js';
import { asText, figure, percent } from '../../server/evaluation/table.js';
import { tablesOf } from '../../server/evaluation/tables.js';
import { readTruth } from '../../server/evaluation/truth-file.js';
import { loadTimetable } from '../../server/timetable/load.js';
import { testData } from '../support/test-data.js';

/** What one trial needs. */
interface Trial {
  name: string;
  gtfs: string;
  positions: string;
  train: string[];
  truth?: string;
  /** Already replayed, else it is replayed in memory. */
  predictions?: string;
  everyS: number;
  seenWithinS: number;
}

let failed = 0;

/** `npm run bench predict -- [--only c53,austin,austin-trained,city] [--report DIR] [--tables]` */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: 'c53,austin,austin-trained,city' },
      report: { type: 'string' },
      tables: { type: 'boolean', default: false },
    },
  });
  const wanted = values.only.split(',');
  const dir = await mkdtemp(join(tmpdir(), 'tablo-bench-'));
  const show = async (trial: Trial): Promise<Score> => {
    const result = await tried(trial, dir);
    summary(trial, result);
    if (values.tables) console.log(tablesOf(result).map(asText).join('\n'));
    if (values.report !== undefined) await report(join(values.report, trial.name), trial, result);
    return result;
  };
  try {
    if (wanted.includes('c53')) c53Verdicts(await show(await c53(dir)));
    for (const name of ['austin', 'austin-trained']) {
      if (wanted.includes(name)) austinVerdicts(await show(austin(name)), name === 'austin');
    }
    if (wanted.includes('city')) cityVerdicts(await show(await city(dir)));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  console.log(failed === 0 ? '\nall pass' : `\n${failed} rows FAIL`);
  if (failed > 0) process.exitCode = 1;
}

/** The replay of C53 is timed as a process of its own, as a user runs it. */
async function c53(dir: string): Promise<Trial> {
  const wmata = (name: string) => join(testData(), 'wmata', name);
  const [gtfs, positions] = [wmata('gtfs.zip'), wmata('positions-c53.tar.gz')];
  const out = join(dir, 'c53.ndjson');
  const main = new URL('../../server/main.ts', import.meta.url).pathname;
  const child = spawnSync(
    process.execPath,
    ['--import', 'tsx', main, 'replay', '--gtfs', gtfs, '--positions', positions, '--out', out],
    { encoding: 'utf8' },
  );
  const told = /in ([\d.]+) s, at most (\d+) MB/.exec(child.stderr);
  if (!told) throw new Error(`the replay failed: ${child.stderr}`);
  verdict('C53 replay, s', Number(told[1]), '≤', 20);
  verdict('C53 replay, MB', Number(told[2]), '≤', 400);
  return { name: 'c53', gtfs, positions, train: [], predictions: out, everyS: 60, seenWithinS: 120 };
}

function austin(name: string): Trial {
  const data = (file: string) => join(testData(), 'austin', file);
  return {
    name,
    gtfs: data('gtfs.zip'),
    positions: data('positions-2016-12-16.tar.gz'),
    train: name === 'austin' ? [] : [data('positions-2016-11-24.tar.gz')],
    everyS: 120,
    seenWithinS: 300,
  };
}

/** Five working days to learn from, and the one after them to be tested on. */
async function city(dir: string): Promise<Trial> {
  const dates = workingDays('20260309', 6);
  const { gtfs, days } = await recordDays({ seed: 7, dates, everyS: 30, dir: join(dir, 'city') });
  const test = days.at(-1)!;
  return {
    name: 'city',
    gtfs,
    positions: test.positions,
    train: days.slice(0, -1).map(({ positions }) => positions),
    truth: test.truth,
    everyS: 60,
    seenWithinS: 120,
  };
}

async function tried(trial: Trial, dir: string): Promise<Score> {
  const recording = await openRecording(trial.positions);
  const earlier = await Promise.all(trial.train.map(openRecording));
  const now = recording.times[0]!;
  const { timetable } = await loadTimetable({ source: trial.gtfs, dataDir: join(dir, 'data'), now });
  const rows = async function* (): AsyncGenerator<PredictionRow> {
    const predictor = new FleetPredictor(timetable);
    for (const one of earlier) await train(predictor, one);
    const options = { timetable, recording: recording as Recording, everyS: trial.everyS, horizonS: REPLAY_HORIZON_S };
    for await (const instant of replay(predictor, options)) yield* instant.rows;
  };
  return score({
    timetable,
    recording,
    train: earlier,
    rows: trial.predictions === undefined ? rows() : readPredictions(trial.predictions),
    name: 'Tablo',
    tripUpdates: null,
    truth: trial.truth === undefined ? null : readTruth(trial.truth),
    everyS: trial.everyS,
    seenWithinS: trial.seenWithinS,
  });
}

function c53Verdicts({ methods }: Score): void {
  const { bins, mbta, eta, ...ours } = methods[0]!.accuracy;
  [31, 49, 68, 90, 126].forEach((limit, i) => {
    verdict(`C53 MAE ${bins[i]!.name} min, s`, bins[i]!.maeS, '≤', limit);
  });
  verdict('C53 MBTA, %', mbta.pooled * 100, '≥', 90);
  verdict('C53 MBTA, mean of the bins, %', mbta.mean * 100, '≥', 90);
  verdict('C53 ETA Benchmark, %', eta.mean * 100, '≥', 79);
  for (const bin of bins.slice(0, 3)) verdict(`C53 |mean error| ${bin.name} min, s`, Math.abs(bin.meanS), '≤', 20);
  verdict('C53 coverage, %', ours.coverage * 100, '≥', 97);
  for (const bin of bins) within(`C53 interval holds ${bin.name} min, %`, bin.withinShare * 100, 77, 83);
  verdict('C53 times that run backwards', ours.backwards, '≤', 0);
  verdict('C53 ghosts, %', ours.ghostShare * 100, '≤', 1);
  verdict('C53 early by over 60 s at 0–6 min, %', ours.earlyNearShare * 100, '≤', 12);
}

function austinVerdicts({ methods }: Score, untrained: boolean): void {
  const [ours, ...others] = methods.map(({ accuracy }) => accuracy) as [Accuracy, ...Accuracy[]];
  const label = untrained ? 'Austin' : 'Austin, trained';
  ours.bins.forEach((bin, i) => {
    const best = others.reduce((a, b) => (b.bins[i]!.maeS < a.bins[i]!.maeS ? b : a));
    verdict(`${label} MAE ${bin.name} min, s (${best.name})`, bin.maeS, '<', best.bins[i]!.maeS);
    within(`${label} interval holds ${bin.name} min, %`, bin.withinShare * 100, 77, 83);
  });
  const aged = others.find(({ name }) => name === 'aged average')!;
  verdict(`${label} MAE, s (6 % below the aged average)`, ours.all.maeS, '≤', aged.all.maeS * 0.94);
}

function cityVerdicts({ methods }: Score): void {
  const { eta, mbta } = methods[0]!.accuracy;
  verdict('city ETA Benchmark, %', eta.mean * 100, '≥', 92);
  [92, 92, 94, 96].forEach((limit, i) => {
    verdict(`city MBTA ${mbta.names[i]} min, %`, mbta.shares[i]! * 100, '≥', limit);
  });
}

function summary({ name, everyS, seenWithinS }: Trial, { samples, trips, methods }: Score): void {
  console.log(
    `\n${name}: ${samples.count.toLocaleString('en')} (trip, stop, instant) of ${trips} trips, every ${everyS} s, seen within ${seenWithinS} s`,
  );
  const head = ['method', '0–3', '3–6', '6–10', '10–15', '15–30', 'all', 'MBTA %', 'ETA %'];
  const rows = methods.map(({ accuracy: { name: method, bins, all, mbta, eta } }) => [
    method,
    ...[...bins, all].map(({ maeS }) => figure(maeS)),
    percent(mbta.pooled),
    percent(eta.mean),
  ]);
  console.log(asText({ title: 'MAE, s', note: 'by true minutes', head, rows }));
}

async function report(dir: string, trial: Trial, result: Score): Promise<void> {
  const files = reportOf(result, {
    recording: trial.name,
    everyS: trial.everyS,
    seenWithinS: trial.seenWithinS,
    trained: trial.train.length,
    exactTruth: trial.truth !== undefined,
  });
  await mkdir(dir, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  console.log(`report: ${join(dir, 'report.md')}`);
}

function verdict(name: string, value: number, sign: '≤' | '≥' | '<', limit: number): void {
  const ok = sign === '≤' ? value <= limit : sign === '<' ? value < limit : value >= limit;
  if (!ok) failed++;
  console.log(`${ok ? 'pass' : 'FAIL'}  ${name.padEnd(52)} ${figure(value).padStart(7)}  ${sign} ${figure(limit)}`);
}

function within(name: string, value: number, low: number, high: number): void {
  const ok = value >= low && value <= high;
  if (!ok) failed++;
  console.log(`${ok ? 'pass' : 'FAIL'}  ${name.padEnd(52)} ${figure(value).padStart(7)}  ${low} to ${high}`);
}
