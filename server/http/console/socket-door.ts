// Who may open the console's socket: our own page, signed in, and not too often (obligations S1, S4, S10).

import type { IncomingMessage } from 'node:http';
import { mustEnrol, type Session } from '../../people/session.js';
import { secretOf } from './cookie.js';
import { isOwnOrigin } from './origin.js';
import type { ConsoleParts } from './parts.js';

/** The session behind an upgrade, or the status line with which it is refused before it. */
export type Door = { session: Session } | { refusal: '403 Forbidden' | '401 Unauthorized' | '503 Service Unavailable' };

/** Looks at an upgrade's origin and cookie. The session must be looked at again (`people.sessions.look`) while the socket lives. */
export async function consoleDoor(request: IncomingMessage, { people, origins }: ConsoleParts): Promise<Door> {
  if (!isOwnOrigin(request.headers.origin, origins())) return { refusal: '403 Forbidden' };
  const secret = secretOf(request);
  try {
    const session = secret === null ? null : await people.sessions.find(secret);
    return session && !mustEnrol(session) ? { session } : { refusal: '401 Unauthorized' };
  } catch {
    return { refusal: '503 Service Unavailable' };
  }
}
