// Stops: find one, and its departures (contract, 2 and 3).

import { Router } from 'express';
import { TIMETABLE_HOURS, TIMETABLE_HOURS_AT_MOST } from '../departures/stop-timetable.js';
import { fail, methodNotAllowed } from './errors.js';
import type { AppParts } from './parts.js';

/** Stops in one answer, unless `limit` says less or more. */
export const STOPS_BY_DEFAULT = 20;
export const STOPS_AT_MOST = 100;
/** Characters of a search. */
export const SEARCH_AT_MOST = 100;
/** A document may be kept by caches between us and the reader for this long. */
const DOCUMENT_MAX_AGE_S = 5;

/** A timetable of hours changes slowly. */
const TIMETABLE_MAX_AGE_S = 60;

/** A place `LAT,LON` in degrees; null where the text is none. */
export function placeOf(text: string): { lat: number; lon: number } | null {
  const match = /^\s*(-?\d{1,2}(?:\.\d{1,15})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,15})?)\s*$/.exec(text);
  if (!match) return null;
  const [lat, lon] = [Number(match[1]), Number(match[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

function limitOf(text: unknown): number | null {
  if (text === undefined) return STOPS_BY_DEFAULT;
  const limit = typeof text === 'string' && /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return limit >= 1 ? Math.min(limit, STOPS_AT_MOST) : null;
}

function hoursOf(text: unknown): number | null {
  if (text === undefined) return TIMETABLE_HOURS;
  const hours = typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return hours >= 1 ? Math.min(hours, TIMETABLE_HOURS_AT_MOST) : null;
}

/** `/stops`, `/stops/{stop_id}/departures` and `/stops/{stop_id}/timetable`. */
export function stopRoutes(parts: AppParts): Router {
  const router = Router();
  router
    .route('/stops')
    .get((request, response) => {
      const { search, near } = request.query;
      const limit = limitOf(request.query.limit);
      if (limit === null) return fail(response, 400, 'bad_request', 'limit is a whole number from 1.');
      if (!parts.ready()) return fail(response, 503, 'not_ready', 'No timetable is loaded yet.');
      if (typeof near === 'string') {
        const place = placeOf(near);
        if (!place) return fail(response, 400, 'bad_request', 'near is LAT,LON in degrees.');
        response.json({ stops: parts.stopsNear(place.lat, place.lon, limit) });
      } else if (typeof search === 'string' && search.trim().length > 0) {
        response.json({ stops: parts.searchStops(search.trim().slice(0, SEARCH_AT_MOST), limit) });
      } else fail(response, 400, 'bad_request', 'Ask with search=TEXT or near=LAT,LON.');
    })
    .all(methodNotAllowed);
  router
    .route('/stops/:stop_id/departures')
    .get((request, response) => {
      if (!parts.ready()) return fail(response, 503, 'not_ready', 'No timetable is loaded yet.');
      const document = parts.departures(request.params.stop_id);
      if (!document) return fail(response, 404, 'unknown_stop', 'The timetable has no such stop.');
      response.set('Cache-Control', `public, max-age=${DOCUMENT_MAX_AGE_S}`).json(document);
    })
    .all(methodNotAllowed);
  router
    .route('/stops/:stop_id/timetable')
    .get((request, response) => {
      const hours = hoursOf(request.query.hours);
      if (hours === null) return fail(response, 400, 'bad_request', 'hours is a whole number from 1.');
      if (!parts.ready()) return fail(response, 503, 'not_ready', 'No timetable is loaded yet.');
      const timetable = parts.timetable(request.params.stop_id, hours);
      if (!timetable) return fail(response, 404, 'unknown_stop', 'The timetable has no such stop.');
      response.set('Cache-Control', `public, max-age=${TIMETABLE_MAX_AGE_S}`).json(timetable);
    })
    .all(methodNotAllowed);
  return router;
}
