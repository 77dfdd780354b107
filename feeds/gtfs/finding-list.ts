// Findings of a static dataset: the closed list of rules, counted with one example each.

import type { Finding } from '../model.js';

/** Rules of ours about static datasets (T1xx), with the verdict that follows. */
export const STATIC_RULES = {
  T101: ['keep', 'text is not valid UTF-8; the bad bytes were replaced'],
  T102: ['reject', 'row without a required value; left out'],
  T103: ['reject', 'row with an id that was there before; left out'],
  T104: ['keep', 'value outside its allowed range; taken as empty'],
  T105: ['keep', 'time is not H:MM:SS; taken as empty'],
  T106: ['reject', 'optional file without a required column; not read'],
  T110: ['reject', 'stop_times row of a trip that trips.txt does not have; left out'],
  T111: ['reject', 'stop_times row at a stop that stops.txt does not have; left out'],
  T112: ['reject', 'stop_times row with a stop_sequence that the trip had before; left out'],
  T113: ['reject', 'trip with fewer than two calls; left out'],
  T114: ['reject', 'trip of a route that routes.txt does not have; left out'],
  T115: ['keep', 'trip of a service that no calendar has; it never runs'],
  T116: ['keep', 'trip whose times run back; held level'],
  T117: ['keep', 'trip whose times fall back at midnight; 24 hours added'],
  T118: ['reject', 'trip without any time; left out'],
  T119: ['keep', 'trip without a time at its first or last call; the nearest time taken'],
  T120: ['keep', 'shape that shapes.txt does not have, or with fewer than two points; straight lines drawn'],
  T121: ['keep', 'stops do not follow the shape in order; straight lines drawn'],
  T122: ['note', 'stop more than 60 m from the shape'],
  T123: ['keep', "stop without coordinates; its parent's or its neighbour's taken"],
  T124: ['reject', 'shape point without coordinates; left out'],
  T130: ['reject', 'frequency of an unknown trip, without headway or too many departures; left out'],
  T131: ['keep', 'calendar longer than what is compiled; cut'],
  T132: ['note', 'parent_station that stops.txt does not have'],
  T133: ['keep', 'agencies in several time zones; the first holds'],
} as const satisfies Record<string, readonly [Finding['verdict'], string]>;

/** A rule of the list. */
export type StaticRule = keyof typeof STATIC_RULES;

/** Counts findings; keeps the first example of each rule. */
export class FindingList {
  private readonly byRule = new Map<string, Finding>();

  /** One more case of a rule; `example` is asked for only the first time. */
  add(rule: StaticRule, example: () => string, count = 1): void {
    const had = this.byRule.get(rule);
    if (had) {
      had.count += count;
      return;
    }
    const [verdict, text] = STATIC_RULES[rule];
    this.byRule.set(rule, { rule, verdict, example: `${text}: ${example()}`, count });
  }

  /** Takes over findings made elsewhere. */
  merge(findings: readonly Finding[]): void {
    for (const finding of findings) {
      const had = this.byRule.get(finding.rule);
      if (had) had.count += finding.count;
      else this.byRule.set(finding.rule, { ...finding });
    }
  }

  /** All findings, by rule. */
  list(): Finding[] {
    return [...this.byRule.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1));
  }
}
