// Errors over HTTP: one body for all, a closed list of codes, never a stack trace (contract, 2; obligation S11).

import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Log } from '../log.js';
import type { ERROR_CODES } from './schemas.js';

/** What went wrong, in a word. */
export type HttpErrorCode = (typeof ERROR_CODES)[number];

/** Answers with an error. */
export function fail(response: Response, status: number, code: HttpErrorCode, message: string): void {
  response.status(status).json({ error: { code, message } });
}

/** For a known path asked in a wrong way. */
export const methodNotAllowed: RequestHandler = (request, response) => {
  response.set('Allow', 'GET, HEAD');
  fail(response, 405, 'method_not_allowed', `${request.method} is not allowed here.`);
};

/** For every other path. */
export const notFound: RequestHandler = (_, response) => {
  fail(response, 404, 'not_found', 'There is nothing here.');
};

/** Whatever was thrown: the client's fault by its status, anything else is ours and only the log knows why. */
export function onError(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = clientStatus(error);
    if (status !== null) return fail(response, status, 'bad_request', 'The request cannot be understood.');
    log.error({ err: error, path: request.path }, 'a request failed');
    fail(response, 500, 'internal', 'The server failed to answer.');
  };
}

function clientStatus(error: unknown): number | null {
  if (error instanceof URIError) return 400;
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
