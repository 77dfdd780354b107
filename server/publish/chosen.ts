// The predictions that Tablo stands for towards others: of both layers, call by call, what its own boards show.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import { type Chosen, choose, type Preference } from '../departures/choose.js';
import { underControl, wordOn } from '../departures/under-control.js';
import type { Control } from '../dispatch/control.js';
import type { RealtimeLayers } from '../prediction/layers.js';
import { lookUp, type TripPrediction, UNKNOWN_CALL } from '../prediction/prediction.js';
import type { ScheduledCall, Timetable } from '../timetable/timetable.js';
import type { Policy } from '../wire/messages.js';

/** Trips that pass a closed stop this far ahead are told of: others plan no further. */
export const TOLD_AHEAD_S = 6 * 3600;
/** A bypass is told of trips that should have called this long ago, for they may be late. */
const TOLD_BEHIND_S = 3600;

/** What both layers and the control room say, at one moment. */
export interface Said {
  timetable: Timetable;
  layers: RealtimeLayers;
  control: Control;
  prefer: Preference;
  policy: Policy;
}

/** One prediction per trip instance of either layer, and per trip of which only the control room says something. */
export function chosenPredictions(said: Said, now: EpochS): TripPrediction[] {
  const { vehicles, tripUpdates } = said.layers;
  const chosen: TripPrediction[] = [...vehicles.added, ...tripUpdates.added];
  const seen = new Set<string>();
  const put = (date: ServiceDate, trip: number): void => {
    const key = `${date}/${trip}`;
    if (seen.has(key)) return;
    seen.add(key);
    const one = instance(said, date, trip, now);
    if (one) chosen.push(one);
  };
  for (const { byDate } of [vehicles, tripUpdates])
    for (const [date, trips] of byDate) for (const trip of trips.keys()) put(date, trip);
  for (const { date, trip } of said.control.orderedTrips()) put(date, trip);
  for (const { date, trip } of passingBy(said, now)) put(date, trip);
  return chosen;
}

/** Trips that should call at a stop that is passed by, soon. */
function* passingBy({ control, timetable }: Said, now: EpochS): Iterable<ScheduledCall> {
  for (const { stop, period, routes } of control.bypassedStops()) {
    const from = Math.max(period.start, now - TOLD_BEHIND_S);
    const to = Math.min(period.end ?? Number.POSITIVE_INFINITY, now + TOLD_AHEAD_S);
    if (from >= to) continue;
    for (const call of timetable.departures(stop, from, to))
      if (routes === null || routes.has(timetable.data.tripRoute[call.trip]!)) yield call;
  }
}

function instance(said: Said, date: ServiceDate, trip: number, now: EpochS): TripPrediction | null {
  const { layers, control, prefer, policy } = said;
  const vehicle = lookUp(layers.vehicles, date, trip);
  const update = lookUp(layers.tripUpdates, date, trip);
  const known = update ?? vehicle;
  // A trip with stops of its own is the agency's to tell; so is one that it deleted.
  if (known && known.relationship !== 'scheduled' && known.relationship !== 'cancelled') return known;
  if (control.isEmpty && known && (!vehicle || !update || update.relationship === 'cancelled')) return known;
  const start = said.timetable.dayStart(date);
  let cancelled = false;
  const picked: (Chosen | null)[] = [];
  for (let position = 0; position < said.timetable.callCount(trip); position++) {
    const call = { trip, date, position, scheduled: start + said.timetable.departureS(trip, position) };
    const choice = choose(vehicle, update, position, prefer, policy, now);
    const ruled = underControl(control, said.timetable, call, update?.relationship === 'cancelled', choice, now);
    cancelled ||= ruled.cancelled;
    picked.push(ruled.chosen);
  }
  const first = picked.find((one) => one?.call.state === 'predicted')?.prediction ?? known ?? wordOn(trip, date, now);
  const isNext = vehicle === undefined || vehicle.kind === 'next_trip';
  return {
    ...first,
    relationship: cancelled ? 'cancelled' : 'scheduled',
    vehicleId: isNext ? (update?.vehicleId ?? vehicle?.vehicleId ?? null) : vehicle.vehicleId,
    calls: picked.map((one) => one?.call ?? UNKNOWN_CALL),
  };
}
