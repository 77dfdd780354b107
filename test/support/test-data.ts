// Real feeds and recordings for tests and benchmarks: the folder that the environment names.

/** The folder of `TABLO_TEST_DATA`, or null where it is not set: tests then say that they are skipped. */
export const TEST_DATA: string | null = process.env['TABLO_TEST_DATA'] ?? null;

/** The folder, for a benchmark that cannot do without. Throws one sentence. */
export function testData(): string {
  if (TEST_DATA === null)
    throw new Error('Name the folder of real feeds in TABLO_TEST_DATA, or name the feeds by flags.');
  return TEST_DATA;
}
