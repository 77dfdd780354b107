import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Espeak, KEPT_AT_MOST, SPEECH_LENGTH_AT_MOST, VOICES_AT_ONCE } from '../../../server/speech/espeak.js';

let folder: string;
/** A voice that answers a WAV of what it was given: its arguments and its text. */
const voice = () => join(folder, 'voice');
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tablo-voice-'));
  writeFileSync(
    voice(),
    `#!/usr/bin/env node
let text = '';
process.stdin.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.write('data', 36);
  if (text === 'fail') process.exit(3);
  process.stdout.write(Buffer.concat([header, Buffer.from(JSON.stringify({ args: process.argv.slice(2), text }))]));
});
`,
  );
  chmodSync(voice(), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function said(espeak: Espeak, text: string) {
  const answer = await espeak.speak(text, 'bg');
  if (answer.kind !== 'wav') throw new Error(answer.kind);
  return {
    ...(JSON.parse(answer.bytes.toString('utf8', 44)) as { args: string[]; text: string }),
    bytes: answer.bytes,
  };
}

test('the text goes in by standard input, never as an argument, and the header tells the length', async () => {
  const evil = '"; rm -rf / --stdout -f /etc/passwd';
  const { args, text, bytes } = await said(new Espeak(voice()), evil);
  expect(text).toBe(evil);
  expect(args).toEqual(['-v', 'bg', '-s', '145', '--stdin', '--stdout']);
  expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
});

test('a long text is cut at a sentence', async () => {
  const { text } = await said(new Espeak(voice()), 'Линия две. '.repeat(1000));
  expect(text.length).toBeLessThanOrEqual(SPEECH_LENGTH_AT_MOST);
  expect(text.endsWith('две.')).toBe(true);
});

test('a machine without a voice says so; a failing voice too', async () => {
  expect(await new Espeak(join(folder, 'none')).speak('а', 'bg')).toEqual({ kind: 'no-voice' });
  expect(await new Espeak(voice()).speak('fail', 'bg')).toEqual({ kind: 'failed' });
});

test('no more voices than the limit work at once, and the same text is made once', async () => {
  const espeak = new Espeak(voice());
  const texts = Array.from({ length: VOICES_AT_ONCE + 1 }, (_, i) => `текст ${i}`);
  const kinds = (await Promise.all(texts.map((text) => espeak.speak(text, 'bg')))).map(({ kind }) => kind);
  expect(kinds).toEqual([...Array(VOICES_AT_ONCE).fill('wav'), 'busy']);
  const first = await espeak.speak('текст 0', 'bg');
  expect(await espeak.speak('текст 0', 'bg')).toEqual(first);
  expect(KEPT_AT_MOST).toBeGreaterThan(0);
});
