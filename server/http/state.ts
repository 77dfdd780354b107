// How the server is: alive, ready, and in figures (contract, 2).

import { Router } from 'express';
import ipaddr from 'ipaddr.js';
import { fail, methodNotAllowed } from './errors.js';
import type { AppParts } from './parts.js';
import type { Health, PartHealth } from './schemas.js';

/** Addresses that may read `/metrics` (obligation S11): this machine and private networks. */
export const SCRAPER_RANGES: readonly string[] = ['loopback', 'private', 'uniqueLocal', 'linkLocal'];

/** From well to ill. */
const BY_ILLNESS = ['ok', 'starting', 'degraded', 'failed'] as const;

/** The worst state among the parts; what is off is not ill. */
export function healthOf(parts: Record<string, PartHealth>, simulated: boolean): Health {
  const worst = Math.max(0, ...Object.values(parts).map((part) => BY_ILLNESS.indexOf(part.state as Health['status'])));
  return { status: BY_ILLNESS[worst] ?? 'failed', simulated, parts };
}

/** May this address read the figures? */
export function mayScrape(address: string | undefined): boolean {
  return address !== undefined && ipaddr.isValid(address) && SCRAPER_RANGES.includes(ipaddr.process(address).range());
}

/** `/healthz`, `/readyz`, `/metrics`. */
export function stateRoutes(parts: AppParts): Router {
  const router = Router();
  router
    .route('/healthz')
    .get((_, response) => {
      response.set('Cache-Control', 'no-store').json(healthOf(parts.health(), parts.simulated));
    })
    .all(methodNotAllowed);
  router
    .route('/readyz')
    .get((_, response) => {
      const ready = parts.ready();
      response
        .set('Cache-Control', 'no-store')
        .status(ready ? 200 : 503)
        .json({ ready });
    })
    .all(methodNotAllowed);
  router
    .route('/metrics')
    .get(async (request, response) => {
      if (!mayScrape(request.ip)) return fail(response, 403, 'forbidden', 'Figures are for the local network.');
      response.type('text/plain; version=0.0.4; charset=utf-8').send(await parts.metrics());
    })
    .all(methodNotAllowed);
  return router;
}
