// What an obligation's test reports: its figure beside its limit, a line of JSON each in the file that the run names.

import { appendFileSync } from 'node:fs';
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
