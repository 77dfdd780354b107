// The people of one server: accounts, links by which they come, and how they sign in. Rules are in the files beside; here is the store.

import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'kysely';
import { act } from '../dispatch/act.js';
import { type Actor, type Role, roleOf } from '../dispatch/actor.js';
import type { Log } from '../log.js';
import type { Store } from '../store/database.js';
import type { AccountRow, Schema } from '../store/schema.js';
import { nameKey, nameOf } from './name.js';
import { hashPassword, isPassword, type PasswordFault, passwordFault } from './password.js';
import { hashOf, newRecoveryCodes, newSecret, plainCode } from './secret.js';
import type { Session, SessionAccount } from './session.js';
import { Sessions } from './sessions.js';
import { PER_ADDRESS, PER_IDENTITY, Throttle } from './throttle.js';
import { newTotpSecret, totpStep, totpUri } from './totp.js';

/** A link by which somebody comes works for so long. */
export const INVITATION_S = 24 * 3600;

/** Why something about people is refused. */
export type PeopleFault =
  | PasswordFault
  | 'bad_name'
  | 'name_taken'
  | 'bad_link'
  | 'bad_password'
  | 'bad_code'
  | 'no_account'
  | 'last_administrator'
  | 'own_account'
  | 'totp_obligatory';

/** A refusal of the closed list above (HTTP 400, 403 or 409). */
export class PeopleRefused extends Error {
  constructor(readonly fault: PeopleFault) {
    super(fault);
  }
}

/** What became of a try to sign in. */
export type SignIn =
  | { kind: 'in'; secret: string; session: Session }
  | { kind: 'wrong' }
  /** The password is right; a code is needed beside it. */
  | { kind: 'code' }
  | { kind: 'wait'; waitS: number };

/** An account as administrators see it. */
export interface Person {
  id: string;
  name: string;
  role: Role;
  totp: boolean;
  createdAt: number;
  disabledAt: number | null;
  lastInAt: number | null;
}

/** What a link is for. */
export interface Invitation {
  kind: 'first' | 'invite' | 'reset';
  role: Role;
  /** Suggested, or for `reset` the account's. */
  name: string;
}

/** What the audit says when a link is used. */
const ACCEPTED: Readonly<Record<Invitation['kind'], string>> = {
  first: 'account.first',
  invite: 'account.join',
  reset: 'account.reset',
};
/** Nobody is signed in yet. */
const NOBODY: Omit<Actor, 'address'> = { accountId: null, name: '', role: 'nobody' };

/** People and their sessions. */
export class People {
  readonly sessions: Sessions;
  private readonly byName = new Throttle(PER_IDENTITY);
  private readonly byAddress = new Throttle(PER_ADDRESS);
  /** Names with addresses from which they signed in: a stranger's tries do not keep their owners out. */
  private readonly known = new Set<string>();
  /** Secrets of second factors that are being set up, by account. */
  private readonly enrolling = new Map<string, string>();
  private firstHash: string | null = null;

  constructor(
    private readonly store: Store,
    log: Log,
  ) {
    this.sessions = new Sessions(store, log);
  }

  /** True while nobody can sign in: there is no account yet. */
  async isEmpty(): Promise<boolean> {
    const { n } = await this.store.db
      .selectFrom('account')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return n === 0;
  }

  /** The secret of the one link that makes the first administrator; null where there is an account already. Another one each time. */
  async firstSecret(): Promise<string | null> {
    if (!(await this.isEmpty())) return null;
    const secret = newSecret();
    this.firstHash = hashOf(secret);
    return secret;
  }

  /** A try to sign in. Rejects with HashesBusy, and with what the store throws. */
  async signIn(name: string, password: string, code: string | null, address: string): Promise<SignIn> {
    const now = this.store.now();
    const key = nameKey(name);
    const identity = this.known.has(`${key} ${address}`) ? `${key} ${address}` : key;
    const waitS = Math.max(this.byName.waitS(identity, now), this.byAddress.waitS(address, now));
    if (waitS > 0) return { kind: 'wait', waitS };
    this.byName.begin(identity, now);
    this.byAddress.begin(address, now);
    const account = await this.store.db
      .selectFrom('account')
      .selectAll()
      .where('name_key', '=', key)
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    if (!(await isPassword(password, account?.password ?? null)) || !account) return { kind: 'wrong' };
    if (account.totp_secret !== null) {
      if (code === null || code === '') {
        this.byName.forgive(identity, now);
        this.byAddress.forgive(address, now);
        return { kind: 'code' };
      }
      if (!(await this.useCode(account, code))) return { kind: 'wrong' };
    }
    this.byName.clear(identity);
    this.byAddress.forgive(address, now);
    this.known.add(`${key} ${address}`);
    return { kind: 'in', ...(await this.sessions.begin(sessionAccount(account), address)) };
  }

  /** What a link is for; null where it does not work (any more). */
  async invitation(secret: string): Promise<Invitation | null> {
    const hash = hashOf(secret);
    if (this.isFirst(hash)) return { kind: 'first', role: 'administrator', name: '' };
    const row = await this.store.db
      .selectFrom('invitation')
      .selectAll()
      .where('hash', '=', hash)
      .where('expires_at', '>', this.store.now())
      .executeTakeFirst();
    if (!row || (row.kind !== 'invite' && row.kind !== 'reset')) return null;
    return { kind: row.kind, role: roleOf(row.role) ?? 'viewer', name: row.name };
  }

  /** Uses a link up: makes the account, or sets it anew, and signs in. */
  async accept(secret: string, typedName: string, password: string, address: string) {
    const invitation = await this.invitation(secret);
    if (!invitation) throw new PeopleRefused('bad_link');
    const name = invitation.kind === 'reset' ? invitation.name : nameOf(typedName);
    if (name === null) throw new PeopleRefused('bad_name');
    const fault = passwordFault(password, name);
    if (fault) throw new PeopleRefused(fault);
    const hashed = await hashPassword(password);
    const hash = hashOf(secret);
    const id = randomUUID();
    const action = { kind: ACCEPTED[invitation.kind], scope: { name }, detail: { role: invitation.role } };
    const account = await act(this.store, { ...NOBODY, address }, action, async (trx) => {
      if (invitation.kind === 'first') {
        const already = await trx.selectFrom('account').select('id').executeTakeFirst();
        if (already || !this.isFirst(hash)) throw new PeopleRefused('bad_link');
        return this.insert(trx, { id, name, role: 'administrator', password: hashed });
      }
      // Whoever deletes the row uses the link: two at once cannot.
      const used = await trx.deleteFrom('invitation').where('hash', '=', hash).returningAll().executeTakeFirst();
      if (!used) throw new PeopleRefused('bad_link');
      if (invitation.kind === 'invite') {
        return this.insert(trx, { id, name, role: invitation.role, password: hashed });
      }
      await trx.deleteFrom('session').where('account_id', '=', used.account_id).execute();
      await trx.deleteFrom('recovery_code').where('account_id', '=', used.account_id).execute();
      const row = await trx
        .updateTable('account')
        .set({ password: hashed, totp_secret: null, totp_step: null })
        .where('id', '=', used.account_id)
        .where('disabled_at', 'is', null)
        .returningAll()
        .executeTakeFirst();
      if (!row) throw new PeopleRefused('bad_link');
      return sessionAccount(row);
    });
    if (invitation.kind === 'first') this.firstHash = null;
    this.sessions.endedOf(account.id);
    return this.sessions.begin(account, address);
  }

  /** Makes a link for somebody new. Its secret is told once. */
  async invite(actor: Actor, typedName: string, role: Role): Promise<{ secret: string; expiresAt: number }> {
    const name = nameOf(typedName);
    if (name === null) throw new PeopleRefused('bad_name');
    return act(this.store, actor, { kind: 'account.invite', scope: { name }, detail: { role } }, async (trx) => {
      const key = nameKey(name);
      if (await trx.selectFrom('account').select('id').where('name_key', '=', key).executeTakeFirst())
        throw new PeopleRefused('name_taken');
      return this.link(trx, actor, { kind: 'invite', role, name, account_id: null });
    });
  }

  /** Makes a link by which somebody sets a new password and second factor; until it is used the old ones work. */
  async inviteAgain(actor: Actor, accountId: string): Promise<{ secret: string; expiresAt: number }> {
    return act(
      this.store,
      actor,
      { kind: 'account.reset-link', scope: await this.scopeOf(accountId), detail: {} },
      async (trx) => {
        const account = await this.row(trx, accountId);
        return this.link(trx, actor, { kind: 'reset', role: account.role, name: account.name, account_id: account.id });
      },
    );
  }

  /** Every account, by name. */
  async list(): Promise<Person[]> {
    const rows = await this.store.db.selectFrom('account').selectAll().orderBy('name_key').execute();
    return rows.map(personOf);
  }

  /** Changes what somebody may do, or whether they may sign in. There is always an administrator; nobody does it to themselves. */
  async change(actor: Actor, accountId: string, to: { role?: Role; disabled?: boolean }): Promise<Person> {
    if (actor.accountId === accountId) throw new PeopleRefused('own_account');
    const action = { kind: 'account.change', scope: await this.scopeOf(accountId), detail: { ...to } };
    const person = await act(this.store, actor, action, async (trx) => {
      const before = await this.row(trx, accountId);
      const row = await trx
        .updateTable('account')
        .set({
          role: to.role ?? before.role,
          disabled_at: to.disabled === undefined ? before.disabled_at : to.disabled ? this.store.now() : null,
        })
        .where('id', '=', accountId)
        .returningAll()
        .executeTakeFirstOrThrow();
      await this.keepAnAdministrator(trx);
      await trx.deleteFrom('session').where('account_id', '=', accountId).execute();
      return personOf(row);
    });
    this.sessions.endedOf(accountId);
    return person;
  }

  /** Sets a new password; the other sessions of the account end. */
  async changePassword(session: Session, actor: Actor, current: string, next: string): Promise<void> {
    const fault = passwordFault(next, session.account.name);
    if (fault) throw new PeopleRefused(fault);
    await this.confirm(session, current);
    const hashed = await hashPassword(next);
    const { id } = session.account;
    const others = await act(this.store, actor, { kind: 'account.password', scope: {}, detail: {} }, async (trx) => {
      await trx.updateTable('account').set({ password: hashed }).where('id', '=', id).execute();
      return trx
        .deleteFrom('session')
        .where('account_id', '=', id)
        .where('hash', '!=', session.hash)
        .returning('hash')
        .execute();
    });
    for (const { hash } of others) this.sessions.ended(hash);
  }

  /** Begins to set up a second factor: what the authenticator reads. Nothing counts until it is confirmed. */
  async beginTotp(session: Session, password: string | null): Promise<{ secret: string; uri: string }> {
    // Who has one shows that it is them before another takes its place.
    if (session.account.totp) await this.confirm(session, password ?? '');
    const secret = newTotpSecret();
    this.enrolling.set(session.account.id, secret);
    return { secret, uri: totpUri(secret, session.account.name) };
  }

  /** Sets it up, by a code that shows that the authenticator has it. Tells new recovery codes, once. */
  async confirmTotp(session: Session, actor: Actor, code: string): Promise<string[]> {
    const { id } = session.account;
    const secret = this.enrolling.get(id);
    const step = secret === undefined ? null : totpStep(secret, code, this.store.now(), null);
    if (secret === undefined || step === null) throw new PeopleRefused('bad_code');
    const codes = newRecoveryCodes();
    await act(this.store, actor, { kind: 'account.totp', scope: {}, detail: {} }, async (trx) => {
      await trx.updateTable('account').set({ totp_secret: secret, totp_step: step }).where('id', '=', id).execute();
      await this.setRecoveryCodes(trx, id, codes);
    });
    this.enrolling.delete(id);
    return codes;
  }

  /** Takes the second factor away; administrators cannot. */
  async removeTotp(session: Session, actor: Actor, password: string): Promise<void> {
    if (session.account.role === 'administrator') throw new PeopleRefused('totp_obligatory');
    await this.confirm(session, password);
    const { id } = session.account;
    await act(this.store, actor, { kind: 'account.totp-off', scope: {}, detail: {} }, async (trx) => {
      await trx.updateTable('account').set({ totp_secret: null, totp_step: null }).where('id', '=', id).execute();
      await trx.deleteFrom('recovery_code').where('account_id', '=', id).execute();
    });
  }

  /** Ends another session of one's own. */
  async endSession(actor: Actor, { hash, address }: Session): Promise<void> {
    await act(this.store, actor, { kind: 'session.end', scope: {}, detail: { other: address } }, async (trx) => {
      await trx.deleteFrom('session').where('hash', '=', hash).execute();
    });
    this.sessions.ended(hash);
  }

  /** Whom an act is about, as the audit should say it: the name may change or go. */
  private async scopeOf(accountId: string): Promise<{ account: string; name: string | null }> {
    const row = await this.store.db.selectFrom('account').select('name').where('id', '=', accountId).executeTakeFirst();
    return { account: accountId, name: row?.name ?? null };
  }

  /** Shows by the password that it is them; wrong ones are counted as at the door. */
  private async confirm({ account }: Session, password: string): Promise<void> {
    const now = this.store.now();
    const key = `confirm ${account.id}`;
    if (this.byName.waitS(key, now) > 0) throw new PeopleRefused('bad_password');
    this.byName.begin(key, now);
    const row = await this.store.db
      .selectFrom('account')
      .select('password')
      .where('id', '=', account.id)
      .executeTakeFirst();
    if (!(await isPassword(password, row?.password ?? null))) throw new PeopleRefused('bad_password');
    this.byName.clear(key);
  }

  /** A code of the second factor, or a recovery code, each once. */
  private async useCode(account: AccountRow, code: string): Promise<boolean> {
    const { db } = this.store;
    const step = totpStep(account.totp_secret!, code, this.store.now(), account.totp_step);
    const keeps = this.store.mode() === 'read-write';
    if (step !== null) {
      if (!keeps) return true;
      const used = await db
        .updateTable('account')
        .set({ totp_step: step })
        .where('id', '=', account.id)
        .where((e) => e.or([e('totp_step', 'is', null), e('totp_step', '<', step)]))
        .executeTakeFirst();
      return used.numUpdatedRows > 0n;
    }
    const plain = plainCode(code);
    if (plain.length < 10 || !keeps) return false;
    const gone = await db
      .deleteFrom('recovery_code')
      .where('account_id', '=', account.id)
      .where('hash', '=', hashOf(plain))
      .executeTakeFirst();
    return gone.numDeletedRows > 0n;
  }

  private isFirst(hash: string): boolean {
    return this.firstHash !== null && timingSafeEqual(Buffer.from(hash), Buffer.from(this.firstHash));
  }

  private async insert(
    trx: Transaction<Schema>,
    { id, name, role, password }: { id: string; name: string; role: Role; password: string },
  ): Promise<SessionAccount> {
    const key = nameKey(name);
    if (await trx.selectFrom('account').select('id').where('name_key', '=', key).executeTakeFirst())
      throw new PeopleRefused('name_taken');
    const row: AccountRow = {
      ...{ id, name, name_key: key, role, password, created_at: this.store.now() },
      ...{ totp_secret: null, totp_step: null, disabled_at: null, last_in_at: null },
    };
    await trx.insertInto('account').values(row).execute();
    return sessionAccount(row);
  }

  private async link(
    trx: Transaction<Schema>,
    actor: Actor,
    what: { kind: 'invite' | 'reset'; role: string; name: string; account_id: string | null },
  ): Promise<{ secret: string; expiresAt: number }> {
    const now = this.store.now();
    const secret = newSecret();
    const expiresAt = now + INVITATION_S;
    await trx.deleteFrom('invitation').where('expires_at', '<=', now).execute();
    const row = { ...what, hash: hashOf(secret), invited_by: actor.accountId, created_at: now, expires_at: expiresAt };
    await trx.insertInto('invitation').values(row).execute();
    return { secret, expiresAt };
  }

  private async row(trx: Transaction<Schema>, accountId: string): Promise<AccountRow> {
    const row = await trx.selectFrom('account').selectAll().where('id', '=', accountId).executeTakeFirst();
    if (!row) throw new PeopleRefused('no_account');
    return row;
  }

  private async keepAnAdministrator(trx: Transaction<Schema>): Promise<void> {
    const left = await trx
      .selectFrom('account')
      .select('id')
      .where('role', '=', 'administrator')
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    if (!left) throw new PeopleRefused('last_administrator');
  }

  private async setRecoveryCodes(trx: Transaction<Schema>, accountId: string, codes: readonly string[]): Promise<void> {
    await trx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
    const rows = codes.map((code) => ({ account_id: accountId, hash: hashOf(plainCode(code)) }));
    await trx.insertInto('recovery_code').values(rows).execute();
  }
}

function sessionAccount(row: AccountRow): SessionAccount {
  return { id: row.id, name: row.name, role: roleOf(row.role) ?? 'viewer', totp: row.totp_secret !== null };
}

function personOf(row: AccountRow): Person {
  return {
    id: row.id,
    name: row.name,
    role: roleOf(row.role) ?? 'viewer',
    totp: row.totp_secret !== null,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
    lastInAt: row.last_in_at,
  };
}
