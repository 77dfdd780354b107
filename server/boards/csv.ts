// The registry as a table that people keep in a spreadsheet: out and in again without loss.

import { parse } from 'csv-parse/sync';
import type { BoardSetup } from '../wire/console/boards.js';

/** Columns in their order; lists are parted by spaces, except groups, which may have them: by `|`. */
export const COLUMNS = [
  'board_id',
  'name',
  'stop_ids',
  'layout',
  'theme',
  'lang',
  'size',
  'rows',
  'reach_minutes',
  'mm_per_pixel',
  'mount_height_m',
  'viewing_distance_m',
  'quiet',
  'sleep',
  'speak_every_min',
  'groups',
  'lat',
  'lon',
] as const;
/** Bytes of a table that is read. */
export const TABLE_BYTES_AT_MOST = 8 * 1024 * 1024;

type Column = (typeof COLUMNS)[number];
/** A board as the table has it. */
export type TableBoard = BoardSetup & { board_id: string };

/** The table is wrong; the message names the line. */
export class TableError extends Error {}

/** Writes the table, with the mark by which spreadsheets know UTF-8. */
export function writeTable(boards: readonly TableBoard[]): string {
  const lines = boards.map((board) => COLUMNS.map((column) => cell(textOf(board, column))).join(','));
  return `\uFEFF${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Reads it: any order of columns, missing ones as where nothing is said. Members are not judged. Throws TableError. */
export function readTable(text: string): Record<Column, unknown>[] {
  let rows: Record<string, string>[];
  try {
    // The headings say which sign parts the cells: the other may stand in a name.
    const delimiter = /^[^\r\n]*;/.test(text) ? ';' : ',';
    rows = parse(text, { bom: true, columns: headings, skip_empty_lines: true, trim: true, delimiter });
  } catch (error) {
    throw new TableError(error instanceof Error ? error.message : 'not a table');
  }
  return rows.map((row, i) => {
    if (!row['board_id']) throw new TableError(`Line ${i + 2} has no board_id.`);
    return Object.fromEntries(COLUMNS.map((column) => [column, memberOf(column, row[column] ?? '')])) as Record<
      Column,
      unknown
    >;
  });
}

function headings(names: string[]): string[] {
  if (!names.includes('board_id')) throw new TableError('The table has no column board_id.');
  return names;
}

/** A formula in a name is not run by whoever opens the table (CSV injection). */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function textOf(board: TableBoard, column: Column): string {
  const value = board[column];
  if (Array.isArray(value)) return value.join(column === 'groups' ? '|' : ' ');
  return value === null ? '' : String(value);
}

const NUMBERS: ReadonlySet<Column> = new Set<Column>([
  'rows',
  'reach_minutes',
  'mm_per_pixel',
  'mount_height_m',
  'viewing_distance_m',
  'speak_every_min',
  'lat',
  'lon',
]);
const DEFAULTS: Partial<Record<Column, unknown>> = { layout: 'tft', theme: 'dark', lang: 'bg', reach_minutes: 0 };

function memberOf(column: Column, text: string): unknown {
  const plain = text.replace(/^'(?=[=+\-@])/, '');
  if (column === 'stop_ids') return plain.split(/\s+/).filter(Boolean);
  if (column === 'groups')
    return plain
      .split('|')
      .map((group) => group.trim())
      .filter(Boolean);
  if (plain === '') return DEFAULTS[column] ?? (column === 'name' ? '' : null);
  return NUMBERS.has(column) ? Number(plain.replace(',', '.')) : plain;
}
