// A GTFS dataset on disk, zip or folder, opened safely: only known files, and every size checked while unpacking.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { GtfsError } from './gtfs-error.js';

/** Entries of a zip, known files or not (obligation F15). */
export const MAX_ENTRIES = 50;
/** Bytes of all known files together, unpacked (obligation F15). */
export const MAX_TOTAL_BYTES = 2 * 1024 ** 3;
/** Unpacked to packed bytes of one entry (obligation F15; OWASP, Sonar S5042). */
export const MAX_RATIO = 200;
/** Below this unpacked size the ratio says nothing: a short file of equal rows packs very well. */
export const RATIO_FROM_BYTES = 1024 ** 2;
/** Bytes per chunk handed on. */
export const CHUNK_BYTES = 256 * 1024;

/** The files that Tablo reads; anything else in an archive is never unpacked. */
export const GTFS_FILES = [
  'agency.txt',
  'stops.txt',
  'routes.txt',
  'trips.txt',
  'stop_times.txt',
  'calendar.txt',
  'calendar_dates.txt',
  'shapes.txt',
  'frequencies.txt',
  'translations.txt',
  'feed_info.txt',
] as const;

/** One of the files that Tablo reads. */
export type GtfsFile = (typeof GTFS_FILES)[number];

/** Files without which there is no timetable; besides them one of calendar.txt and calendar_dates.txt. */
export const REQUIRED_FILES: readonly GtfsFile[] = [
  'agency.txt',
  'stops.txt',
  'routes.txt',
  'trips.txt',
  'stop_times.txt',
];

/** An opened dataset. */
export interface GtfsArchive {
  readonly files: ReadonlySet<GtfsFile>;
  /** Unpacked bytes of a file as the archive declares them, 0 where it has none. */
  size(file: GtfsFile): number;
  /** The file's bytes; throws GtfsError while reading if the archive lied or is damaged. */
  read(file: GtfsFile): AsyncIterable<Buffer>;
  /** `sha256-…` of the content. */
  hash(): Promise<string>;
  close(): void;
}

/** Opens a zip or a folder of txt files. Throws GtfsError where it is neither, unsafe, or lacks a required file. */
export async function openArchive(source: string): Promise<GtfsArchive> {
  const info = await stat(source).catch(() => null);
  if (!info) throw new GtfsError('not-found', { detail: path.basename(source) });
  const archive = info.isDirectory() ? await openFolder(source) : await openZip(source);
  try {
    for (const file of REQUIRED_FILES) if (!archive.files.has(file)) throw new GtfsError('missing-file', { file });
    if (!archive.files.has('calendar.txt') && !archive.files.has('calendar_dates.txt')) {
      throw new GtfsError('missing-file', { file: 'calendar.txt', detail: 'nor is calendar_dates.txt there' });
    }
  } catch (error) {
    archive.close();
    throw error;
  }
  return archive;
}

function isGtfsFile(name: string): name is GtfsFile {
  return (GTFS_FILES as readonly string[]).includes(name);
}

async function openFolder(folder: string): Promise<GtfsArchive> {
  const sizes = new Map<GtfsFile, number>();
  let total = 0;
  for (const name of await readdir(folder)) {
    if (!isGtfsFile(name)) continue;
    const info = await stat(path.join(folder, name));
    if (!info.isFile()) continue;
    sizes.set(name, info.size);
    total += info.size;
  }
  if (total > MAX_TOTAL_BYTES) throw new GtfsError('too-large', { detail: `${total} bytes` });
  const read = (file: GtfsFile): AsyncIterable<Buffer> =>
    createReadStream(path.join(folder, file), { highWaterMark: CHUNK_BYTES });
  return {
    files: new Set(sizes.keys()),
    size: (file) => sizes.get(file) ?? 0,
    read,
    async hash() {
      const sha = createHash('sha256');
      for (const file of [...sizes.keys()].sort()) {
        sha.update(`${file}\0${sizes.get(file)}\0`);
        for await (const chunk of read(file)) sha.update(chunk);
      }
      return `sha256-${sha.digest('hex')}`;
    },
    close() {},
  };
}

async function openZip(source: string): Promise<GtfsArchive> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    yauzl.open(source, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, opened) => {
      if (error) reject(new GtfsError('not-a-zip', { detail: error.message }));
      else resolve(opened);
    });
  });
  try {
    if (zip.entryCount > MAX_ENTRIES) throw new GtfsError('too-many-entries', { detail: `${zip.entryCount}` });
    const chosen = chooseEntries(await listEntries(zip));
    return {
      files: new Set(chosen.keys()),
      size: (file) => chosen.get(file)?.uncompressedSize ?? 0,
      read: (file) => unpack(zip, chosen.get(file), file),
      async hash() {
        const sha = createHash('sha256');
        for await (const chunk of createReadStream(source, { highWaterMark: 1024 ** 2 })) sha.update(chunk as Buffer);
        return `sha256-${sha.digest('hex')}`;
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function listEntries(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length > MAX_ENTRIES) reject(new GtfsError('too-many-entries'));
      else zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', (error: Error) => {
      const unsafe = /relative path|absolute path|invalid characters/i.test(error.message);
      reject(new GtfsError(unsafe ? 'unsafe-name' : 'corrupt', { detail: error.message.slice(0, 120) }));
    });
    zip.readEntry();
  });
}

/** The known files, all in the archive's root or all in the one sub folder that has a stops.txt. */
function chooseEntries(entries: Entry[]): Map<GtfsFile, Entry> {
  refuseOverlaps(entries);
  const folders = new Set<string>();
  for (const entry of entries) {
    const name = path.posix.basename(entry.fileName);
    if (name === 'stops.txt') folders.add(path.posix.dirname(entry.fileName));
  }
  const folder = folders.has('.') ? '.' : ([...folders][0] ?? '.');
  if (folder === '.' ? false : folders.size > 1) {
    throw new GtfsError('duplicate-entry', { file: 'stops.txt', detail: [...folders].join(', ') });
  }
  const chosen = new Map<GtfsFile, Entry>();
  let total = 0;
  for (const entry of entries) {
    const name = path.posix.basename(entry.fileName);
    if (!isGtfsFile(name) || path.posix.dirname(entry.fileName) !== folder) continue;
    if (chosen.has(name)) throw new GtfsError('duplicate-entry', { file: name });
    const mode = (entry.externalFileAttributes >>> 16) & 0o170000;
    if (mode === 0o120000) throw new GtfsError('symlink', { file: name });
    if (entry.isEncrypted()) throw new GtfsError('encrypted', { file: name });
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
      throw new GtfsError('corrupt', { file: name, detail: `compression method ${entry.compressionMethod}` });
    }
    const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
    if (ratio > MAX_RATIO && entry.uncompressedSize > RATIO_FROM_BYTES) {
      throw new GtfsError('ratio', { file: name, detail: `${Math.round(ratio)} to 1` });
    }
    total += entry.uncompressedSize;
    if (total > MAX_TOTAL_BYTES) throw new GtfsError('too-large', { detail: `${total} bytes` });
    chosen.set(name, entry);
  }
  return chosen;
}

/** Entries that share bytes are the mark of a bomb (Fifield, "A better zip bomb"). */
function refuseOverlaps(entries: Entry[]): void {
  const sorted = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const entry of sorted) {
    if (entry.relativeOffsetOfLocalHeader < end) throw new GtfsError('overlap', { detail: entry.fileName });
    end = entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameLength + entry.compressedSize;
  }
}

async function* unpack(zip: ZipFile, entry: Entry | undefined, file: GtfsFile): AsyncGenerator<Buffer> {
  if (!entry) return;
  const packed = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, { decodeFileData: false }, (error, stream) => {
      if (error) reject(new GtfsError('corrupt', { file, detail: error.message }));
      else resolve(stream);
    });
  });
  const stream: Readable =
    entry.compressionMethod === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: CHUNK_BYTES }));
  if (stream !== packed) packed.once('error', (error) => stream.destroy(error));
  let size = 0;
  let crc = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      // The declared size was within every limit; what goes beyond it is a lie.
      if (size > entry.uncompressedSize) throw new GtfsError('corrupt', { file, detail: 'larger than declared' });
      crc = crc32(chunk, crc);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof GtfsError) throw error;
    throw new GtfsError('corrupt', { file, detail: error instanceof Error ? error.message : String(error) });
  } finally {
    packed.destroy();
    stream.destroy();
  }
  if (size !== entry.uncompressedSize) throw new GtfsError('corrupt', { file, detail: 'smaller than declared' });
  if (crc >>> 0 !== entry.crc32 >>> 0) throw new GtfsError('corrupt', { file, detail: 'checksum differs' });
}
