import { join } from 'node:path';
import { describe } from 'vitest';
import { openRecording, type Recording } from '../../feeds/recording.js';
import { workingDays } from '../../fixtures/city/calendar.js';
import { recordDays } from '../../fixtures/city/recording.js';
import type { Accuracy } from '../../server/evaluation/accuracy.js';
import type { PredictionRow } from '../../server/evaluation/prediction-row.js';
import { FleetPredictor } from '../../server/evaluation/predictor.js';
import { REPLAY_HORIZON_S, replay, train } from '../../server/evaluation/replay.js';
import { score } from '../../server/evaluation/score.js';
import { readTruth } from '../../server/evaluation/truth-file.js';
import { loadTimetable } from '../../server/timetable/load.js';
import { Scratch } from '../support/tablo-process.js';
import { TEST_DATA } from '../support/test-data.js';
import { obligation } from './measured.js';

/** Days that the predictor learns from before the one that it is tested on. */
const TAUGHT_DAYS = 3;
const EVERY_S = 60;

interface Trial {
  gtfs: string;
  positions: string;
  taught: readonly string[];
  truth: string | null;
}

describe('accuracy', () => {
  obligation(
    'T8',
    'accuracy is measured: the simulated town with its known truth, and a recorded day beside the timetable alone',
    '≥ 95 % in each of MBTA’s four bins on the town; on the recording no bin worse than the timetable alone',
    async () => {
      const scratch = new Scratch();
      try {
        const dates = workingDays('20260309', TAUGHT_DAYS + 1);
        const { gtfs, days } = await recordDays({ seed: 11, dates, everyS: 30, dir: scratch.path('town') });
        const day = days.at(-1)!;
        const taught = days.slice(0, -1).map(({ positions }) => positions);
        const [town] = await tried({ gtfs, positions: day.positions, taught, truth: day.truth }, scratch.path('data'));
        const shares = town.mbta.shares.map((share) => share * 100);
        const measured = [
          `town ${shares.map((share) => share.toFixed(1)).join(' / ')} % of ${town.made.toLocaleString('en')}`,
        ];
        let worse = 0;
        if (TEST_DATA) {
          const wmata = (name: string) => join(TEST_DATA!, 'wmata', name);
          const c53 = { gtfs: wmata('gtfs.zip'), positions: wmata('positions-c53.tar.gz'), taught: [], truth: null };
          const [ours, timetable] = await tried(c53, scratch.path('data'));
          worse = ours.bins.filter((bin, i) => !(bin.maeS < timetable.bins[i]!.maeS)).length;
          const figures = ({ bins }: Accuracy) => bins.map(({ maeS }) => maeS.toFixed(0)).join('/');
          measured.push(`Washington C53 off by ${figures(ours)} s, its timetable alone ${figures(timetable)} s`);
        } else measured.push('recording skipped: TABLO_TEST_DATA is not set');
        return {
          measured: measured.join('; '),
          pass: shares.length === 4 && shares.every((share) => share >= 95) && worse === 0,
        };
      } finally {
        scratch.remove();
      }
    },
    { wall: true, timeoutMs: 600_000 },
  );
});

/** The predictor's accuracy, and that of the timetable alone. */
async function tried({ gtfs, positions, taught, truth }: Trial, dataDir: string): Promise<[Accuracy, Accuracy]> {
  const recording: Recording = await openRecording(positions);
  const earlier = await Promise.all(taught.map(openRecording));
  const { timetable } = await loadTimetable({ source: gtfs, dataDir, now: recording.times[0]! });
  const rows = async function* (): AsyncGenerator<PredictionRow> {
    const predictor = new FleetPredictor(timetable);
    for (const one of earlier) await train(predictor, one);
    const options = { timetable, recording, everyS: EVERY_S, horizonS: REPLAY_HORIZON_S };
    for await (const instant of replay(predictor, options)) yield* instant.rows;
  };
  const { methods } = await score({
    ...{ timetable, recording, train: earlier, rows: rows(), name: 'Tablo', tripUpdates: null },
    ...{ truth: truth === null ? null : readTruth(truth), everyS: EVERY_S, seenWithinS: 120 },
  });
  const alone = methods.find(({ accuracy }) => accuracy.name === 'timetable')!;
  return [methods[0]!.accuracy, alone.accuracy];
}
