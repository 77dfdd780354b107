// What an obligation's test reports: its figure beside its limit, a line of JSON each in the file that the run names.

import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** The file to which lines are appended; without it nothing is written. */
export const REPORT_FILE = process.env['TABLO_OBLIGATIONS_REPORT'];
/** Set by `npm run obligations`: tests that take long run too. */
export const WALL = process.env['TABLO_OBLIGATIONS_WALL'] === '1';

/** What a test found. */
export interface Found {
  /** The figure, in words. */
  measured: string;
  pass: boolean;
}

/** One line of the report. */
export interface ReportLine extends Found {
  id: string;
  promise: string;
  limit: string;
}

interface Options {
  /** Runs under `npm run obligations` alone. */
  wall?: boolean;
  timeoutMs?: number;
}

/** A test of one obligation: its name begins with the id; it fails where its figure is over the limit, or where it throws. */
export function obligation(
  id: string,
  promise: string,
  limit: string,
  find: () => Promise<Found> | Found,
  { wall = false, timeoutMs = 60_000 }: Options = {},
): void {
  it.skipIf(wall && !WALL)(`${id}: ${promise} (limit: ${limit})`, { timeout: timeoutMs }, async () => {
    let found: Found;
    try {
      found = await find();
    } catch (error) {
      const [sentence] = (error instanceof Error ? error.message : String(error)).split('\n');
      report({ id, promise, limit, measured: `failed: ${sentence}`, pass: false });
      throw error;
    }
    report({ id, promise, limit, ...found });
    expect(found.pass, `${found.measured}; limit ${limit}`).toBe(true);
  });
}

function report(line: ReportLine): void {
  if (REPORT_FILE) appendFileSync(REPORT_FILE, `${JSON.stringify(line)}\n`);
}

interface JsonReport {
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
}

/** The cases that stand elsewhere in `test/`: all whose full name fits `pattern` are run, and at least `least` must be there. */
export async function casesOf(files: readonly string[], pattern: string, least: number): Promise<Found> {
  const dir = mkdtempSync(join(tmpdir(), 'tablo-obligation-'));
  const out = join(dir, 'report.json');
  try {
    const args = ['vitest', 'run', ...files, '-t', pattern, '--reporter=json', `--outputFile=${out}`];
    await promisify(execFile)('npx', args, { maxBuffer: 64 * 1024 * 1024 }).catch(() => undefined);
    const { testResults } = JSON.parse(readFileSync(out, 'utf8')) as JsonReport;
    const all = testResults.flatMap((file) => file.assertionResults);
    const passed = all.filter(({ status }) => status === 'passed').length;
    const failed = all.filter(({ status }) => status === 'failed');
    const measured = `${passed} of ${passed + failed.length} cases hold`;
    return {
      measured: failed.length > 0 ? `${measured}; not: ${failed[0]?.fullName}` : measured,
      pass: failed.length === 0 && passed >= least,
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** An obligation whose cases stand elsewhere; they run in `npm test` on their own, and here for the table. */
export function shownBy(id: string, promise: string, files: readonly string[], pattern: string, least: number): void {
  obligation(id, promise, `all of at least ${least} cases`, () => casesOf(files, pattern, least), {
    wall: true,
    timeoutMs: 180_000,
  });
}
