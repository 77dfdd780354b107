// Signing in and out, the links by which people come, and one's own account.

import { type Response, Router } from 'express';
import { z } from 'zod';
import { csrfOf } from '../../people/secret.js';
import { endsAt, mustEnrol, type Session } from '../../people/session.js';
import type { InvitationAnswer, OwnSession, SessionAnswer, SignedIn, TotpAnswer } from '../../wire/console/people.js';
import { giveCookie, secretOf, takeCookie } from './cookie.js';
import { only, refuse } from './errors.js';
import { actorIn, addressOf, fromOwnPage, sessionIfAny, sessionIn, signedIn } from './guard.js';
import type { ConsoleParts } from './parts.js';

/** Longest text that a form here takes, in characters. */
export const FIELD_CHARS_AT_MOST = 512;
const field = z.string().min(1).max(FIELD_CHARS_AT_MOST);
const LOGIN = z.strictObject({ name: field, password: field, code: z.string().max(64).optional() });
const LOOK = z.strictObject({ secret: field });
const ACCEPT = z.strictObject({ secret: field, name: z.string().max(FIELD_CHARS_AT_MOST), password: field });
const PASSWORD = z.strictObject({ current: field, next: field });
const TOTP_BEGIN = z.strictObject({ password: z.string().max(FIELD_CHARS_AT_MOST).optional() });
const CODE = z.strictObject({ code: z.string().min(6).max(16) });
const CONFIRM = z.strictObject({ password: field });
/** So much of a session's hash names it to its owner. */
const SESSION_ID_CHARS = 16;

/** `/session`, `/login`, `/logout`, `/present`, `/invitation`, `/me/…`. */
export function sessionRoutes(parts: ConsoleParts): Router {
  const { people, store } = parts;
  const router = Router();
  const own = fromOwnPage(parts);
  const someone = signedIn(parts);

  router
    .route('/session')
    .get(async (request, response) => {
      const session = sessionIfAny(response);
      const answer: SessionAnswer = session
        ? signedInAnswer(session, secretOf(request)!, store.now())
        : { signed_in: false, first_start: await people.isEmpty() };
      response.json(answer);
    })
    .all(only('GET', 'HEAD'));

  router
    .route('/login')
    .post(own, async (request, response) => {
      const { name, password, code } = LOGIN.parse(request.body);
      const outcome = await people.signIn(name, password, code ?? null, addressOf(request));
      switch (outcome.kind) {
        case 'in':
          return enter(response, outcome, store.now());
        case 'code':
          return refuse(response, 401, 'code', 'A code of the second factor is needed.');
        case 'wrong':
          return refuse(response, 401, 'wrong', 'Name, password or code is wrong.');
        case 'wait':
          response.set('Retry-After', String(outcome.waitS));
          return refuse(response, 429, 'too_many_tries', `Try again in ${outcome.waitS} s.`);
      }
    })
    .all(only('POST'));

  router
    .route('/logout')
    .post(someone, async (request, response) => {
      await people.sessions.end(sessionIn(response), addressOf(request));
      takeCookie(response);
      response.status(204).end();
    })
    .all(only('POST'));

  // A person's hand was seen on the page: the guard has noted it.
  router
    .route('/present')
    .post(someone, (request, response) => {
      response.json(signedInAnswer(sessionIn(response), secretOf(request)!, store.now()));
    })
    .all(only('POST'));

  router
    .route('/invitation')
    .post(own, async (request, response) => {
      const answer: InvitationAnswer | null = await people.invitation(LOOK.parse(request.body).secret);
      if (!answer) return refuse(response, 410, 'bad_link', 'This link does not work any more.');
      response.json(answer);
    })
    .all(only('POST'));

  router
    .route('/invitation/accept')
    .post(own, async (request, response) => {
      const { secret, name, password } = ACCEPT.parse(request.body);
      enter(response, await people.accept(secret, name, password, addressOf(request)), store.now());
    })
    .all(only('POST'));

  router
    .route('/me/password')
    .post(someone, async (request, response) => {
      const { current, next } = PASSWORD.parse(request.body);
      await people.changePassword(sessionIn(response), actorIn(response), current, next);
      response.status(204).end();
    })
    .all(only('POST'));

  router
    .route('/me/totp')
    .post(someone, async (request, response) => {
      const { password } = TOTP_BEGIN.parse(request.body);
      const answer: TotpAnswer = await people.beginTotp(sessionIn(response), password ?? null);
      response.json(answer);
    })
    .delete(someone, async (request, response) => {
      await people.removeTotp(sessionIn(response), actorIn(response), CONFIRM.parse(request.body).password);
      response.status(204).end();
    })
    .all(only('POST', 'DELETE'));

  router
    .route('/me/totp/confirm')
    .post(someone, async (request, response) => {
      const { code } = CODE.parse(request.body);
      response.json({ recovery_codes: await people.confirmTotp(sessionIn(response), actorIn(response), code) });
    })
    .all(only('POST'));

  router
    .route('/me/sessions')
    .get(someone, async (_, response) => {
      const asking = sessionIn(response);
      const sessions = (await people.sessions.of(asking.account.id)).map(
        ({ hash, address, createdAt, seenAt }): OwnSession => ({
          id: hash.slice(0, SESSION_ID_CHARS),
          address,
          created_at: createdAt,
          seen_at: seenAt,
          own: hash === asking.hash,
        }),
      );
      response.json({ sessions });
    })
    .all(only('GET', 'HEAD'));

  router
    .route('/me/sessions/:id')
    .delete(someone, async (request, response) => {
      const { account } = sessionIn(response);
      const ends = (await people.sessions.of(account.id)).find(({ hash }) => hash.startsWith(request.params.id));
      if (!ends) return refuse(response, 404, 'not_found', 'There is no such session.');
      await people.endSession(actorIn(response), ends);
      response.status(204).end();
    })
    .all(only('DELETE'));

  return router;
}

function enter(response: Response, { secret, session }: { secret: string; session: Session }, now: number): void {
  giveCookie(response, secret);
  response.json(signedInAnswer(session, secret, now));
}

function signedInAnswer(session: Session, secret: string, now: number): SignedIn {
  const { id, name, role, totp } = session.account;
  return {
    signed_in: true,
    account: { id, name, role, totp },
    csrf: csrfOf(secret),
    ends_at: endsAt(session),
    must_enrol: mustEnrol(session),
    now,
  };
}
