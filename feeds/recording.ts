// Recordings: folders or tar archives of FeedMessages named `<epoch>.pb`, read in order of time and written.

import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, deflateRawSync, inflateRawSync } from 'node:zlib';
import tar from 'tar-stream';
import { MAX_MESSAGE_BYTES } from './gtfs-realtime/decode.js';
import type { EpochS } from './model.js';

/** Messages in one recording at most: three months at one in eight seconds. */
export const MAX_RECORDED_MESSAGES = 1_000_000;
/** What an archive may unpack to. */
export const MAX_RECORDING_BYTES = 16 * 1024 * 1024 * 1024;

/** Why a recording cannot be used. */
export type RecordingFault = 'not_found' | 'not_an_archive' | 'empty' | 'too_big';

/** A recording that cannot be used; the message is a sentence. */
export class RecordingError extends Error {
  constructor(
    readonly fault: RecordingFault,
    message: string,
  ) {
    super(message);
  }
}

/** A recording, opened. Messages are found by index, in order of time. */
export interface Recording {
  path: string;
  /** When each message was received, rising. */
  times: readonly EpochS[];
  /** The bytes of one message. */
  bytes(index: number): Promise<Uint8Array>;
}

/** One message of a recording. */
export interface RecordedMessage {
  at: EpochS;
  bytes: Uint8Array;
}

/** Does this path name a recording: a folder, or a tar archive? Throws RecordingError where there is nothing. */
export async function isRecording(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new RecordingError('not_found', `there is no ${path}`);
  return found.isDirectory() || /\.(?:tar|tar\.gz|tgz)$/i.test(path);
}

/** Open a folder or an archive (`.tar.gz`, `.tgz`, `.tar`). Throws RecordingError. */
export async function openRecording(path: string): Promise<Recording> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new RecordingError('not_found', `there is no recording ${path}`);
  const recording = found.isDirectory() ? await openFolder(path) : await openArchive(path);
  if (recording.times.length === 0) throw new RecordingError('empty', `${path} has no files named <epoch>.pb`);
  return recording;
}

/** Every message of a recording in order of time, one in memory at a time. */
export async function* readRecording(recording: Recording): AsyncGenerator<RecordedMessage> {
  for (let i = 0; i < recording.times.length; i++) {
    yield { at: recording.times[i] as EpochS, bytes: await recording.bytes(i) };
  }
}

/** The instant in a file's name, null where it is not `<epoch>.pb`. */
export function epochOfName(name: string): EpochS | null {
  const match = /^(\d{9,10})\.pb$/.exec(basename(name));
  return match ? Number(match[1]) : null;
}

async function openFolder(path: string): Promise<Recording> {
  const files = (await readdir(path))
    .map((name) => ({ at: epochOfName(name), name }))
    .filter((file): file is { at: EpochS; name: string } => file.at !== null)
    .sort((a, b) => a.at - b.at);
  return {
    path,
    times: files.map((file) => file.at),
    async bytes(index) {
      const file = files[index];
      if (!file) throw new RangeError(`no message ${index}`);
      const found = await stat(join(path, file.name));
      if (found.size > MAX_MESSAGE_BYTES) throw new RecordingError('too_big', `${file.name} has ${found.size} bytes`);
      return readFile(join(path, file.name));
    },
  };
}

/** An archive's entries lie in any order, so it is read once; each message stays in memory compressed. */
async function openArchive(path: string): Promise<Recording> {
  const kept = new Map<EpochS, Buffer>();
  let total = 0;
  const extract = tar.extract();
  const collect = async () => {
    for await (const entry of extract) {
      const at = entry.header.type === 'file' ? epochOfName(entry.header.name) : null;
      if (at === null) {
        entry.resume();
        continue;
      }
      const bytes = await wholeEntry(entry as unknown as Readable, entry.header.name);
      total += bytes.length;
      if (total > MAX_RECORDING_BYTES) throw new RecordingError('too_big', `${path} unpacks to more than 16 GiB`);
      kept.set(at, deflateRawSync(bytes, { level: 1 }));
      if (kept.size > MAX_RECORDED_MESSAGES) throw new RecordingError('too_big', `${path} has too many messages`);
    }
  };
  const input = createReadStream(path);
  const unpack = /\.tar$/i.test(path) ? pipeline(input, extract) : pipeline(input, createGunzip(), extract);
  try {
    await Promise.all([unpack, collect()]);
  } catch (error) {
    if (error instanceof RecordingError) throw error;
    throw new RecordingError('not_an_archive', `${path} cannot be read as an archive: ${(error as Error).message}`);
  }
  const times = [...kept.keys()].sort((a, b) => a - b);
  return {
    path,
    times,
    async bytes(index) {
      const packed = kept.get(times[index] ?? -1);
      if (!packed) throw new RangeError(`no message ${index}`);
      return inflateRawSync(packed);
    },
  };
}

async function wholeEntry(entry: Readable, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of entry as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_MESSAGE_BYTES)
      throw new RecordingError('too_big', `${name} has more than ${MAX_MESSAGE_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Writes a recording into a folder, each message whole or not at all. */
export class RecordingWriter {
  private ready: Promise<unknown> | null = null;

  constructor(private readonly folder: string) {}

  /** Keep what a feed answered at `at`. A second message of the same second replaces the first. */
  async write(at: EpochS, bytes: Uint8Array): Promise<void> {
    this.ready ??= mkdir(this.folder, { recursive: true });
    await this.ready;
    const file = join(this.folder, `${Math.floor(at)}.pb`);
    await writeFile(`${file}.part`, bytes);
    await rename(`${file}.part`, file);
  }
}
