// Tablo's own GTFS-Realtime feeds over HTTP, with conditional requests (contract, 2).

import { createHash } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { fail, methodNotAllowed } from './errors.js';
import { type AppParts, REALTIME_FEEDS, type RealtimeFeed } from './parts.js';

/** Media type of a GTFS-Realtime message. */
export const PROTOBUF = 'application/x-protobuf';

/** `/gtfs-realtime/{name}.pb` and `.json`; the same bytes have the same ETag, whichever process made them. */
export function realtimeRoutes(parts: AppParts): Router {
  const router = Router();
  const tags = new WeakMap<Uint8Array, string>();
  const tagOf = (pb: Uint8Array): string => {
    const known = tags.get(pb);
    if (known !== undefined) return known;
    const tag = createHash('sha256').update(pb).digest('base64url').slice(0, 27);
    tags.set(pb, tag);
    return tag;
  };
  const answer = (name: RealtimeFeed, form: 'pb' | 'json') => (request: Request, response: Response) => {
    const feed = parts.published(name);
    if (!feed) return fail(response, 503, 'not_ready', 'There is nothing to publish yet.');
    response.set('Cache-Control', 'no-cache');
    response.set('ETag', `"${tagOf(feed.pb)}-${form}"`);
    response.set('Last-Modified', new Date(feed.modifiedAt * 1000).toUTCString());
    if (request.fresh) response.status(304).end();
    else if (form === 'pb')
      response.type(PROTOBUF).send(Buffer.from(feed.pb.buffer, feed.pb.byteOffset, feed.pb.byteLength));
    else response.json(feed.json());
  };
  for (const name of REALTIME_FEEDS) {
    for (const form of ['pb', 'json'] as const)
      router.route(`/${name}.${form}`).get(answer(name, form)).all(methodNotAllowed);
  }
  return router;
}
