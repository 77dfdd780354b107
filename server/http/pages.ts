// The built pages: start, board, stop, console, gallery, quality, and what they load (contract, 2).

import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { methodNotAllowed, notFound } from './errors.js';
import type { AppParts } from './parts.js';

/** Files under this folder carry a hash of their content in their name. */
export const HASHED_FOLDER = 'assets';
/** Pages that are folders of their own. */
export const PAGES = ['board', 'console', 'gallery', 'quality'] as const;

/** Layouts of the board that have a page of their own, which names the layout's file: one journey less to the first row. */
const LAYOUTS: readonly unknown[] = ['led', 'eink'];

const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_EACH_TIME = 'no-cache';

/** Everything that is a page. Built pages are looked for at each request: a build beside a running server is seen. */
export function pageRoutes(parts: AppParts): Router {
  const router = Router();
  const page =
    (...candidates: string[]): RequestHandler =>
    (request, response, next) => {
      const file = candidates.find((name) => existsSync(join(parts.pages, name)));
      if (file === undefined) return notFound(request, response, next);
      response.set('Cache-Control', ASK_EACH_TIME);
      response.sendFile(file, { root: parts.pages, cacheControl: false });
    };
  router.route('/').get(page('index.html', 'start/index.html')).all(methodNotAllowed);
  router.route('/stop/:stop_id').get(page('stop/index.html', 'stop.html')).all(methodNotAllowed);
  for (const name of PAGES) {
    router
      .route(`/${name}{/}`)
      .get((request, response, next) => {
        if (request.path.endsWith('/')) {
          const { layout } = request.query;
          const own = name === 'board' && LAYOUTS.includes(layout) ? [`board/${String(layout)}.html`] : [];
          return page(...own, `${name}/index.html`, `${name}.html`)(request, response, next);
        }
        const query = request.originalUrl.indexOf('?');
        response.redirect(308, `/${name}/${query < 0 ? '' : request.originalUrl.slice(query)}`);
      })
      .all(methodNotAllowed);
  }
  const hashed = `${join(parts.pages, HASHED_FOLDER)}${sep}`;
  router.use(
    express.static(parts.pages, {
      index: false,
      redirect: false,
      cacheControl: false,
      dotfiles: 'ignore',
      setHeaders: (response, path) => {
        response.set('Cache-Control', path.startsWith(hashed) ? FOR_EVER : ASK_EACH_TIME);
      },
    }),
  );
  return router;
}
