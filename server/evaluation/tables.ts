// The score as tables, for a terminal and for Markdown alike.

import { type Accuracy, HORIZON_BINS } from './accuracy.js';
import { breakDown } from './breakdown.js';
import { breakdownTables } from './breakdown-tables.js';
import { companionsOf } from './companions.js';
import { compare } from './compare.js';
import type { Score } from './score.js';
import { figure, interval, percent, signed, type Table } from './table.js';

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
    perBin('95 % interval of that, s', 'trips drawn again 400 times', ({ maeInterval }) => interval(maeInterval)),
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
  tables.push(companionTable(methods));
  const ours = all.find(({ all: { intervals } }) => intervals > 0);
  if (ours) tables.push(comparisonTable(methods), intervalTable(ours));
  const [first] = methods;
  if (first) tables.push(...breakdownTables(breakDown(first.answers), first.accuracy.name));
  return tables;
}

function companionTable(methods: Score['methods']): Table {
  return {
    title: 'Companions of Cal-ITP',
    note: 'caught: by riders who believed the promise, within its window (goal 75 %); padding: to be early enough for 19 buses in 20; trips with any answer, and with one at 90 % of their instants',
    head: [
      'method',
      'answers',
      'caught %',
      '95 %',
      'padding min',
      'median error min',
      'IQR min',
      'trips %',
      'well covered %',
    ],
    rows: methods.map(({ accuracy, answers }) => {
      const one = companionsOf(answers);
      return [
        accuracy.name,
        accuracy.all.count.toLocaleString('en'),
        percent(one.catchShare),
        one.catchInterval.map((share) => percent(share)).join('–'),
        figure(one.paddingMin),
        signed(one.medianMin),
        figure(one.iqrMin),
        percent(one.tripsTold),
        percent(one.tripsCovered),
      ];
    }),
  };
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
