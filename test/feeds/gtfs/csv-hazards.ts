// Text files that must be refused with their file and row (obligation F16), and a reader that hands on rows as text.

import { CsvScanner, fieldText } from '../../../feeds/gtfs/csv.js';

/** Rows as text, fed in chunks of `size` bytes. */
export function readCsv(
  input: string | Buffer,
  size = 1 << 20,
): { names: string[]; rows: string[][]; notUtf8: number[] } {
  const bytes = Buffer.from(input as string);
  const result = { names: [] as string[], rows: [] as string[][], notUtf8: [] as number[] };
  const scanner = new CsvScanner('stops.txt', {
    header: (names) => {
      result.names = names;
    },
    row: (row) => {
      result.rows.push(Array.from({ length: row.count }, (_, i) => fieldText(row, i)));
    },
    notUtf8: (row) => {
      result.notUtf8.push(row);
    },
  });
  for (let i = 0; i < bytes.length; i += size) scanner.push(Buffer.from(bytes.subarray(i, i + size)));
  scanner.finish();
  return result;
}

/** What is wrong, the text, the code of its refusal, and the row that is named. */
export const CSV_HAZARDS: readonly [what: string, text: string, code: string, row: number][] = [
  ['NUL', 'a,b\n1,x\0y\n', 'nul-byte', 2],
  ['NUL in quotes', 'a,b\n1,2\n1,"x\0y"\n', 'nul-byte', 3],
  ['a quote never closed', 'a,b\n1,"x\n2,y\n', 'unclosed-quote', 2],
  ['a field of 10 MB', `a,b\n1,${'x'.repeat(10 * 1024 ** 2)}\n`, 'field-too-long', 2],
  ['a quoted field of 10 MB', `a,b\n1,"${'x'.repeat(10 * 1024 ** 2)}"\n`, 'field-too-long', 2],
  ['an empty file', '', 'missing-column', 1],
];
