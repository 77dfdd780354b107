// A trip as a line diagram: which of its calls are drawn, and where the bus stands between them. Pure.

import type { JourneyCall, TripJourney } from '../../server/wire/messages.js';

/** Calls that the bus has left behind and that are still drawn. */
export const BEHIND_SHOWN = 2;

/** One call of the diagram. `bus`: the vehicle stands at it, or is on its way to it. */
export interface DrawnCall {
  call: JourneyCall;
  isHere: boolean;
  bus: 'at' | 'towards' | null;
}

/** The diagram: calls from a little behind the bus to the end, and how many were left out before them. */
export interface Diagram {
  hidden: number;
  calls: DrawnCall[];
}

/** The diagram of a journey as seen from the stop `stopId`, where the departure has `stopSequence`. */
export function diagram(journey: TripJourney, stopId: string, stopSequence: number): Diagram {
  const { calls, vehicle } = journey;
  const at = vehicle ? calls.findIndex((call) => call.stop_sequence === vehicle.stop_sequence) : -1;
  const own = calls.findIndex((call) => call.stop_sequence === stopSequence && call.stop_id === stopId);
  const here = own < 0 ? calls.findIndex((call) => call.stop_id === stopId) : own;
  const firstAhead =
    at >= 0
      ? at
      : Math.max(
          0,
          calls.findIndex((call) => call.status !== 'passed'),
        );
  const from = Math.max(0, Math.min(firstAhead - BEHIND_SHOWN, here < 0 ? Number.POSITIVE_INFINITY : here));
  return {
    hidden: from,
    calls: calls.slice(from).map((call, i) => ({
      call,
      isHere: from + i === here,
      bus: from + i !== at ? null : vehicle?.at_stop ? 'at' : 'towards',
    })),
  };
}

/** Is it the journey that was asked for? A portal's page is not. */
export function isJourney(value: unknown, tripId: string): value is TripJourney {
  const found = value as Partial<TripJourney> | null;
  return (
    found?.trip_id === tripId &&
    Array.isArray(found.calls) &&
    found.calls.every((call) => typeof call?.stop_id === 'string' && typeof call.stop_name?.bg === 'string')
  );
}
