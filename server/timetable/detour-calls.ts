// The calls of a trip as TripModifications have it: replaced stops out, replacement stops in, times after them put off.

import type { Modification, ReplacementStop, ServiceTimeS, StopSelector } from '../../feeds/model.js';
import type { Timetable } from './timetable.js';

/** The calls of a changed trip, one entry a call. Times are without the shift of a frequency-based trip. */
export interface DetourCalls {
  /** Position in the trip as it was, -1 at replacement stops. */
  from: number[];
  stop: number[];
  arrivalS: ServiceTimeS[];
  departureS: ServiceTimeS[];
  /** Which calls of the trip as it was gave way: [first, behind the last]. */
  spans: [from: number, to: number][];
}

/** Why a trip cannot be changed so. T013: the calls that are to be replaced; T014: a stop that is to replace them. */
export interface DetourProblem {
  rule: 'T013' | 'T014';
  why: string;
}

interface Span {
  from: number;
  to: number;
  modification: Modification;
}

/** A trip of fewer stops is none. */
const LEAST_CALLS = 2;

/** Applies modifications to a trip's pattern and times (spec, Modification and ReplacementStop). */
export function detourCalls(
  timetable: Timetable,
  trip: number,
  modifications: readonly Modification[],
  stopIndex: (stopId: string) => number,
): DetourCalls | DetourProblem {
  const { data } = timetable;
  const count = timetable.callCount(trip);
  const times = data.tripTimes[trip]!;
  const arrivalS = (position: number): ServiceTimeS => data.arrivalS[times + position]!;
  const departureS = (position: number): ServiceTimeS => data.departureS[times + position]!;
  const spans = spansOf(timetable, trip, modifications);
  if ('rule' in spans) return spans;

  const calls: DetourCalls = { from: [], stop: [], arrivalS: [], departureS: [], spans: [] };
  let lateS = 0;
  let next = 0;
  const put = (from: number, stop: number, arrival: ServiceTimeS, departure: ServiceTimeS): void => {
    // Times never go back: a delay that is less than the detour takes is made up as soon as it can be.
    const earliest = calls.departureS.at(-1) ?? Number.NEGATIVE_INFINITY;
    calls.from.push(from);
    calls.stop.push(stop);
    calls.arrivalS.push(Math.max(arrival, earliest));
    calls.departureS.push(Math.max(departure, arrival, earliest));
  };
  const keepTo = (end: number): void => {
    for (; next < end; next++)
      put(next, timetable.stopAt(trip, next), arrivalS(next) + lateS, departureS(next) + lateS);
  };
  for (const { from, to, modification } of spans) {
    keepTo(from);
    const { stops, delayS } = modification;
    const reference = arrivalS(Math.max(0, from - 1)) + lateS;
    const begin = from > 0 ? { at: -1, timeS: departureS(from - 1) + lateS } : { at: 0, timeS: reference };
    const end =
      to < count
        ? { at: stops.length, timeS: arrivalS(to) + lateS + delayS }
        : { at: stops.length - 1, timeS: arrivalS(count - 1) + lateS + delayS };
    const arrivals = arrivalsAt(stops, reference, begin, end);
    if (!arrivals) return { rule: 'T013', why: 'travel_time_to_stop does not increase' };
    if (from > 0 && stops.some(({ travelTimeS }) => (travelTimeS ?? 0) < 0))
      return { rule: 'T013', why: 'travel_time_to_stop is negative behind the first stop' };
    for (const [i, { stopId }] of stops.entries()) {
      const stop = stopIndex(stopId);
      if (stop < 0) return { rule: 'T014', why: `stop ${stopId}` };
      put(-1, stop, arrivals[i]!, arrivals[i]!);
    }
    calls.spans.push([from, to]);
    lateS += delayS;
    next = to;
  }
  keepTo(count);
  return calls.from.length < LEAST_CALLS ? { rule: 'T013', why: 'fewer than two stops are left' } : calls;
}

/** Where each modification cuts in, in the order of the trip. */
function spansOf(timetable: Timetable, trip: number, modifications: readonly Modification[]): Span[] | DetourProblem {
  const spans: Span[] = [];
  for (const modification of modifications) {
    const from = positionOf(timetable, trip, modification.start, 0);
    // Without an end no call gives way: the stops come in before the first that is named.
    const last = modification.end ? positionOf(timetable, trip, modification.end, Math.max(0, from)) : from - 1;
    if (from < 0 || last < from - 1 || (modification.end && last < from))
      return { rule: 'T013', why: `${told(modification.start)} to ${told(modification.end ?? modification.start)}` };
    spans.push({ from, to: last + 1, modification });
  }
  spans.sort((a, b) => a.from - b.from || a.to - b.to);
  const overlapping = spans.find((span, i) => i > 0 && span.from < spans[i - 1]!.to);
  return overlapping ? { rule: 'T013', why: `${told(overlapping.modification.start)} is changed twice` } : spans;
}

/** The call that is selected, at or behind `least`; -1 where there is none, or where a stop_id alone leaves it open. */
function positionOf(timetable: Timetable, trip: number, { stopSequence, stopId }: StopSelector, least: number): number {
  const stop = stopId === null ? -1 : timetable.stopIndex(stopId);
  if (stopSequence !== null) {
    const position = timetable.positionOfSequence(trip, stopSequence);
    const isSame = position >= 0 && (stopId === null || timetable.stopAt(trip, position) === stop);
    return isSame ? position : -1;
  }
  if (stop < 0) return -1;
  const position = timetable.positionOfStop(trip, stop, least);
  if (position < 0) return -1;
  return least === 0 && timetable.positionOfStop(trip, stop, position + 1) >= 0 ? -1 : position;
}

interface Anchor {
  at: number;
  timeS: ServiceTimeS;
}

/** Arrivals at replacement stops: by their travel time from the reference, else shared out between those that are known. Null where they go back. */
function arrivalsAt(
  stops: readonly ReplacementStop[],
  reference: ServiceTimeS,
  begin: Anchor,
  end: Anchor,
): ServiceTimeS[] | null {
  const said: Anchor[] = [];
  stops.forEach(({ travelTimeS }, at) => {
    if (travelTimeS !== null) said.push({ at, timeS: reference + travelTimeS });
  });
  if (said.some(({ timeS }, i) => i > 0 && timeS < said[i - 1]!.timeS)) return null;
  const first = said[0]?.at ?? Number.POSITIVE_INFINITY;
  const last = said.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const anchors = [...(begin.at < first ? [begin] : []), ...said, ...(end.at > last ? [end] : [])];
  return stops.map((_, at) => {
    const behind = anchors.findIndex((anchor) => anchor.at >= at);
    const after = anchors[behind] ?? anchors.at(-1)!;
    const before = anchors[behind - 1] ?? after;
    if (after.at === before.at) return after.timeS;
    return Math.round(
      before.timeS + ((at - before.at) / (after.at - before.at)) * Math.max(0, after.timeS - before.timeS),
    );
  });
}

function told({ stopSequence, stopId }: StopSelector): string {
  return `stop_sequence ${stopSequence ?? '–'}, stop_id ${stopId ?? '–'}`;
}
