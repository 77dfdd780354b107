// What goes wrong at the console's routes: a closed list of codes, and how each of the house's refusals is said over HTTP.

import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { ZodError } from 'zod';
import { ActRefused } from '../../dispatch/act.js';
import { HashesBusy } from '../../people/password.js';
import { type PeopleFault, PeopleRefused } from '../../people/people.js';
import { type Store, StoreAway } from '../../store/database.js';
import { mishapOf } from '../../store/mishap.js';

/** Codes of the console, beside what people may be refused for. An area adds its own by `ConsoleRefused`. */
export type ConsoleErrorCode =
  | PeopleFault
  /** Nobody is signed in (any more). */
  | 'sign_in'
  /** A second factor must be set up first. */
  | 'enrol'
  | 'role'
  | 'csrf'
  | 'origin'
  | 'bad_request'
  | 'not_found'
  | 'wrong'
  | 'code'
  | 'too_many_tries'
  /** Nothing can be kept now, so nothing is done. */
  | 'store'
  | 'busy'
  | (string & {});

/** A refusal of an area: its status, code and sentence. */
export class ConsoleRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: ConsoleErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** Answers with an error. */
export function refuse(response: Response, status: number, code: ConsoleErrorCode, message: string): void {
  response.status(status).json({ error: { code, message } });
}

/** For a known path asked by another method. */
export function only(...methods: string[]): RequestHandler {
  return (request, response) => {
    response.set('Allow', methods.join(', '));
    refuse(response, 405, 'method_not_allowed', `${request.method} is not allowed here.`);
  };
}

const STATUS: Partial<Record<PeopleFault, number>> = {
  bad_password: 403,
  bad_code: 403,
  totp_obligatory: 403,
  own_account: 403,
  no_account: 404,
  bad_link: 410,
  name_taken: 409,
  last_administrator: 409,
};

/** Says the house's refusals; what it does not know is for the next handler. */
export function consoleErrors(store: Store): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof ConsoleRefused) return refuse(response, error.status, error.code, error.message);
    if (error instanceof PeopleRefused) {
      return refuse(response, STATUS[error.fault] ?? 400, error.fault, `Refused: ${error.fault}.`);
    }
    if (error instanceof ZodError) {
      const [issue] = error.issues;
      const where = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
      return refuse(response, 400, 'bad_request', `${where}${issue?.message ?? 'The request cannot be understood.'}`);
    }
    if (error instanceof HashesBusy) {
      response.set('Retry-After', '2');
      return refuse(response, 503, 'busy', 'Too many people sign in at once.');
    }
    if (error instanceof ActRefused) return refuse(response, 503, 'store', error.message);
    if (error instanceof StoreAway || mishapOf(error) !== null) {
      store.failed(error);
      return refuse(response, 503, 'store', 'The store cannot be used now.');
    }
    return next(error);
  };
}
