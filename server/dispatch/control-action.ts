// What a dispatcher may order of the service (Transmodel: CONTROL ACTION), in words that outlive a change of timetable.

import type { EpochS, TripInstance } from '../../feeds/model.js';
import type { BilingualText } from '../wire/messages.js';

/** When an order holds, [start, end); an order without end holds until it is withdrawn. */
export interface Period {
  start: EpochS;
  end: EpochS | null;
}

/** What is ordered, by kind. */
export type Order =
  /** This run does not take place; its rows are struck through until after their time. */
  | { kind: 'cancel-trip'; trip: TripInstance }
  /** This run takes place although the agency's feed cancelled it. */
  | { kind: 'reinstate-trip'; trip: TripInstance }
  /** This run leaves every stop that much after its timetable, until its vehicle is seen on the way. */
  | { kind: 'delay-trip'; trip: TripInstance; delayS: number }
  /** No line calls here; with `movedTo` they call there instead. `text` is added to the alert. */
  | { kind: 'close-stop'; stopId: string; movedTo: string | null; text: BilingualText }
  /** These lines and stops fall to the timetable: what is predicted is not believed. */
  | { kind: 'suppress-predictions'; routeIds: string[]; stopIds: string[] }
  /** These lines drive another way and do not call at these stops. */
  | { kind: 'detour'; routeIds: string[]; stopIds: string[]; text: BilingualText };

/** One order that somebody gave. */
export interface ControlAction extends Period {
  id: string;
  order: Order;
}

/** Does the order hold at this moment? */
export function holdsAt({ start, end }: Period, moment: EpochS): boolean {
  return start <= moment && (end === null || moment < end);
}
