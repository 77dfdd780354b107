// The figures of some days as a person asks for them: by line, stop, hour, horizon and by what the glass said. Pure.

import type { BilingualText } from '../wire/messages.js';
import type { QualityBuses, QualityFigures, QualityReport } from '../wire/quality.js';
import type { QualityKind, QualitySum } from './quality.js';
import { addTally, BINS, newTally, type Tally } from './tally.js';

/** Names for ids. */
export interface Names {
  line: (routeId: string) => string;
  stop: (stopId: string) => BilingualText;
}

/** Lines as people count them: 2 before 2А before 10. */
const ORDER = new Intl.Collator('bg', { numeric: true });

/** The report of sums. `period` is told back. */
export function qualityReport(
  sums: readonly QualitySum[],
  period: Pick<QualityReport, 'from' | 'until' | 'generated_at'>,
  names: Names,
): QualityReport {
  const of = (kind: QualityKind) => sums.filter((sum) => sum.kind === kind);
  const lines = of('line');
  const buses: [keyof QualityBuses, ReadonlyMap<string, Tally>][] = [
    ['passed', grouped(of('passed'), ({ key }) => key)],
    ['missed', grouped(of('missed'), ({ key }) => key)],
    ['ghosts', grouped(of('ghost'), ({ key }) => key)],
  ];
  const busesOf = (routeIds: Iterable<string>): QualityBuses => {
    const counted: QualityBuses = { passed: 0, missed: 0, ghosts: 0 };
    for (const routeId of routeIds) for (const [member, map] of buses) counted[member] += map.get(routeId)?.n ?? 0;
    return counted;
  };
  const byLine = grouped(lines, ({ key }) => key);
  const routeIds = [...new Set([...byLine.keys(), ...buses.flatMap(([, map]) => [...map.keys()])])];
  const bins = grouped(lines, ({ bin }) => bin);
  return {
    ...period,
    total: { ...figures(lines.reduce(added, newTally())), ...busesOf(routeIds) },
    bins: BINS.map(({ name, fromS, toS }, bin) => ({
      ...{ name, from_s: fromS, to_s: toS },
      ...figures(bins.get(bin) ?? newTally()),
    })),
    lines: routeIds
      .map((route_id) => ({
        ...{ route_id, name: names.line(route_id) },
        ...figures(byLine.get(route_id) ?? newTally()),
        ...busesOf([route_id]),
      }))
      .sort((a, b) => ORDER.compare(a.name, b.name)),
    stops: [...grouped(of('stop'), ({ key }) => key)]
      .map(([stop_id, tally]) => ({ stop_id, name: names.stop(stop_id), ...figures(tally) }))
      .sort((a, b) => ORDER.compare(a.name.bg, b.name.bg) || ORDER.compare(a.stop_id, b.stop_id)),
    hours: [...grouped(lines, ({ hour }) => hour)]
      .map(([hour, tally]) => ({ hour, ...figures(tally) }))
      .sort((a, b) => a.hour - b.hour),
    said: [...grouped(of('minutes'), ({ bin }) => bin)]
      .map(([minutes, { n, sum_error, mbta }]) => ({
        ...{ minutes, n },
        mean_minutes: round(minutes + sum_error / n / 60, 2),
        within_minute: round(mbta / n, 4),
      }))
      .sort((a, b) => a.minutes - b.minutes),
  };
}

/** The same as a table for other programs: a line for each thing by which figures are told. */
export function qualityCsv(report: QualityReport): string {
  const { total, bins, lines, stops, hours, said } = report;
  const rows: (readonly [string, string, string, QualityFigures, Partial<QualityBuses>])[] = [
    ['total', '', '', total, total],
    ...bins.map((one) => ['bin', one.name, '', one, {}] as const),
    ...lines.map((one) => ['line', one.route_id, one.name, one, one] as const),
    ...stops.map((one) => ['stop', one.stop_id, one.name.bg, one, {}] as const),
    ...hours.map((one) => ['hour', String(one.hour), '', one, {}] as const),
  ];
  const head =
    'by,key,name,n,mbta,eta,eta_n,mean_error_s,mean_abs_error_s,early,passed,missed,ghosts,mean_minutes,within_minute';
  const cells = [
    ...rows.map(([by, key, name, f, { passed, missed, ghosts }]) => [
      ...[by, key, name, f.n, f.mbta, f.eta, f.eta_n, f.mean_error_s, f.mean_abs_error_s, f.early],
      ...[passed, missed, ghosts, null, null],
    ]),
    ...said.map((one) => ['said', one.minutes, '', one.n, ...Array(9).fill(null), one.mean_minutes, one.within_minute]),
  ];
  return `${[head, ...cells.map((row) => row.map(cell).join(','))].join('\r\n')}\r\n`;
}

/** A cell by RFC 4180; a text that a spreadsheet would take for a formula is told to be text. */
function cell(value: unknown): string {
  if (typeof value !== 'string') return value === null || value === undefined ? '' : String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function grouped<K>(sums: readonly QualitySum[], by: (sum: QualitySum) => K): Map<K, Tally> {
  const found = new Map<K, Tally>();
  for (const sum of sums) found.set(by(sum), added(found.get(by(sum)) ?? newTally(), sum));
  return found;
}

function added(tally: Tally, { n, mbta, eta_n, eta, sum_error, sum_abs, early }: QualitySum): Tally {
  addTally(tally, { n, mbta, eta_n, eta, sum_error, sum_abs, early });
  return tally;
}

function figures({ n, mbta, eta_n, eta, sum_error, sum_abs, early }: Tally): QualityFigures {
  const of = (part: number, whole: number, digits: number) => (whole > 0 ? round(part / whole, digits) : null);
  return {
    n,
    mbta: of(mbta, n, 4),
    eta: of(eta, eta_n, 4),
    eta_n,
    mean_error_s: of(sum_error, n, 1),
    mean_abs_error_s: of(sum_abs, n, 1),
    early: of(early, n, 4),
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
