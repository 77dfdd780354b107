// Prints the tests' closing line in one plain form: `N passed, N failed, N skipped`.

import { readFileSync } from 'node:fs';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal are control characters
const text = readFileSync(process.argv[2], 'utf8').replaceAll(/\u001b\[[0-9;]*m/g, '');
const line = text.split('\n').findLast((l) => /^\s*Tests\s/.test(l)) ?? '';
const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
if (count('passed') === 0 || count('failed') > 0) process.exit(1);
