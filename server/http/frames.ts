// Frames for displays without a browser: `/frames/{stop_id}.png` and `.bin`, drawn when they are asked for.

import { createHash } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { pngOf } from '../frames/png.js';
import { type FrameMemory, NO_FRAME, renderFrame } from '../frames/render.js';
import { frameRequest } from '../frames/request.js';
import { DEFAULT_POLICY } from '../wire/policy.js';
import { fail, methodNotAllowed } from './errors.js';
import type { AppParts } from './parts.js';

/** Displays whose last frame is remembered; beyond these the one unseen for longest is forgotten, which costs it nothing but calm. */
export const DISPLAYS_REMEMBERED = 500;

/**
 * Does the display hold these dots already? `request.fresh` says no to whoever sends `Cache-Control: no-cache` as well, as
 * `fetch` does with every If-None-Match of one's own.
 */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/** `/frames/…`: conditional requests are answered with 304 while the dots are the same. */
export function frameRoutes(parts: AppParts): Router {
  const router = Router();
  const remembered = new Map<string, FrameMemory>();
  const answer = (form: 'png' | 'bin') => (request: Request<{ stop_id: string }>, response: Response) => {
    const asked = frameRequest(request.query);
    if (typeof asked === 'string') return fail(response, 400, 'bad_request', asked);
    if (!parts.ready()) return fail(response, 503, 'not_ready', 'No timetable is loaded yet.');
    const document = parts.departures(request.params.stop_id);
    if (!document) return fail(response, 404, 'unknown_stop', 'The timetable has no such stop.');
    const key = JSON.stringify([request.params.stop_id, asked]);
    const before = remembered.get(key) ?? NO_FRAME;
    const { frame, memory } = renderFrame(before, document, asked, DEFAULT_POLICY, parts.now());
    remembered.delete(key);
    remembered.set(key, memory);
    if (remembered.size > DISPLAYS_REMEMBERED) remembered.delete(remembered.keys().next().value!);
    const { width, height, bits } = frame.dots;
    const hash = createHash('sha256').update(`${width}x${height}/${form}/`).update(bits);
    const etag = `"${hash.digest('base64url').slice(0, 27)}"`;
    response.set({
      'Access-Control-Expose-Headers': 'ETag, X-Width, X-Height, X-Next-Frame-S',
      'Cache-Control': 'no-cache',
      ETag: etag,
      'X-Width': String(width),
      'X-Height': String(height),
      'X-Next-Frame-S': String(Math.ceil(frame.leftS)),
    });
    if (isKnown(request.get('If-None-Match'), etag)) response.status(304).end();
    else if (form === 'png') response.type('image/png').send(pngOf(frame.dots));
    else response.type('application/octet-stream').send(Buffer.from(bits));
  };
  for (const form of ['png', 'bin'] as const) router.route(`/:stop_id.${form}`).get(answer(form)).all(methodNotAllowed);
  return router;
}
