// One small table made fit for node-gtfs, which throws at the first odd value: odd values emptied, unusable rows left out, each a finding.

import { serviceTime } from './bytes-to-number.js';
import { type CsvHandler, type CsvRow, fieldText } from './csv.js';
import type { FindingList } from './finding-list.js';
import { GtfsError } from './gtfs-error.js';
import type { ColumnRule, Kind, TableRule } from './tables.js';

/** Reads rows of one table and writes them out again, clean, with the table's own columns in order. */
export class Tidy implements CsvHandler {
  /** Rows that were kept. */
  kept = 0;
  private readonly seen = new Set<string>();
  private columns: number[] = [];
  private readonly table: TableRule;
  private readonly findings: FindingList;
  private readonly write: (line: string) => void;

  constructor(table: TableRule, findings: FindingList, write: (line: string) => void) {
    this.table = table;
    this.findings = findings;
    this.write = write;
  }

  header(names: string[]): void {
    this.columns = this.table.columns.map((column) => names.indexOf(column.name));
    this.table.columns.forEach((column, i) => {
      if (column.required && column.otherwise === undefined && (this.columns[i] as number) < 0) {
        throw new GtfsError('missing-column', { file: this.table.file, row: 1, detail: column.name });
      }
    });
    this.write(`${this.table.columns.map((column) => column.name).join(',')}\n`);
  }

  notUtf8(row: number): void {
    this.findings.add('T101', () => `${this.table.file} row ${row}`);
  }

  row(row: CsvRow): void {
    const values: string[] = [];
    for (let i = 0; i < this.table.columns.length; i++) {
      const column = this.table.columns[i] as ColumnRule;
      const value = this.value(row, column, this.columns[i] as number);
      if (value === '' && column.required) {
        if (column.otherwise === undefined) {
          this.findings.add('T102', () => `${this.table.file} row ${row.row}: no ${column.name}`);
          return;
        }
        values.push(column.otherwise);
      } else {
        values.push(value);
      }
    }
    if (this.table.key.length > 0) {
      const key = this.table.key.map((name) => values[this.table.columns.findIndex((c) => c.name === name)]).join('\0');
      if (this.seen.has(key)) {
        this.findings.add('T103', () => `${this.table.file} row ${row.row}: ${key.replaceAll('\0', ' ')}`);
        return;
      }
      this.seen.add(key);
    }
    this.kept++;
    this.write(`${values.map(quoted).join(',')}\n`);
  }

  private value(row: CsvRow, column: ColumnRule, at: number): string {
    const raw = fieldText(row, at).trim();
    if (raw === '') return '';
    const value = fitting(raw, column.value);
    if (value === null) {
      this.findings.add('T104', () => `${this.table.file} row ${row.row}: ${column.name} ${raw.slice(0, 40)}`);
      return '';
    }
    return value;
  }
}

/** The value as it is kept, or null where it is not what its column takes. */
export function fitting(raw: string, kind: Kind): string | null {
  switch (kind.kind) {
    case 'text':
      return raw;
    case 'whole': {
      const value = /^[-+]?\d+(\.0*)?$/.test(raw) ? Number(raw) : Number.NaN;
      return value >= kind.min && value <= kind.max ? String(value) : null;
    }
    case 'real': {
      const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(raw) ? Number(raw) : Number.NaN;
      return value >= kind.min && value <= kind.max ? String(value) : null;
    }
    case 'date': {
      const digits = raw.replaceAll('-', '');
      if (!/^\d{8}$/.test(digits)) return null;
      const month = Number(digits.slice(4, 6));
      const day = Number(digits.slice(6, 8));
      const date = new Date(Date.UTC(Number(digits.slice(0, 4)), month - 1, day));
      return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? digits : null;
    }
    case 'time': {
      const bytes = Buffer.from(raw, 'latin1');
      return serviceTime(bytes, 0, bytes.length) < 0 ? null : raw.padStart(8, '0');
    }
  }
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) || value !== value.trim() ? `"${value.replaceAll('"', '""')}"` : value;
}
