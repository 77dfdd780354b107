// Trips: one call by call, for the phone (an extension of the contract).

import { Router } from 'express';
import { fail, methodNotAllowed } from './errors.js';
import type { AppParts } from './parts.js';

/** A journey may be kept by caches between us and the reader for this long. */
const JOURNEY_MAX_AGE_S = 5;

/** `/trips/{trip_id}?date=YYYYMMDD`. */
export function tripRoutes(parts: AppParts): Router {
  const router = Router();
  router
    .route('/trips/:trip_id')
    .get((request, response) => {
      const { date } = request.query;
      if (date !== undefined && (typeof date !== 'string' || !/^\d{8}$/.test(date)))
        return fail(response, 400, 'bad_request', 'date is YYYYMMDD.');
      if (!parts.ready()) return fail(response, 503, 'not_ready', 'No timetable is loaded yet.');
      const journey = parts.journey(request.params.trip_id, date ?? null);
      if (!journey) return fail(response, 404, 'unknown_trip', 'The timetable has no such trip on that date.');
      response.set('Cache-Control', `public, max-age=${JOURNEY_MAX_AGE_S}`).json(journey);
    })
    .all(methodNotAllowed);
  return router;
}
