// The HTTP application: every path of the contract, section 2, in the order in which it is looked for.

import { createServer, type RequestListener, type Server } from 'node:http';
import compression from 'compression';
import express, { type Express } from 'express';
import { rateLimit } from 'express-rate-limit';
import { boardRoutes } from './boards.js';
import { answerConditions } from './conditional.js';
import { consoleRoutes } from './console/console.js';
import { fail, methodNotAllowed, notFound, onError } from './errors.js';
import { fleetRoutes } from './fleet.js';
import { frameRoutes } from './frames.js';
import { policyWith, readableByAll, securityHeaders } from './headers.js';
import { openApi } from './openapi.js';
import { pageRoutes } from './pages.js';
import type { AppParts } from './parts.js';
import { qualityRoutes } from './quality.js';
import { realtimeRoutes } from './realtime.js';
import { speechRoutes } from './speech.js';
import { stateRoutes } from './state.js';
import { stopRoutes } from './stops.js';
import { tripRoutes } from './trips.js';

/** Requests to the API of one address in one minute: two hundred boards behind one address have room. Sockets are not counted. */
export const API_REQUESTS_PER_MINUTE = 1_200;
const MINUTE_MS = 60_000;
/** A client that has not sent its headers by then is cut (obligation S12). */
export const HEADERS_TIMEOUT_S = 10;
/** A client that has not sent its whole request by then is cut (obligation S12). */
export const REQUEST_TIMEOUT_S = 30;
/** Node looks for late clients this often. */
const TIMEOUT_CHECK_MS = 1_000;

/** The application; it opens nothing and keeps nothing but the count of requests. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  app.set('query parser', 'simple');
  answerConditions(app);
  app.use(securityHeaders());
  // Only the dispatcher's page may fetch from elsewhere, and only what is configured.
  if (parts.mapStyle) app.use('/console', securityHeaders(policyWith(parts.mapStyle)));
  app.use(compression());
  app.use(stateRoutes(parts));

  const limited = rateLimit({
    windowMs: MINUTE_MS,
    limit: API_REQUESTS_PER_MINUTE,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (_, response) => fail(response, 429, 'too_many_requests', 'Too many requests from this address.'),
  });
  if (parts.console) app.use('/api/v1/console', limited, consoleRoutes(parts.console));
  const api = express.Router();
  api.use(readableByAll);
  api.use(limited);
  const description = openApi(parts.version);
  api
    .route('/openapi.json')
    .get((_, response) => {
      response.set('Cache-Control', 'no-cache').json(description);
    })
    .all(methodNotAllowed);
  api.use(stopRoutes(parts));
  api.use(speechRoutes(parts));
  api.use(tripRoutes(parts));
  api.use(fleetRoutes(parts));
  api.use(boardRoutes(parts.boards));
  api.use(qualityRoutes(parts.quality));
  app.use('/api/v1', api);

  app.use('/frames', readableByAll, limited, frameRoutes(parts));
  app.use('/gtfs-realtime', readableByAll, realtimeRoutes(parts));
  app
    .route('/ws')
    .get((_, response) => {
      response.set('Upgrade', 'websocket');
      fail(response, 426, 'upgrade_required', 'This is a WebSocket with subprotocol tablo.v1.');
    })
    .all(methodNotAllowed);
  app.use(pageRoutes(parts));
  app.use(notFound);
  app.use(onError(parts.log));
  return app;
}

/** An HTTP server that does not wait for slow clients. */
export function createHttpServer(listener: RequestListener): Server {
  return createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_S * 1000,
      requestTimeout: REQUEST_TIMEOUT_S * 1000,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    },
    listener,
  );
}
