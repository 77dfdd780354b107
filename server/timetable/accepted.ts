// Which compiled timetable of a source last served: what a start falls back on when the new dataset is broken or refused.

import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { Finding } from '../../feeds/model.js';
import { cachePath, readCache } from './cache.js';
import { Timetable } from './timetable.js';

/** Sources of one data directory whose last timetable is remembered; the oldest is forgotten first. */
export const MAX_REMEMBERED = 8;

const VERSION = /^sha256-[0-9a-f]+$/;

function acceptedPath(dataDir: string): string {
  return path.join(dataDir, 'timetables', 'accepted.json');
}

async function readAll(dataDir: string): Promise<[source: string, version: string][]> {
  try {
    const known: unknown = JSON.parse(await readFile(acceptedPath(dataDir), 'utf8'));
    if (typeof known !== 'object' || known === null) return [];
    return Object.entries(known).filter((entry): entry is [string, string] => VERSION.test(String(entry[1])));
  } catch {
    return [];
  }
}

/** Notes that this version of the source serves now; written whole or not at all. */
export async function rememberAccepted(dataDir: string, source: string, version: string): Promise<void> {
  const file = acceptedPath(dataDir);
  const others = (await readAll(dataDir)).filter(([known]) => known !== source);
  const entries = [...others.slice(1 - MAX_REMEMBERED), [source, version]];
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(JSON.stringify(Object.fromEntries(entries)));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

/** Every version that is remembered: these are never pruned. */
export async function acceptedVersions(dataDir: string): Promise<string[]> {
  return (await readAll(dataDir)).map(([, version]) => version);
}

/** The timetable of the source that served last, null where there is none that can be read. */
export async function loadAccepted(
  dataDir: string,
  source: string,
): Promise<{ timetable: Timetable; findings: Finding[] } | null> {
  const version = (await readAll(dataDir)).find(([known]) => known === source)?.[1];
  return version === undefined ? null : loadKept(dataDir, version);
}

/** A version whose compiled file is still there, null where it is not. */
export async function loadKept(
  dataDir: string,
  version: string,
): Promise<{ timetable: Timetable; findings: Finding[] } | null> {
  const cached = VERSION.test(version) ? await readCache(cachePath(dataDir, version)) : null;
  return cached && { timetable: new Timetable(cached.data), findings: cached.findings };
}
