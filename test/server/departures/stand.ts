// A stop's document from a town in a test: what is known in real time is said in the test, the rest is as in the house.

import type { Alert, EpochS, ServiceDate, TripUpdate } from '../../../feeds/model.js';
import { serviceTimeToEpoch } from '../../../feeds/service-day.js';
import { AlertIndex } from '../../../server/departures/alerts.js';
import type { Preference } from '../../../server/departures/choose.js';
import { compose } from '../../../server/departures/compose.js';
import { addedByStop, movedByStop } from '../../../server/departures/layer-by-stop.js';
import type { Sources } from '../../../server/departures/sources.js';
import { StopViews } from '../../../server/departures/stop-view.js';
import { Control } from '../../../server/dispatch/control.js';
import type { ControlAction } from '../../../server/dispatch/control-action.js';
import { layerOf } from '../../../server/prediction/layers.js';
import { type CallPrediction, type TripPrediction, UNKNOWN_CALL } from '../../../server/prediction/prediction.js';
import { applyTripUpdates } from '../../../server/prediction/trip-updates.js';
import type { Timetable } from '../../../server/timetable/timetable.js';
import type { Departure, StopDepartures } from '../../../server/wire/messages.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';

/** The day on which most of these tests happen: a Monday. */
export const DAY = '20260216';

/** `HH:MM` or `HH:MM:SS` of a service date (by default `DAY`) in Sofia. */
export function at(time: string, date: ServiceDate = DAY): EpochS {
  const [h = 0, m = 0, s = 0] = time.split(':').map(Number);
  return serviceTimeToEpoch(date, h * 3600 + m * 60 + s, 'Europe/Sofia');
}

/** What is known in real time. */
export interface Known {
  updates?: TripUpdate[];
  /** When the feed brought them, by default now. */
  takenAt?: EpochS;
  vehicles?: TripPrediction[];
  alerts?: Alert[];
  /** What the control room has ordered. */
  actions?: ControlAction[];
  prefer?: Preference;
  /** route_ids without tracking. */
  untracked?: string[];
}

/** The sources of documents; trip updates are applied when they were taken. */
export function sourcesOf(timetable: Timetable, known: Known, now: EpochS): Sources {
  const { layer } = applyTripUpdates(timetable, known.updates ?? [], known.takenAt ?? now);
  const control = new Control(known.actions ?? [], timetable);
  return {
    views: new StopViews(timetable),
    vehicles: layerOf(known.vehicles ?? []),
    tripUpdates: layer,
    addedByStop: addedByStop(layer),
    movedByStop: movedByStop(layer, timetable),
    alerts: new AlertIndex([...(known.alerts ?? []), ...control.alerts], timetable),
    control,
    noticesAt: () => [],
    isTracked: (route) => !(known.untracked ?? []).includes(timetable.data.routes[route]!.routeId),
    prefer: known.prefer ?? 'trip-update',
    policy: DEFAULT_POLICY,
  };
}

/** The document of a stop. */
export function documentAt(timetable: Timetable, stopId: string, now: EpochS, known: Known = {}): StopDepartures {
  const document = compose(sourcesOf(timetable, known, now), stopId, now);
  if (!document) throw new Error(`no stop ${stopId}`);
  return document;
}

/** The rows of a stop. */
export function rowsAt(timetable: Timetable, stopId: string, now: EpochS, known: Known = {}): Departure[] {
  return documentAt(timetable, stopId, now, known).departures;
}

/** The row of one trip, or undefined. */
export function rowOfTrip(
  timetable: Timetable,
  stopId: string,
  tripId: string,
  now: EpochS,
  known: Known = {},
): Departure | undefined {
  return rowsAt(timetable, stopId, now, known).find((row) => row.trip_id === tripId);
}

/** trip_ids of rows, in order. */
export const tripsOf = (rows: readonly Departure[]): string[] => rows.map((row) => row.trip_id);

/** Our own prediction of a trip, from a vehicle seen at `asOf`; calls by position, the others unknown. */
export function seen(
  timetable: Timetable,
  tripId: string,
  asOf: EpochS,
  calls: Record<number, EpochS | 'passed' | Partial<CallPrediction>>,
  date: ServiceDate = DAY,
): TripPrediction {
  const trip = timetable.trips(tripId)[0]!;
  const all = Array.from({ length: timetable.callCount(trip) }, (_, position): CallPrediction => {
    const said = calls[position];
    if (said === undefined) return UNKNOWN_CALL;
    if (said === 'passed') return { ...UNKNOWN_CALL, state: 'passed' };
    if (typeof said === 'number') return { ...UNKNOWN_CALL, state: 'predicted', arrival: said, departure: said };
    return { ...UNKNOWN_CALL, state: 'predicted', ...said };
  });
  return {
    trip,
    date,
    relationship: 'scheduled',
    basis: 'vehicle',
    kind: 'mid_trip',
    asOf,
    vehicleId: 'bus',
    occupancy: null,
    calls: all,
    added: null,
  };
}
