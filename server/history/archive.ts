// The history's files: a folder a day, a file a track, blocks one after another; each block whole or not there.

import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';

/** The history is kept this long. */
export const KEPT_DAYS = 14;
const DAY_S = 86_400;
/** Bytes of one block unpacked; more is not a block of ours. */
const BLOCK_BYTES_AT_MOST = 64 * 1024 * 1024;
/** `TB`, then the block's length, first and last second, and the first four bytes of the body's digest. */
const MAGIC = 0x5442;
const HEADER_BYTES = 2 + 4 + 4 + 4 + 4;
const DIGEST_BYTES = 4;
/** Brotli's effort: six is a third smaller than gzip and takes about a millisecond a block. */
const EFFORT = 6;

const pack = promisify(brotliCompress);
const unpack = promisify(brotliDecompress);

/** A piece of a track's text, and the seconds that it tells of. */
export interface Block {
  from: number;
  until: number;
  text: string;
}

/** The files of one history. */
export class Archive {
  private readonly folder: string;

  constructor(dataDir: string) {
    this.folder = path.join(dataDir, 'history');
  }

  /** Adds a block to a track; bytes written. Throws what the disk throws. */
  async append(track: string, { from, until, text }: Block): Promise<number> {
    const body = await pack(text, { params: { [constants.BROTLI_PARAM_QUALITY]: EFFORT } });
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt16BE(MAGIC, 0);
    header.writeUInt32BE(body.length, 2);
    header.writeUInt32BE(Math.floor(from), 6);
    header.writeUInt32BE(Math.ceil(until), 10);
    digestOf(body).copy(header, 14);
    const file = this.file(track, dayOf(from));
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(file, 'a');
    try {
      await handle.appendFile(Buffer.concat([header, body]));
    } finally {
      await handle.close();
    }
    return header.length + body.length;
  }

  /** The blocks of a track that tell of [from, until), oldest first. A block that is broken, or half written, is left out. */
  async read(track: string, from: number, until: number): Promise<Block[]> {
    const blocks: Block[] = [];
    // A block may begin before midnight and reach past it.
    const [first, last] = [dayOf(Math.max(0, from - DAY_S)), dayOf(until)];
    for (const day of await this.days()) {
      if (day >= first && day <= last) blocks.push(...(await this.readFile(this.file(track, day), from, until)));
    }
    return blocks.sort((a, b) => a.from - b.from);
  }

  /** The days of which there is anything, in order. */
  async days(): Promise<string[]> {
    try {
      return (await readdir(this.folder)).filter((name) => /^\d{4}-\d\d-\d\d$/.test(name)).sort();
    } catch {
      return [];
    }
  }

  /** Throws days away that are too old; how many. */
  async forget(now: number): Promise<number> {
    const oldest = dayOf(now - KEPT_DAYS * DAY_S);
    const old = (await this.days()).filter((day) => day < oldest);
    for (const day of old) await rm(path.join(this.folder, day), { recursive: true, force: true });
    return old.length;
  }

  private async readFile(file: string, from: number, until: number): Promise<Block[]> {
    const found: Block[] = [];
    let handle: Awaited<ReturnType<typeof open>>;
    try {
      handle = await open(file, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    try {
      const { size } = await handle.stat();
      const header = Buffer.alloc(HEADER_BYTES);
      for (let at = 0; at + HEADER_BYTES <= size; ) {
        await handle.read(header, 0, HEADER_BYTES, at);
        const length = header.readUInt32BE(2);
        const block = { from: header.readUInt32BE(6), until: header.readUInt32BE(10) };
        if (header.readUInt16BE(0) !== MAGIC || at + HEADER_BYTES + length > size) break;
        if (block.from < until && block.until >= from) {
          const body = Buffer.alloc(length);
          await handle.read(body, 0, length, at + HEADER_BYTES);
          const text = await textOf(body, header.subarray(14, 14 + DIGEST_BYTES));
          if (text !== null) found.push({ ...block, text });
        }
        at += HEADER_BYTES + length;
      }
    } finally {
      await handle.close();
    }
    return found;
  }

  private file(track: string, day: string): string {
    const name = encodeURIComponent(track).replaceAll('.', '%2E');
    const safe = name.length <= 200 ? name : createHash('sha256').update(track).digest('hex');
    return path.join(this.folder, day, `${safe}.tbh`);
  }
}

async function textOf(body: Buffer, digest: Buffer): Promise<string | null> {
  if (!digestOf(body).equals(digest)) return null;
  try {
    return (await unpack(body, { maxOutputLength: BLOCK_BYTES_AT_MOST })).toString('utf8');
  } catch {
    return null;
  }
}

function digestOf(body: Buffer): Buffer {
  return createHash('sha256').update(body).digest().subarray(0, DIGEST_BYTES);
}

/** The day of a moment, UTC: a name of a folder, not a service date. */
function dayOf(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 10);
}
