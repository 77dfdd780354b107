// What was learned, in a file of the data directory: written whole or not at all, checked when read, set aside when broken.

import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { EpochS } from '../../feeds/model.js';
import { Learned } from '../prediction/learned.js';
import type { Parameters } from '../prediction/parameters.js';

/** First bytes of the file; the number changes with what it holds. */
const MAGIC = Buffer.from('TABLO LEARNED 3\n');
const DIGEST_BYTES = 32;

/** What became of the file. */
export type LearnedOutcome =
  | { kind: 'none' }
  | { kind: 'read'; learned: Learned }
  /** It was broken; it lies beside under this name. */
  | { kind: 'set_aside'; file: string };

/** Where it lies. */
export function learnedPath(dataDir: string): string {
  return path.join(dataDir, 'learned.bin');
}

/** Writes what was learned. Throws what the disk throws; the file before stays then. */
export async function saveLearned(dataDir: string, learned: Learned): Promise<void> {
  const file = learnedPath(dataDir);
  const body = serialize(learned.record());
  await mkdir(dataDir, { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(Buffer.concat([MAGIC, createHash('sha256').update(body).digest(), body]));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

/** Reads what was learned. A broken file is renamed, so that it can be looked at, and the next start is clean. */
export async function loadLearned(dataDir: string, now: EpochS, p?: Parameters): Promise<LearnedOutcome> {
  const file = learnedPath(dataDir);
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'none' };
    throw error;
  }
  const learned = parse(bytes, p);
  if (learned) return { kind: 'read', learned };
  const aside = `${file}.broken-${Math.floor(now)}`;
  await rename(file, aside);
  return { kind: 'set_aside', file: aside };
}

function parse(bytes: Buffer, p: Parameters | undefined): Learned | null {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const body = bytes.subarray(MAGIC.length + DIGEST_BYTES);
  const digest = createHash('sha256').update(body).digest();
  if (!bytes.subarray(MAGIC.length, MAGIC.length + DIGEST_BYTES).equals(digest)) return null;
  try {
    return Learned.from(deserialize(body), p);
  } catch {
    return null;
  }
}
