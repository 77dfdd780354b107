// The trial: the predictor's rows and every baseline over the same eligible set, and what came out.

import type { Recording } from '../../feeds/recording.js';
import { EMPTY_LAYER, lookUp, type PredictionLayer } from '../prediction/prediction.js';
import { applyTripUpdates } from '../prediction/trip-updates.js';
import type { Timetable } from '../timetable/timetable.js';
import { type Accuracy, judge } from './accuracy.js';
import { Answers, NEVER_CAME_S } from './answers.js';
import { allBaselines } from './baselines.js';
import { type Journey, type Journeys, readJourneys } from './journeys.js';
import type { Method } from './method.js';
import type { PredictionRow } from './prediction-row.js';
import { type Asked, drawSamples, type Samples } from './samples.js';
import { type Received, snapshotsOf } from './snapshots.js';
import { applyTruth, type ToldTruth } from './truth-file.js';

/** What is scored. */
export interface ScoreOptions {
  timetable: Timetable;
  recording: Recording;
  train: readonly Recording[];
  /** The predictor's rows in order of `at`; none scores the baselines alone. */
  rows: AsyncIterable<PredictionRow> | null;
  /** What the predictor is called in tables. */
  name: string;
  /** The agency's trip updates over the same time. */
  tripUpdates: Recording | null;
  /** Exact truth, where somebody knows it; else the fixes tell. */
  truth: AsyncIterable<ToldTruth> | null;
  everyS: number;
  seenWithinS: number;
}

/** What came out. The predictor is first. */
export interface Score {
  samples: Samples;
  trips: number;
  /** Rows of the predictions file that named no instant, trip or stop of the recording. */
  unmatchedRows: number;
  methods: { accuracy: Accuracy; answers: Answers; rule: string }[];
}

/** Scores everything. */
export async function score(options: ScoreOptions): Promise<Score> {
  const { timetable, recording, train, rows, tripUpdates, everyS, seenWithinS } = options;
  const methods = allBaselines(timetable);
  for (const earlier of train) learn(methods, await readJourneys(timetable, earlier));
  const journeys = await readJourneys(timetable, recording);
  if (options.truth) await applyTruth(journeys, options.truth);
  const samples = drawSamples(journeys, everyS, seenWithinS);
  const found: Score['methods'] = [];
  let unmatchedRows = 0;
  if (rows) {
    const answers = new Answers(options.name, samples);
    unmatchedRows = await takeRows(answers, rows);
    found.push({ accuracy: judge(answers), answers, rule: 'the predictor on trial' });
  }
  const asked = ask(methods, samples);
  if (tripUpdates) {
    const answers = new Answers("agency's trip updates", samples);
    await takeTripUpdates(answers, tripUpdates);
    found.push({ accuracy: judge(answers), answers, rule: 'what the agency itself predicted' });
  }
  asked.forEach((answers, i) => {
    found.push({ accuracy: judge(answers), answers, rule: methods[i]!.rule });
  });
  return { samples, trips: new Set(samples.journey).size, unmatchedRows, methods: found };
}

function learn(methods: readonly Method[], journeys: Journeys): void {
  for (const sighting of journeys.sightings) {
    const journey = journeys.journeys[sighting.journey];
    if (journey) for (const method of methods) method.observe(sighting, journey);
  }
}

/** Runs the baselines through the recording and asks them at each instant. */
function ask(methods: readonly Method[], samples: Samples): Answers[] {
  const { journeys, sightings } = samples.journeys;
  const answers = methods.map((method) => new Answers(method.name, samples));
  const arrival = new Float64Array(Math.max(0, ...journeys.map(({ stopM }) => stopM.length)));
  let next = 0;
  samples.instants.forEach((at, k) => {
    for (; next < sightings.length && sightings[next]!.receivedAt <= at; next++) {
      const journey = journeys[sightings[next]!.journey];
      if (journey) for (const method of methods) method.observe(sightings[next]!, journey);
    }
    for (const { journey, sighting, offset } of samples.asked[k]!) {
      const one = journeys[journey]!;
      methods.forEach((method, m) => {
        arrival.fill(Number.NaN);
        const from = Math.max(1, method.predict(sighting, one, at, arrival));
        for (let p = from; p < one.stopM.length; p++) {
          if (!Number.isNaN(arrival[p]!)) answers[m]!.take(at, journey, p, samples.sampleAt[offset + p]!, arrival[p]!);
        }
      });
    }
  });
  return answers;
}

/** Finds what a row or a prediction speaks of: instants by time, journeys by name. */
class Finder {
  private readonly instants = new Map<number, Map<number, Asked>>();
  private readonly byKey = new Map<string, number>();

  constructor(readonly samples: Samples) {
    samples.instants.forEach((at, k) => {
      this.instants.set(at, new Map(samples.asked[k]!.map((one) => [one.journey, one])));
    });
    samples.journeys.journeys.forEach(({ key, isMain }, i) => {
      if (isMain) this.byKey.set(key, i);
    });
  }

  asked(at: number): Map<number, Asked> | undefined {
    return this.instants.get(at);
  }

  journey(key: string): number {
    return this.byKey.get(key) ?? -1;
  }
}

async function takeRows(answers: Answers, rows: AsyncIterable<PredictionRow>): Promise<number> {
  const { samples } = answers;
  const { timetable, journeys, to } = samples.journeys;
  const finder = new Finder(samples);
  let unmatched = 0;
  for await (const row of rows) {
    const asked = finder.asked(row.at);
    if (!asked) continue;
    const arrival = row.arrival ?? row.departure!;
    const key = `${row.trip_id}/${row.start_date}${row.start_time === undefined ? '' : `/${row.start_time}`}`;
    const index = finder.journey(key);
    const journey = journeys[index];
    if (!journey || isUnseen(journey)) {
      answers.made++;
      if (arrival + NEVER_CAME_S < to) answers.ghostsNever++;
      continue;
    }
    const position = timetable.positionOfSequence(journey.trip, row.stop_sequence);
    if (position < 0) {
      unmatched++;
      continue;
    }
    const offset = asked.get(index)?.offset;
    const sample = offset === undefined ? -1 : samples.sampleAt[offset + position]!;
    const [low, high] = [row.low ?? Number.NaN, row.high ?? Number.NaN];
    answers.take(row.at, index, position, sample, arrival, low, high, row.kind, row.vehicle_id);
  }
  return unmatched;
}

/** Nothing was ever seen of this trip but its name. */
function isUnseen({ truth }: Journey): boolean {
  return truth.arrival.every(Number.isNaN) && truth.departure.every(Number.isNaN);
}

async function takeTripUpdates(answers: Answers, recording: Recording): Promise<void> {
  const { samples } = answers;
  const { timetable, journeys } = samples.journeys;
  const snapshots = snapshotsOf(recording, 'trip_updates');
  let next: IteratorResult<Received> = await snapshots.next();
  let layer: PredictionLayer = EMPTY_LAYER;
  for (const [k, at] of samples.instants.entries()) {
    while (!next.done && next.value.at <= at) {
      layer = applyTripUpdates(timetable, next.value.snapshot.tripUpdates, next.value.at, layer).layer;
      next = await snapshots.next();
    }
    for (const { journey, offset } of samples.asked[k]!) {
      const { date, trip } = journeys[journey]!;
      lookUp(layer, date, trip)?.calls.forEach((call, p) => {
        const arrival = call.arrival ?? call.departure;
        if (p === 0 || call.state !== 'predicted' || arrival === null) return;
        answers.take(at, journey, p, samples.sampleAt[offset + p]!, arrival);
      });
    }
  }
}
