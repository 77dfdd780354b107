// Timetable, predictions and alerts of one moment to the document of one stop.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import { addDays, dateAt } from '../../feeds/service-day.js';
import { lookUp } from '../prediction/prediction.js';
import type { ScheduledCall } from '../timetable/timetable.js';
import type { Departure, Freshness, NextService, StopDepartures } from '../wire/messages.js';
import { inOrder } from '../wire/patch.js';
import { type Chosen, choose } from './choose.js';
import {
  EARLIEST_ADVANCE_S,
  FILL_HORIZON_S,
  HORIZON_S,
  LATEST_DELAY_S,
  LEAST_ROWS,
  NEXT_SERVICE_DAYS,
} from './policy.js';
import { addedRow, callRow, type Row } from './row.js';
import type { Sources } from './sources.js';
import type { StopView } from './stop-view.js';
import { type Ruled, underControl } from './under-control.js';

/** The document of a stop, or null where the timetable has no such stop_id. */
export function compose(sources: Sources, stopId: string, now: EpochS): StopDepartures | null {
  const index = sources.views.timetable.stopIndex(stopId);
  if (index < 0) return null;
  const view = sources.views.stop(index);
  const rows = collect(sources, view, now);
  const alerts = sources.alerts.at(view.stopIds, view.routes(), now);
  return {
    stop: view.document,
    generated_at: Math.floor(now),
    timetable_version: sources.views.timetable.version,
    freshness: freshnessOf(rows),
    departures: rows,
    alerts,
    notices: sources.noticesAt(view.stopIds, now),
    next_service: rows.length === 0 ? nextService(sources, view, now) : null,
  };
}

function collect(sources: Sources, view: StopView, now: EpochS): Departure[] {
  const rows = new Map<string, Row>();
  const put = (row: Row | null): void => {
    // Ids are unique in a document (contract, 3): where a feed gives two trips one name, the timetable's stands.
    if (row && !rows.has(row.departure.id)) rows.set(row.departure.id, row);
  };
  const seenTo = now + HORIZON_S + EARLIEST_ADVANCE_S;
  for (const platform of view.platforms) {
    for (const call of sources.views.timetable.departures(platform, now - LATEST_DELAY_S, seenTo)) {
      put(rowOf(sources, view, call, platform, now));
    }
    for (const call of sources.movedByStop.get(platform) ?? []) put(rowOf(sources, view, call, platform, now));
    for (const call of movedHere(sources, platform, now, seenTo)) put(movedRow(sources, view, call, platform, now));
    for (const { prediction, position } of sources.addedByStop.get(platform) ?? []) {
      put(addedRow(sources, prediction, position, now));
    }
  }
  const isWithin = (row: Row): boolean => row.sortAt < now + HORIZON_S;
  const within = [...rows.values()].filter(isWithin);
  const found = within.length >= LEAST_ROWS ? within : fill(sources, view, rows, LEAST_ROWS, seenTo, now);
  return found.map((row) => row.departure).sort(inOrder);
}

/** The first `wanted` rows, with later ones than those of `rows`, in which the timetable is read up to `from`. */
function fill(
  sources: Sources,
  view: StopView,
  rows: Map<string, Row>,
  wanted: number,
  from: EpochS,
  now: EpochS,
): Row[] {
  const until = now + FILL_HORIZON_S;
  const before = (end: EpochS): Row[] => [...rows.values()].filter((row) => row.sortAt < end);
  let begin = from;
  // A moved or added trip may lie further ahead than the timetable has been read: it does not count yet.
  for (let stepS = 4 * 3600; begin < until && before(begin).length < wanted; stepS *= 2) {
    const end = Math.min(begin + stepS, until);
    for (const platform of view.platforms) {
      for (const call of sources.views.timetable.departures(platform, begin, end)) {
        const row = rowOf(sources, view, call, platform, now);
        if (row && !rows.has(row.departure.id)) rows.set(row.departure.id, row);
      }
    }
    begin = end;
  }
  return before(until)
    .sort((a, b) => inOrder(a.departure, b.departure))
    .slice(0, wanted);
}

function rowOf(sources: Sources, view: StopView, call: ScheduledCall, platform: number, now: EpochS): Row | null {
  const update = lookUp(sources.tripUpdates, call.date, call.trip);
  if (update?.relationship === 'deleted' || update?.relationship === 'replaced') return null;
  // Where and whether one boards is the agency's to say, whoever says when.
  const said = update?.calls[call.position];
  if (said?.alightOnly) return null;
  if ((said?.assignedStop ?? platform) !== platform) return null;
  const { cancelled, chosen } = ruled(sources, call, now);
  return callRow(sources, view, call, platform, cancelled, chosen, now);
}

/** What is known of a call, and what the control room makes of it. */
function ruled(sources: Sources, call: ScheduledCall, now: EpochS): Ruled {
  const { control, views, prefer, policy } = sources;
  const update = lookUp(sources.tripUpdates, call.date, call.trip);
  const vehicle = lookUp(sources.vehicles, call.date, call.trip);
  const chosen: Chosen | null = choose(vehicle, update, call.position, prefer, policy, now);
  return underControl(control, views.timetable, call, update?.relationship === 'cancelled', chosen, now);
}

/** Calls at stops that the control room has moved to this one, of trips that do not call here anyway. */
function movedHere({ control, views }: Sources, platform: number, now: EpochS, to: EpochS): ScheduledCall[] {
  const { timetable } = views;
  return control
    .movedHere(platform, now)
    .flatMap((from) => timetable.departures(from, now - LATEST_DELAY_S, to))
    .filter(({ trip }) => timetable.positionOfStop(trip, platform) < 0);
}

/** A call that is made here instead of where the timetable has it: it is not skipped, it is moved. */
function movedRow(sources: Sources, view: StopView, call: ScheduledCall, platform: number, now: EpochS): Row | null {
  const { vehicles, tripUpdates, prefer, policy } = sources;
  const update = lookUp(tripUpdates, call.date, call.trip);
  if (update?.relationship === 'deleted' || update?.relationship === 'replaced') return null;
  const chosen = choose(lookUp(vehicles, call.date, call.trip), update, call.position, prefer, policy, now);
  const cancelled = sources.control.ofTrip(call.date, call.trip).runs === 'cancelled';
  return callRow(sources, view, call, platform, cancelled || update?.relationship === 'cancelled', chosen, now);
}

function freshnessOf(rows: readonly Departure[]): Freshness {
  if (rows.some((row) => row.status === 'live')) return 'live';
  if (rows.some((row) => row.status === 'ageing')) return 'ageing';
  return rows.length > 0 ? 'timetable' : 'none';
}

function nextService(sources: Sources, view: StopView, now: EpochS): NextService | null {
  const { timetable } = sources.views;
  let from = now;
  let date: ServiceDate = dateAt(now, timetable.timezone);
  for (let day = 0; day < NEXT_SERVICE_DAYS; day++) {
    date = addDays(date, 1);
    const to = timetable.dayStart(date);
    const rows = view.platforms
      .flatMap((platform) =>
        timetable.departures(platform, from, to).map((call) => rowOf(sources, view, call, platform, now)?.departure),
      )
      .filter((row): row is Departure => row !== undefined && STILL_COMES.has(row.status))
      .sort(inOrder);
    const first = rows[0];
    if (first?.scheduled != null) {
      return { scheduled: first.scheduled, route: first.route, headsign: first.headsign };
    }
    from = to;
  }
  return null;
}

const STILL_COMES: ReadonlySet<Departure['status']> = new Set(['live', 'ageing', 'timetable']);
