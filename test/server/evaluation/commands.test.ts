// What `tablo replay` and `tablo score` say to wrong flags: one sentence, before anything is read.

import { describe, expect, it } from 'vitest';
import { run as replay } from '../../../server/commands/replay.js';
import { run as score } from '../../../server/commands/score.js';
import { UsageError } from '../../../server/config.js';

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
