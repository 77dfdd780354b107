// One call of one trip to one row of a document: what it is (boards.md, section 1), or that it is gone.

import type { EpochS } from '../../feeds/model.js';
import type { TripPrediction } from '../prediction/prediction.js';
import type { ScheduledCall } from '../timetable/timetable.js';
import type { Departure, DepartureStatus } from '../wire/messages.js';
import type { Chosen } from './choose.js';
import { OVERDUE_S } from './policy.js';
import type { Sources } from './sources.js';
import type { StopView } from './stop-view.js';

/** A row with the time it is sorted by. */
export interface Row {
  departure: Departure;
  sortAt: EpochS;
}

/** What is known of a row's time, before it is dressed. */
interface Outcome {
  status: DepartureStatus;
  expected: EpochS | null;
}

/** The row of a scheduled call at `platform` (where the agency moved it, if it did), or null where it does not stand on a board (any more). */
export function callRow(
  sources: Sources,
  view: StopView,
  call: ScheduledCall,
  platform: number,
  cancelled: boolean,
  chosen: Chosen | null,
  now: EpochS,
): Row | null {
  const { timetable } = sources.views;
  const { data } = timetable;
  const { trip, position, date, scheduled } = call;
  const outcome = cancelled ? struck('cancelled', scheduled, sources, now) : outcomeOf(chosen, scheduled, sources, now);
  if (!outcome) return null;
  const sequence = timetable.sequenceAt(trip, position);
  const headwayS = data.tripHeadwayS[trip]!;
  const route = data.tripRoute[trip]!;
  const stop = timetable.stop(platform);
  const tripId = data.tripIds[trip]!;
  const departure: Departure = {
    id: headwayS > 0 ? `${date}/${tripId}/${sequence}/${timetable.startS(trip)}` : `${date}/${tripId}/${sequence}`,
    trip_id: tripId,
    start_date: date,
    stop_sequence: sequence,
    stop_id: stop.stopId,
    route: sources.views.route(route),
    headsign: sources.views.headsign(trip, position),
    scheduled,
    ...timesOf(outcome, chosen),
    vehicle_id: chosen?.prediction.vehicleId ?? null,
    occupancy: chosen?.call.occupancy ?? chosen?.prediction.occupancy ?? null,
    wheelchair: wheelchair(data.tripWheelchair[trip]!),
    platform: stop.platformCode,
    last: headwayS === 0 && view.isLast(trip, position, date),
  };
  if (data.tripInexact[trip] === 1 && outcome.expected === null) departure.headway_s = headwayS;
  if (!sources.isTracked(route)) departure.tracked = false;
  return { departure, sortAt: outcome.expected ?? scheduled };
}

/** The row of a call of a trip that the timetable does not have. */
export function addedRow(sources: Sources, prediction: TripPrediction, position: number, now: EpochS): Row | null {
  const { added } = prediction;
  const call = prediction.calls[position];
  const place = added?.calls[position];
  if (!added || !call || call.alightOnly || !place?.pickup || position === added.calls.length - 1) return null;
  const scheduled = place.scheduledDeparture ?? place.scheduledArrival;
  const cancelled = prediction.relationship === 'cancelled';
  const base = scheduled ?? call.departure ?? call.arrival;
  if (base === null) return null;
  const chosen: Chosen | null = call.state === 'unknown' ? null : { prediction, call };
  const outcome = cancelled ? struck('cancelled', base, sources, now) : outcomeOf(chosen, base, sources, now);
  if (!outcome) return null;
  const { timetable } = sources.views;
  const stop = timetable.stop(call.assignedStop ?? place.stop);
  const last = added.calls[added.calls.length - 1];
  return {
    sortAt: outcome.expected ?? base,
    departure: {
      id: `${prediction.date}/${added.tripId}/${place.sequence}`,
      trip_id: added.tripId,
      start_date: prediction.date,
      stop_sequence: place.sequence,
      stop_id: stop.stopId,
      route: sources.views.route(added.route),
      headsign: sources.views.headsignText(
        added.headsign ?? (last ? timetable.stop(last.stop).stopName : ''),
        prediction.trip >= 0 ? timetable.data.tripIds[prediction.trip]! : null,
      ),
      scheduled,
      ...timesOf(outcome, chosen),
      vehicle_id: prediction.vehicleId,
      occupancy: call.occupancy ?? prediction.occupancy,
      wheelchair: prediction.trip >= 0 ? wheelchair(timetable.data.tripWheelchair[prediction.trip]!) : null,
      platform: stop.platformCode,
      last: false,
    },
  };
}

function outcomeOf(chosen: Chosen | null, scheduled: EpochS, sources: Sources, now: EpochS): Outcome | null {
  const { policy } = sources;
  if (!chosen) return byTimetable(scheduled, now);
  const { call, prediction } = chosen;
  if (call.state === 'skipped') return struck('skipped', scheduled, sources, now);
  const at = call.departure ?? call.arrival;
  if (call.state === 'passed') return departed(at ?? null, sources, now);
  if (call.state === 'no_data' || at === null) return byTimetable(scheduled, now);
  // What fell due while it was believed is over for good; an older datum says nothing of the time it foretold.
  const wasBelieved = at - prediction.asOf <= policy.timetable_after_s;
  if (wasBelieved && at < now - OVERDUE_S) return departed(at + OVERDUE_S, sources, now);
  const ageS = now - prediction.asOf;
  if (ageS > policy.timetable_after_s) return byTimetable(scheduled, now);
  return { status: ageS > policy.ageing_after_s ? 'ageing' : 'live', expected: at };
}

/** A row without realtime stands until its minute is over. */
function byTimetable(scheduled: EpochS, now: EpochS): Outcome | null {
  return scheduled < Math.floor(now / 60) * 60 ? null : { status: 'timetable', expected: null };
}

function struck(status: 'cancelled' | 'skipped', scheduled: EpochS, sources: Sources, now: EpochS): Outcome | null {
  return now > scheduled + sources.policy.cancelled_for_s ? null : { status, expected: null };
}

function departed(at: EpochS | null, sources: Sources, now: EpochS): Outcome | null {
  if (at === null || now - at > sources.policy.departed_for_s) return null;
  return { status: 'departed', expected: null };
}

function timesOf(
  outcome: Outcome,
  chosen: Chosen | null,
): Pick<Departure, 'expected' | 'low' | 'high' | 'basis' | 'status' | 'as_of'> {
  const shown = outcome.expected !== null;
  return {
    expected: outcome.expected,
    low: shown ? (chosen?.call.low ?? null) : null,
    high: shown ? (chosen?.call.high ?? null) : null,
    basis: shown || outcome.status === 'departed' ? (chosen?.prediction.basis ?? 'timetable') : 'timetable',
    status: outcome.status,
    as_of: chosen?.prediction.asOf ?? null,
  };
}

function wheelchair(accessible: number): boolean | null {
  return accessible === 1 ? true : accessible === 2 ? false : null;
}
