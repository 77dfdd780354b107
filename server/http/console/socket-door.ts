// Who may open the console's socket: our own page, signed in, and whoever tries in vain not too often (obligations S1, S4, S10).

import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import { mustEnrol, type Session } from '../../people/session.js';
import { Throttle } from '../../people/throttle.js';
import { secretOf } from './cookie.js';
import { isOwnOrigin } from './origin.js';
import type { ConsoleParts } from './parts.js';

/** Handshakes of one address that are refused in a minute; then it is told to wait, twice as long each time. */
export const REFUSED_HANDSHAKES_PER_MINUTE = 10;

/** The session behind an upgrade, or the status line and headers with which it is refused before it. */
export type Door = { session: Session } | { refusal: string };

/** The door of the console's socket. Who is signed in passes, whatever others at the same address try. */
export class ConsoleDoor {
  private readonly refused = new Throttle(REFUSED_HANDSHAKES_PER_MINUTE);

  constructor(private readonly parts: Pick<ConsoleParts, 'people' | 'origins' | 'store'>) {}

  /** Looks at an upgrade's origin and cookie. The session must be looked at again while the socket lives. */
  async look(request: IncomingMessage): Promise<Door> {
    const door = await this.judge(request);
    if ('session' in door) return door;
    const address = addressOfUpgrade(request);
    const now = this.parts.store.now();
    const waitS = this.refused.waitS(address, now);
    if (waitS > 0) return { refusal: `429 Too Many Requests\r\nRetry-After: ${waitS}` };
    this.refused.begin(address, now);
    return door;
  }

  private async judge(request: IncomingMessage): Promise<Door> {
    const { people, origins } = this.parts;
    if (!isOwnOrigin(request.headers.origin, origins())) return { refusal: '403 Forbidden' };
    const secret = secretOf(request);
    try {
      const session = secret === null ? null : await people.sessions.find(secret);
      return session && !mustEnrol(session) ? { session } : { refusal: '401 Unauthorized' };
    } catch {
      return { refusal: '503 Service Unavailable' };
    }
  }
}

/** The address that asks; behind a proxy on this machine the last one that the proxy names. */
function addressOfUpgrade({ socket, headers }: IncomingMessage): string {
  const peer = socket.remoteAddress ?? '';
  const isOurProxy = ipaddr.isValid(peer) && ipaddr.process(peer).range() === 'loopback';
  const named = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim();
  return isOurProxy && named ? named : peer;
}
