// Archives that must be refused, each with the reason that is given (obligation F15).

import { randomBytes } from 'node:crypto';
import { entriesOf, TOWN } from './small-feed.js';
import { type ZipEntry, zipOf } from './zip-writer.js';

const zeros = Buffer.alloc(8 * 1024 ** 2);
const noise = randomBytes(5 * 1024 ** 2);

/** The town, with some entries replaced or put after it. */
export function townWith(...extra: ZipEntry[]): ZipEntry[] {
  const names = new Set(extra.map((entry) => entry.name));
  return [...entriesOf(TOWN).filter(({ name }) => !names.has(name)), ...extra];
}

/** What is wrong, the code of its refusal, and the entries. */
export const HOSTILE_ARCHIVES: readonly [what: string, code: string, entries: ZipEntry[]][] = [
  ['a file that packs a thousand to one', 'ratio', townWith({ name: 'shapes.txt', data: zeros })],
  [
    'an entry that unpacks beyond its declared size',
    'corrupt',
    townWith({ name: 'shapes.txt', data: zeros, declaredSize: 5_000 }),
  ],
  [
    'an entry smaller than declared',
    'corrupt',
    townWith({ name: 'shapes.txt', data: 'shape_id\n', declaredSize: 900 }),
  ],
  [
    'three files of 900 MB',
    'too-large',
    townWith(
      ...['shapes.txt', 'frequencies.txt', 'translations.txt'].map((name) => ({
        name,
        data: noise,
        declaredSize: 900 * 1024 ** 2,
      })),
    ),
  ],
  ['a wrong checksum', 'corrupt', townWith({ name: 'shapes.txt', data: 'shape_id\n', declaredCrc: 1 })],
  ['a name that leads out', 'unsafe-name', townWith({ name: '../stops.txt', data: 'x' })],
  ['an absolute name', 'unsafe-name', townWith({ name: '/etc/stops.txt', data: 'x' })],
  ['a symbolic link', 'symlink', townWith({ name: 'stops.txt', data: '/etc/passwd', mode: 0o120777 })],
  ['an encrypted file', 'encrypted', townWith({ name: 'stops.txt', data: 'x', encrypted: true })],
  [
    'entries that overlap',
    'overlap',
    [...entriesOf(TOWN), { name: 'shapes.txt', data: TOWN['calendar.txt'] ?? '', overlapping: true }],
  ],
  ['the same file twice', 'duplicate-entry', [...entriesOf(TOWN), { name: 'stops.txt', data: 'x' }]],
  ['no stops.txt', 'missing-file', entriesOf(TOWN).filter(({ name }) => name !== 'stops.txt')],
  ['no calendar of either kind', 'missing-file', entriesOf(TOWN).filter(({ name }) => name !== 'calendar.txt')],
  ['a zip in a zip and nothing else', 'missing-file', [{ name: 'gtfs.zip', data: zipOf(entriesOf(TOWN)) }]],
];
