import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compare, encoded } from './picture.js';
import { DIFFERENCES, eachPicture, GOLDEN, GOLDEN_CASES } from './pictures.js';

/** The least number of cases and the most bytes of all pictures (kept in the repository). */
const LEAST_CASES = 120;
const MOST_BYTES = 6_000_000;

test('every golden case looks as it was approved (else: dist/gallery-differences, and `npm run gallery -- --update`)', {
  timeout: 600_000,
}, async () => {
  rmSync(DIFFERENCES, { recursive: true, force: true });
  const faults: string[] = [];
  await eachPicture(GOLDEN_CASES, ({ id, state }, seen) => {
    const path = join(GOLDEN, `${id}.png`);
    if (!existsSync(path)) {
      faults.push(`${id} has no golden picture`);
      return;
    }
    const difference = compare(readFileSync(path), seen, state.foreignLetters === true);
    if (!difference) return;
    faults.push(`${id} ${difference.text}`);
    mkdirSync(DIFFERENCES, { recursive: true });
    writeFileSync(join(DIFFERENCES, `${id}.seen.png`), encoded(seen));
    if (difference.marked) writeFileSync(join(DIFFERENCES, `${id}.diff.png`), difference.marked);
  });
  expect(faults).toEqual([]);
});

test('there are enough golden pictures, not too heavy, and none of a case that is gone', () => {
  const files = readdirSync(GOLDEN);
  expect(files.sort()).toEqual(GOLDEN_CASES.map(({ id }) => `${id}.png`).sort());
  expect(files.length).toBeGreaterThanOrEqual(LEAST_CASES);
  expect(files.reduce((sum, file) => sum + statSync(join(GOLDEN, file)).size, 0)).toBeLessThanOrEqual(MOST_BYTES);
});
