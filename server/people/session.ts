// How long somebody stays signed in, and what a signed-in browser is.

import type { Role } from '../dispatch/actor.js';

/** After this long one signs in again, whatever one did: a shift with its hand-over. */
export const SESSION_S = 12 * 3600;
/** So long without a person's hand, and whoever may act must sign in again. A viewer's wall screen stays. */
export const IDLE_S: Readonly<Record<Role, number>> = { viewer: SESSION_S, dispatcher: 3600, administrator: 3600 };
/** When a person was last active is written as often as this, not at each request. */
export const SEEN_EVERY_S = 60;
/** Where the store cannot be read, what was true so long ago still counts (obligation S4: looked at again within 30 min). */
export const TRUSTED_UNREAD_S = 1_800;

/** A browser that is signed in, as it was when it was last looked at. */
export interface Session {
  /** Hash of its secret: its id inside the server. */
  hash: string;
  account: SessionAccount;
  createdAt: number;
  seenAt: number;
  address: string;
}

/** Of its account, what the console needs to know. */
export interface SessionAccount {
  id: string;
  name: string;
  role: Role;
  /** Is a second factor set up? */
  totp: boolean;
}

/** When it ends if nobody does anything more, POSIX seconds. */
export function endsAt({ createdAt, seenAt, account }: Session): number {
  return Math.min(createdAt + SESSION_S, seenAt + IDLE_S[account.role]);
}

/** Who may do everything must have a second factor before anything else. */
export function mustEnrol({ account }: Session): boolean {
  return account.role === 'administrator' && !account.totp;
}
