// CSV as bytes (RFC 4180 as GTFS narrows it): rows are handed on as field positions, so that a column costs no string.

import { isUtf8 } from 'node:buffer';
import { GtfsError } from './gtfs-error.js';

/** Bytes of one field (obligation F16). */
export const MAX_FIELD_BYTES = 64 * 1024;
/** Bytes of one row. */
export const MAX_ROW_BYTES = 1024 ** 2;
/** Columns of a header; more are not looked at. */
export const MAX_COLUMNS = 256;

const COMMA = 0x2c;
const NEWLINE = 0x0a;
const QUOTE = 0x22;
const SPACE = 0x20;

/** The row under the scanner: fields are `bytes[starts[i]]` to `bytes[ends[i]]`, valid until the handler returns. */
export interface CsvRow {
  readonly bytes: Buffer;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Fields of this row; those beyond are empty. */
  readonly count: number;
  /** Row of the file, the header being row 1. */
  readonly row: number;
}

/** What a reader of one file does. `header` gets the names, trimmed and in lower case. */
export interface CsvHandler {
  header(names: string[]): void;
  row(row: CsvRow): void;
  /** A row whose bytes are not UTF-8; it still comes to `row`. */
  notUtf8?(row: number): void;
}

/** Reads a whole file. Throws GtfsError with file and row. */
export async function scanCsv(chunks: AsyncIterable<Buffer>, file: string, handler: CsvHandler): Promise<number> {
  const scanner = new CsvScanner(file, handler);
  for await (const chunk of chunks) scanner.push(chunk);
  return scanner.finish();
}

/** The text of a field, '' where the row is short. */
export function fieldText(row: CsvRow, column: number): string {
  if (column < 0 || column >= row.count) return '';
  return row.bytes.toString('utf8', row.starts[column], row.ends[column]);
}

/** The scanner itself, fed chunk by chunk. */
export class CsvScanner implements CsvRow {
  bytes: Buffer = Buffer.alloc(0);
  readonly starts = new Int32Array(MAX_COLUMNS);
  readonly ends = new Int32Array(MAX_COLUMNS);
  private readonly escaped = new Uint8Array(MAX_COLUMNS);
  count = 0;
  row = 0;
  private rest: Buffer = Buffer.alloc(0);
  private begun = false;
  private readonly file: string;
  private readonly handler: CsvHandler;

  constructor(file: string, handler: CsvHandler) {
    this.file = file;
    this.handler = handler;
  }

  push(chunk: Buffer): void {
    this.bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    let from = 0;
    if (!this.begun) {
      if (this.bytes.length < 3) {
        this.rest = Buffer.from(this.bytes);
        return;
      }
      this.begun = true;
      if (this.bytes[0] === 0xef && this.bytes[1] === 0xbb && this.bytes[2] === 0xbf) from = 3;
    }
    const done = this.rows(from, false);
    this.rest = Buffer.from(this.bytes.subarray(done));
    if (this.rest.length > MAX_ROW_BYTES) this.refuse('row-too-long');
  }

  /** The last row may lack its newline. Returns the number of rows without the header. */
  finish(): number {
    this.bytes = this.rest;
    this.rest = Buffer.alloc(0);
    if (this.bytes.length > 0) this.rows(0, true);
    if (this.row === 0) this.refuse('missing-column', 'the file is empty');
    return this.row - 1;
  }

  private refuse(
    code: 'row-too-long' | 'field-too-long' | 'nul-byte' | 'unclosed-quote' | 'missing-column',
    detail?: string,
  ): never {
    throw new GtfsError(code, { file: this.file, row: this.row + 1, detail });
  }

  /** Hands on every whole row from `from`; returns where the first unfinished one begins. */
  private rows(from: number, last: boolean): number {
    const { bytes, starts, ends, escaped } = this;
    const n = bytes.length;
    let rowStart = from;
    while (rowStart < n) {
      let i = rowStart;
      let count = 0;
      let ended = false;
      let quotedField = false;
      while (!ended) {
        // One field, beginning at i.
        while (i < n && (bytes[i] as number) === SPACE) i++;
        let start = i;
        let end: number;
        let hasEscape = 0;
        quotedField = i < n && bytes[i] === QUOTE;
        if (quotedField) {
          start = ++i;
          for (;;) {
            if (i >= n) {
              if (i - start > MAX_FIELD_BYTES) this.refuse('field-too-long');
              if (last) this.refuse('unclosed-quote');
              return rowStart;
            }
            const c = bytes[i] as number;
            if (c === QUOTE) {
              // At the end of the chunk the next byte must be waited for: it may double this one.
              if (i + 1 >= n && !last) return rowStart;
              if (i + 1 < n && bytes[i + 1] === QUOTE) {
                hasEscape = 1;
                i += 2;
                continue;
              }
              break;
            }
            if (c === 0) this.refuse('nul-byte');
            i++;
          }
          end = i++;
          // What follows a closing quote, up to the comma, is not part of the value.
          while (i < n && bytes[i] !== COMMA && bytes[i] !== NEWLINE) i++;
        } else {
          let c = SPACE;
          while (i < n) {
            c = bytes[i] as number;
            if (c <= COMMA) {
              if (c === COMMA || c === NEWLINE) break;
              if (c === 0) this.refuse('nul-byte');
            }
            i++;
          }
          end = i;
          while (end > start && (bytes[end - 1] as number) <= SPACE) end--;
        }
        if (end - start > MAX_FIELD_BYTES) this.refuse('field-too-long');
        if (i >= n && !last) return rowStart;
        if (count < MAX_COLUMNS) {
          starts[count] = start;
          ends[count] = end;
          escaped[count] = hasEscape;
          count++;
        }
        ended = i >= n || bytes[i] === NEWLINE;
        i++;
      }
      const lineEnd = Math.min(i, n);
      if (count > 1 || quotedField || (starts[0] as number) < (ends[0] as number)) {
        this.count = count;
        this.row++;
        for (let f = 0; f < count; f++) if (escaped[f] === 1) this.unescape(f);
        if (!isUtf8(bytes.subarray(rowStart, lineEnd))) this.handler.notUtf8?.(this.row);
        if (this.row === 1) this.handler.header(this.names());
        else this.handler.row(this);
      }
      rowStart = i;
    }
    return Math.min(rowStart, n);
  }

  /** Turns each doubled quote of a field into one, in place. */
  private unescape(field: number): void {
    const { bytes, starts, ends } = this;
    let to = starts[field] as number;
    const end = ends[field] as number;
    for (let from = to; from < end; from++) {
      const c = bytes[from] as number;
      if (c === QUOTE) from++;
      bytes[to++] = c;
    }
    ends[field] = to;
  }

  private names(): string[] {
    const names: string[] = [];
    for (let i = 0; i < this.count; i++) names.push(fieldText(this, i).trim().toLowerCase());
    return names;
  }
}
