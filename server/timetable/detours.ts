// A timetable as TripModifications have it: changed trips stand beside those of the dataset, which do not run on the same dates.
//
// "Modifications are applied on the schedule information, like if a static GTFS was modified" (spec). So everything that asks
// a timetable knows of a detour: boards, tracking along its line, predictions. What the dataset has keeps its indexes.

import { FindingList } from '../../feeds/gtfs/finding-list.js';
import { type RuleId, ruleOf } from '../../feeds/gtfs-realtime/rules/table.js';
import type { Finding, ServiceDate, TimetableChanges, TripModifications } from '../../feeds/model.js';
import { type DetourCalls, detourCalls } from './detour-calls.js';
import { DetourLines } from './detour-lines.js';
import { type Planned, withPlanned } from './detour-trips.js';
import { PatternBuilder } from './patterns.js';
import { Timetable } from './timetable.js';

/** Changed trips of one feed at most. */
export const MAX_DETOURED_TRIPS = 20_000;

/** A timetable with detours, and what was wrong with them. */
export interface Detoured {
  timetable: Timetable;
  findings: Finding[];
}

/** Applies what feeds change to the dataset's timetable. Bad modifications are findings; the others hold. */
export function withDetours(base: Timetable, changes: TimetableChanges): Detoured {
  const found = new Map<RuleId, Finding>();
  const tell = (rule: RuleId, example: string): void => {
    const had = found.get(rule);
    if (had) had.count += 1;
    else found.set(rule, { rule, verdict: ruleOf(rule).verdict, example, count: 1 });
  };
  const fresh = changes.stops.filter(({ stopId }) => base.stopIndex(stopId) < 0);
  const newStops = [...new Map(fresh.map((stop) => [stop.stopId, stop])).values()];
  const stops = [...base.data.stops, ...newStops];
  const newIndex = new Map(newStops.map(({ stopId }, i) => [stopId, base.stopCount + i]));
  const stopIndex = (stopId: string): number => {
    const index = newIndex.get(stopId) ?? base.stopIndex(stopId);
    return index >= 0 && stops[index]!.locationType === 0 ? index : -1;
  };
  const lines = new DetourLines(base, stops, changes.shapes);
  /** Instances that have a detour. */
  const taken = new Set<string>();
  const planned = changes.modifications.flatMap((modifications) => [...plan(modifications)]);
  if (planned.length === 0) return { timetable: base, findings: [...found.values()] };

  const patterns = new PatternBuilder(stops, lines.columns(), new FindingList());
  const { data, detours } = withPlanned(base, stops, planned, patterns, lines.drawn);
  return { timetable: new Timetable(data, detours), findings: [...found.values()] };

  function* plan(modifications: TripModifications): Generator<Planned> {
    const id = modifications.modificationsId;
    for (const [group, { tripIds, shapeId }] of modifications.selected.entries()) {
      const isKnown = shapeId !== null && lines.has(shapeId);
      if (shapeId !== null && !isKnown) tell('T016', `${id}: shape ${shapeId}`);
      const byTimes = new Map<string, DetourCalls | null>();
      for (const tripId of tripIds) {
        const trips = base.trips(tripId).filter((trip) => isMeant(base, trip, modifications));
        if (trips.length === 0) tell('T012', `${id}: trip ${tripId}`);
        for (const trip of trips) {
          const dates = freeDates(modifications, trip, tripId);
          if (dates.length === 0) continue;
          const key = `${base.data.tripPattern[trip]}/${base.data.tripTimes[trip]}`;
          let calls = byTimes.get(key);
          if (calls === undefined) {
            const outcome = detourCalls(base, trip, modifications.modifications, stopIndex);
            if ('rule' in outcome) tell(outcome.rule, `${id}: trip ${tripId}, ${outcome.why}`);
            calls = 'rule' in outcome ? null : outcome;
            byTimes.set(key, calls);
          }
          if (!calls) continue;
          for (const date of dates) taken.add(`${trip}/${date}`);
          const line = isKnown ? shapeId : `${id}/${group}/${base.data.tripPattern[trip]}`;
          if (!isKnown) lines.draw(line, trip, calls);
          yield { modificationsId: id, trip, dates, calls, line, timesKey: `${id}/${group}/${key}` };
        }
      }
    }
  }

  /** Dates on which the trip runs and has no other detour. */
  function freeDates({ dates, modificationsId }: TripModifications, trip: number, tripId: string): ServiceDate[] {
    const running = [...new Set(dates)].filter((date) => base.runsOn(trip, date));
    if (running.length === 0) tell('T012', `${modificationsId}: trip ${tripId} on ${dates.join(', ')}`);
    return running.filter((date) => {
      const isFree = !taken.has(`${trip}/${date}`);
      if (!isFree) tell('T015', `${modificationsId}: trip ${tripId} on ${date}`);
      return isFree && taken.size < MAX_DETOURED_TRIPS;
    });
  }
}

/** Of a frequency-based trip only the starts that are named, where some are. */
function isMeant(timetable: Timetable, trip: number, { startTimesS }: TripModifications): boolean {
  if (timetable.data.tripHeadwayS[trip] === 0 || startTimesS.length === 0) return true;
  return startTimesS.includes(timetable.startS(trip));
}
