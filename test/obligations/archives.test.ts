import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { describe } from 'vitest';
import { type GtfsFile, openArchive } from '../../feeds/gtfs/archive.js';
import { GtfsError } from '../../feeds/gtfs/gtfs-error.js';
import { importGtfs } from '../../feeds/gtfs/import.js';
import { CSV_HAZARDS, readCsv } from '../feeds/gtfs/csv-hazards.js';
import { HOSTILE_ARCHIVES, townWith } from '../feeds/gtfs/hostile-archives.js';
import { entriesOf, TOWN } from '../feeds/gtfs/small-feed.js';
import { zipOf } from '../feeds/gtfs/zip-writer.js';
import { Scratch } from '../support/tablo-process.js';
import { obligation } from './measured.js';

const MANY = 100_000;

/** The code with which an archive is refused when all its files are read; `taken` where it is not. */
async function refusalOf(source: string): Promise<string> {
  try {
    const archive = await openArchive(source);
    try {
      for (const file of [...archive.files, 'shapes.txt' as GtfsFile])
        for await (const chunk of archive.read(file)) if (chunk.length === 0) break;
    } finally {
      archive.close();
    }
    return 'taken';
  } catch (error) {
    if (error instanceof GtfsError) return error.code;
    throw error;
  }
}

describe('archives', () => {
  obligation(
    'F15',
    'GTFS archives are judged before and while unpacking; the old timetable stays and the space is freed',
    'each case refused for its own reason, 100,000 entries within 10 s; nothing left behind',
    async () => {
      const scratch = new Scratch();
      try {
        const wrong: string[] = [];
        for (const [i, [what, code, entries]] of HOSTILE_ARCHIVES.entries()) {
          const file = scratch.path(`${i}.zip`);
          await writeFile(file, zipOf(entries));
          const got = await refusalOf(file);
          if (got !== code) wrong.push(`${what}: ${got}`);
        }
        const many = scratch.path('many.zip');
        const empty = Array.from({ length: MANY }, (_, i) => ({ name: `${i}.txt`, data: '', stored: true }));
        await writeFile(many, zipOf(empty));
        const began = performance.now();
        const manyIs = await refusalOf(many);
        const manyS = (performance.now() - began) / 1000;
        // A bomb on its way into the database: the old one stays, and nothing lies beside it.
        const place = scratch.path('place');
        await mkdir(place);
        await writeFile(scratch.path('place', 'gtfs.sqlite'), 'the old one');
        const bomb = scratch.path('bomb.zip');
        await writeFile(bomb, zipOf(townWith({ name: 'shapes.txt', data: Buffer.alloc(8 * 1024 ** 2) })));
        const refused = await importGtfs(bomb, scratch.path('place', 'gtfs.sqlite')).then(
          () => 'taken',
          (error: unknown) => (error instanceof GtfsError ? 'refused' : String(error)),
        );
        const isKept = (await readFile(scratch.path('place', 'gtfs.sqlite'), 'utf8')) === 'the old one';
        const left = (await readdir(place)).length - 1;
        // And the honest one is taken.
        const honest = scratch.path('honest.zip');
        await writeFile(honest, zipOf([...entriesOf(TOWN), { name: 'shapes.txt', data: 'shape_id\n' }]));
        const honestIs = await refusalOf(honest);
        const count = HOSTILE_ARCHIVES.length;
        return {
          measured: `${count - wrong.length} of ${count} refused for their reason${wrong.map((one) => `; ${one}`).join('')}; ${MANY.toLocaleString('en')} entries: ${manyIs} in ${manyS.toFixed(2)} s; ${left} files left; an honest one ${honestIs}`,
          pass:
            wrong.length === 0 &&
            manyIs === 'too-many-entries' &&
            manyS <= 10 &&
            refused === 'refused' &&
            isKept &&
            left === 0 &&
            honestIs === 'taken',
        };
      } finally {
        scratch.remove();
      }
    },
    { timeoutMs: 120_000 },
  );

  obligation(
    'F16',
    'CSV hazards are read to the specification, or refused with file and row',
    'each hazard refused with its row or read right; no prototype polluted',
    () => {
      const wrong: string[] = [];
      const expect = (what: string, holds: boolean) => {
        if (!holds) wrong.push(what);
      };
      for (const [what, text, code, row] of CSV_HAZARDS) {
        try {
          readCsv(text);
          wrong.push(what);
        } catch (error) {
          const isRight = error instanceof GtfsError && error.code === code && error.place.row === row;
          expect(what, isRight && error.place.file === 'stops.txt');
        }
      }
      const same = (text: string | Buffer, rows: string[][]) =>
        JSON.stringify(readCsv(text).rows) === JSON.stringify(rows);
      const good: [string, boolean][] = [
        ['BOM', readCsv('\ufeffstop_id,b\nA,1\n').names[0] === 'stop_id'],
        ['CRLF', same('a,b\r\n1,2\r\n', [['1', '2']])],
        ['a quote over lines', same('a,b\n"x\r\ny",2\n', [['x\r\ny', '2']])],
        ['a doubled quote', same('a\n"x ""y"""\n', [['x "y"']])],
        ['a quote within plain text', same('a\n5" pipe\n', [['5" pipe']])],
        ['no newline at the end', same('a\n1', [['1']])],
        ['__proto__', same('stop_id,x\n__proto__,polluted\n', [['__proto__', 'polluted']])],
        ['invalid UTF-8', readCsv(Buffer.concat([Buffer.from('a\n'), Buffer.from([0xff, 10])])).notUtf8[0] === 2],
      ];
      for (const [what, holds] of good) expect(what, holds);
      expect('a polluted prototype', ({} as Record<string, unknown>)['polluted'] === undefined);
      const count = CSV_HAZARDS.length + good.length + 1;
      return {
        measured: `${count - wrong.length} of ${count} right${wrong.map((one) => `; not: ${one}`).join('')}`,
        pass: wrong.length === 0,
      };
    },
  );
});
