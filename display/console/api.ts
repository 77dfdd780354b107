// The console's requests: JSON both ways, the session's token with everything that changes something, failures from a closed list.

import type { SignedIn } from '../../server/wire/console/people.js';

/** Where the console's API is. */
export const CONSOLE_API = '/api/v1/console';
/** No answer within this time is no answer. */
export const ANSWER_WITHIN_MS = 15_000;

/** A request failed. `code` is the server's word, or `unreachable` where it did not answer. */
export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Seconds to wait before another try, where the server says so. */
    readonly retryAfterS: number | null = null,
  ) {
    super(message);
  }
}

/** How the API is asked; one for the page. */
export class Api {
  #csrf: string | null = null;
  /** Told when the server says that nobody is signed in any more. */
  onSignedOut: () => void = () => undefined;

  /** The session whose token goes along from now on. */
  use(session: SignedIn | null): void {
    this.#csrf = session?.csrf ?? null;
  }

  /** `GET` of a path below the API. Rejects with ApiFailure. */
  get<T>(path: string): Promise<T> {
    return this.#ask<T>('GET', path, undefined);
  }

  /** A request that changes something. An answer without a body is null. Rejects with ApiFailure. */
  send<T = null>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body: unknown = {}): Promise<T> {
    return this.#ask<T>(method, path, body);
  }

  /** Puts a text of another type: a table. Rejects with ApiFailure. */
  put<T>(path: string, text: string, type: string): Promise<T> {
    return this.#ask<T>('PUT', path, text, type);
  }

  async #ask<T>(method: string, path: string, body: unknown, type = 'application/json'): Promise<T> {
    let response: Response;
    try {
      response = await fetch(`${CONSOLE_API}${path}`, {
        method,
        credentials: 'same-origin',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        ...(body === undefined ? {} : { body: type === 'application/json' ? JSON.stringify(body) : String(body) }),
        headers: {
          ...(body === undefined ? {} : { 'Content-Type': type }),
          ...(this.#csrf !== null && method !== 'GET' ? { 'X-CSRF-Token': this.#csrf } : {}),
        },
      });
    } catch (error) {
      throw new ApiFailure(0, 'unreachable', error instanceof Error ? error.message : 'no answer');
    }
    if (response.status === 204) return null as T;
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer as T;
    const { error } = (answer ?? {}) as { error?: { code?: string; message?: string } };
    const code = error?.code ?? 'unreachable';
    if (response.status === 401 && code === 'sign_in') this.onSignedOut();
    const wait = Number(response.headers.get('Retry-After') ?? 'NaN');
    throw new ApiFailure(response.status, code, error?.message ?? '', Number.isFinite(wait) ? wait : null);
  }
}

/** The page's own. */
export const api = new Api();
