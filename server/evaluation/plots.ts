// The pictures of a report: error by horizon, how errors spread, whether the intervals hold, and the yardsticks.

import { type Accuracy, errorFigures, HORIZON_BINS } from './accuracy.js';
import type { Answers } from './answers.js';
import { Plot, ticks } from './svg.js';

/** Colour-blind safe (Okabe and Ito); ours is the first. */
const COLORS = ['#0072b2', '#e69f00', '#cc79a7', '#009e73', '#d55e00', '#7a5195', '#56b4e9', '#777777'];
const BAND_INK = { below: '#d55e00', within: '#0072b2', above: '#e69f00' };
/** The plot of errors is cut here. */
const MOST_ERROR_S = 600;

/** Colour of the i-th method. */
function colorOf(i: number): string {
  return COLORS[i % COLORS.length]!;
}

/** Round values of a logarithmic axis of seconds. */
const LOG_TICKS = [5, 10, 20, 30, 50, 70, 100, 150, 200, 300, 500];
/** Methods whose errors differ by less than this share everywhere are one line. */
const SAME_SHARE = 0.01;

/** Mean absolute error by horizon, all methods; the band is the 95 % interval of the first. */
export function errorByHorizon(methods: readonly Accuracy[]): string {
  const all = methods.flatMap(({ bins }) => bins.map(({ maeS }) => maeS)).filter((value) => value > 0);
  const [from, to] = [Math.max(1, Math.min(...all) * 0.85), Math.min(Math.max(...all) * 1.1, MOST_ERROR_S)];
  const marks = LOG_TICKS.filter((at) => at >= from && at <= to).map((at) => ({ at, text: String(at) }));
  const plot = new Plot(
    'How far off, by how long the bus still takes',
    axisOfBins('minutes until the bus really came'),
    { label: 'mean absolute error, s (logarithmic)', from, to, ticks: marks, isLog: true },
  );
  const ours = methods[0]!;
  const side = (k: 0 | 1) => ours.bins.map((bin, i): [number, number] => [i + 0.5, bin.maeInterval[k]]);
  plot.band(side(0), side(1), colorOf(0), 0.15);
  [...methods.entries()].reverse().forEach(([m, { bins }]) => {
    plot.line(
      bins.map(({ maeS }, i) => [i + 0.5, maeS]),
      colorOf(m),
      m === 0 ? 3.5 : 1.5,
    );
    for (const [i, { maeS }] of bins.entries()) plot.dot(i + 0.5, maeS, colorOf(m), m === 0 ? 5 : 3);
  });
  const isSame = (a: Accuracy, b: Accuracy) =>
    a.bins.every(({ maeS }, i) => Math.abs(maeS - b.bins[i]!.maeS) <= SAME_SHARE * maeS);
  const names = methods
    .map((method, m) => ({ method, m }))
    .filter(({ method, m }) => m === 0 || methods.findIndex((other) => isSame(other, method)) === m);
  plot.labels(
    names.map(({ method, m }) => {
      const alike = m === 0 ? [method] : methods.filter((other) => other !== ours && isSame(method, other));
      const text = alike.map(({ name }) => name).join(', ');
      return { y: method.bins.at(-1)!.maeS, text, color: colorOf(m), bold: m === 0 };
    }),
    HORIZON_BINS.length - 0.5,
  );
  return plot.svg();
}

/** The spread of the error for each minute ahead: the middle half, 80 %, and the median; the best other method as lines. */
export function spreadByMinute(ours: Answers, other: Answers | null): string {
  const mine = minuteQuantiles(ours);
  const theirs = other ? minuteQuantiles(other) : [];
  const shown = [...mine, ...theirs].flatMap(({ q }) => q).filter(Number.isFinite);
  const from = Math.max(-MOST_ERROR_S, Math.min(-120, ...shown) * 1.1);
  const to = Math.min(MOST_ERROR_S, Math.max(120, ...shown) * 1.05);
  const plot = new Plot(
    `How errors of ${ours.name} spread`,
    { label: 'minutes until the bus really came', from: 0, to: 30, ticks: ticks(0, 30) },
    { label: 'actual − predicted, s  (below 0: came early)', from, to, ticks: ticks(from, to, 8) },
  );
  const curve = (all: typeof mine, k: number) => all.map(({ minute, q }): [number, number] => [minute + 0.5, q[k]!]);
  plot.band(curve(mine, 0), curve(mine, 4), colorOf(0), 0.16);
  plot.band(curve(mine, 1), curve(mine, 3), colorOf(0), 0.26);
  plot.line([[0, 0], [30, 0]], '#333', 1); // biome-ignore format: one line reads better
  plot.line(curve(mine, 2), colorOf(0), 3);
  const names = [
    { y: mine.at(-1)!.q[4]!, text: '90 %', color: colorOf(0), bold: false },
    { y: mine.at(-1)!.q[2]!, text: 'median', color: colorOf(0), bold: true },
    { y: mine.at(-1)!.q[0]!, text: '10 %', color: colorOf(0), bold: false },
  ];
  if (other) {
    for (const k of [0, 2, 4]) plot.line(curve(theirs, k), '#444', 1.3, k === 2 ? '6 3' : '2 3');
    names.push({ y: theirs.at(-1)!.q[4]!, text: other.name, color: '#444', bold: false });
  }
  plot.labels(names);
  return plot.svg();
}

/** Where the bus came against the promised interval, by horizon. */
export function intervalsByHorizon(ours: Accuracy): string {
  const plot = new Plot(
    `Do the 10–90 % intervals of ${ours.name} hold?`,
    axisOfBins('minutes until the bus really came'),
    {
      label: 'share of arrivals',
      from: 0,
      to: 1,
      ticks: [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1].map((at) => ({ at, text: `${at * 100} %` })),
    },
  );
  ours.bins.forEach(({ belowShare, withinShare }, i) => {
    if (Number.isNaN(withinShare)) return;
    const [left, right] = [i + 0.2, i + 0.8];
    plot.box(left, right, 0, belowShare, BAND_INK.below);
    plot.box(left, right, belowShare, belowShare + withinShare, BAND_INK.within);
    plot.box(left, right, belowShare + withinShare, 1, BAND_INK.above);
    plot.text(i + 0.5, belowShare + withinShare / 2, `${Math.round(withinShare * 100)} %`, '#fff', 'middle');
  });
  for (const y of [0.1, 0.9]) plot.line([[0, y], [HORIZON_BINS.length, y]], '#111', 1.5, '5 4'); // biome-ignore format: one line reads better
  plot.labels([
    { y: 0.95, text: 'later than it', color: '#b87800', bold: true },
    { y: 0.5, text: 'within (owed: 80 %)', color: BAND_INK.within, bold: true },
    { y: 0.05, text: 'earlier than it', color: BAND_INK.below, bold: true },
  ]);
  return plot.svg();
}

/** Accurate by MBTA (all together) and by the ETA Benchmark, each method a bar. */
export function yardsticks(methods: readonly Accuracy[]): string {
  const groups = [
    { name: 'MBTA', of: ({ mbta }: Accuracy) => mbta.pooled },
    { name: 'ETA Benchmark', of: ({ eta }: Accuracy) => eta.mean },
    { name: 'Cal-ITP', of: ({ calItpShare }: Accuracy) => calItpShare },
  ];
  const plot = new Plot(
    'Called accurate by three published yardsticks',
    { label: '', from: 0, to: groups.length, ticks: groups.map(({ name }, i) => ({ at: i + 0.5, text: name })) },
    {
      label: 'share of predictions',
      from: 0,
      to: 1,
      ticks: ticks(0, 1, 5).map(({ at }) => ({ at, text: `${Math.round(at * 100)} %` })),
    },
  );
  groups.forEach(({ of }, g) => {
    methods.forEach((method, m) => {
      const share = of(method);
      const wide = 0.84 / methods.length;
      const left = g + 0.08 + m * wide;
      if (!Number.isFinite(share)) return;
      plot.box(left, left + wide * 0.88, 0, share, colorOf(m));
      plot.text(left + wide * 0.44, share + 0.03, String(Math.round(share * 100)), colorOf(m), 'middle');
    });
  });
  plot.labels(methods.map(({ name }, m) => ({ y: 0.95 - m * 0.07, text: name, color: colorOf(m), bold: m === 0 })));
  return plot.svg();
}

function axisOfBins(label: string) {
  return {
    label,
    from: 0,
    to: HORIZON_BINS.length,
    ticks: HORIZON_BINS.map(({ name }, i) => ({ at: i + 0.5, text: name })),
  };
}

function minuteQuantiles({ samples, predicted }: Answers): { minute: number; q: number[] }[] {
  const errors: number[][] = Array.from({ length: 30 }, () => []);
  for (let i = 0; i < samples.count; i++) {
    if (Number.isNaN(predicted[i]!)) continue;
    const minute = Math.floor((samples.actual[i]! - samples.at[i]!) / 60);
    errors[minute]?.push(samples.actual[i]! - predicted[i]!);
  }
  return errors.map((list, minute) => ({ minute, q: errorFigures(Float64Array.from(list)).quantilesS }));
}
