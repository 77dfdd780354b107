// An order in a sentence, with the names that people know: pure.

import type { Order } from '../../../server/wire/console/dispatch.js';
import type { Network } from '../../../server/wire/console/fleet.js';
import type { Language } from '../../text/language.js';
import { fill } from '../../text/words.js';
import { stopLabel } from '../network.js';
import { SERVICE_WORDS } from '../words/service.js';

/** The sentence; ids stand for names that the network does not have. */
export function orderText(order: Order, city: Network | null, language: Language): string {
  const words = SERVICE_WORDS[language];
  const stop = (id: string) => {
    const found = city?.stops.find(({ stop_id }) => stop_id === id);
    return found ? stopLabel(found, language) : id;
  };
  const line = (id: string) => city?.routes.find(({ route_id }) => route_id === id)?.name ?? id;
  const said = words.says[order.kind];
  switch (order.kind) {
    case 'cancel-trip':
    case 'reinstate-trip':
      return fill(said, { trip: order.trip.trip_id, date: dateOf(order.trip.start_date) });
    case 'delay-trip': {
      const { trip_id, start_date } = order.trip;
      return fill(said, { trip: trip_id, date: dateOf(start_date), minutes: Math.round(order.delay_s / 60) });
    }
    case 'close-stop': {
      const closed = fill(said, { stop: stop(order.stop_id) });
      return order.moved_to === null ? closed : `${closed}; ${fill(words.moved, { stop: stop(order.moved_to) })}`;
    }
    case 'suppress-predictions': {
      const what = [...order.route_ids.map((id) => `${words.line} ${line(id)}`), ...order.stop_ids.map(stop)];
      return fill(said, { what: what.join(', ') });
    }
    case 'detour':
      return fill(said, {
        lines: order.route_ids.map(line).join(', '),
        stops: order.stop_ids.map(stop).join(', ') || '–',
      });
  }
}

function dateOf(date: string): string {
  return `${date.slice(6)}.${date.slice(4, 6)}`;
}
