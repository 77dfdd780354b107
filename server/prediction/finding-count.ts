// Findings of one pass over a feed, counted by rule, with one example each.

import type { Finding } from '../../feeds/model.js';

/** Rules that are found while trip updates meet the timetable: MobilityData validator ids where there is one, else ours. */
export const TRIP_UPDATE_RULES = {
  /** The trip_id is not in the timetable. */
  E003: 'reject',
  /** A new trip without a known route. */
  E004: 'reject',
  /** The stop is not in the timetable. */
  E011: 'reject',
  /** The frequency-based trip has no start_time. */
  E006: 'reject',
  /** Stop updates not in the order of the trip. */
  E002: 'keep',
  /** A trip_id of the timetable given as new. */
  E016: 'reject',
  /** start_time of an exact frequency-based trip is no multiple of the headway: snapped. */
  E019: 'keep',
  /** Times go back inside a trip: repaired. */
  E022: 'keep',
  /** start_time is not the timetable's. */
  E023: 'keep',
  /** A stop update with neither arrival nor departure: ignored. */
  E043: 'keep',
  /** stop_sequence and stop_id contradict each other: stop_id is believed where it is unique. */
  E045: 'keep',
  /** stop_sequence is not in the trip. */
  E051: 'reject',
  /** Two updates of one stop of a trip: the later one is believed. */
  E036: 'keep',
  /** The trip does not run on that date. */
  T101: 'reject',
  /** The descriptor fits no trip, or more than one. */
  T102: 'reject',
  /** The stop is not one of the trip's. */
  T103: 'reject',
  /** Several updates of one trip: the newest is believed. */
  T104: 'note',
  /** A stop that the trip visits twice, and nothing says which visit is meant: withheld. */
  T105: 'reject',
  /** A new, replaced or duplicated trip that is not whole. */
  T106: 'reject',
  /** An update for TripModifications that are not in force for its trip on that date. */
  T017: 'reject',
} as const satisfies Record<string, Finding['verdict']>;

/** One of these rules. */
export type TripUpdateRule = keyof typeof TRIP_UPDATE_RULES;

/** Counts findings; the first example of each rule is kept. */
export class FindingCount {
  private readonly byRule = new Map<TripUpdateRule, Finding>();

  /** Notes one breach. `example` is only asked for the first. */
  add(rule: TripUpdateRule, example: () => string, count = 1): void {
    const had = this.byRule.get(rule);
    if (had) had.count += count;
    else this.byRule.set(rule, { rule, verdict: TRIP_UPDATE_RULES[rule], example: example(), count });
  }

  /** What was found, by rule id. */
  list(): Finding[] {
    return [...this.byRule.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1));
  }
}
