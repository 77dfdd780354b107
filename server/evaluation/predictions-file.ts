// Predictions files on disk: newline-delimited JSON, gzipped where the name ends in `.gz`, streamed both ways.

import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { lineOfRow, type PredictionRow, parseRow } from './prediction-row.js';
import type { ReplayedInstant } from './replay.js';

/** Lines are handed on in pieces of about this many characters. */
const PIECE_CHARACTERS = 1 << 18;

/** Writes a replay; the file appears whole or not at all. Returns instants and rows. */
export async function writePredictions(
  path: string,
  instants: AsyncIterable<ReplayedInstant>,
): Promise<{ instants: number; rows: number }> {
  const count = { instants: 0, rows: 0 };
  async function* pieces(): AsyncGenerator<string> {
    let piece = '';
    for await (const { rows } of instants) {
      count.instants++;
      count.rows += rows.length;
      for (const row of rows) piece += lineOfRow(row);
      if (piece.length < PIECE_CHARACTERS) continue;
      yield piece;
      piece = '';
    }
    if (piece !== '') yield piece;
  }
  const draft = `${path}.part`;
  try {
    const source = Readable.from(pieces(), { objectMode: true, highWaterMark: 1 });
    const file = createWriteStream(draft);
    await (path.endsWith('.gz') ? pipeline(source, createGzip({ level: 6 }), file) : pipeline(source, file));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return count;
}

/** Reads a file line by line. Throws PredictionLineError on a line that is no prediction. */
export async function* readPredictions(path: string): AsyncGenerator<PredictionRow> {
  const file = createReadStream(path);
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  file.on('error', (error) => input.destroy(error));
  let rest = '';
  let number = 0;
  for await (const chunk of input.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      number++;
      if (line.trim() !== '') yield parseRow(line, number);
    }
  }
  if (rest.trim() !== '') yield parseRow(rest, number + 1);
}
