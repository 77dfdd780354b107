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

/** An immutable index of one alerts snapshot against one timetable. */
export class AlertIndex {
  private readonly byStop = new Map<string, IndexedAlert[]>();
  private readonly byRoute = new Map<string, { selector: EntitySelector; indexed: IndexedAlert }[]>();
  private readonly byRouteType = new Map<number, IndexedAlert[]>();
  private readonly everywhere: IndexedAlert[] = [];

  constructor(alerts: readonly Alert[], timetable: Timetable) {
    for (const alert of alerts) {
      const indexed = index(alert);
      for (const selector of alert.informedEntities) {
        const routeId = selector.routeId ?? routeOfTrip(selector, timetable);
        if (selector.stopId !== null && routeId === null) push(this.byStop, selector.stopId, indexed);
        else if (routeId !== null) push(this.byRoute, routeId, { selector, indexed });
        else if (selector.routeType !== null) push(this.byRouteType, selector.routeType, indexed);
        else if (selector.agencyId !== null) this.everywhere.push(indexed);
      }
    }
  }

  /** The alerts in force at `now` for a stop with these ids (itself, its station) and the routes that call there; ranked. */
  at(stopIds: readonly string[], routes: readonly { routeId: string; type: number }[], now: EpochS): DocumentAlert[] {
    const found = new Set<IndexedAlert>(this.everywhere);
    for (const stopId of stopIds) for (const indexed of this.byStop.get(stopId) ?? []) found.add(indexed);
    for (const route of routes) {
      for (const { selector, indexed } of this.byRoute.get(route.routeId) ?? []) {
        if (selector.stopId === null || stopIds.includes(selector.stopId)) found.add(indexed);
      }
      for (const indexed of this.byRouteType.get(route.type) ?? []) found.add(indexed);
    }
    const inForce: (IndexedAlert & { until: EpochS | null })[] = [];
    for (const indexed of found) {
      const period = periodAt(indexed.alert, now);
      if (period) inForce.push({ ...indexed, until: period.end });
    }
    inForce.sort((a, b) => a.rank - b.rank || (a.document.id < b.document.id ? -1 : 1));
    return inForce.map(({ document, until }) => ({ ...document, until }));
  }
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

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}
