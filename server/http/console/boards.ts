// The fleet of boards: registry, enrolment, what each one shows, reload, groups, and the registry as a table.

import express, { type ErrorRequestHandler, Router } from 'express';
import { z } from 'zod';
import { BOARDS_AT_MOST, type BoardFault, BoardRefused } from '../../boards/boards.js';
import { readTable, TABLE_BYTES_AT_MOST, TableError, writeTable } from '../../boards/csv.js';
import { act } from '../../dispatch/act.js';
import type { BoardList, BoardSetup } from '../../wire/console/boards.js';
import { ConsoleRefused, only, refuse } from './errors.js';
import { actorIn, guarded } from './guard.js';
import type { BoardRouteParts, ConsoleParts } from './parts.js';

/** Boards that are asked to reload load their pages over this long. */
export const RELOAD_SPREAD_S = 60;
/** Boards of one act. */
const BOARDS_AT_ONCE = 20_000;

const HOURS = /^([01]?\d|2[0-3])-([01]?\d|2[0-4])$/;
const WINDOW = /^([01]?\d|2[0-3]):[0-5]\d-([01]?\d|2[0-3]):[0-5]\d$/;
const boardId = z.string().regex(/^[\p{L}\p{N}._-]{1,64}$/u, 'letters, digits, points and dashes');
const setupMembers = {
  name: z.string().max(200),
  stop_ids: z.array(z.string().min(1).max(200)).min(1).max(4),
  layout: z.enum(['tft', 'led', 'eink']),
  theme: z.enum(['dark', 'light']),
  lang: z.enum(['bg', 'en', 'bg,en', 'en,bg']),
  size: z
    .string()
    .regex(/^\d{2,4}x\d{2,4}$/)
    .nullable(),
  rows: z.int().min(1).max(40).nullable(),
  reach_minutes: z.int().min(0).max(30),
  mm_per_pixel: z.number().positive().max(50).nullable(),
  mount_height_m: z.number().positive().max(20).nullable(),
  viewing_distance_m: z.number().positive().max(100).nullable(),
  quiet: z.string().regex(HOURS).nullable(),
  sleep: z.string().regex(WINDOW).nullable(),
  speak_every_min: z.int().min(1).max(1440).nullable(),
  groups: z.array(z.string().min(1).max(80)).max(20),
  lat: z.number().min(-90).max(90).nullable(),
  lon: z.number().min(-180).max(180).nullable(),
};
const setup: z.ZodType<BoardSetup> = z.strictObject(setupMembers);
const registration: z.ZodType<BoardSetup & { board_id: string }> = z.strictObject({
  board_id: boardId,
  ...setupMembers,
});
const code = z.strictObject({ code: z.string().min(1).max(20) });
const chosen = z.strictObject({ board_ids: z.array(boardId).min(1).max(BOARDS_AT_ONCE) });

const regrouping = z.strictObject({
  board_ids: z.array(boardId).min(1).max(BOARDS_AT_MOST),
  group: z.string().trim().min(1).max(80),
  is_in: z.boolean(),
});

const STATUS: Record<BoardFault, number> = {
  unknown_board: 404,
  board_exists: 409,
  unknown_code: 404,
  too_many_boards: 409,
};

/** `/boards…`. */
export function consoleBoardRoutes(parts: ConsoleParts, { boards, fleet, anonymous }: BoardRouteParts): Router {
  const router = Router();
  const viewer = guarded('viewer', parts);
  const dispatcher = guarded('dispatcher', parts);
  const administrator = guarded('administrator', parts);
  const table = express.text({ type: 'text/csv', limit: TABLE_BYTES_AT_MOST });

  router
    .route('/boards')
    .get(viewer, async (_, response) => {
      await boards.load();
      const all = boards.all();
      const states = all.map(({ board_id, stop_ids }) => fleet.state(board_id, stop_ids));
      response.json({ boards: all, states, anonymous: anonymous() } satisfies BoardList);
    })
    .post(administrator, async (request, response) => {
      const [board] = await boards.register([registration.parse(request.body)], false, actorIn(response));
      response.status(201).json(board);
    })
    .all(only('GET', 'HEAD', 'POST'));
  router
    .route('/boards.csv')
    .get(viewer, (_, response) => {
      response.attachment('tablo-boards.csv').type('text/csv; charset=utf-8').send(writeTable(boards.all()));
    })
    .put(administrator, table, async (request, response) => {
      const rows = readTable(String(request.body)).map((row, i) => {
        const read = registration.safeParse(row);
        if (read.success) return read.data;
        const [issue] = read.error.issues;
        throw new TableError(`Line ${i + 2}, ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}.`);
      });
      const kept = await boards.register(rows, true, actorIn(response));
      response.json({ count: kept.length });
    })
    .all(only('GET', 'HEAD', 'PUT'));
  router
    .route('/boards/reload')
    .post(dispatcher, async (request, response) => {
      const { board_ids } = chosen.parse(request.body);
      const action = {
        kind: 'board.reload',
        scope: { boards: board_ids.length > 50 ? board_ids.length : board_ids },
        detail: {},
      };
      await act(parts.store, actorIn(response), action, async () => undefined);
      response.json({ asked: fleet.reload(board_ids, RELOAD_SPREAD_S) });
    })
    .all(only('POST'));
  router
    .route('/boards/groups')
    .post(administrator, async (request, response) => {
      const { board_ids, group, is_in } = regrouping.parse(request.body);
      await boards.regroup(board_ids, group, is_in, actorIn(response));
      response.status(204).end();
    })
    .all(only('POST'));
  router
    .route('/boards/:id')
    .put(administrator, async (request, response) => {
      const id = String(request.params['id']);
      if (!boards.find(id)) throw new BoardRefused('unknown_board', 'There is no such board.');
      const [board] = await boards.register([{ board_id: id, ...setup.parse(request.body) }], true, actorIn(response));
      response.json(board);
    })
    .delete(administrator, async (request, response) => {
      await boards.remove([String(request.params['id'])], actorIn(response));
      response.status(204).end();
    })
    .all(only('PUT', 'DELETE'));
  router
    .route('/boards/:id/token')
    .post(administrator, async (request, response) => {
      await boards.enrol(String(request.params['id']), code.parse(request.body).code, actorIn(response));
      response.status(204).end();
    })
    .delete(administrator, async (request, response) => {
      await boards.revoke(String(request.params['id']), actorIn(response));
      response.status(204).end();
    })
    .all(only('POST', 'DELETE'));
  router.use(refusals);
  return router;
}

const refusals: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof BoardRefused) return refuse(response, STATUS[error.fault], error.fault, error.message);
  if (error instanceof TableError) return next(new ConsoleRefused(422, 'bad_table', error.message));
  next(error);
};
