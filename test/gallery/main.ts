// `npm run gallery -- --update`: renews the golden pictures; without the flag it says which of them differ. A word names the cases meant.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, encoded } from './picture.js';
import { eachPicture, GOLDEN, GOLDEN_CASES } from './pictures.js';

const words = process.argv.slice(2);
const isUpdate = words.includes('--update');
const part = words.find((word) => !word.startsWith('--')) ?? '';
const cases = GOLDEN_CASES.filter(({ id }) => id.includes(part));
mkdirSync(GOLDEN, { recursive: true });
if (isUpdate && !part) {
  const known = new Set(GOLDEN_CASES.map(({ id }) => `${id}.png`));
  for (const file of readdirSync(GOLDEN)) if (!known.has(file)) rmSync(join(GOLDEN, file));
}
let changed = 0;
await eachPicture(cases, ({ id, state }, seen) => {
  const path = join(GOLDEN, `${id}.png`);
  const difference = existsSync(path)
    ? compare(readFileSync(path), seen, state.foreignLetters === true)
    : { text: 'is new' };
  if (!difference) return;
  changed += 1;
  console.log(`${id} ${difference.text}`);
  if (isUpdate) writeFileSync(path, encoded(seen));
});
console.log(`${cases.length} cases, ${changed} ${isUpdate ? 'renewed' : 'different'}`);
if (changed && !isUpdate) process.exitCode = 1;
