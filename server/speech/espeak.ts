// The shell around espeak-ng: text in by its standard input, a WAV out; no shell of the system, bounded in length, time, number and bytes.

import { spawn } from 'node:child_process';
import type { SpeechAnswer, SpeechLanguage } from '../http/parts.js';

/** Longer texts are cut at a sentence. */
export const SPEECH_LENGTH_AT_MOST = 2_000;
/** A voice that takes longer is ended. */
export const SPEECH_WITHIN_MS = 10_000;
/** A WAV of four minutes; more is refused. */
export const SPEECH_BYTES_AT_MOST = 12_000_000;
/** Voices at work at once. */
export const VOICES_AT_ONCE = 2;
/** WAVs kept at hand: a board's neighbours ask for the same within the minute. */
export const KEPT_AT_MOST = 32;
/** Words a minute: slower than espeak's own, for a street. */
const WORDS_PER_MINUTE = 145;

/** One voice of the machine. */
export class Espeak {
  private atWork = 0;
  private readonly kept = new Map<string, Buffer>();

  constructor(private readonly command = 'espeak-ng') {}

  /** The text as sound. */
  async speak(text: string, language: SpeechLanguage): Promise<SpeechAnswer> {
    const said = cut(text);
    const key = `${language}\n${said}`;
    const known = this.kept.get(key);
    if (known) return { kind: 'wav', bytes: known };
    if (this.atWork >= VOICES_AT_ONCE) return { kind: 'busy' };
    this.atWork++;
    try {
      const answer = await this.run(said, language);
      if (answer.kind === 'wav') this.keep(key, answer.bytes);
      return answer;
    } finally {
      this.atWork--;
    }
  }

  private run(text: string, language: SpeechLanguage): Promise<SpeechAnswer> {
    return new Promise((resolve) => {
      const child = spawn(this.command, ['-v', language, '-s', String(WORDS_PER_MINUTE), '--stdin', '--stdout'], {
        stdio: ['pipe', 'pipe', 'ignore'],
        timeout: SPEECH_WITHIN_MS,
        killSignal: 'SIGKILL',
      });
      const chunks: Buffer[] = [];
      let size = 0;
      child.on('error', (error: NodeJS.ErrnoException) =>
        resolve({ kind: error.code === 'ENOENT' || error.code === 'EACCES' ? 'no-voice' : 'failed' }),
      );
      child.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > SPEECH_BYTES_AT_MOST) child.kill('SIGKILL');
        else chunks.push(chunk);
      });
      child.on('close', (code) => resolve(code === 0 && size > 0 ? wavOf(Buffer.concat(chunks)) : { kind: 'failed' }));
      // A voice that is not there takes no text.
      child.stdin.on('error', () => {});
      child.stdin.end(text);
    });
  }

  private keep(key: string, bytes: Buffer): void {
    this.kept.set(key, bytes);
    const oldest = this.kept.keys().next();
    if (this.kept.size > KEPT_AT_MOST && !oldest.done) this.kept.delete(oldest.value);
  }
}

/** On a pipe espeak-ng cannot go back to write the lengths into its header: they are written here. */
function wavOf(bytes: Buffer): SpeechAnswer {
  if (bytes.length < 44 || bytes.toString('latin1', 0, 4) !== 'RIFF') return { kind: 'failed' };
  bytes.writeUInt32LE(bytes.length - 8, 4);
  if (bytes.toString('latin1', 36, 40) === 'data') bytes.writeUInt32LE(bytes.length - 44, 40);
  return { kind: 'wav', bytes };
}

function cut(text: string): string {
  if (text.length <= SPEECH_LENGTH_AT_MOST) return text;
  const head = text.slice(0, SPEECH_LENGTH_AT_MOST);
  return head.slice(0, head.lastIndexOf('. ') + 1 || head.lastIndexOf(' '));
}
