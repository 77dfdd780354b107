// The session's cookie: the browser alone sends it, to this origin alone, and no script reads it (obligation S4).

import type { IncomingMessage } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Response } from 'express';
import { SESSION_S } from '../../people/session.js';

/** `__Host-`: the browser refuses it unless it is Secure, of this host and for every path. Loopback counts as secure. */
export const SESSION_COOKIE = '__Host-tablo';
const SECRET_CHARS_AT_MOST = 128;

/** The secret in a request's cookie; null where there is none. */
export function secretOf(request: IncomingMessage): string | null {
  const secret = parseCookie(request.headers.cookie ?? '')[SESSION_COOKIE];
  return secret !== undefined && secret.length > 0 && secret.length <= SECRET_CHARS_AT_MOST ? secret : null;
}

/** Gives the browser a session's secret. */
export function giveCookie(response: Response, secret: string): void {
  response.append('Set-Cookie', cookieOf(secret, SESSION_S));
}

/** Takes it away. */
export function takeCookie(response: Response): void {
  response.append('Set-Cookie', cookieOf('', 0));
}

function cookieOf(value: string, maxAge: number): string {
  return stringifySetCookie({
    name: SESSION_COOKIE,
    value,
    ...{ httpOnly: true, secure: true, sameSite: 'strict', path: '/', maxAge },
  });
}
