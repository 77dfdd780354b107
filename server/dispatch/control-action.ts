// An order of the control room and when it holds (Transmodel: CONTROL ACTION); its words are those of the wire.

import type { EpochS } from '../../feeds/model.js';
import type { Order } from '../wire/console/dispatch.js';

/** When something holds, [start, end); without an end it holds until it is withdrawn. */
export interface Period {
  start: EpochS;
  end: EpochS | null;
}

/** One order that somebody gave. */
export interface ControlAction extends Period {
  id: string;
  order: Order;
  /** Its words are silenced; what it does holds (obligation S8). */
  silenced?: boolean;
}

/** Does it hold at this moment? */
export function holdsAt({ start, end }: Period, moment: EpochS): boolean {
  return start <= moment && (end === null || moment < end);
}
