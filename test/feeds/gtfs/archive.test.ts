import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type GtfsFile, MAX_ENTRIES, openArchive } from '../../../feeds/gtfs/archive.js';
import { GtfsError } from '../../../feeds/gtfs/gtfs-error.js';
import { HOSTILE_ARCHIVES, townWith } from './hostile-archives.js';
import { emptyFolder, entriesOf, folderOf, TOWN, zipFileOf } from './small-feed.js';
import { zipOf } from './zip-writer.js';

async function text(source: string, file: GtfsFile): Promise<string> {
  const archive = await openArchive(source);
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of archive.read(file)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    archive.close();
  }
}

describe('an honest dataset', () => {
  it('reads the same from a zip, packed or stored, as from a folder', async () => {
    const stored = entriesOf(TOWN).map((entry) => ({ ...entry, stored: true }));
    for (const source of [await zipFileOf(entriesOf(TOWN)), await zipFileOf(stored), await folderOf(TOWN)]) {
      expect(await text(source, 'stops.txt')).toBe(TOWN['stops.txt']);
    }
  });

  it('may lie in one sub folder of the zip', async () => {
    const entries = entriesOf(TOWN).map((entry) => ({ ...entry, name: `feed/2026/${entry.name}` }));
    expect(await text(await zipFileOf([{ name: 'feed/', data: '', stored: true }, ...entries]), 'agency.txt')).toBe(
      TOWN['agency.txt'],
    );
  });

  it('is known by its content: the hash of a folder changes with any byte', async () => {
    const hash = async (files: typeof TOWN) => (await openArchive(await folderOf(files))).hash();
    expect(await hash(TOWN)).toBe(await hash({ ...TOWN }));
    expect(await hash(TOWN)).not.toBe(await hash({ ...TOWN, 'routes.txt': `${TOWN['routes.txt']} ` }));
    expect(await hash(TOWN)).toMatch(/^sha256-[0-9a-f]{64}$/);
  });

  it('never unpacks files that it does not know, nested zips among them', async () => {
    const archive = await openArchive(
      await zipFileOf(townWith({ name: 'inner.zip', data: zipOf(entriesOf(TOWN)) }, { name: '.htaccess', data: 'x' })),
    );
    expect([...archive.files].sort()).toEqual(Object.keys(TOWN).sort());
    archive.close();
  });
});

describe('F15: an archive is refused before or while unpacking', () => {
  it.each(HOSTILE_ARCHIVES)('%s: %s', async (_what, code, entries) => {
    const source = await zipFileOf(entries);
    const reading = text(source, 'shapes.txt');
    await expect(reading).rejects.toMatchObject({ name: 'GtfsError', code });
    await expect(reading).rejects.toThrow(/^GTFS refused: [^\n]+\.$/);
  });

  it(`more than ${MAX_ENTRIES} entries, and 60 000 of them without reading them`, async () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => ({ name: `${i}.txt`, data: '', stored: true }));
    for (const n of [MAX_ENTRIES, 60_000]) {
      await expect(openArchive(await zipFileOf([...entriesOf(TOWN), ...many(n)]))).rejects.toMatchObject({
        code: 'too-many-entries',
      });
    }
  });

  it('cut short, empty, not a zip, or not there', async () => {
    const folder = await emptyFolder();
    const whole = zipOf(entriesOf(TOWN));
    const cases: [Buffer, string][] = [
      [whole.subarray(0, whole.length / 2), 'not-a-zip'],
      [Buffer.alloc(0), 'not-a-zip'],
      [Buffer.from('<html>Login</html>'), 'not-a-zip'],
    ];
    for (const [bytes, code] of cases) {
      const file = path.join(folder, 'x.zip');
      await writeFile(file, bytes);
      await expect(openArchive(file)).rejects.toMatchObject({ code });
    }
    await expect(openArchive(path.join(folder, 'none.zip'))).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('F15: a damaged archive', () => {
  it('reads whole and right or is refused, whatever byte is wrong', { timeout: 60_000 }, async () => {
    const whole = zipOf(entriesOf(TOWN));
    const file = path.join(await emptyFolder(), 'x.zip');
    const outcomes = { read: 0, refused: 0 };
    for (let at = 0; at < whole.length; at += 7) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      await writeFile(file, bytes);
      try {
        for (const name of Object.keys(TOWN) as GtfsFile[]) expect(await text(file, name)).toBe(TOWN[name]);
        outcomes.read++;
      } catch (error) {
        if (!(error instanceof GtfsError)) throw error;
        outcomes.refused++;
      }
    }
    expect(outcomes.refused).toBeGreaterThan(100);
    expect(outcomes.read).toBeGreaterThan(10);
  });
});
