// A recording on a virtual clock: at each instant the predictor has seen what was received until then, and nothing newer.

import type { EpochS } from '../../feeds/model.js';
import type { Recording } from '../../feeds/recording.js';
import type { Timetable } from '../timetable/timetable.js';
import { type PredictionRow, rowsOf } from './prediction-row.js';
import type { Predictor } from './predictor.js';
import { instantsOf, type Received, snapshotsOf } from './snapshots.js';

/** Seconds between two instants of a replay, and how far ahead a prediction is written, unless told otherwise. */
export const REPLAY_EVERY_S = 30;
export const REPLAY_HORIZON_S = 3_600;

/** What is replayed. */
export interface ReplayOptions {
  timetable: Timetable;
  recording: Recording;
  everyS: number;
  horizonS: number;
}

/** All rows of one instant. */
export interface ReplayedInstant {
  at: EpochS;
  rows: PredictionRow[];
}

/** Lets the predictor learn from a recording without asking it anything; its vehicles are forgotten at the end. */
export async function train(predictor: Predictor, recording: Recording): Promise<void> {
  predictor.forgetVehicles();
  for await (const { at, snapshot } of snapshotsOf(recording, 'vehicle_positions')) {
    predictor.take(snapshot.vehiclePositions, at);
  }
  predictor.forgetVehicles();
}

/** The predictions of every instant, in order. */
export async function* replay(predictor: Predictor, options: ReplayOptions): AsyncGenerator<ReplayedInstant> {
  const { timetable, recording, everyS, horizonS } = options;
  const snapshots = snapshotsOf(recording, 'vehicle_positions');
  let next: IteratorResult<Received> = await snapshots.next();
  for (const at of instantsOf(recording, everyS)) {
    while (!next.done && next.value.at <= at) {
      predictor.take(next.value.snapshot.vehiclePositions, next.value.at);
      next = await snapshots.next();
    }
    const rows: PredictionRow[] = [];
    for (const prediction of predictor.predictions(at)) rows.push(...rowsOf(prediction, timetable, at, horizonS));
    yield { at, rows };
  }
}
