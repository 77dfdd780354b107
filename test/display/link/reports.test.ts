import { expect, test } from 'vitest';
import { Complaints, MOST_KEPT } from '../../../display/link/complaints.js';
import { placeOf, REPORT_EVERY_MS, reportOf, reportsOf } from '../../../display/link/reports.js';
import type { ReportKind } from '../../../server/wire/messages.js';
import { REPORT_PLACE } from '../../../server/wire/parse.js';

test('a place is a file with line and column, whatever it was made of', () => {
  expect(placeOf('https://board.example/assets/board-B04.js?x=secret', 1, 2345)).toBe('/assets/board-B04.js:1:2345');
  expect(placeOf(undefined)).toBe('page');
  for (const junk of ['javascript:alert("x y")', 'http://[', '/a b<c>\n', `/${'x'.repeat(999)}`, ''])
    expect(placeOf(junk, 3, 4)).toMatch(REPORT_PLACE);
});

test('what the window heard, by kind; the text of an error stays on the board', () => {
  const rejection = Object.assign(new Event('unhandledrejection'), {
    reason: { stack: 'Error: secret at http://x/y z\n at f (http://b/assets/a.js:7:9)' },
  });
  expect(reportOf(rejection)).toEqual({ type: 'report', kind: 'script', at: '/assets/a.js:7:9' });
  const error = Object.assign(new Event('error'), { filename: 'http://b/assets/b.js', lineno: 1, colno: 2 });
  expect(reportOf(error)).toEqual({ type: 'report', kind: 'script', at: '/assets/b.js:1:2' });
  expect(reportOf(['voice', 'speech.wav'])).toEqual({ type: 'report', kind: 'voice', at: 'speech.wav' });
});

test('B6: one report of a kind in ten minutes', () => {
  const told = new Map<ReportKind, number>();
  const kinds = (atMs: number) =>
    reportsOf(
      [
        ['load', 'a.js'],
        ['load', 'b.js'],
        ['worker', 'sw.js'],
      ],
      told,
      atMs,
    ).map(({ kind, at }) => `${kind} ${at}`);
  expect(kinds(0)).toEqual(['load a.js', 'worker sw.js']);
  expect(kinds(REPORT_EVERY_MS - 1)).toEqual([]);
  expect(kinds(REPORT_EVERY_MS)).toEqual(['load a.js', 'worker sw.js']);
});

test('a page that fails without end keeps only the first complaints', () => {
  const complaints = new Complaints();
  for (let i = 0; i < MOST_KEPT * 3; i++) complaints.add(['load', String(i)]);
  expect(complaints.take()).toHaveLength(MOST_KEPT);
  expect(complaints.take()).toEqual([]);
});
