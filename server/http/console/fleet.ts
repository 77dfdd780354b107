// The map's routes: the network, one vehicle, and lines as time against distance.

import { Router } from 'express';
import { ConsoleRefused, only } from './errors.js';
import type { EyesParts } from './eyes.js';
import { guarded } from './guard.js';
import type { ConsoleParts } from './parts.js';

/** `/network`, `/vehicles/…`, `/strips…`. */
export function sightRoutes(parts: ConsoleParts, eyes: EyesParts): Router {
  const router = Router();
  const viewer = guarded('viewer', parts);
  router
    .route('/network')
    .get(viewer, (_, response) => {
      const network = eyes.network();
      if (!network) throw new ConsoleRefused(503, 'not_ready', 'There is no timetable yet.');
      response.json(network);
    })
    .all(only('GET', 'HEAD'));
  router
    .route('/vehicles/:id')
    .get(viewer, (request, response) => {
      const vehicle = eyes.vehicle(String(request.params['id']));
      if (!vehicle) throw new ConsoleRefused(404, 'not_found', 'This vehicle is not heard of now.');
      response.json(vehicle);
    })
    .all(only('GET', 'HEAD'));
  router
    .route('/strips')
    .get(viewer, (_, response) => {
      response.json({ strips: eyes.strips() });
    })
    .all(only('GET', 'HEAD'));
  router
    .route('/strips/:route_id/:direction')
    .get(viewer, (request, response) => {
      const strip = eyes.strip(String(request.params['route_id']), Number(request.params['direction']));
      if (!strip) throw new ConsoleRefused(404, 'not_found', 'There is no such line or direction.');
      response.json(strip);
    })
    .all(only('GET', 'HEAD'));
  return router;
}
