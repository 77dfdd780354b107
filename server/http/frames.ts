// Frames for displays without a browser: `/frames/{board}.png` and `.bin`, drawn when they are asked for (server/frames/README.md).

import { createHash } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { pngOf } from '../frames/png.js';
import { type FrameMemory, NO_FRAME, renderFrame } from '../frames/render.js';
import { frameRequest } from '../frames/request.js';
import { fail, methodNotAllowed } from './errors.js';
import type { AppParts } from './parts.js';

/** Displays whose last frame is remembered; beyond these the one unseen for longest is forgotten, which costs it nothing but calm. */
export const DISPLAYS_REMEMBERED = 500;

/** `/frames/…`: conditional requests are answered with 304 while the dots are the same. */
export function frameRoutes(parts: AppParts): Router {
  const router = Router();
  const remembered = new Map<string, FrameMemory>();
  const answer = (form: 'png' | 'bin') => (request: Request<{ board: string }>, response: Response) => {
    const { board } = request.params;
    // A registered board's setup, changed where the address says so; else the board is named by its stop.
    const setup = parts.boards.publicSetup(board);
    const own = Object.fromEntries(new URLSearchParams(setup?.query));
    const asked = frameRequest({ ...(setup && { layout: 'tft' }), ...own, ...request.query });
    if (asked.kind === 'wrong') return fail(response, 400, 'bad_request', asked.message);
    if (asked.kind === 'tft') {
      const message = 'The tft layout needs a browser: /board/. Frames are drawn for layout=led and layout=eink.';
      return fail(response, 501, 'not_drawn', message);
    }
    if (!parts.ready()) return fail(response, 503, 'not_ready', 'No timetable is loaded yet.');
    const stopId = own['stop']?.split(',')[0] ?? board;
    const document = parts.departures(stopId);
    if (!document)
      return fail(response, 404, 'unknown_stop', 'There is no such board, and the timetable has no such stop.');
    const key = JSON.stringify([board, stopId, asked.frame]);
    const before = remembered.get(key) ?? NO_FRAME;
    const { frame, memory } = renderFrame(before, document, asked.frame, parts.policy(), parts.now());
    remembered.delete(key);
    remembered.set(key, memory);
    if (remembered.size > DISPLAYS_REMEMBERED) remembered.delete(remembered.keys().next().value!);
    const { width, height, bits } = frame.dots;
    const hash = createHash('sha256').update(`${width}x${height}/${form}/`).update(bits);
    response.set({
      'Access-Control-Expose-Headers': 'ETag, X-Width, X-Height, X-Next-Frame-S',
      'Cache-Control': 'no-cache',
      ETag: `"${hash.digest('base64url').slice(0, 27)}"`,
      'X-Width': String(width),
      'X-Height': String(height),
      'X-Next-Frame-S': String(Math.ceil(frame.leftS)),
    });
    if (request.fresh) response.status(304).end();
    else if (form === 'png') response.type('image/png').send(pngOf(frame.dots));
    else response.type('application/octet-stream').send(Buffer.from(bits));
  };
  for (const form of ['png', 'bin'] as const) router.route(`/:board.${form}`).get(answer(form)).all(methodNotAllowed);
  return router;
}
