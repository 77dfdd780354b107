// What `tablo replay` and `tablo score` say to wrong flags: one sentence, before anything is read.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { run as replay, timetableAt } from '../../../server/commands/replay.js';
import { run as score } from '../../../server/commands/score.js';
import { UsageError } from '../../../server/config.js';
import { entriesOf, TOWN, zipFileOf } from '../../feeds/gtfs/small-feed.js';

describe('tablo replay and tablo score', () => {
  it.each([
    [replay, [], 'replay needs --gtfs SRC.'],
    [replay, ['--gtfs', 'g'], 'replay needs --positions REC.'],
    [replay, ['--gtfs', 'g', '--positions', 'p'], 'replay needs --out FILE.'],
    [replay, ['--gtfs', 'g', '--positions', 'p', '--out', 'o', '--every', '0'], '--every takes a whole number'],
    [replay, ['--gtfs', 'g', '--positions', 'p', '--out', 'o', '--horizon', 'x'], '--horizon takes a whole number'],
    [replay, ['--gtfs', 'g', '--positions', '/nowhere/r', '--out', 'o'], 'There is no recording /nowhere/r.'],
    [replay, ['--sideways'], '--sideways'],
    [score, ['--gtfs', 'g', '--positions', 'p'], 'score needs --predictions FILE.'],
    [score, ['--gtfs', 'g', '--positions', 'p', '--predictions', '/nowhere/f'], 'There is no file /nowhere/f.'],
    [score, ['--seen'], '--seen'],
  ] as const)('%# says what is wrong', async (command, args, sentence) => {
    const failure = await command([...args]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsageError);
    expect((failure as Error).message).toContain(sentence);
    expect((failure as Error).message).not.toContain('\n');
  });
});

describe('the timetable of a command', () => {
  it('may be a URL', async () => {
    const zip = await readFile(await zipFileOf(entriesOf(TOWN)));
    const server = createServer((_, answer) => void answer.end(zip)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const timetable = await timetableAt(`http://127.0.0.1:${port}/gtfs.zip`, 1_771_221_300);
      expect(timetable.tripCount).toBeGreaterThan(0);
      await expect(timetableAt(`http://127.0.0.1:1/gtfs.zip`, 1_771_221_300)).rejects.toThrow('could not be fetched');
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});
