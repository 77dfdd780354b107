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
    notices: sources.noticesAt(view.stopIds),
    next_service: rows.length === 0 ? nextService(sources, view, now) : null,
  };
}

function collect(sources: Sources, view: StopView, now: EpochS): Departure[] {
  const rows: Row[] = [];
  const seenTo = now + HORIZON_S + EARLIEST_ADVANCE_S;
  for (const platform of view.platforms) {
    for (const call of sources.views.timetable.departures(platform, now - LATEST_DELAY_S, seenTo)) {
      const row = rowOf(sources, view, call, platform, now);
      if (row) rows.push(row);
    }
    for (const call of sources.movedByStop.get(platform) ?? []) {
      const row = rowOf(sources, view, call, platform, now);
      if (row) rows.push(row);
    }
    for (const { prediction, position } of sources.addedByStop.get(platform) ?? []) {
      const row = addedRow(sources, prediction, position, now);
      if (row) rows.push(row);
    }
  }
  const within = rows.filter((row) => row.sortAt < now + HORIZON_S);
  if (within.length < LEAST_ROWS) fill(sources, view, rows, within, seenTo, now);
  return within.map((row) => row.departure).sort(inOrder);
}

/** Adds the next rows beyond the horizon until there are enough. */
function fill(sources: Sources, view: StopView, rows: Row[], within: Row[], from: EpochS, now: EpochS): void {
  const beyond = rows.filter((row) => row.sortAt >= now + HORIZON_S);
  let begin = from;
  for (let stepS = 4 * 3600; begin < now + FILL_HORIZON_S && within.length + beyond.length < LEAST_ROWS; stepS *= 2) {
    const end = Math.min(begin + stepS, now + FILL_HORIZON_S);
    for (const platform of view.platforms) {
      for (const call of sources.views.timetable.departures(platform, begin, end)) {
        const row = rowOf(sources, view, call, platform, now);
        if (row) beyond.push(row);
      }
    }
    begin = end;
  }
  beyond.sort((a, b) => a.sortAt - b.sortAt || (a.departure.id < b.departure.id ? -1 : 1));
  within.push(...beyond.slice(0, LEAST_ROWS - within.length));
}

function rowOf(sources: Sources, view: StopView, call: ScheduledCall, platform: number, now: EpochS): Row | null {
  const update = lookUp(sources.tripUpdates, call.date, call.trip);
  if (update?.relationship === 'deleted' || update?.relationship === 'replaced') return null;
  if (update?.calls[call.position]?.alightOnly) return null;
  const vehicle = lookUp(sources.vehicles, call.date, call.trip);
  const chosen: Chosen | null = choose(vehicle, update, call.position, sources.prefer, sources.policy, now);
  const movedTo = chosen?.call.assignedStop;
  if (movedTo !== undefined && movedTo !== platform && !view.platforms.includes(movedTo)) return null;
  return callRow(sources, view, call, platform, update?.relationship === 'cancelled', chosen, now);
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
    const calls = view.platforms
      .flatMap((platform) => timetable.departures(platform, from, to))
      .sort((a, b) => a.scheduled - b.scheduled);
    for (const call of calls) {
      const relationship = lookUp(sources.tripUpdates, call.date, call.trip)?.relationship;
      if (relationship !== undefined && relationship !== 'scheduled') continue;
      return {
        scheduled: call.scheduled,
        route: sources.views.route(timetable.data.tripRoute[call.trip]!),
        headsign: sources.views.headsign(call.trip, call.position),
      };
    }
    from = to;
  }
  return null;
}
