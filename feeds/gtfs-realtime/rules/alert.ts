// Rules about an Alert by itself.

import type { transit_realtime } from 'gtfs-realtime-bindings';
import { has, type RawAlert } from '../bindings.js';
import type { NamedRule } from './rule.js';

/** An alert with the id of its entity, for the example. */
export interface NamedAlert {
  id: string;
  alert: RawAlert;
}

/** E031 */
export const routeAndTripRouteDiffer: NamedRule<NamedAlert> = {
  id: 'E031',
  broken({ id, alert }) {
    for (const selector of alert.informedEntity ?? []) {
      const ofTrip = selector.trip?.routeId;
      if (selector.routeId && ofTrip && selector.routeId !== ofTrip) {
        return `alert ${id}: route ${selector.routeId}, trip's route ${ofTrip}`;
      }
    }
    return null;
  },
};

/** E032 */
export const concernsNobody: NamedRule<NamedAlert> = {
  id: 'E032',
  broken: ({ id, alert }) => ((alert.informedEntity?.length ?? 0) === 0 ? `alert ${id}` : null),
};

/** E033 */
export const emptySelector: NamedRule<NamedAlert> = {
  id: 'E033',
  broken: ({ id, alert }) => ((alert.informedEntity ?? []).some(isEmptySelector) ? `alert ${id}` : null),
};

/** Does it select nothing? A direction alone selects nothing either. */
export function isEmptySelector(selector: transit_realtime.IEntitySelector): boolean {
  return (
    !selector.agencyId && !selector.routeId && !selector.stopId && !has(selector, 'routeType') && !has(selector, 'trip')
  );
}

/** All of them. */
export const alertRules: readonly NamedRule<NamedAlert>[] = [routeAndTripRouteDiffer, concernsNobody, emptySelector];
