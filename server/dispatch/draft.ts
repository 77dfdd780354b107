// What may be sent, and by how many people: the rules for a notice or an order before it goes out (obligation S7).

import type { EpochS } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import type { DispatchContent, DraftProblem, OrderedTrip } from '../wire/console/dispatch.js';
import { type Actor, mayAct } from './actor.js';
import { Control } from './control.js';
import { type StopsOfBoard, stopsOf } from './scope.js';

/** Longest text of either language, in characters (obligation S6). */
export const TEXT_CHARS_AT_MOST = 300;
/** A text lives no longer, unless an administrator says so (obligation S7). */
export const LONGEST_S = 24 * 3600;
/** An administrator's longest: roadworks of a quarter of a year. */
export const LONGEST_BY_ADMINISTRATOR_S = 100 * 24 * 3600;
/** A text at more stops than this needs a second person's word (obligation S7). */
export const SECOND_PERSON_ABOVE_STOPS = 20;
/** No run is ordered later, or earlier, than this. */
export const LONGEST_DELAY_S = 3 * 3600;
export const LONGEST_ADVANCE_S = 15 * 60;

/** A notice or an order as somebody wants it. */
export interface Draft {
  content: DispatchContent;
  start: EpochS;
  end: EpochS | null;
}

/** What it would do. */
export interface Judgement {
  problems: DraftProblem[];
  stopIds: ReadonlySet<string>;
  needsSecondPerson: boolean;
}

/** Judges a draft against one timetable. */
export function judge(
  draft: Draft,
  actor: Pick<Actor, 'role'>,
  timetable: Timetable,
  stopsOfBoard: StopsOfBoard,
  secondPersonAboveStops: number,
  now: EpochS,
): Judgement {
  const stopIds = reachOf(draft, timetable, stopsOfBoard);
  const problems = [...contentProblems(draft.content, stopIds, timetable), ...periodProblems(draft, actor, now)];
  // Whoever may write one line may write it on every board; a run that is cancelled writes none.
  const needsSecondPerson = 'text' in draft.content && stopIds.size > secondPersonAboveStops;
  return { problems, stopIds, needsSecondPerson };
}

/** The stops whose boards it changes. */
export function reachOf({ content, start, end }: Draft, timetable: Timetable, stopsOfBoard: StopsOfBoard): Set<string> {
  if (content.kind === 'notice') return stopsOf(content.scope, timetable, stopsOfBoard);
  const touched = new Control([{ id: 'draft', start, end, order: content }], timetable).touchedStops();
  // A line as a whole reaches the stops of the line.
  if (touched === null) {
    const [routeIds, stopIds] = 'route_ids' in content ? [content.route_ids, content.stop_ids] : [[], []];
    const along = stopsOf({ kind: 'lines', route_ids: routeIds }, timetable, stopsOfBoard);
    return new Set([...along, ...stopsOf({ kind: 'stops', stop_ids: stopIds }, timetable, stopsOfBoard)]);
  }
  return new Set([...touched].map((stop) => timetable.stop(stop).stopId));
}

function* contentProblems(
  content: DispatchContent,
  stopIds: ReadonlySet<string>,
  timetable: Timetable,
): Iterable<DraftProblem> {
  if ('text' in content) {
    const { bg, en } = content.text;
    if (content.kind === 'notice' && bg === '') yield 'text_missing';
    if (bg.length > TEXT_CHARS_AT_MOST || en.length > TEXT_CHARS_AT_MOST) yield 'text_too_long';
  }
  const isStop = (id: string) => timetable.stopIndex(id) >= 0;
  const isRoute = (id: string) => timetable.routeIndex(id) >= 0;
  switch (content.kind) {
    case 'notice': {
      const { scope } = content;
      if (scope.kind === 'stops' && !scope.stop_ids.every(isStop)) yield 'stop_unknown';
      if (scope.kind === 'lines' && !scope.route_ids.every(isRoute)) yield 'route_unknown';
      if (stopIds.size === 0) yield 'scope_empty';
      return;
    }
    case 'cancel-trip':
    case 'reinstate-trip':
    case 'delay-trip':
      if (!runs(content.trip, timetable)) yield 'trip_unknown';
      if (
        content.kind === 'delay-trip' &&
        !(content.delay_s >= -LONGEST_ADVANCE_S && content.delay_s <= LONGEST_DELAY_S)
      )
        yield 'delay_out_of_range';
      return;
    case 'close-stop':
      if (!isStop(content.stop_id) || (content.moved_to !== null && !isStop(content.moved_to))) yield 'stop_unknown';
      return;
    case 'suppress-predictions':
    case 'detour':
      if (!content.stop_ids.every(isStop)) yield 'stop_unknown';
      if (!content.route_ids.every(isRoute)) yield 'route_unknown';
      if (content.route_ids.length + content.stop_ids.length === 0) yield 'scope_empty';
      if (content.kind === 'detour' && content.route_ids.length === 0) yield 'scope_empty';
  }
}

function* periodProblems(
  { content, start, end }: Draft,
  actor: Pick<Actor, 'role'>,
  now: EpochS,
): Iterable<DraftProblem> {
  const isText = 'text' in content;
  if (end === null) {
    if (isText) yield 'end_missing';
    return;
  }
  if (end <= start) yield 'end_not_after_start';
  if (end <= now) yield 'end_past';
  const longestS = mayAct(actor.role, 'administrator') ? LONGEST_BY_ADMINISTRATOR_S : LONGEST_S;
  if (isText && end - Math.max(start, now) > longestS) yield 'too_long_a_life';
}

/** Does the run exist on its day? */
function runs({ trip_id, start_date, start_time_s }: OrderedTrip, timetable: Timetable): boolean {
  return timetable
    .trips(trip_id)
    .some(
      (trip) =>
        timetable.instance(trip, start_date) >= 0 && (start_time_s === null || timetable.startS(trip) === start_time_s),
    );
}
