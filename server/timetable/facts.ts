// What the rules of GTFS-Realtime ask of a timetable, answered by a Timetable.

import type { CallFacts, TimetableFacts, TripFacts } from '../../feeds/gtfs-realtime/rules/timetable.js';
import { eastM, METRES_PER_DEGREE, northM, planeAt } from './geometry.js';
import type { Timetable } from './timetable.js';

/** How far outside the box around all stops a vehicle may be (E028; the validator's mile). */
export const AREA_MARGIN_M = 1_609;

/** Trips that are remembered; a day has many times as many, and none is asked for when it is over. */
export const TRIPS_REMEMBERED = 2_000;

/** The facts of one timetable. Trips are worked out when asked for and kept for a while. */
export function factsOf(timetable: Timetable): TimetableFacts {
  const { data } = timetable;
  const trips = new Map<string, TripFacts | null>();
  const agencies = new Set(data.routes.map((route) => route.agencyId));
  const area = areaOf(timetable);
  const nonStop = calledNonStop(timetable);
  return {
    trip(tripId) {
      const known = trips.get(tripId);
      if (known !== undefined) return known;
      const found = tripFacts(timetable, tripId);
      if (trips.size >= TRIPS_REMEMBERED) trips.clear();
      trips.set(tripId, found);
      return found;
    },
    hasRoute: (routeId) => timetable.routeIndex(routeId) >= 0,
    hasAgency: (agencyId) => agencies.has(agencyId),
    locationType(stopId) {
      const stop = timetable.stopIndex(stopId);
      return stop < 0 ? null : timetable.stop(stop).locationType;
    },
    isInArea: (lat, lon) => lat >= area.south && lat <= area.north && lon >= area.west && lon <= area.east,
    distanceFromTripM(tripId, lat, lon) {
      const trip = timetable.trips(tripId)[0];
      const line = trip === undefined ? -1 : (data.patternLine[data.tripPattern[trip] ?? -1] ?? -1);
      return line < 0 || data.lineIsShape[line] !== 1 ? null : distanceFromLineM(timetable, line, lat, lon);
    },
    calledNonStop: () => nonStop,
  };
}

function tripFacts(timetable: Timetable, tripId: string): TripFacts | null {
  const { data } = timetable;
  const starts = timetable.trips(tripId);
  const trip = starts[0];
  if (trip === undefined) return null;
  const calls = Array.from({ length: timetable.callCount(trip) }, (_, position): CallFacts => {
    const stop = timetable.stop(timetable.stopAt(trip, position));
    return {
      stopId: stop.stopId,
      sequence: timetable.sequenceAt(trip, position),
      arrivalS: timetable.arrivalS(trip, position),
      departureS: timetable.departureS(trip, position),
    };
  });
  const direction = data.tripDirection[trip];
  const frequent = (data.tripHeadwayS[trip] ?? 0) > 0;
  return {
    routeId: timetable.routeOf(trip).routeId,
    directionId: direction === 0 || direction === 1 ? direction : null,
    calls,
    frequency: !frequent ? 'none' : data.tripInexact[trip] === 1 ? 'inexact' : 'exact',
    startsS: starts.map((start) => timetable.startS(start)),
  };
}

function areaOf(timetable: Timetable): { south: number; north: number; west: number; east: number } {
  const area = { south: 90, north: -90, west: 180, east: -180 };
  for (const { lat, lon } of timetable.data.stops) {
    if (lat === null || lon === null) continue;
    area.south = Math.min(area.south, lat);
    area.north = Math.max(area.north, lat);
    area.west = Math.min(area.west, lon);
    area.east = Math.max(area.east, lon);
  }
  const marginLat = AREA_MARGIN_M / METRES_PER_DEGREE;
  const marginLon = AREA_MARGIN_M / planeAt((area.south + area.north) / 2, area.west).lonScale;
  return {
    south: area.south - marginLat,
    north: area.north + marginLat,
    west: area.west - marginLon,
    east: area.east + marginLon,
  };
}

function calledNonStop(timetable: Timetable): string | null {
  const called = new Set(timetable.data.callStop);
  for (const index of called) {
    const stop = timetable.stop(index);
    if (stop.locationType !== 0) return stop.stopId;
  }
  return null;
}

function distanceFromLineM(timetable: Timetable, line: number, lat: number, lon: number): number {
  const { lineLat, lineLon, lineOffset } = timetable.data;
  const plane = planeAt(lat, lon);
  const first = lineOffset[line] as number;
  const end = lineOffset[line + 1] as number;
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = first; i < end; i++) {
    const east = eastM(plane, lineLon[i] as number);
    const north = northM(plane, lineLat[i] as number);
    nearest = Math.min(nearest, Math.hypot(east, north));
    if (i === first) continue;
    const fromEast = eastM(plane, lineLon[i - 1] as number);
    const fromNorth = northM(plane, lineLat[i - 1] as number);
    const [dx, dy] = [east - fromEast, north - fromNorth];
    const length2 = dx * dx + dy * dy;
    const share = length2 === 0 ? 0 : -(fromEast * dx + fromNorth * dy) / length2;
    if (share > 0 && share < 1) nearest = Math.min(nearest, Math.hypot(fromEast + share * dx, fromNorth + share * dy));
  }
  return nearest;
}
