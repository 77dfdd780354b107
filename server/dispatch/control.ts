// The orders of the control room against one timetable: what holds for a trip, a stop, a line. Immutable; replaced whole.

import type { Alert, EpochS, ServiceDate } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import type { OrderedTrip } from '../wire/console/dispatch.js';
import { alertOf } from './action-alert.js';
import { type ControlAction, holdsAt, type Period } from './control-action.js';

/** What is ordered of one trip instance. */
export interface TripOrder {
  /** `cancelled` or, against the agency's feed, `reinstated`; null where neither was ordered. */
  runs: 'cancelled' | 'reinstated' | null;
  delayS: number | null;
}

/** A stop where lines do not call for a while; `routes` null is every line. */
interface Bypass extends Period {
  routes: ReadonlySet<number> | null;
}

const NOTHING: TripOrder = Object.freeze({ runs: null, delayS: null });

/** Orders, indexed. Orders that name what the timetable does not have say nothing. */
export class Control {
  private readonly trips = new Map<ServiceDate, Map<number, TripOrder>>();
  private readonly bypasses = new Map<number, Bypass[]>();
  private readonly silentRoutes = new Map<number, Period[]>();
  private readonly silentStops = new Map<number, Period[]>();
  private readonly moves = new Map<number, (Period & { from: number })[]>();
  /** The alerts that tell riders of the orders. */
  readonly alerts: readonly Alert[];

  constructor(
    readonly actions: readonly ControlAction[],
    private readonly timetable: Timetable | null,
  ) {
    if (timetable) for (const action of actions) this.take(action, timetable);
    this.alerts = actions.flatMap((action) => (action.silenced ? [] : (alertOf(action, timetable) ?? [])));
  }

  /** Nothing is ordered at all: the common case, and free. */
  get isEmpty(): boolean {
    return this.actions.length === 0;
  }

  /** What is ordered of a trip instance. */
  ofTrip(date: ServiceDate, trip: number): TripOrder {
    return this.trips.get(date)?.get(trip) ?? NOTHING;
  }

  /** Every trip instance of which something is ordered. */
  *orderedTrips(): Iterable<{ date: ServiceDate; trip: number; order: TripOrder }> {
    for (const [date, trips] of this.trips) for (const [trip, order] of trips) yield { date, trip, order };
  }

  /** Does this line pass the stop by at the scheduled moment of the call? */
  isBypassed(stop: number, route: number, scheduled: EpochS): boolean {
    const found = this.bypasses.get(stop);
    return found?.some((one) => (one.routes?.has(route) ?? true) && holdsAt(one, scheduled)) ?? false;
  }

  /** Are predictions of this line at this stop held back now? */
  isSilent(stop: number, route: number, now: EpochS): boolean {
    const holds = (periods: readonly Period[] | undefined) => periods?.some((one) => holdsAt(one, now)) ?? false;
    return holds(this.silentRoutes.get(route)) || holds(this.silentStops.get(stop));
  }

  /** The stops whose calls are made here instead, at a moment. */
  movedHere(stop: number, moment: EpochS): readonly number[] {
    return this.moves.get(stop)?.flatMap((one) => (holdsAt(one, moment) ? [one.from] : [])) ?? [];
  }

  /** Stops with a bypass, and when: what others must be told of trips that call there. */
  *bypassedStops(): Iterable<{ stop: number; period: Period; routes: ReadonlySet<number> | null }> {
    for (const [stop, list] of this.bypasses) for (const one of list) yield { stop, period: one, routes: one.routes };
  }

  /** Stops (by index) whose documents these orders touch; null is all of them. */
  touchedStops(): ReadonlySet<number> | null {
    const { timetable } = this;
    const touched = new Set<number>();
    if (!timetable) return touched;
    if (this.silentRoutes.size > 0) return null;
    for (const { trip } of this.orderedTrips())
      for (let p = 0; p < timetable.callCount(trip); p++) touched.add(timetable.stopAt(trip, p));
    for (const stop of this.bypasses.keys()) touched.add(stop);
    for (const stop of this.silentStops.keys()) touched.add(stop);
    for (const stop of this.moves.keys()) touched.add(stop);
    for (const { informedEntities } of this.alerts)
      if (informedEntities.some(({ stopId, trip }) => stopId === null && trip === null)) return null;
    return touched;
  }

  private take(action: ControlAction, timetable: Timetable): void {
    const { order } = action;
    const period: Period = { start: action.start, end: action.end };
    const stops = (ids: readonly string[]) =>
      ids
        .map((id) => timetable.stopIndex(id))
        .filter((stop) => stop >= 0)
        .flatMap((stop) => timetable.platforms(stop));
    const routes = (ids: readonly string[]) => ids.map((id) => timetable.routeIndex(id)).filter((route) => route >= 0);
    switch (order.kind) {
      case 'cancel-trip':
        this.orderTrip(order.trip, { runs: 'cancelled' }, timetable);
        return;
      case 'reinstate-trip':
        this.orderTrip(order.trip, { runs: 'reinstated' }, timetable);
        return;
      case 'delay-trip':
        this.orderTrip(order.trip, { delayS: order.delay_s }, timetable);
        return;
      case 'close-stop':
        for (const stop of stops([order.stop_id])) {
          push(this.bypasses, stop, { ...period, routes: null });
          for (const to of stops(order.moved_to === null ? [] : [order.moved_to]))
            push(this.moves, to, { ...period, from: stop });
        }
        return;
      case 'suppress-predictions':
        for (const route of routes(order.route_ids)) push(this.silentRoutes, route, period);
        for (const stop of stops(order.stop_ids)) push(this.silentStops, stop, period);
        return;
      case 'detour': {
        const lines = new Set(routes(order.route_ids));
        for (const stop of stops(order.stop_ids)) push(this.bypasses, stop, { ...period, routes: lines });
      }
    }
  }

  private orderTrip(
    { trip_id, start_date, start_time_s }: OrderedTrip,
    said: Partial<TripOrder>,
    timetable: Timetable,
  ): void {
    for (const trip of timetable.trips(trip_id)) {
      if (start_time_s !== null && timetable.startS(trip) !== start_time_s) continue;
      const running = timetable.instance(trip, start_date);
      if (running < 0) continue;
      const trips = this.trips.get(start_date) ?? new Map<number, TripOrder>();
      this.trips.set(start_date, trips.set(running, { ...(trips.get(running) ?? NOTHING), ...said }));
    }
  }
}

/** Nothing is ordered. */
export const NO_CONTROL = new Control([], null);

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
