// A compiled timetable on disk: raw columns behind a JSON header and a checksum, so that a start with a known dataset is warm.

import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { Finding } from '../../feeds/model.js';
import type { TimetableData } from './timetable.js';

/** Raised whenever the columns or what is in them change: an older file is then simply not found. */
export const CACHE_FORMAT = 2;
/** Compiled timetables kept beside the one in use. */
export const CACHES_KEPT = 3;
/** What an import that was killed left behind is removed after this time. */
export const LEFTOVER_MS = 3_600_000;

const MAGIC = 0x54_41_42_4c; // TABL
const FIXED_BYTES = 16;

const COLUMN_TYPES = { Int8Array, Uint8Array, Uint16Array, Int32Array, Float32Array, Float64Array } as const;
type ColumnType = keyof typeof COLUMN_TYPES;

interface Header {
  format: number;
  columns: { name: string; type: ColumnType; offset: number; length: number }[];
  values: Record<string, unknown>;
  findings: Finding[];
}

/** What a cache file holds. */
export interface CachedTimetable {
  data: TimetableData;
  findings: Finding[];
}

/** The file of a dataset's version. */
export function cachePath(dataDir: string, version: string): string {
  return path.join(dataDir, 'timetables', `${version.slice(0, 39)}.v${CACHE_FORMAT}.bin`);
}

/** The SQLite file of a dataset's version, beside its compiled one. */
export function sqlitePath(dataDir: string, version: string): string {
  return path.join(dataDir, 'timetables', `${version.slice(0, 39)}.sqlite`);
}

/** Writes it whole or not at all. Columns are native-endian: the file is for this machine. */
export async function writeCache(file: string, cached: CachedTimetable): Promise<void> {
  const header: Header = { format: CACHE_FORMAT, columns: [], values: {}, findings: cached.findings };
  const columns: Uint8Array[] = [];
  let offset = 0;
  for (const [name, value] of Object.entries(cached.data) as [string, unknown][]) {
    if (!ArrayBuffer.isView(value)) {
      header.values[name] = value;
      continue;
    }
    const column = value as Int32Array;
    const type = column.constructor.name as ColumnType;
    header.columns.push({ name, type, offset, length: column.length });
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    const padding = new Uint8Array(-column.byteLength & 7);
    columns.push(bytes, padding);
    offset += bytes.length + padding.length;
  }
  const json = Buffer.from(JSON.stringify(header));
  const head = Buffer.concat([json, Buffer.alloc(-json.length & 7, 0x20)]);
  const fixed = Buffer.alloc(FIXED_BYTES);
  let crc = crc32(head);
  for (const bytes of columns) crc = crc32(bytes, crc);
  fixed.writeUInt32LE(MAGIC, 0);
  fixed.writeUInt32LE(crc, 4);
  fixed.writeUInt32LE(head.length, 8);
  fixed.writeUInt32LE(offset, 12);
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writev([fixed, head]);
    for (const bytes of columns) if (bytes.length > 0) await handle.write(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

/** Reads it back; null where there is none, or it is cut short, damaged or of another format. */
export async function readCache(file: string): Promise<CachedTimetable | null> {
  const handle = await open(file, 'r').catch(() => null);
  if (!handle) return null;
  try {
    const { size } = await handle.stat();
    if (size < FIXED_BYTES) return null;
    // One buffer, so that columns are views of it and cost nothing.
    const buffer = Buffer.from(new ArrayBuffer(size));
    for (let read = 0; read < size; ) {
      const { bytesRead } = await handle.read(buffer, read, size - read, read);
      if (bytesRead === 0) return null;
      read += bytesRead;
    }
    return parse(buffer);
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}

function parse(buffer: Buffer): CachedTimetable | null {
  if (buffer.readUInt32LE(0) !== MAGIC) return null;
  const headLength = buffer.readUInt32LE(8);
  if (FIXED_BYTES + headLength + buffer.readUInt32LE(12) !== buffer.length) return null;
  if (crc32(buffer.subarray(FIXED_BYTES)) !== buffer.readUInt32LE(4)) return null;
  const header = JSON.parse(buffer.toString('utf8', FIXED_BYTES, FIXED_BYTES + headLength)) as Header;
  if (header.format !== CACHE_FORMAT) return null;
  const data: Record<string, unknown> = { ...header.values };
  const base = buffer.byteOffset + FIXED_BYTES + headLength;
  for (const { name, type, offset, length } of header.columns) {
    data[name] = new COLUMN_TYPES[type](buffer.buffer as ArrayBuffer, base + offset, length);
  }
  return { data: data as unknown as TimetableData, findings: header.findings };
}

/**
 * Removes compiled timetables beyond the newest few, with their SQLite files, but never a version in `keep`; and what an
 * import that was killed left behind.
 */
export async function pruneCaches(dataDir: string, keep: readonly string[], nowMs: number): Promise<void> {
  const folder = path.join(dataDir, 'timetables');
  const names = await readdir(folder).catch(() => [] as string[]);
  const files = await Promise.all(
    names.map(async (name) => ({
      name,
      mtimeMs: (await stat(path.join(folder, name)).catch(() => null))?.mtimeMs ?? 0,
    })),
  );
  const newest = files.filter(({ name }) => name.endsWith('.bin')).sort((a, b) => b.mtimeMs - a.mtimeMs);
  const kept = new Set(keep.map((version) => stem(path.basename(cachePath(dataDir, version)))));
  for (const { name } of newest.slice(0, CACHES_KEPT)) kept.add(stem(name));
  for (const { name, mtimeMs } of files) {
    const outdated = /\.(bin|sqlite)$/.test(name) && !kept.has(stem(name));
    const leftover = /^import-|\.tmp$/.test(name) && nowMs - mtimeMs > LEFTOVER_MS;
    if (outdated || leftover) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

function stem(name: string): string {
  return name.slice(0, name.indexOf('.'));
}
