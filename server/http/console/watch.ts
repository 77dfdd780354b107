// `/watch`: is all well? The same as the topic of the socket, for whoever asks once.

import { Router } from 'express';
import { only } from './errors.js';
import type { EyesParts } from './eyes.js';
import { guarded } from './guard.js';
import type { ConsoleParts } from './parts.js';

/** `/watch`. */
export function watchRoutes(parts: ConsoleParts, eyes: EyesParts): Router {
  const router = Router();
  router
    .route('/watch')
    .get(guarded('viewer', parts), (_, response) => {
      response.json(eyes.watched());
    })
    .all(only('GET', 'HEAD'));
  return router;
}
