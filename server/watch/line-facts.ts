// The lines of a timetable and the stops at which a board sees them; made once a timetable.

import type { Timetable } from '../timetable/timetable.js';
import type { LineFact } from './facts.js';

/** Every line, with its stops and their stations. */
export function lineFacts(timetable: Timetable): LineFact[] {
  const { data } = timetable;
  const stopsOf = data.routes.map(() => new Set<string>());
  const done = new Set<string>();
  for (let trip = 0; trip < timetable.tripCount; trip++) {
    const route = data.tripRoute[trip]!;
    const pattern = data.tripPattern[trip]!;
    const key = `${route}/${pattern}`;
    if (done.has(key)) continue;
    done.add(key);
    for (let i = data.patternOffset[pattern]!; i < data.patternOffset[pattern + 1]!; i++) {
      const { stopId, parentStation } = data.stops[data.callStop[i]!]!;
      stopsOf[route]?.add(stopId);
      if (parentStation) stopsOf[route]?.add(parentStation);
    }
  }
  return data.routes.map(({ routeId, shortName, longName }, route) => ({
    routeId,
    name: shortName || longName || routeId,
    stopIds: [...stopsOf[route]!],
  }));
}
