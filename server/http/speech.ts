// A stop's board as sound, where a voice is installed (an extension of the contract).

import { Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { fail, methodNotAllowed } from './errors.js';
import { type AppParts, SPEECH_LANGUAGES } from './parts.js';

/** Speech costs far more than a document: requests of one address in one minute. */
export const SPEECH_REQUESTS_PER_MINUTE = 30;
const MINUTE_MS = 60_000;
const RETRY_AFTER_S = '3';

/** `/stops/{stop_id}/speech.wav?lang=bg`. */
export function speechRoutes(parts: AppParts): Router {
  const router = Router();
  const limit = rateLimit({
    windowMs: MINUTE_MS,
    limit: SPEECH_REQUESTS_PER_MINUTE,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (_, response) => fail(response, 429, 'too_many_requests', 'Too much speech for this address.'),
  });
  router
    .route('/stops/:stop_id/speech.wav')
    .get(limit, async (request, response) => {
      const { lang = 'bg' } = request.query;
      const language = SPEECH_LANGUAGES.find((name) => name === lang);
      if (language === undefined) return fail(response, 400, 'bad_request', 'lang is bg or en.');
      if (!parts.ready()) return fail(response, 503, 'not_ready', 'No timetable is loaded yet.');
      const document = parts.departures(request.params.stop_id);
      if (!document) return fail(response, 404, 'unknown_stop', 'The timetable has no such stop.');
      const answer = await parts.speech(document, language);
      switch (answer.kind) {
        case 'wav':
          response.set('Cache-Control', 'no-store').type('audio/wav').send(answer.bytes);
          return;
        case 'no-voice':
          return fail(response, 404, 'no_voice', 'No voice is installed on this server (espeak-ng).');
        case 'busy':
          response.set('Retry-After', RETRY_AFTER_S);
          return fail(response, 503, 'busy', 'Too many voices at once.');
        case 'failed':
          return fail(response, 500, 'internal', 'The voice failed.');
      }
    })
    .all(methodNotAllowed);
  return router;
}
