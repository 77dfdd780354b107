// The score as tables, for a terminal and for Markdown alike.

import { type Accuracy, HORIZON_BINS } from './accuracy.js';
import { compare } from './compare.js';
import type { Score } from './score.js';

/** A table: a title, a note on how to read it, headings and cells. The first column is text, the others are figures. */
export interface Table {
  title: string;
  note: string;
  head: string[];
  rows: string[][];
}

const HORIZONS = HORIZON_BINS.map(({ name }) => `${name} min`);

/** All tables of a score. */
export function tablesOf({ methods }: Score): Table[] {
  const all = methods.map(({ accuracy }) => accuracy);
  const perBin = (title: string, note: string, cell: (bin: Accuracy['all']) => string): Table => ({
    title,
    note,
    head: ['method', ...HORIZONS, 'all'],
    rows: all.map((one) => [one.name, ...[...one.bins, one.all].map(cell)]),
  });
  const tables: Table[] = [
    perBin('Mean absolute error, s', 'by minutes until the bus really came', ({ maeS }) => figure(maeS)),
    perBin('95 % interval of that, s', 'trips drawn again 400 times', ({ maeInterval: [low, high] }) =>
      Number.isNaN(low) ? '–' : `${figure(low)}–${figure(high)}`,
    ),
    perBin('Mean error, s', 'actual − predicted: positive is later than promised', ({ meanS }) => signed(meanS)),
    perBin('Median absolute error, s', '', ({ medianAbsS }) => figure(medianAbsS)),
    perBin('90 % of absolute errors below, s', '', ({ p90AbsS }) => figure(p90AbsS)),
    perBin('Came over a minute before its time, %', 'the rider misses it', ({ earlyShare }) => percent(earlyShare)),
    {
      title: 'Accurate by the MBTA, %',
      note: 'bins by predicted minutes; all is every prediction together, mean is over the bins',
      head: ['method', '0–3', '3–6', '6–12', '12–30', 'all', '95 %', 'mean'],
      rows: all.map(({ name, mbta }) => [
        name,
        ...mbta.shares.map((share) => percent(share)),
        percent(mbta.pooled),
        mbta.interval.map((share) => percent(share)).join('–'),
        percent(mbta.mean),
      ]),
    },
    {
      title: 'Accurate by the ETA Benchmark and Cal-ITP, %',
      note: 'bins by true minutes; the benchmark is their unweighted mean',
      head: ['method', '0–3', '3–6', '6–10', '10–15', 'ETA Benchmark', 'Cal-ITP'],
      rows: all.map(({ name, eta, calItpShare }) => [
        name,
        ...eta.shares.map((share) => percent(share)),
        percent(eta.mean),
        percent(calItpShare),
      ]),
    },
    {
      title: 'Coverage and honesty',
      note: 'ghosts: for a stop left a minute ago, or of a trip that nobody saw run; wobble: change from instant to instant',
      head: ['method', 'coverage %', 'ghosts %', 'early 0–6 min %', 'wobble s', 'backwards', 'predictions'],
      rows: all.map((one) => [
        one.name,
        percent(one.coverage),
        percent(one.ghostShare, 2),
        percent(one.earlyNearShare),
        figure(one.wobbleS),
        String(one.backwards),
        one.made.toLocaleString('en'),
      ]),
    },
  ];
  const ours = all.find(({ all: { intervals } }) => intervals > 0);
  if (ours) tables.push(comparisonTable(methods), intervalTable(ours), kindTable(ours));
  return tables;
}

function comparisonTable([first, ...others]: Score['methods']): Table {
  const ours = first!.answers;
  return {
    title: `${ours.name} against each other method`,
    note: 'mean absolute error over the samples that both answered; the gain is positive where ours is better',
    head: ['method', 'samples', `${ours.name} s`, 'other s', 'gain s', '95 %'],
    rows: others.map(({ answers }) => {
      const { common, oursS, otherS, gainS, interval } = compare(ours, answers);
      return [
        answers.name,
        common.toLocaleString('en'),
        figure(oursS),
        figure(otherS),
        signed(gainS),
        interval.map(signed).join(' to '),
      ];
    }),
  };
}

function intervalTable(ours: Accuracy): Table {
  return {
    title: `10–90 % interval of ${ours.name}`,
    note: 'within should be 80 %, 10 % on either side',
    head: ['', ...HORIZONS, 'all'],
    rows: (
      [
        ['came earlier %', ({ belowShare }) => percent(belowShare)],
        ['within %', ({ withinShare }) => percent(withinShare)],
        ['came later %', ({ aboveShare }) => percent(aboveShare)],
        ['width, s', ({ widthS }) => figure(widthS)],
      ] as [string, (bin: Accuracy['all']) => string][]
    ).map(([name, cell]) => [name, ...[...ours.bins, ours.all].map(cell)]),
  };
}

function kindTable(ours: Accuracy): Table {
  return {
    title: `${ours.name} by kind`,
    note: 'on its way, waiting at its first stop, or still on the trip before; accurate shares of all together',
    head: ['kind', 'answers', 'mean error s', 'MAE s', 'median s', '90 % s', 'early %', 'MBTA %', 'ETA %', 'within %'],
    rows: ours.kinds.map((kind) => [
      kind.kind,
      kind.count.toLocaleString('en'),
      signed(kind.meanS),
      figure(kind.maeS),
      figure(kind.medianAbsS),
      figure(kind.p90AbsS),
      percent(kind.earlyShare),
      percent(kind.mbtaShare),
      percent(kind.etaShare),
      percent(kind.withinShare),
    ]),
  };
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

function signed(value: number): string {
  return value > 0 ? `+${figure(value)}` : figure(value).replace('-', '−');
}

/** A share as per cent. */
export function percent(share: number, digits = 1): string {
  return Number.isFinite(share) ? (share * 100).toFixed(digits) : '–';
}
