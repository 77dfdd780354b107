// The report: one Markdown file that begins with the answer, shows it in pictures, and ends with every table.

import type { Accuracy } from './accuracy.js';
import { type Breakdown, breakDown } from './breakdown.js';
import { type Comparison, compare } from './compare.js';
import { errorByHorizon, intervalsByHorizon, spreadByMinute, yardsticks } from './plots.js';
import type { Score } from './score.js';
import { asMarkdown, figure, percent } from './table.js';
import { tablesOf } from './tables.js';

/** What a report says of its making. */
export interface ReportFacts {
  /** The recording, in a few words. */
  recording: string;
  everyS: number;
  seenWithinS: number;
  trained: number;
  exactTruth: boolean;
}

/** Files of a report by name. */
export type ReportFiles = Record<string, string>;

/** Writes the report. The first method of the score is the one on trial. */
export function reportOf(score: Score, facts: ReportFacts): ReportFiles {
  const all = score.methods.map(({ accuracy }) => accuracy);
  const ours = all[0]!;
  const best = bestOther(all);
  const bestAnswers = best ? score.methods[all.indexOf(best)]!.answers : null;
  const hasIntervals = ours.all.intervals > 0;
  const files: ReportFiles = {
    'error-by-horizon.svg': errorByHorizon(all),
    'spread.svg': spreadByMinute(score.methods[0]!.answers, bestAnswers),
    'yardsticks.svg': yardsticks(all),
  };
  if (hasIntervals) files['intervals.svg'] = intervalsByHorizon(ours);
  const picture = (name: string, alt: string) => `![${alt}](${name})\n`;
  const parts = [
    `# ${ours.name}: how good its arrival times are\n`,
    opening(score, facts),
    '## In short\n',
    inShort(ours, best, bestAnswers && compare(score.methods[0]!.answers, bestAnswers)),
    nextTrips(breakDown(score.methods[0]!.answers)),
    '## Pictures\n',
    picture('error-by-horizon.svg', 'Mean absolute error by horizon, all methods'),
    'Equal steps upwards are equal ratios. The band is the 95 % interval of the first, by drawing whole trips again.\n',
    picture('spread.svg', 'Quantiles of the error by minutes ahead'),
    `Dark: the middle half of all errors; light: 80 % of them.${best ? ` Dotted: the same 80 % and the median of ${best.name}.` : ''}\n`,
    ...(hasIntervals ? [picture('intervals.svg', 'Shares below, within and above the interval by horizon')] : []),
    picture('yardsticks.svg', 'Accurate shares by MBTA, ETA Benchmark and Cal-ITP'),
    '## Tables\n',
    ...tablesOf(score).map(asMarkdown),
    '## The methods\n',
    ...score.methods.map(({ accuracy, rule }) => `- **${accuracy.name}**: ${rule}.`),
    '\n## How it was measured\n',
    METHOD,
  ];
  files['report.md'] = `${parts.join('\n')}\n`;
  return files;
}

function opening({ samples, trips, unmatchedRows }: Score, facts: ReportFacts): string {
  const truth = facts.exactTruth
    ? 'What happened is known exactly.'
    : 'What happened is told by the fixes themselves, smoothed with those that came after.';
  const trained =
    facts.trained === 0 ? 'Nothing was learned beforehand' : `Learned beforehand: ${facts.trained} recording(s)`;
  const unmatched = unmatchedRows > 0 ? ` ${unmatchedRows} predictions named stops that their trip does not have.` : '';
  return `${facts.recording}. ${count(samples.count)} (trip, stop, instant) of ${trips} trips, every ${facts.everyS} s, of vehicles seen within ${facts.seenWithinS} s. ${truth} ${trained}.${unmatched}\n`;
}

function inShort(ours: Accuracy, best: Accuracy | null, comparison: Comparison | null): string {
  const lines = [
    `- ${figure(ours.all.maeS)} s off on average, half of all within ${figure(ours.all.medianAbsS)} s, 90 % within ${figure(ours.all.p90AbsS)} s.`,
    `- ${percent(ours.mbta.pooled)} % accurate by the MBTA, ${percent(ours.eta.mean)} % by the ETA Benchmark, ${percent(ours.calItpShare)} % by Cal-ITP.`,
    `- ${percent(ours.earlyNearShare)} % of buses up to six minutes away came over a minute before their time.`,
    `- It answered ${percent(ours.coverage)} % of what it was asked; ${percent(ours.ghostShare, 2)} % of what it said were ghosts; times ran backwards ${ours.backwards} times.`,
  ];
  if (ours.all.intervals > 0) {
    lines.push(
      `- ${percent(ours.all.withinShare)} % came within the promised interval (80 % are owed), ${figure(ours.all.widthS)} s wide on average.`,
    );
  }
  if (best && comparison) {
    const { gainS, otherS, interval } = comparison;
    const verb = gainS >= 0 ? 'better' : 'worse';
    const bounds = interval.map((bound) => figure(bound).replace('-', '−')).join(' to ');
    lines.push(
      `- ${figure(Math.abs(gainS))} s (${percent(Math.abs(gainS) / otherS)} %) ${verb} than the best other method, ${best.name}, where both answered; 95 % interval of the gain ${bounds} s.`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Next trips stand apart: what their error is made of. */
function nextTrips({ kinds, next }: Breakdown): string {
  const all = kinds.find(({ name }) => name === 'next_trip');
  const early = next.find(({ name }) => name === 'left over 2 min early');
  if (!all || all.count === 0 || !early) return '';
  const rest = all.count - early.count;
  const restMaeS = (all.maeS * all.count - (early.count === 0 ? 0 : early.maeS * early.count)) / rest;
  const text = `**Next trips.** ${count(all.count)} promises for trips that their vehicle had not begun are off by ${figure(all.maeS)} s.`;
  if (early.count === 0 || rest === 0) return `${text}\n`;
  return `${text} Of these, ${count(early.count)} are of trips that left their first stop more than two minutes before their time (${figure(early.maeS)} s off): no departure is promised before its time unless the bus has left, so riders there are told the timetable. The other ${count(rest)} are off by ${figure(restMaeS)} s.\n`;
}

function bestOther(all: readonly Accuracy[]): Accuracy | null {
  const others = all.slice(1).filter(({ all: { maeS } }) => Number.isFinite(maeS));
  return others.reduce<Accuracy | null>((best, one) => (!best || one.all.maeS < best.all.maeS ? one : best), null);
}

function count(value: number): string {
  return value.toLocaleString('en');
}

const METHOD = `Every method is asked the same: at each instant, for each trip whose vehicle was seen lately, each stop after the
first one that it reached within the half hour that followed. Errors are *actual − predicted* arrival. Bins by minutes until the bus
really came include their lower bound and not their upper one; MBTA's are by predicted minutes, with its own strict windows.
Intervals come from drawing whole trips again, from a fixed seed. All methods but the one on trial work on the same places along
the line, found as the fixes came in.`;
