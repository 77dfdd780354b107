// The part of OBLIGATIONS.md that tells which mutations the tests have seen: kept when the figures are written anew.

import { readFileSync, writeFileSync } from 'node:fs';

/** One mutation and what became of it. */
export interface MutantLine {
  id: string;
  name: string;
  file: string;
  verdict: string;
}

const DOCUMENT = 'OBLIGATIONS.md';
const HEAD = '\n## Seen red\n';

/** The part as it stands, with its title; empty where there is none. */
export function mutantPart(): string {
  const text = readFileSync(DOCUMENT, 'utf8');
  const at = text.indexOf(HEAD);
  return at < 0 ? '' : text.slice(at);
}

/** The lines by id. */
export function readMutants(): Map<string, MutantLine> {
  const rows = mutantPart().matchAll(/^\| (\w+) \| (.*?) \| `(.*?)` \| \**(.*?)\** \|$/gm);
  return new Map([...rows].map(([, id = '', name = '', file = '', verdict = '']) => [id, { id, name, file, verdict }]));
}

/** Writes the lines; a mutation that no test saw stands in bold. */
export function writeMutants(lines: readonly MutantLine[]): void {
  const text = readFileSync(DOCUMENT, 'utf8');
  const whole = text.slice(0, text.length - mutantPart().length);
  const seen = lines.filter(({ verdict }) => verdict === 'seen').length;
  const rows = lines.map(
    ({ id, name, file, verdict }) =>
      `| ${id} | ${name.replaceAll('|', '/')} | \`${file}\` | ${verdict === 'seen' ? verdict : `**${verdict}**`} |`,
  );
  writeFileSync(
    DOCUMENT,
    `${whole}${HEAD}
Written by \`npm run obligations:mutants\`: one small mutation of the source an id, in a scratch copy; the id's test must fail.
${seen} of ${lines.length} were seen.

| id | mutation | file | test |
|---|---|---|---|
${rows.join('\n')}
`,
  );
}
