// The method on trial taken apart, as tables: each row with its number of answers and its 95 % interval.

import { HORIZON_BINS } from './accuracy.js';
import type { Breakdown } from './breakdown.js';
import type { GroupFigures } from './group.js';
import { figure, interval, percent, signed, type Table } from './table.js';

const HEAD = ['answers', 'trips', 'mean error s', 'MAE s', '95 %', 'median s', '90 % s', 'early %', 'MBTA %', 'ETA %'];

/** Tables of the parts. */
export function breakdownTables({ kinds, cells, routes, next }: Breakdown, name: string): Table[] {
  const told = kinds.filter(({ count }) => count > 0);
  const tables: Table[] = [
    {
      title: `${name} by kind`,
      note: 'on its way, waiting at its first stop, or still on the trip before; accurate shares of all together',
      head: ['kind', ...HEAD, 'within %'],
      rows: told.map((kind) => [...row(kind), percent(kind.withinShare)]),
    },
    {
      title: `${name} by kind and horizon`,
      note: 'mean absolute error, s, its 95 % interval, and the number of answers; by minutes until the bus really came',
      head: ['kind', ...HORIZON_BINS.map((bin) => `${bin.name} min`)],
      rows: kinds.flatMap((kind, k) =>
        kind.count === 0
          ? []
          : [
              [kind.name, ...cells[k]!.map(({ maeS }) => figure(maeS))],
              ['  95 %', ...cells[k]!.map(({ maeInterval }) => interval(maeInterval))],
              ['  mean error', ...cells[k]!.map(({ meanS }) => signed(meanS))],
              ['  answers', ...cells[k]!.map(({ count }) => count.toLocaleString('en'))],
            ],
      ),
    },
    {
      title: `${name} by route`,
      note: 'all samples; coverage is of what was asked on that route',
      head: ['route', ...HEAD, 'coverage %'],
      rows: routes.map((route) => [...row(route), percent(route.count / route.asked)]),
    },
  ];
  if (next.some(({ count }) => count > 0)) {
    tables.push({
      title: `Next trips of ${name}`,
      note: 'no departure is promised before its time: where buses leave their first stop early all the same, the error is how early',
      head: ['how the trip began', ...HEAD],
      rows: next.filter(({ count }) => count > 0).map(row),
    });
  }
  return tables;
}

function row(group: GroupFigures): string[] {
  return [
    group.name,
    group.count.toLocaleString('en'),
    String(group.trips),
    signed(group.meanS),
    figure(group.maeS),
    interval(group.maeInterval),
    figure(group.medianAbsS),
    figure(group.p90AbsS),
    percent(group.earlyShare),
    percent(group.mbtaShare),
    percent(group.etaShare),
  ];
}
