// Vehicles and feeds: what is tracked, and where the data comes from (contract, 2).

import { Router } from 'express';
import { methodNotAllowed } from './errors.js';
import type { AppParts } from './parts.js';

/** `/vehicles` and `/feeds`. */
export function fleetRoutes(parts: AppParts): Router {
  const router = Router();
  router
    .route('/vehicles')
    .get((_, response) => {
      response
        .set('Cache-Control', 'no-cache')
        .json({ generated_at: Math.floor(parts.now()), vehicles: parts.vehicles() });
    })
    .all(methodNotAllowed);
  router
    .route('/feeds')
    .get((_, response) => {
      response.set('Cache-Control', 'no-cache').json({ generated_at: Math.floor(parts.now()), feeds: parts.feeds() });
    })
    .all(methodNotAllowed);
  return router;
}
