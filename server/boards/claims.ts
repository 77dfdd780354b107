// Who claims to be a registered board: from where, how often in vain, and with which token (obligations S1, S3, S10).

import type { Log } from '../log.js';
import { Throttle } from '../people/throttle.js';
import type { Hello } from '../wire/messages.js';

/** Wrong claims of one address that are written down in a minute; then none until a wait that doubles is over. */
export const WRONG_CLAIMS_PER_MINUTE = 10;

/** Which board a hello comes from (null: anybody, who may watch stops and nothing else), or why it is refused. */
export type Claim = { as: string | null } | { refused: string };

/** From where a hello comes. */
export interface From {
  /** The Origin header; undefined where the program is no browser. */
  origin: string | undefined;
  address: string;
}

/** What is needed to judge. */
export interface ClaimParts {
  /** Is the token the board's? */
  judge: (hello: Hello) => Claim;
  /** The origins of our own pages, exactly. */
  origins: () => readonly string[];
  /** Seconds of the wall. */
  now: () => number;
  log: Log;
}

/** The door of registered boards. A right token passes whatever others at the same address try. */
export class Claims {
  private readonly wrong = new Throttle(WRONG_CLAIMS_PER_MINUTE);

  constructor(private readonly parts: ClaimParts) {}

  judge(hello: Hello, { origin, address }: From): Claim {
    if (hello.token === undefined) return { as: null };
    const { judge, origins, now, log } = this.parts;
    if (origin !== undefined && !origins().includes(origin)) {
      log.warn({ origin, address }, 'a page of another origin claims to be a board');
      return { refused: 'This page may not speak for a board.' };
    }
    const claim = judge(hello);
    if (!('refused' in claim)) return claim;
    const at = now();
    // Whoever tries and tries writes one line a wait, not one a try.
    if (this.wrong.waitS(address, at) > 0) return claim;
    this.wrong.begin(address, at);
    log.warn({ address, board: hello.board }, 'a claim to be a board is refused');
    return claim;
  }
}
