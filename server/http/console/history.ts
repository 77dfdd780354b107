// The time machine: what a stop's document was, and what a board told of its glass.

import { type Request, Router } from 'express';
import { z } from 'zod';
import type { Boards } from '../../boards/boards.js';
import type { History } from '../../history/history.js';
import type { BoardHistory, HistoryDays, StopHistory } from '../../wire/console/history.js';
import { diff } from '../../wire/patch.js';
import { ConsoleRefused, only } from './errors.js';
import { guarded } from './guard.js';
import type { ConsoleParts } from './parts.js';

/** The longest time of one answer. */
export const LONGEST_S = 2 * 3600;

const moment = z.coerce.number().int().nonnegative();
const period = z
  .object({ from: moment, until: moment })
  .refine(
    ({ from, until }) => until > from && until - from <= LONGEST_S,
    `until is after from, by ${LONGEST_S} s at most`,
  );

/** `/history…`. */
export function historyRoutes(parts: ConsoleParts, history: History, boards: Boards): Router {
  const router = Router();
  const viewer = guarded('viewer', parts);
  const periodOf = (request: Request) => period.parse(request.query);

  router
    .route('/history')
    .get(viewer, async (_, response) => {
      response.json({ days: await history.days() } satisfies HistoryDays);
    })
    .all(only('GET', 'HEAD'));
  router
    .route('/history/stops/:id')
    .get(viewer, async (request, response) => {
      const { from, until } = periodOf(request);
      const stop_id = String(request.params['id']);
      const [first = null, ...rest] = await history.documents(stop_id, from, until);
      const changes: StopHistory['changes'] = [];
      let before = first;
      for (const next of rest) {
        const patch = diff(before!.doc, next.doc, stop_id, before!.seq, next.seq);
        if (patch) changes.push({ at: next.at, patch });
        before = next;
      }
      response.json({ stop_id, from, until, first, changes } satisfies StopHistory);
    })
    .all(only('GET', 'HEAD'));
  router
    .route('/history/boards/:id')
    .get(viewer, async (request, response) => {
      const { from, until } = periodOf(request);
      const id = String(request.params['id']);
      const board = boards.find(id);
      if (!board) throw new ConsoleRefused(404, 'unknown_board', 'There is no such board.');
      const glass = (await history.glass(id, from, until)).map(({ at, ...told }) => ({ ...told, told_at: at }));
      response.json({ board, glass } satisfies BoardHistory);
    })
    .all(only('GET', 'HEAD'));
  return router;
}
