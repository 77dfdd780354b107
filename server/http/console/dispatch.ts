// What dispatchers order and say to riders: rehearse, send, confirm, withdraw; the silence switch; templates.

import { type ErrorRequestHandler, Router } from 'express';
import { z } from 'zod';
import { type Dispatch, DispatchRefused, type RefusalCode } from '../../dispatch/dispatch.js';
import type { Draft } from '../../dispatch/draft.js';
import type { DispatchContent, NoticeScope, OrderedTrip } from '../../wire/console/dispatch.js';
import type { BilingualText } from '../../wire/messages.js';
import { only } from './errors.js';
import { actorIn, guarded } from './guard.js';
import type { ConsoleParts } from './parts.js';

/** Longest id of a feed that is taken. */
const ID_CHARS_AT_MOST = 200;
/** Longest text that is read at all; the rules say how much of it may stand on a board. */
const TEXT_CHARS_READ = 2_000;
/** Stops, lines or boards in one scope. */
const IDS_AT_MOST = 5_000;
/** Corners of an area. */
const CORNERS_AT_MOST = 500;
const PRIORITY_AT_MOST = 9;

const id = z.string().min(1).max(ID_CHARS_AT_MOST);
const ids = z.array(id).max(IDS_AT_MOST);
const timeS = z.int().positive();
const text: z.ZodType<BilingualText> = z.strictObject({
  bg: z.string().max(TEXT_CHARS_READ),
  en: z.string().max(TEXT_CHARS_READ),
});
const trip: z.ZodType<OrderedTrip> = z.strictObject({
  trip_id: id,
  start_date: z.string().regex(/^\d{8}$/),
  start_time_s: z.int().nonnegative().nullable(),
});
const corner = z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)]);
const scope: z.ZodType<NoticeScope> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stops'), stop_ids: ids.min(1) }),
  z.strictObject({ kind: z.literal('lines'), route_ids: ids.min(1) }),
  z.strictObject({ kind: z.literal('area'), ring: z.array(corner).min(3).max(CORNERS_AT_MOST) }),
  z.strictObject({ kind: z.literal('boards'), board_ids: ids.min(1) }),
  z.strictObject({ kind: z.literal('all') }),
]);
const priority = z.int().min(0).max(PRIORITY_AT_MOST);
const content: z.ZodType<DispatchContent> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('notice'), text, scope, priority, spoken: z.boolean() }),
  z.strictObject({ kind: z.literal('cancel-trip'), trip }),
  z.strictObject({ kind: z.literal('reinstate-trip'), trip }),
  z.strictObject({ kind: z.literal('delay-trip'), trip, delay_s: z.int() }),
  z.strictObject({ kind: z.literal('close-stop'), stop_id: id, moved_to: id.nullable(), text }),
  z.strictObject({ kind: z.literal('suppress-predictions'), route_ids: ids, stop_ids: ids }),
  z.strictObject({ kind: z.literal('detour'), route_ids: ids, stop_ids: ids, text }),
]);
const draft: z.ZodType<Draft> = z.strictObject({ content, start: timeS, end: timeS.nullable() });
const silence = z.strictObject({ on: z.boolean() });
const template = z.strictObject({
  id: id.nullable(),
  name: z.string().min(1).max(80),
  text,
  priority,
  spoken: z.boolean(),
});

const STATUS: Record<RefusalCode, number> = {
  draft_refused: 422,
  unknown_entry: 404,
  second_person_needed: 403,
  not_so_now: 409,
  not_ready: 503,
};

/** `/dispatch…`. */
export function dispatchRoutes(parts: ConsoleParts, dispatch: Dispatch): Router {
  const router = Router();
  const viewer = guarded('viewer', parts);
  const dispatcher = guarded('dispatcher', parts);

  router
    .route('/dispatch')
    .get(viewer, async (_, response) => {
      await dispatch.load();
      response.json(dispatch.whole());
    })
    .post(dispatcher, async (request, response) => {
      response.status(201).json(await dispatch.send(draft.parse(request.body), actorIn(response)));
    })
    .all(only('GET', 'HEAD', 'POST'));
  router
    .route('/dispatch/rehearsal')
    .post(dispatcher, (request, response) => {
      response.json(dispatch.rehearse(draft.parse(request.body), actorIn(response)));
    })
    .all(only('POST'));
  router
    .route('/dispatch/silence')
    .put(dispatcher, async (request, response) => {
      response.json(await dispatch.silenceAll(silence.parse(request.body).on, actorIn(response)));
    })
    .all(only('PUT'));
  router
    .route('/dispatch/templates')
    .put(dispatcher, async (request, response) => {
      response.json(await dispatch.keepTemplate(template.parse(request.body), actorIn(response)));
    })
    .all(only('PUT'));
  router
    .route('/dispatch/templates/:id')
    .delete(dispatcher, async (request, response) => {
      await dispatch.dropTemplate(String(request.params['id']), actorIn(response));
      response.status(204).end();
    })
    .all(only('DELETE'));
  for (const verb of ['confirm', 'withdraw'] as const) {
    router
      .route(`/dispatch/:id/${verb}`)
      .post(dispatcher, async (request, response) => {
        response.json(await dispatch[verb](String(request.params['id']), actorIn(response)));
      })
      .all(only('POST'));
  }
  router.use(refusals);
  return router;
}

/** Says the control room's refusals, with what is wrong in the draft. */
const refusals: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!(error instanceof DispatchRefused)) return next(error);
  const { code, message, problems } = error;
  response.status(STATUS[code]).json({ error: { code, message, ...(problems.length > 0 ? { problems } : {}) } });
};
