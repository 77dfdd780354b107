// What a display may ask without being anybody: how it shows, and to become a board (contract, 2; obligation S10).

import { type RequestHandler, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { EnrolmentAnswer, EnrolmentOffer, PublicSetup } from '../wire/console/boards.js';
import { fail } from './errors.js';

/** Codes that one address is given in an hour: a workshop sets up a few displays at once. */
export const ENROLMENTS_PER_HOUR = 60;

/** What `boardRoutes` asks. */
export interface DisplayDoor {
  publicSetup(boardId: string): PublicSetup | null;
  offer(): EnrolmentOffer;
  collect(secret: string): EnrolmentAnswer | null;
}

/** `/boards/enrolment…` and `/boards/{board_id}`. */
export function boardRoutes(boards: DisplayDoor): Router {
  const router = Router();
  const limited = rateLimit({
    windowMs: 3_600_000,
    limit: ENROLMENTS_PER_HOUR,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (_, response) => fail(response, 429, 'too_many_requests', 'Too many displays from this address.'),
  });
  const only =
    (methods: string): RequestHandler =>
    (request, response) => {
      response.set('Allow', methods);
      fail(response, 405, 'method_not_allowed', `${request.method} is not allowed here.`);
    };
  router.use('/boards', (_, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router
    .route('/boards/enrolment')
    .post(limited, (_, response) => {
      response.status(201).json(boards.offer());
    })
    .all(only('POST'));
  router
    .route('/boards/enrolment/:secret')
    .get((request, response) => {
      const answer = boards.collect(request.params.secret);
      if (answer) response.json(answer);
      else fail(response, 404, 'not_found', 'The code has expired.');
    })
    .all(only('GET, HEAD'));
  router
    .route('/boards/:board_id')
    .get((request, response) => {
      const setup = boards.publicSetup(request.params.board_id);
      if (setup) response.json(setup);
      else fail(response, 404, 'unknown_board', 'There is no such board.');
    })
    .all(only('GET, HEAD'));
  return router;
}
