import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FIELD_BYTES } from '../../../feeds/gtfs/csv.js';
import { CSV_HAZARDS, readCsv as read } from './csv-hazards.js';

describe('F16: CSV as feeds write it', () => {
  it('BOM, CRLF, spaces around names and values, blank lines, no newline at the end', () => {
    const { names, rows } = read('\ufeffstop_id, Stop_Name ,x\r\n A ,  Пазара\t,1\r\n\r\nB,"Общината",2');
    expect(names).toEqual(['stop_id', 'stop_name', 'x']);
    expect(rows).toEqual([
      ['A', 'Пазара', '1'],
      ['B', 'Общината', '2'],
    ]);
  });

  it('quotes: commas, doubled quotes and newlines inside, empty ones, and a quote in the middle of plain text', () => {
    const { rows } = read('a,b,c\n"x,1","пл. ""Македония""","two\r\nlines"\n"","ok",5" pipe\n');
    expect(rows).toEqual([
      ['x,1', 'пл. "Македония"', 'two\r\nlines'],
      ['', 'ok', '5" pipe'],
    ]);
  });

  it('short rows and long rows are handed on as they are', () => {
    expect(read('a,b\n1\n1,2,3\n').rows).toEqual([['1'], ['1', '2', '3']]);
  });

  it.each(CSV_HAZARDS)('%s is refused with file and row', (_what, input, code, row) => {
    for (const size of [1 << 20, 4096]) {
      expect(() => read(input, size)).toThrowError(
        expect.objectContaining({ code, place: expect.objectContaining({ file: 'stops.txt', row }) }),
      );
    }
  });

  it(`a field of ${MAX_FIELD_BYTES} bytes is the longest`, () => {
    expect(read(`a\n${'x'.repeat(MAX_FIELD_BYTES)}\n`).rows[0]?.[0]).toHaveLength(MAX_FIELD_BYTES);
    expect(() => read(`a\n${'x'.repeat(MAX_FIELD_BYTES + 1)}\n`)).toThrow(/field is longer/);
  });

  it('invalid UTF-8 is replaced and told', () => {
    const { rows, notUtf8 } = read(
      Buffer.concat([Buffer.from('a,b\n1,x\n2,'), Buffer.from([0xff, 0xe0]), Buffer.from('\n')]),
    );
    expect(notUtf8).toEqual([3]);
    expect(rows[1]?.[1]).toContain('\ufffd');
  });

  it('reads what csv-parse reads, however the bytes are cut', () => {
    const field = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'ж', '"', ',', '\n', '\r\n', ' ', '1'), maxLength: 8 }),
      fc.constant('Пазара'),
    );
    const table = fc.array(fc.array(field, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 40 }), fc.constantFrom('\n', '\r\n'), (cells, size, newline) => {
        const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
        const written = (cell: string) => (/^[a-zж1]*$/.test(cell) && cell !== '' ? cell : quoted(cell));
        const input = `a,b,c${newline}${cells.map((row) => row.map(written).join(',')).join(newline)}${newline}`;
        const expected = parse(input, { from_line: 2, record_delimiter: newline }) as string[][];
        expect(read(input, size).rows).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
