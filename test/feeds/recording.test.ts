import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import tar from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dueMessages } from '../../feeds/recorded-feed.js';
import { epochOfName, isRecording, openRecording, RecordingWriter, readRecording } from '../../feeds/recording.js';

const T = 1_771_257_510;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tablo-recording-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** An archive with these entries in this order. */
async function archive(name: string, entries: Record<string, string>): Promise<string> {
  const pack = tar.pack();
  for (const [entry, content] of Object.entries(entries)) pack.entry({ name: entry }, content);
  pack.finalize();
  const file = join(folder, name);
  await pipeline(pack, createGzip(), createWriteStream(file));
  return file;
}

async function contents(path: string): Promise<[number, string][]> {
  const found: [number, string][] = [];
  for await (const { at, bytes } of readRecording(await openRecording(path))) {
    found.push([at, Buffer.from(bytes).toString()]);
  }
  return found;
}

describe('a recording', () => {
  it('in an archive is in order of time, whatever the order of its entries', async () => {
    const file = await archive('r.tar.gz', {
      './': '',
      [`./${T + 60}.pb`]: 'third',
      [`./${T}.pb`]: 'first',
      './README': 'no message',
      [`deep/${T + 30}.pb`]: 'second',
    });
    expect(await isRecording(file)).toBe(true);
    expect(await contents(file)).toEqual([
      [T, 'first'],
      [T + 30, 'second'],
      [T + 60, 'third'],
    ]);
  });

  it('in a folder is what the writer wrote', async () => {
    const writer = new RecordingWriter(join(folder, 'new'));
    await writer.write(T + 30.7, Buffer.from('second'));
    await writer.write(T, Buffer.from('first'));
    await writer.write(T, Buffer.from('first, again'));
    expect(await contents(join(folder, 'new'))).toEqual([
      [T, 'first, again'],
      [T + 30, 'second'],
    ]);
    expect(await readdir(join(folder, 'new'))).toHaveLength(2);
  });

  it.each([
    ['missing', 'not_found', async () => join(folder, 'nowhere')],
    ['an empty folder', 'empty', async () => folder],
    ['an archive without messages', 'empty', () => archive('e.tar.gz', { README: 'x' })],
    [
      'no archive',
      'not_an_archive',
      async () => {
        await writeFile(join(folder, 'x.tar.gz'), 'this is no gzip');
        return join(folder, 'x.tar.gz');
      },
    ],
    [
      'a cut archive',
      'not_an_archive',
      async () => {
        const whole = await readFile(await archive('w.tar.gz', { [`${T}.pb`]: 'x'.repeat(9_000) }));
        await writeFile(join(folder, 'c.tar.gz'), whole.subarray(0, whole.length - 20));
        return join(folder, 'c.tar.gz');
      },
    ],
  ])('that is %s is refused with one sentence', async (_, fault, make) => {
    await expect(openRecording(await make())).rejects.toMatchObject({ fault, message: expect.stringContaining('') });
  });

  it('is known by its names', async () => {
    expect(epochOfName('./1771272780.pb')).toBe(1_771_272_780);
    expect(['1771272780.pb.part', 'x.pb', '17.pb', '1771272780123.pb'].map(epochOfName)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    await mkdir(join(folder, 'd'));
    await writeFile(join(folder, 'x.pb'), '');
    expect(await isRecording(join(folder, 'd'))).toBe(true);
    expect(await isRecording(join(folder, 'x.pb'))).toBe(false);
  });
});

describe('which messages are due', () => {
  const times = [T, T + 30, T + 60, T + 90];
  it.each([
    ['before the first, none', -1, T - 1, [0, 0]],
    ['at the first', -1, T, [0, 1]],
    ['when a clock starts in the middle, the newest', -1, T + 65, [2, 3]],
    ['when it passes several, all of them', 1, T + 95, [1, 4]],
    ['when none is, none', 2, T + 59, [2, 2]],
    ['after a jump of more than an hour, the newest', 1, T + 30 + 3_601, [3, 4]],
    ['at the end', 4, T + 9_999, [4, 4]],
  ])('%s', (_, next, now, due) => {
    const [from, to] = dueMessages(times, next, now);
    expect([from, to]).toEqual(due);
  });
});
