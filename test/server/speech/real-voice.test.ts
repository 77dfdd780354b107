import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { content, NOTHING_SHOWN } from '../../../display/board/content.js';
import { spoken } from '../../../display/board/speech.js';
import { Espeak } from '../../../server/speech/espeak.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';
import { stopDocument } from '../../support/stop-document.js';

const isInstalled = spawnSync('espeak-ng', ['--version']).status === 0;
const NOW = Date.parse('2026-02-16T12:00:00Z') / 1000;

/** What a WAV of 16-bit samples says of itself, and how loud it is: 0 to 1. */
function heard(wav: Buffer): { rate: number; channels: number; seconds: number; loudness: number } {
  expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
  expect(wav.readUInt16LE(34)).toBe(16);
  const samples = new Int16Array(wav.buffer.slice(wav.byteOffset + 44, wav.byteOffset + wav.length));
  const [rate, channels] = [wav.readUInt32LE(24), wav.readUInt16LE(22)];
  const power = samples.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / samples.length;
  return { rate, channels, seconds: samples.length / channels / rate, loudness: Math.sqrt(power) };
}

test.skipIf(!isInstalled)(
  `a board is said aloud in Bulgarian and English${isInstalled ? '' : ' (skipped: espeak-ng is not installed)'}`,
  async () => {
    const document = stopDocument('S', NOW, [
      { line: '2А', to: 'ж.к. Еленово', toEn: 'Elenovo', scheduledIn: 60, expectedIn: 130, wheelchair: true },
      { line: '94', to: '14-ти полк', toEn: '14-ti polk', scheduledIn: 600, expectedIn: 1260 },
      { line: '7', to: 'ЖП гара', toEn: 'Railway station', scheduledIn: 2700 },
    ]);
    const espeak = new Espeak();
    for (const language of ['bg', 'en'] as const) {
      const stops = [{ kind: 'document', document, heard: true }] as const;
      const input = { stops, policy: DEFAULT_POLICY, language, reachS: 0, clockTrusted: true };
      const text = spoken(content(NOTHING_SHOWN, input, NOW).content, language);
      const answer = await espeak.speak(text, language);
      if (answer.kind !== 'wav') throw new Error(answer.kind);
      const { rate, channels, seconds, loudness } = heard(answer.bytes);
      expect([rate, channels]).toEqual([22_050, 1]);
      // People speak 8 to 20 characters a second.
      expect(text.length / seconds).toBeGreaterThan(8);
      expect(text.length / seconds).toBeLessThan(20);
      expect(loudness).toBeGreaterThan(0.02);
      const again = await espeak.speak(text, language);
      expect(again.kind === 'wav' && again.bytes).toBe(answer.bytes);
    }
  },
);
