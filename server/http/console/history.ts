// The time machine: what a stop's document was, and what a board told of its glass.

import { type Request, Router } from 'express';
import { z } from 'zod';
import type { Boards } from '../../boards/boards.js';
import type { History } from '../../history/history.js';
import type { BoardHistory, HistoryDays, HistoryFailures, StopHistory } from '../../wire/console/history.js';
import { diff } from '../../wire/patch.js';
import { ConsoleRefused, only } from './errors.js';
import { guarded } from './guard.js';
import type { ConsoleParts } from './parts.js';

/** The longest time of one answer. */
export const LONGEST_S = 2 * 3600;
/** A bus that was on a board is looked for so long after. */
export const PASSED_AFTER_S = 3600;
/** Failures are told of a day at most, and so many. */
export const FAILURES_S = 86_400;
export const FAILURES_AT_MOST = 200;

const moment = z.coerce.number().int().nonnegative();
const periodOfAtMost = (longestS: number) =>
  z
    .object({ from: moment, until: moment })
    .refine(
      ({ from, until }) => until > from && until - from <= longestS,
      `until is after from, by ${longestS} s at most`,
    );
const period = periodOfAtMost(LONGEST_S);
const day = periodOfAtMost(FAILURES_S);

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
      const passed = await history.passings(stop_id, from, until + PASSED_AFTER_S);
      response.json({ stop_id, from, until, first, passed, changes } satisfies StopHistory);
    })
    .all(only('GET', 'HEAD'));
  router
    .route('/history/failures')
    .get(viewer, async (request, response) => {
      const { from, until } = day.parse(request.query);
      const failures = (await history.failures(from, until)).reverse();
      const answer: HistoryFailures = { failures: failures.slice(0, FAILURES_AT_MOST), total: failures.length };
      response.json(answer);
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
