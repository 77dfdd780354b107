// Which compiled timetable last served: what a start falls back on when the new dataset is broken or refused.

import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { Finding } from '../../feeds/model.js';
import { cachePath, readCache } from './cache.js';
import { Timetable } from './timetable.js';

function acceptedPath(dataDir: string): string {
  return path.join(dataDir, 'timetables', 'accepted.json');
}

/** Notes that this version serves now; written whole or not at all. */
export async function rememberAccepted(dataDir: string, version: string): Promise<void> {
  const file = acceptedPath(dataDir);
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(JSON.stringify({ version }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

/** The version that served last, null where none is known. */
export async function acceptedVersion(dataDir: string): Promise<string | null> {
  try {
    const { version } = JSON.parse(await readFile(acceptedPath(dataDir), 'utf8')) as { version?: unknown };
    return typeof version === 'string' && /^sha256-[0-9a-f]+$/.test(version) ? version : null;
  } catch {
    return null;
  }
}

/** The timetable that served last, null where there is none that can be read. */
export async function loadAccepted(dataDir: string): Promise<{ timetable: Timetable; findings: Finding[] } | null> {
  const version = await acceptedVersion(dataDir);
  const cached = version === null ? null : await readCache(cachePath(dataDir, version));
  return cached && { timetable: new Timetable(cached.data), findings: cached.findings };
}
