// Who may pass to the console's routes: a session, a role, and for everything but reading the page's own token and origin (obligation S4).

import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { type Actor, mayAct, type Role } from '../../dispatch/actor.js';
import { csrfOf, hashOf } from '../../people/secret.js';
import { mustEnrol, type Session } from '../../people/session.js';
import { actorOf } from '../../people/sessions.js';
import { secretOf, takeCookie } from './cookie.js';
import { refuse } from './errors.js';
import { isOwnOrigin } from './origin.js';
import type { ConsoleParts } from './parts.js';

/** Carries the session's token in every request that is not a reading one. */
export const CSRF_HEADER = 'x-csrf-token';

interface Held {
  session: Session;
  actor: Actor & { accountId: string; role: Role };
}

/** Reads the cookie: afterwards `sessionIn` and the guards know who asks. */
export function readSession({ people }: ConsoleParts): RequestHandler {
  return async (request, response, next) => {
    const secret = secretOf(request);
    const session = secret === null ? null : await people.sessions.find(secret);
    if (secret !== null && session === null) takeCookie(response);
    if (session) response.locals['held'] = { session, actor: actorOf(session, addressOf(request)) } satisfies Held;
    next();
  };
}

/** Lets those pass whose role is at least this one; `actorIn(response)` then says who acts. */
export function guarded(least: Role, parts: ConsoleParts): RequestHandler {
  return guard(least, parts, true);
}

/** Lets everybody pass who is signed in, also who has still to set up a second factor: for that alone. */
export function signedIn(parts: ConsoleParts): RequestHandler {
  return guard('viewer', parts, false);
}

/** Lets requests pass that come from the console's own pages, for those who are not signed in yet. */
export function fromOwnPage({ origins }: ConsoleParts): RequestHandler {
  return (request, response, next) => {
    if (isReading(request) || isOwnOrigin(request.headers.origin, origins())) return next();
    refuse(response, 403, 'origin', 'This origin is not one of the console’s own.');
  };
}

/** Who acts. Only behind a guard. */
export function actorIn(response: Response): Held['actor'] {
  return heldIn(response).actor;
}

/** The session. Only behind a guard. */
export function sessionIn(response: Response): Session {
  return heldIn(response).session;
}

/** The session, where there is one. */
export function sessionIfAny(response: Response): Session | null {
  return (response.locals['held'] as Held | undefined)?.session ?? null;
}

/** From where a request comes. */
export function addressOf(request: Request): string {
  return request.ip ?? 'unknown';
}

function guard(least: Role, parts: ConsoleParts, enrolled: boolean): RequestHandler {
  return async (request, response, next) => {
    const session = sessionIfAny(response);
    if (!session) return refuse(response, 401, 'sign_in', 'Sign in first.');
    if (!isReading(request)) {
      if (!isOwnOrigin(request.headers.origin, parts.origins())) {
        return refuse(response, 403, 'origin', 'This origin is not one of the console’s own.');
      }
      if (!hasToken(request)) return refuse(response, 403, 'csrf', 'The token of the session is missing or wrong.');
    }
    if (enrolled && mustEnrol(session)) return refuse(response, 403, 'enrol', 'Set up a second factor first.');
    if (!mayAct(session.account.role, least)) return refuse(response, 403, 'role', `This needs the role ${least}.`);
    if (!isReading(request)) await parts.people.sessions.seen(session);
    next();
  };
}

function isReading({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

function hasToken(request: Request): boolean {
  const sent = request.headers[CSRF_HEADER];
  const secret = secretOf(request);
  if (typeof sent !== 'string' || secret === null) return false;
  return timingSafeEqual(Buffer.from(hashOf(sent)), Buffer.from(hashOf(csrfOf(secret))));
}

function heldIn(response: Response): Held {
  const held = response.locals['held'] as Held | undefined;
  if (!held) throw new Error('a route without its guard');
  return held;
}
