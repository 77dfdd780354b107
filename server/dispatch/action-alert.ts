// The alert that tells riders, and other programs, of an order: a closed or moved stop, a detour.

import type { Alert, EntitySelector } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import type { BilingualText } from '../wire/messages.js';
import { transliterate } from '../wire/transliterate.js';
import type { ControlAction } from './control-action.js';

/** Alerts of the control room have ids of this form; a feed's own never begin so. */
export const CONTROL_ALERT_PREFIX = 'tablo/';

/** The alert of an order; null where riders see it in the rows themselves (a cancelled, late or unpredicted bus). */
export function alertOf(action: ControlAction, timetable: Timetable | null): Alert | null {
  const { order } = action;
  switch (order.kind) {
    case 'close-stop':
      return order.moved_to === null
        ? alert(action, 'NO_SERVICE', CLOSED, order.text, [stopSelector(order.stop_id)])
        : alert(action, 'STOP_MOVED', movedTo(order.moved_to, timetable), order.text, [stopSelector(order.stop_id)]);
    case 'detour':
      return alert(
        action,
        'DETOUR',
        detour(order.route_ids, timetable),
        order.text,
        // Whoever waits at a stop that is passed by is told; where no stop is, all along the lines are.
        order.stop_ids.length > 0
          ? order.route_ids.flatMap((routeId) => order.stop_ids.map((stopId) => selector({ routeId, stopId })))
          : order.route_ids.map((routeId) => selector({ routeId })),
      );
    case 'cancel-trip':
    case 'reinstate-trip':
    case 'delay-trip':
    case 'suppress-predictions':
      return null;
  }
}

const CLOSED: BilingualText = {
  bg: 'Спирката временно не се обслужва',
  en: 'This stop is temporarily out of service',
};

function movedTo(stopId: string, timetable: Timetable | null): BilingualText {
  const index = timetable?.stopIndex(stopId) ?? -1;
  const name = index < 0 ? stopId : timetable!.stop(index).stopName;
  return {
    bg: `Спирката е преместена: качвайте се от „${name}“`,
    en: `This stop has moved: please board at ${transliterate(name)}`,
  };
}

function detour(routeIds: readonly string[], timetable: Timetable | null): BilingualText {
  const names = routeIds.map((id) => {
    const route = timetable?.data.routes[timetable.routeIndex(id)];
    return route?.shortName || route?.longName || id;
  });
  const list = names.join(', ');
  return names.length === 1
    ? { bg: `Линия ${list} е с променен маршрут`, en: `Line ${transliterate(list)} is on detour` }
    : { bg: `Линии ${list} са с променен маршрут`, en: `Lines ${transliterate(list)} are on detour` };
}

function alert(
  { id, start, end }: ControlAction,
  effect: string,
  header: BilingualText,
  text: BilingualText,
  informedEntities: EntitySelector[],
): Alert {
  const has = text.bg !== '' || text.en !== '';
  return {
    alertId: `${CONTROL_ALERT_PREFIX}${id}`,
    activePeriods: [{ start, end }],
    informedEntities,
    cause: 'OTHER_CAUSE',
    effect,
    header: { bg: header.bg, en: header.en },
    description: has ? { bg: text.bg || text.en, en: text.en || transliterate(text.bg) } : {},
    ttsHeader: {},
    ttsDescription: {},
    url: {},
    severity: effect === 'NO_SERVICE' ? 'SEVERE' : 'WARNING',
  };
}

function stopSelector(stopId: string): EntitySelector {
  return selector({ stopId });
}

function selector(said: Partial<EntitySelector>): EntitySelector {
  return { agencyId: null, routeId: null, routeType: null, directionId: null, trip: null, stopId: null, ...said };
}
