// What never changes about a stop within one timetable: names, routes, last departures; made once, when first asked for.

import type { ServiceDate } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import type { BilingualText, DocumentRoute, DocumentStop } from '../wire/messages.js';
import type { RouteHere } from './alerts.js';
import { bilingual } from './names.js';

/** Names and lines in document form, kept per timetable: the parts of a row that do not depend on the moment. */
export class StopViews {
  readonly timetable: Timetable;
  private readonly stops = new Map<number, StopView>();
  private readonly routes = new Map<number, DocumentRoute>();
  private readonly headsigns = new Map<string, BilingualText>();

  constructor(timetable: Timetable) {
    this.timetable = timetable;
  }

  /** The view of a stop or station by index. */
  stop(index: number): StopView {
    let view = this.stops.get(index);
    if (!view) {
      view = new StopView(this.timetable, index);
      this.stops.set(index, view);
    }
    return view;
  }

  /** The line of a row, by route index. */
  route(index: number): DocumentRoute {
    let document = this.routes.get(index);
    if (!document) {
      const route = this.timetable.data.routes[index]!;
      document = {
        route_id: route.routeId,
        route_short_name: route.shortName || route.longName || route.routeId,
        route_type: route.type,
        route_color: route.color,
        route_text_color: route.textColor,
      };
      this.routes.set(index, document);
    }
    return document;
  }

  /** A headsign in both languages, translated where the dataset translates it. */
  headsign(trip: number, position: number): BilingualText {
    const { data } = this.timetable;
    const own = data.callHeadsign[this.timetable.firstCall(trip) + position] ?? -1;
    const tripHeadsign = data.tripHeadsign[trip] ?? -1;
    const text = data.strings[own >= 0 ? own : tripHeadsign] ?? this.lastStopName(trip);
    if (own < 0 && tripHeadsign >= 0) return this.headsignText(text, data.tripIds[trip]!);
    return this.headsignText(text, null);
  }

  /** A headsign that came with the realtime feed or from a stop's name. */
  headsignText(text: string, tripId: string | null): BilingualText {
    let found = this.headsigns.get(text);
    if (!found) {
      const translated = (language: string) =>
        this.timetable.translated('trips', 'trip_headsign', tripId ?? '', text, language) ??
        this.timetable.translated('stop_times', 'stop_headsign', '', text, language) ??
        this.timetable.translated('stops', 'stop_name', '', text, language);
      found = bilingual(text, translated('bg'), translated('en'));
      this.headsigns.set(text, found);
    }
    return found;
  }

  private lastStopName(trip: number): string {
    return this.timetable.stop(this.timetable.stopAt(trip, this.timetable.callCount(trip) - 1)).stopName;
  }
}

/** One stop (or a station with its platforms). */
export class StopView {
  readonly index: number;
  readonly platforms: readonly number[];
  readonly document: DocumentStop;
  /** Its own stop_id, its platforms' and its station's: what an alert may name. */
  readonly stopIds: readonly string[];
  private readonly timetable: Timetable;
  private routesHere: RouteHere[] | null = null;
  private readonly lastCalls = new Map<ServiceDate, Set<number>>();

  constructor(timetable: Timetable, index: number) {
    this.timetable = timetable;
    this.index = index;
    this.platforms = timetable.platforms(index);
    const stop = timetable.stop(index);
    this.document = {
      stop_id: stop.stopId,
      stop_code: stop.stopCode,
      stop_name: bilingual(
        stop.stopName,
        timetable.translated('stops', 'stop_name', stop.stopId, stop.stopName, 'bg'),
        timetable.translated('stops', 'stop_name', stop.stopId, stop.stopName, 'en'),
      ),
      stop_lat: stop.lat,
      stop_lon: stop.lon,
      timezone: stop.timezone ?? timetable.timezone,
    };
    const ids = new Set([stop.stopId, ...this.platforms.map((p) => timetable.stop(p).stopId)]);
    if (stop.parentStation) ids.add(stop.parentStation);
    this.stopIds = [...ids];
  }

  /** Routes that call here on any day. */
  routes(): readonly RouteHere[] {
    if (!this.routesHere) {
      const found = new Map<string, RouteHere & { directions: Set<number> }>();
      const { stopOffset, stopCallTrip, tripDirection } = this.timetable.data;
      for (const platform of this.platforms) {
        for (let i = stopOffset[platform]!; i < stopOffset[platform + 1]!; i++) {
          const trip = stopCallTrip[i]!;
          const { routeId, agencyId, type, shortName, longName } = this.timetable.routeOf(trip);
          const known = found.get(routeId);
          if (known) known.directions.add(tripDirection[trip]!);
          else {
            const directions = new Set([tripDirection[trip]!]);
            found.set(routeId, { routeId, agencyId, type, name: shortName || longName || routeId, directions });
          }
        }
      }
      this.routesHere = [...found.values()];
    }
    return this.routesHere;
  }

  /** Is this the last departure of its line and headsign here on its service day? */
  isLast(trip: number, position: number, date: ServiceDate): boolean {
    let keys = this.lastCalls.get(date);
    if (!keys) {
      if (this.lastCalls.size >= DATES_REMEMBERED) this.lastCalls.clear();
      keys = this.findLast(date);
      this.lastCalls.set(date, keys);
    }
    return keys.has(callKey(trip, position));
  }

  private findLast(date: ServiceDate): Set<number> {
    const { data } = this.timetable;
    const latest = new Map<string, { departureS: number; key: number }>();
    for (const platform of this.platforms) {
      for (let i = data.stopOffset[platform]!; i < data.stopOffset[platform + 1]!; i++) {
        const trip = data.stopCallTrip[i]!;
        if (!this.timetable.runsOn(trip, date)) continue;
        const line = `${data.tripRoute[trip]}/${data.tripHeadsign[trip]}`;
        const departureS = data.stopCallDepartureS[i]!;
        // Within a platform calls come by time; a station's platforms are read one after another.
        if (departureS < (latest.get(line)?.departureS ?? 0)) continue;
        latest.set(line, { departureS, key: callKey(trip, data.stopCallPosition[i]!) });
      }
    }
    return new Set([...latest.values()].map(({ key }) => key));
  }
}

/** A board shows rows of yesterday, today and tomorrow. */
const DATES_REMEMBERED = 4;

function callKey(trip: number, position: number): number {
  return trip * 65_536 + position;
}
