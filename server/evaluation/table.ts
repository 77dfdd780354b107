// A table of figures, for a terminal and for Markdown.

import type { Interval } from './bootstrap.js';

/** A table: a title, a note on how to read it, headings and cells. The first column is text, the others are figures. */
export interface Table {
  title: string;
  note: string;
  head: string[];
  rows: string[][];
}

/** A table for a terminal. */
export function asText({ title, note, head, rows }: Table): string {
  const lines = [head, ...rows];
  const widths = head.map((_, c) => Math.max(...lines.map((line) => (line[c] ?? '').length)));
  const draw = (line: readonly string[]) =>
    line.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  ');
  return `${title}${note === '' ? '' : `  (${note})`}\n${lines.map((line) => `  ${draw(line)}`).join('\n')}\n`;
}

/** A table for Markdown. */
export function asMarkdown({ title, note, head, rows }: Table): string {
  const draw = (line: readonly string[]) => `| ${line.join(' | ')} |`;
  const rule = `|${head.map((_, c) => (c === 0 ? '---' : '--:')).join('|')}|`;
  const caption = note === '' ? '' : `${note.charAt(0).toUpperCase()}${note.slice(1)}.\n\n`;
  return `### ${title}\n\n${caption}${[draw(head), rule, ...rows.map(draw)].join('\n')}\n`;
}

/** Three digits where they tell something. */
export function figure(value: number): string {
  return Number.isFinite(value) ? value.toFixed(Math.abs(value) < 99.95 ? 1 : 0) : '–';
}

/** With its sign. */
export function signed(value: number): string {
  return value > 0 ? `+${figure(value)}` : figure(value).replace('-', '−');
}

/** A share as per cent. */
export function percent(share: number, digits = 1): string {
  return Number.isFinite(share) ? (share * 100).toFixed(digits) : '–';
}

/** A 95 % interval. */
export function interval([low, high]: Interval): string {
  return Number.isNaN(low) ? '–' : `${figure(low)}–${figure(high)}`;
}
