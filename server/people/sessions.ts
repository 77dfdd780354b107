// The sessions of one server, in the store; what was read last stands in where the store cannot be read.

import { ActRefused, act } from '../dispatch/act.js';
import { type Actor, type Role, roleOf } from '../dispatch/actor.js';
import type { Log } from '../log.js';
import { type Store, StoreAway } from '../store/database.js';
import { mishapOf } from '../store/mishap.js';
import { hashOf, newSecret } from './secret.js';
import { endsAt, SEEN_EVERY_S, SESSION_S, type Session, type SessionAccount, TRUSTED_UNREAD_S } from './session.js';

/** Sessions remembered for the case that the store cannot be read. */
export const HELD_AT_MOST = 1_000;

/** Who is signed in. */
export class Sessions {
  private readonly held = new Map<string, { session: Session; readAt: number }>();
  /** Ended while nothing could be kept: the store still has them. */
  private readonly gone = new Set<string>();
  private readonly listeners = new Set<(hash: string) => void>();

  constructor(
    private readonly store: Store,
    private readonly log: Log,
  ) {}

  /** Begins one; only its secret is told, and only here. Where nothing can be kept it lasts until the server stops: to look, not to act. */
  async begin(account: SessionAccount, address: string): Promise<{ secret: string; session: Session }> {
    const secret = newSecret();
    const now = this.store.now();
    const session: Session = { hash: hashOf(secret), account, createdAt: now, seenAt: now, address };
    const action = { kind: 'session.begin', scope: {}, detail: {} };
    try {
      await act(this.store, actorOf(session, address), action, async (trx) => {
        await trx
          .deleteFrom('session')
          .where('created_at', '<', now - SESSION_S)
          .execute();
        const row = { hash: session.hash, account_id: account.id, created_at: now, seen_at: now, address };
        await trx.insertInto('session').values(row).execute();
        await trx.updateTable('account').set({ last_in_at: now }).where('id', '=', account.id).execute();
      });
    } catch (error) {
      if (!(error instanceof ActRefused)) throw error;
      this.log.warn({ account: account.id }, 'somebody signs in while nothing can be kept');
    }
    this.hold(session);
    return { secret, session };
  }

  /** The session of a secret; null where there is none any more. */
  find(secret: string): Promise<Session | null> {
    return this.look(hashOf(secret));
  }

  /** Looks at a session again: its account, role and end may have changed. */
  async look(hash: string): Promise<Session | null> {
    if (this.gone.has(hash)) return null;
    const now = this.store.now();
    const held = this.held.get(hash);
    let session: Session | null;
    try {
      session = (await this.read(hash)) ?? (held && this.isUnkept(held.session) ? held.session : null);
    } catch (error) {
      if (!(error instanceof StoreAway) && mishapOf(error) === null) throw error;
      session = held && now - held.readAt < TRUSTED_UNREAD_S ? held.session : null;
      if (session && endsAt(session) > now) return session;
    }
    if (!session || endsAt(session) <= now) {
      this.ended(hash);
      return null;
    }
    this.hold(session);
    return session;
  }

  /** A person did something in it. */
  async seen(session: Session): Promise<void> {
    const now = this.store.now();
    if (now - session.seenAt < SEEN_EVERY_S) return;
    this.hold({ ...session, seenAt: now });
    if (this.store.mode() !== 'read-write') return;
    await this.store.db.updateTable('session').set({ seen_at: now }).where('hash', '=', session.hash).execute();
  }

  /** Ends one: the person signs out. Works without the store too: no record, but no session either. */
  async end(session: Session, address: string): Promise<void> {
    this.ended(session.hash);
    const action = { kind: 'session.end', scope: {}, detail: {} };
    await act(this.store, actorOf(session, address), action, async (trx) => {
      await trx.deleteFrom('session').where('hash', '=', session.hash).execute();
    }).catch((error: unknown) => {
      if (!(error instanceof ActRefused)) throw error;
      this.gone.add(session.hash);
    });
  }

  /** Those of an account, the newest first. */
  async of(accountId: string): Promise<Session[]> {
    const rows = await this.rows().where('session.account_id', '=', accountId).orderBy('seen_at', 'desc').execute();
    return rows.map(sessionOf).filter((session) => endsAt(session) > this.store.now());
  }

  /** Told when a session ends, or is not there any more when it is looked at: whoever holds a socket of it closes it. */
  onEnd(listener: (hash: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** These are not there any more, or not as they were (a role changed): the caller has seen to the store. */
  ended(hash: string): void {
    this.held.delete(hash);
    for (const listener of this.listeners) listener(hash);
  }

  /** Ends what is held of an account; the caller has seen to the store. */
  endedOf(accountId: string): void {
    for (const [hash, { session }] of this.held) if (session.account.id === accountId) this.ended(hash);
  }

  private isUnkept({ createdAt }: Session): boolean {
    // Begun while nothing could be kept, or kept in a file that was restored since.
    return this.store.mode() !== 'read-write' && createdAt > 0;
  }

  private hold(session: Session): void {
    this.held.delete(session.hash);
    this.held.set(session.hash, { session, readAt: this.store.now() });
    if (this.held.size > HELD_AT_MOST) this.held.delete(this.held.keys().next().value!);
  }

  private async read(hash: string): Promise<Session | null> {
    const row = await this.rows().where('session.hash', '=', hash).executeTakeFirst();
    return row ? sessionOf(row) : null;
  }

  private rows() {
    return this.store.db
      .selectFrom('session')
      .innerJoin('account', 'account.id', 'session.account_id')
      .where('account.disabled_at', 'is', null)
      .select([
        'session.hash',
        'session.created_at',
        'session.seen_at',
        'session.address',
        'account.id',
        'account.name',
        'account.role',
        'account.totp_secret',
      ]);
  }
}

/** Who acts in a session. */
export function actorOf({ account }: Session, address: string): Actor & { accountId: string; role: Role } {
  return { accountId: account.id, name: account.name, role: account.role, address };
}

function sessionOf(row: {
  hash: string;
  created_at: number;
  seen_at: number;
  address: string;
  id: string;
  name: string;
  role: string;
  totp_secret: string | null;
}): Session {
  return {
    hash: row.hash,
    account: { id: row.id, name: row.name, role: roleOf(row.role) ?? 'viewer', totp: row.totp_secret !== null },
    createdAt: row.created_at,
    seenAt: row.seen_at,
    address: row.address,
  };
}
