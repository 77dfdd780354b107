// The method on trial taken apart: by kind and horizon, by route, and its next trips by how these really began.

import { HORIZON_BINS } from './accuracy.js';
import { type Answer, type Answers, KINDS } from './answers.js';
import { answersOfKind, type GroupFigures, groupFigures } from './group.js';

/** A trip that left its first stop more than this before its time left early, seconds. */
export const LEFT_EARLY_S = 120;

/** The parts. */
export interface Breakdown {
  /** Each kind over all horizons, then in each bin: `cells[kind][bin]`. */
  kinds: GroupFigures[];
  cells: GroupFigures[][];
  /** By route, the one with most answers first; next trips are not among them. */
  routes: (GroupFigures & { asked: number })[];
  /** Next trips, by how they began. */
  next: GroupFigures[];
}

/** Takes a method apart. */
export function breakDown(answers: Answers): Breakdown {
  const byKind = KINDS.map((_, kind) => answersOfKind(answers, kind));
  const horizon = ({ at, actual }: Answer) => actual - at;
  return {
    kinds: byKind.map((group, kind) => groupFigures(KINDS[kind]!, group)),
    cells: byKind.map((group) =>
      HORIZON_BINS.map(({ name, fromS, toS }) =>
        groupFigures(
          name,
          group.filter((one) => horizon(one) >= fromS && horizon(one) < toS),
        ),
      ),
    ),
    routes: routesOf(answers, byKind.slice(0, 2).flat()),
    next: nextTripsOf(answers),
  };
}

function routesOf(answers: Answers, all: readonly Answer[]): Breakdown['routes'] {
  const { timetable, journeys } = answers.samples.journeys;
  const routeOf = (journey: number) => {
    const route = timetable.routeOf(journeys[journey]!.trip);
    return route.shortName || route.routeId;
  };
  const groups = new Map<string, Answer[]>();
  const asked = new Map<string, number>();
  for (const journey of answers.samples.journey) {
    const route = routeOf(journey);
    asked.set(route, (asked.get(route) ?? 0) + 1);
  }
  for (const one of all) {
    const route = routeOf(one.journey);
    const group = groups.get(route);
    if (group) group.push(one);
    else groups.set(route, [one]);
  }
  return [...asked]
    .sort(([, a], [, b]) => b - a)
    .map(([route, count]) => ({ ...groupFigures(route, groups.get(route) ?? []), asked: count }));
}

/** Who waits for a next trip is told by the timetable when it leaves: what its early or late start does to the figures. */
function nextTripsOf(answers: Answers): GroupFigures[] {
  const { journeys } = answers.samples.journeys;
  const begins = (journey: number) => {
    const { truth, scheduledDeparture } = journeys[journey]!;
    const lateS = truth.departure[0]! - scheduledDeparture[0]!;
    return Number.isNaN(lateS) ? 'unknown' : lateS < -LEFT_EARLY_S ? 'early' : 'in time';
  };
  const groups: [name: string, test: (one: (typeof answers.ahead)[0]) => boolean][] = [
    ['left in time or late', ({ journey, isOther }) => !isOther && begins(journey) === 'in time'],
    ['left over 2 min early', ({ journey, isOther }) => !isOther && begins(journey) === 'early'],
    ['departure not seen', ({ journey, isOther }) => !isOther && begins(journey) === 'unknown'],
    ['run by another vehicle', ({ isOther }) => isOther],
  ];
  return groups.map(([name, test]) => groupFigures(name, answers.ahead.filter(test)));
}
