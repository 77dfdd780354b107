// A replay of a small recording: what is written at an instant depends on nothing that came after it.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import bindings from 'gtfs-realtime-bindings';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecording, RecordingWriter } from '../../../feeds/recording.js';
import { serviceDayStart } from '../../../feeds/service-day.js';
import { type PredictionRow, parseRow } from '../../../server/evaluation/prediction-row.js';
import { readPredictions, writePredictions } from '../../../server/evaluation/predictions-file.js';
import { FleetPredictor } from '../../../server/evaluation/predictor.js';
import { replay } from '../../../server/evaluation/replay.js';
import { score } from '../../../server/evaluation/score.js';
import { place, town } from '../../support/town.js';

const street = town({
  trips: [{ id: 't', calls: ['A 08:00', 'B 08:02', 'C 08:04', 'D 08:06', 'E 08:08'] }],
});
const START = serviceDayStart('20260610', 'Europe/Sofia') + 8 * 3600;
/** Received every 30 s, with the vehicle 100 m further on each time; null where the snapshot has no vehicle. */
const RUN: (number | null)[] = [
  100,
  225,
  350,
  475,
  null,
  725,
  850,
  975,
  1100,
  1225,
  1350,
  1475,
  1600,
  1725,
  1850,
  2000,
];

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tablo-test-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function recorded(name: string, run: readonly (number | null)[]) {
  const writer = new RecordingWriter(join(dir, name));
  for (const [i, east] of run.entries()) {
    const at = START + 30 * (i + 1);
    await writer.write(at, message(at, east));
  }
  return openRecording(join(dir, name));
}

function message(at: number, east: number | null): Uint8Array {
  const { lat, lon } = place(east ?? 0, 0);
  const entity = {
    id: 'v',
    vehicle: {
      trip: { tripId: 't', startDate: '20260610' },
      vehicle: { id: 'v' },
      position: { latitude: lat, longitude: lon },
      timestamp: at - 5,
    },
  };
  // Another vehicle, far from every line, so that no trip is found for it either.
  const elsewhere = { latitude: lat + 1, longitude: lon };
  const other = {
    ...entity,
    id: 'w',
    vehicle: { ...entity.vehicle, vehicle: { id: 'w' }, trip: { tripId: 'none' }, position: elsewhere },
  };
  const { FeedMessage } = bindings.transit_realtime;
  return FeedMessage.encode(
    FeedMessage.fromObject({
      header: { gtfsRealtimeVersion: '2.0', timestamp: at },
      entity: east === null ? [other] : [entity, other],
    }),
  ).finish();
}

async function rowsOf(name: string, run: readonly (number | null)[], horizonS = 3_600): Promise<PredictionRow[]> {
  const recording = await recorded(name, run);
  const rows: PredictionRow[] = [];
  const options = { timetable: street, recording, everyS: 30, horizonS };
  for await (const instant of replay(new FleetPredictor(street), options)) rows.push(...instant.rows);
  return rows;
}

describe('replay', () => {
  it('writes nothing at an instant that later fixes could change', async () => {
    const whole = await rowsOf('whole', RUN);
    for (let cut = 1; cut < RUN.length; cut++) {
      const changed = RUN.map((east, i) => (i < cut ? east : 300));
      const until = START + 30 * cut;
      const other = await rowsOf(`cut-${cut}`, changed);
      const upTo = (rows: PredictionRow[]) => rows.filter(({ at }) => at <= until);
      expect(upTo(other)).toEqual(upTo(whole));
    }
    const other = await rowsOf(
      'other',
      RUN.map((east, i) => (i < 3 ? east : 300)),
    );
    expect(other).not.toEqual(whole);
  });

  it('has the stops ahead, in order, within the horizon', async () => {
    const rows = await rowsOf('order', RUN);
    const first = rows.filter(({ at }) => at === START + 30);
    expect(first.map(({ stop_id }) => stop_id)).toEqual(['B', 'C', 'D', 'E']);
    expect(first.every((row, i) => i === 0 || row.arrival! >= first[i - 1]!.departure!)).toBe(true);
    const near = await rowsOf('near', RUN, 200);
    expect(near.length).toBeLessThan(rows.length);
    expect(near.every(({ at, arrival }) => arrival! <= at + 200)).toBe(true);
  });

  it('keeps the predictions of a vehicle that one snapshot left out, not of one gone for long', async () => {
    const rows = await rowsOf('absent', RUN);
    expect(rows.some(({ at }) => at === START + 150)).toBe(true);
    const gone = await rowsOf(
      'gone',
      RUN.map((east, i) => (i < 4 ? east : null)),
    );
    const last = Math.max(...gone.map(({ at }) => at));
    expect(last).toBe(START + 120 + 90);
  });
});

describe('predictions file', () => {
  it('has the members of the contract in its order, and is read back as it was', async () => {
    const recording = await recorded('file', RUN);
    const options = { timetable: street, recording, everyS: 30, horizonS: 3_600 };
    const told = await rowsOf('file-rows', RUN);
    for (const name of ['out.ndjson', 'out.ndjson.gz']) {
      const path = join(dir, name);
      const count = await writePredictions(path, replay(new FleetPredictor(street), options));
      expect(count).toEqual({ instants: 16, rows: told.length });
      const back: PredictionRow[] = [];
      for await (const row of readPredictions(path)) back.push(row);
      expect(back).toEqual(told);
    }
    const [line] = (await readFile(join(dir, 'out.ndjson'), 'utf8')).split('\n');
    expect(Object.keys(JSON.parse(line!) as object)).toEqual(
      'at vehicle_id trip_id start_date stop_sequence stop_id arrival departure low high basis kind'.split(' '),
    );
  });

  it.each([
    ['{"at":1', 'is not JSON'],
    ['{}', '"at" is no time'],
    ['{"at":1,"trip_id":"t","stop_id":"A","start_date":"2026"}', '"start_date" is no date'],
    ['{"at":1,"trip_id":"t","stop_id":"A","start_date":"20260610","stop_sequence":1}', 'neither arrival nor departure'],
    ['{"at":1,"trip_id":"t","stop_id":"A","start_date":"20260610","stop_sequence":1,"arrival":2}', '"kind" is none'],
  ])('refuses the line %s', (line, problem) => {
    expect(() => parseRow(line, 7)).toThrow(/line 7/);
    expect(() => parseRow(line, 7)).toThrow(problem);
  });
});

describe('score', () => {
  it('asks every method the same, and rows that are the truth have no error', async () => {
    const recording = await recorded('score', RUN);
    const base = { timetable: street, recording, train: [], name: 'Tablo', tripUpdates: null, truth: null };
    const first = await score({ ...base, rows: null, everyS: 60, seenWithinS: 120 });
    const { samples } = first;
    const rows = async function* (): AsyncGenerator<PredictionRow> {
      for (let i = 0; i < samples.count; i++) {
        const position = samples.position[i]!;
        yield {
          at: samples.at[i]!,
          vehicle_id: 'v',
          trip_id: 't',
          start_date: '20260610',
          stop_sequence: position + 1,
          stop_id: 'ABCDE'[position]!,
          arrival: samples.actual[i]!,
          departure: null,
          low: samples.actual[i]!,
          high: samples.actual[i]!,
          basis: 'vehicle',
          kind: 'mid_trip',
        };
      }
    };
    const { methods, trips } = await score({ ...base, rows: rows(), everyS: 60, seenWithinS: 120 });
    expect(trips).toBe(1);
    expect(samples.count).toBeGreaterThan(10);
    expect(methods[0]!.accuracy).toMatchObject({ coverage: 1, ghostShare: 0, backwards: 0 });
    expect(methods[0]!.accuracy.all).toMatchObject({ maeS: 0, withinShare: 1 });
    expect(methods[0]!.accuracy.eta.shares.filter((share) => !Number.isNaN(share)).every((share) => share === 1)).toBe(
      true,
    );
    for (const { accuracy } of methods) expect(accuracy.coverage).toBe(1);
    // The bus drives at the timetable's pace, half a minute late: carried on, that is right; the timetable alone is not.
    const of = (name: string) => methods.find(({ accuracy }) => accuracy.name === name)!.accuracy.all.maeS;
    expect(of('delay carried')).toBeLessThan(8);
    expect(of('timetable')).toBeGreaterThan(of('delay carried') - 1);
  });
});
