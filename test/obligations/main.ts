// `npm run obligations`: runs every obligation's test, the long ones too, and writes the table OBLIGATIONS.md.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportLine } from './measured.js';
import { mutantPart } from './mutant-table.js';

const ORDER = 'FTBLSD';
const HEAD = `# What Tablo survives

Written by \`npm run obligations\`; do not edit. The tests are in \`test/obligations/\`, one per id, each with a figure of its
own; with \`TABLO_TEST_DATA\` F3 and T8 have real feeds too. Groups: F feeds, T time, B boards, L load, S security, D disk and
stages. Left out: D4 to D6 (there is no message bus yet).
`;

const dir = mkdtempSync(join(tmpdir(), 'tablo-obligations-'));
const reportFile = join(dir, 'report.jsonl');
writeFileSync(reportFile, '');
// With arguments (`-- -t L6`, or a file) only those tests run, and the other rows stay as they were.
const chosen = process.argv.slice(2).filter((arg) => arg !== '--');
const which = chosen.length > 0 && !chosen[0]?.startsWith('-') ? [] : ['test/obligations'];
const run = spawnSync('npx', ['vitest', 'run', ...which, '--no-file-parallelism', ...chosen], {
  stdio: 'inherit',
  env: { ...process.env, TABLO_OBLIGATIONS_REPORT: reportFile, TABLO_OBLIGATIONS_WALL: '1' },
});
const measured = readFileSync(reportFile, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as ReportLine);
const anew = new Set(measured.map(({ id }) => id));
const lines = [...measured, ...(chosen.length > 0 ? written().filter(({ id }) => !anew.has(id)) : [])];
rmSync(dir, { recursive: true, force: true });

const rank = (id: string): number => ORDER.indexOf(id[0] ?? '') * 1_000 + Number(id.slice(1));
const rows = lines
  .map((line) => ({ ...line, verdict: line.pass ? 'yes' : '**no**' }))
  .sort((a, b) => rank(a.id) - rank(b.id));
const table = rows.map(
  ({ id, promise, measured, limit, verdict }) =>
    `| ${id} | ${cell(promise)} | ${cell(measured)} | ${cell(limit)} | ${verdict} |`,
);
const mutants = mutantPart();
const shown = lines.filter(({ pass }) => pass).length;
writeFileSync(
  'OBLIGATIONS.md',
  `${HEAD}
${shown} shown, ${lines.length - shown} failed. Measured on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}.

| id | promise | measured | limit | pass |
|---|---|---|---|---|
${table.join('\n')}
${mutants}`,
);
console.log(`OBLIGATIONS.md: ${shown} shown, ${lines.length - shown} failed`);
process.exitCode = run.status ?? 1;

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** The rows that the document has. */
function written(): ReportLine[] {
  const rows = readFileSync('OBLIGATIONS.md', 'utf8').matchAll(
    /^\| (\w+) \| (.*) \| (.*) \| (.*) \| (yes|\*\*no\*\*) \|$/gm,
  );
  const plain = (text = '') => text.replaceAll('\\|', '|');
  return [...rows].map(([, id = '', promise, found, limit, verdict]) => ({
    ...{ id, promise: plain(promise), measured: plain(found), limit: plain(limit), pass: verdict === 'yes' },
  }));
}
