// The console's API under `/api/v1/console`: one file an area, all behind the session's guard; nothing of it is public.

import express, { type RequestHandler, Router } from 'express';
import { notFound } from '../errors.js';
import { auditRoutes } from './audit.js';
import { consoleBoardRoutes } from './boards.js';
import { dispatchRoutes } from './dispatch.js';
import { consoleErrors } from './errors.js';
import { feedRoutes } from './feeds.js';
import { sightRoutes } from './fleet.js';
import { readSession } from './guard.js';
import { historyRoutes } from './history.js';
import type { ConsoleParts } from './parts.js';
import { peopleRoutes } from './people.js';
import { sessionRoutes } from './session.js';
import { watchRoutes } from './watch.js';

/** Longest body of a request. */
export const BODY_BYTES_AT_MOST = 256 * 1024;

/** Answers are for the one who asked. */
const noStore: RequestHandler = (_, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

/** Every route of the console. An area adds one line. */
export function consoleRoutes(parts: ConsoleParts): Router {
  const router = Router();
  router.use(noStore, readSession(parts), express.json({ limit: BODY_BYTES_AT_MOST, strict: true }));
  router.use(sessionRoutes(parts));
  router.use(peopleRoutes(parts));
  router.use(auditRoutes(parts));
  router.use(consoleBoardRoutes(parts, parts.fleet));
  router.use(historyRoutes(parts, parts.history, parts.fleet.boards));
  router.use(dispatchRoutes(parts, parts.dispatch));
  router.use(watchRoutes(parts, parts.eyes));
  router.use(feedRoutes(parts, parts.eyes));
  router.use(sightRoutes(parts, parts.eyes));
  router.use(notFound);
  router.use(consoleErrors(parts.store));
  return router;
}
