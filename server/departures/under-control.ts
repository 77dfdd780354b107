// The control room's word over all data: what becomes of a call when a dispatcher has ordered something of it.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import type { Control } from '../dispatch/control.js';
import { AS_OF_STEP_S } from '../prediction/layers.js';
import { type CallPrediction, type TripPrediction, UNKNOWN_CALL } from '../prediction/prediction.js';
import type { ScheduledCall, Timetable } from '../timetable/timetable.js';
import type { Chosen } from './choose.js';

/** A call after the orders: is its trip cancelled, and what is known of the call. */
export interface Ruled {
  cancelled: boolean;
  chosen: Chosen | null;
}

/**
 * The call under the orders in force. `cancelled` comes in as the feed has it. A bus that was seen to leave has left,
 * whatever was ordered; a late one that is seen on its way is as late as it is.
 */
export function underControl(
  control: Control,
  timetable: Timetable,
  call: ScheduledCall,
  cancelled: boolean,
  chosen: Chosen | null,
  now: EpochS,
): Ruled {
  if (control.isEmpty) return { cancelled, chosen };
  const { trip, date, position, scheduled } = call;
  const order = control.ofTrip(date, trip);
  const struckByFeed = cancelled && order.runs !== 'reinstated';
  if (struckByFeed || chosen?.call.state === 'passed') return { cancelled: struckByFeed, chosen };
  if (order.runs === 'cancelled') return { cancelled: true, chosen };
  const stop = timetable.stopAt(trip, position);
  const route = timetable.data.tripRoute[trip]!;
  if (control.isBypassed(stop, route, scheduled))
    return { cancelled: false, chosen: said({ ...UNKNOWN_CALL, state: 'skipped' }, call, chosen, now) };
  if (control.isSilent(stop, route, now) && chosen?.call.state !== 'skipped') return { cancelled: false, chosen: null };
  return { cancelled: false, chosen: order.delayS === null ? chosen : delayed(order.delayS, call, chosen, now) };
}

function delayed(delayS: number, call: ScheduledCall, chosen: Chosen | null, now: EpochS): Chosen | null {
  if (chosen?.call.state === 'skipped') return chosen;
  const isUnderWay = chosen?.call.state === 'predicted' && chosen.prediction.kind === 'mid_trip';
  if (isUnderWay && chosen.prediction.basis === 'vehicle') return chosen;
  const at = Math.max(call.scheduled + delayS, chosen?.call.departure ?? chosen?.call.arrival ?? 0);
  return said({ ...UNKNOWN_CALL, state: 'predicted', arrival: at, departure: at }, call, null, now);
}

/** A call as the control room says it: its word stands until it is withdrawn, so it never grows old. */
function said(call: CallPrediction, { trip, date }: ScheduledCall, known: Chosen | null, now: EpochS): Chosen {
  const asOf = Math.floor(now / AS_OF_STEP_S) * AS_OF_STEP_S;
  return { call, prediction: known?.prediction ?? wordOn(trip, date, asOf) };
}

/** What the control room knows of a trip of which nothing else is known. */
export function wordOn(trip: number, date: ServiceDate, asOf: EpochS): TripPrediction {
  return {
    ...{ trip, date, relationship: 'scheduled', basis: 'trip-update', kind: 'next_trip', asOf },
    ...{ vehicleId: null, occupancy: null, calls: [], added: null },
  };
}
