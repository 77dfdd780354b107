// Buses of a line drive beside their line: a detour that nobody entered, or a wrong trip at the wheel.

import type { Rule, Signal } from '../rule.js';
import { touchedByLines } from '../touched.js';

/** So many of one line at once look like a closed street: a warning, where one alone is a note. */
export const DETOUR_FROM_BUSES = 2;

/** One signal a line, so that a closed street is one line on the screen and not one a bus; none where an alert tells of the detour. */
export const busOffRoute: Rule = {
  kind: 'bus_off_route',
  raiseAfterS: 90,
  clearAfterS: 60,
  look(facts) {
    const byLine = new Map<string, string[]>();
    for (const { vehicleId, routeId, offRoute } of facts.vehicles) {
      if (!offRoute || routeId === null || facts.detoured.has(routeId)) continue;
      const known = byLine.get(routeId);
      if (known) known.push(vehicleId);
      else byLine.set(routeId, [vehicleId]);
    }
    return facts.lines.flatMap((line): Signal[] => {
      const vehicles = byLine.get(line.routeId);
      if (!vehicles) return [];
      return [
        {
          about: line.routeId,
          severity: vehicles.length >= DETOUR_FROM_BUSES ? 'warning' : 'note',
          since: null,
          touched: touchedByLines([line], facts),
          detail: { kind: 'bus_off_route', route_id: line.routeId, vehicles: vehicles.sort() },
        },
      ];
    });
  },
};
