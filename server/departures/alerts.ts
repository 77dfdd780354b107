// Alerts by what they concern, so that a stop finds its own without reading them all.

import type { Alert, EntitySelector, EpochS } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import type { DocumentAlert } from '../wire/messages.js';
import { bilingualText } from './names.js';

interface IndexedAlert {
  alert: Alert;
  document: DocumentAlert;
  rank: number;
}

/** Effects from what a rider must know first to what is only good to know (boards.md, section 3). */
const EFFECT_RANK: Readonly<Record<string, number>> = {
  NO_SERVICE: 0,
  STOP_MOVED: 1,
  DETOUR: 2,
  REDUCED_SERVICE: 3,
  SIGNIFICANT_DELAYS: 4,
  MODIFIED_SERVICE: 5,
  ADDITIONAL_SERVICE: 6,
  ACCESSIBILITY_ISSUE: 7,
  OTHER_EFFECT: 8,
  UNKNOWN_EFFECT: 9,
  NO_EFFECT: 10,
};

/** A line at a stop, as an alert may name it. `directions` are those in which it calls there; -1 where the dataset has none. */
export interface RouteHere {
  routeId: string;
  agencyId: string | null;
  type: number;
  /** What riders call it: the short name, else the long one. */
  name: string;
  directions: ReadonlySet<number>;
}

interface Selected {
  selector: EntitySelector;
  indexed: IndexedAlert;
}

/** An immutable index of one alerts snapshot against one timetable. */
export class AlertIndex {
  private readonly byStop = new Map<string, Selected[]>();
  private readonly byRoute = new Map<string, Selected[]>();
  /** By agency or route type alone: few, and looked at for every stop. */
  private readonly wide: Selected[] = [];

  constructor(alerts: readonly Alert[], timetable: Timetable) {
    for (const alert of alerts) {
      const indexed = index(alert);
      for (const said of alert.informedEntities) {
        const routeId = said.routeId ?? routeOfTrip(said, timetable);
        const selected = { selector: { ...said, routeId }, indexed };
        if (routeId !== null) push(this.byRoute, routeId, selected);
        else if (said.trip) continue;
        else if (said.stopId !== null) push(this.byStop, said.stopId, selected);
        else if (said.routeType !== null || said.agencyId !== null) this.wide.push(selected);
      }
    }
  }

  /** The alerts in force at `now` for a stop with these ids (itself, its station) and the routes that call there; ranked. */
  at(stopIds: readonly string[], routes: readonly RouteHere[], now: EpochS): DocumentAlert[] {
    const found = new Set<IndexedAlert>();
    const look = (list: readonly Selected[] | undefined): void => {
      for (const { selector, indexed } of list ?? []) if (concerns(selector, stopIds, routes)) found.add(indexed);
    };
    for (const stopId of stopIds) look(this.byStop.get(stopId));
    for (const route of routes) look(this.byRoute.get(route.routeId));
    look(this.wide);
    const inForce: (IndexedAlert & { until: EpochS | null })[] = [];
    for (const indexed of found) {
      const period = periodAt(indexed.alert, now);
      if (period) inForce.push({ ...indexed, until: period.end });
    }
    inForce.sort((a, b) => a.rank - b.rank || (a.document.id < b.document.id ? -1 : 1));
    return inForce.map(({ document, until }) => ({ ...document, until }));
  }
}

/** All that a selector names must hold together (GTFS-Realtime, EntitySelector). What the dataset does not tell holds nothing back. */
function concerns(selector: EntitySelector, stopIds: readonly string[], routes: readonly RouteHere[]): boolean {
  const { stopId, routeId, agencyId, routeType, directionId } = selector;
  if (stopId !== null && !stopIds.includes(stopId)) return false;
  if (routeId === null && agencyId === null && routeType === null) return stopId !== null;
  return routes.some(
    (route) =>
      (routeId === null || route.routeId === routeId) &&
      (agencyId === null || route.agencyId === null || route.agencyId === agencyId) &&
      (routeType === null || route.type === routeType) &&
      (directionId === null || route.directions.has(directionId) || route.directions.has(-1)),
  );
}

/** The active period that holds at `now`; an alert without periods is always in force (GTFS-Realtime, Alert.active_period). */
export function periodAt(alert: Alert, now: EpochS): { start: EpochS | null; end: EpochS | null } | null {
  if (alert.activePeriods.length === 0) return { start: null, end: null };
  return alert.activePeriods.find((p) => (p.start ?? 0) <= now && now < (p.end ?? Infinity)) ?? null;
}

function index(alert: Alert): IndexedAlert {
  return {
    alert,
    rank: EFFECT_RANK[alert.effect] ?? 9,
    document: {
      id: alert.alertId,
      effect: alert.effect,
      header: bilingualText(alert.header),
      description: bilingualText(alert.description),
      until: null,
    },
  };
}

function routeOfTrip(selector: EntitySelector, timetable: Timetable): string | null {
  const descriptor = selector.trip;
  if (!descriptor) return null;
  if (descriptor.routeId !== null) return descriptor.routeId;
  const trip = descriptor.tripId === null ? undefined : timetable.trips(descriptor.tripId)[0];
  return trip === undefined ? null : timetable.routeOf(trip).routeId;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
