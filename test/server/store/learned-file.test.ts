// What was learned outlives a restart; a broken file does not stop one.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serviceDayStart } from '../../../feeds/service-day.js';
import { Learned } from '../../../server/prediction/learned.js';
import { learnedPath, loadLearned, saveLearned } from '../../../server/store/learned-file.js';
import { followed, predictedAt } from '../../support/predicted.js';
import { fix } from '../../support/realtime.js';
import { town } from '../../support/town.js';

const EIGHT = serviceDayStart('20260610', 'Europe/Sofia') + 8 * 3600;
const street = (trip: string) =>
  town({ trips: [{ id: trip, calls: ['A 08:00', 'B 08:02', 'C 08:04', 'D 08:06', 'E 08:08'] }] });

/** Buses that take twice the timetable's time. */
function taught(): Learned {
  const learned = new Learned();
  for (let day = 0; day < 12; day++) {
    const reports = Array.from({ length: 16 }, (_, i) =>
      fix(EIGHT + 10 + i * 60, [100 + i * 125, 0], { vehicleId: `v${day}`, entityId: `v${day}` }),
    );
    followed(street('t'), reports, learned);
  }
  return learned;
}
const arrivalAtE = (learned: Learned, trip = 't') =>
  predictedAt(street(trip), [fix(EIGHT + 600, [600, 0], { trip, vehicleId: 'new' })], EIGHT + 600, learned)[0]!
    .calls[4]!.arrival!;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tablo-learned-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('the learned file', () => {
  it('gives back what was written: the same predictions', async () => {
    const learned = taught();
    expect(arrivalAtE(learned) - arrivalAtE(new Learned())).toBeGreaterThan(60);
    await saveLearned(dir, learned);
    const outcome = await loadLearned(dir, EIGHT);
    expect(outcome.kind === 'read' && arrivalAtE(outcome.learned)).toBe(arrivalAtE(learned));
    expect(await readdir(dir)).toEqual(['learned.bin']);
  });

  it('edge 65: what was learned holds for another timetable’s trips on the same road', async () => {
    const learned = taught();
    await saveLearned(dir, learned);
    const outcome = await loadLearned(dir, EIGHT);
    expect(outcome.kind === 'read' && arrivalAtE(outcome.learned, 'renamed')).toBe(arrivalAtE(learned));
  });

  it('is nothing before the first write', async () => {
    expect(await loadLearned(dir, EIGHT)).toEqual({ kind: 'none' });
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['empty', () => Buffer.alloc(0)],
    ['of another kind', () => Buffer.from('{"learned": []}')],
    ['flipped in one bit', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([bytes.at(-1)! ^ 1])])],
  ])('a file that is %s is set aside', async (_, spoil) => {
    await saveLearned(dir, taught());
    await writeFile(learnedPath(dir), spoil(await readFile(learnedPath(dir))));
    expect(await loadLearned(dir, 1_000)).toEqual({ kind: 'set_aside', file: `${learnedPath(dir)}.broken-1000` });
    expect(await readdir(dir)).toEqual(['learned.bin.broken-1000']);
  });
});
