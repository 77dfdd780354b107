import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleRoutes } from '../../../server/http/console/console.js';
import { SESSION_COOKIE } from '../../../server/http/console/cookie.js';
import { ownOrigins } from '../../../server/http/console/origin.js';
import type { ConsoleParts } from '../../../server/http/console/parts.js';
import type {
  AuditAnswer,
  LinkAnswer,
  OwnSession,
  PersonAnswer,
  SignedIn,
} from '../../../server/wire/console/people.js';
import {
  type ConsoleHouse,
  codeOf,
  comeByLink,
  consoleHouse,
  cookieOf,
  Member,
  PASSWORD,
} from '../../support/console.js';
import { crawl, expectedRoutes, routesOf, SURFACE } from './console-surface.js';

let house: ConsoleHouse;
let dispatcher: Member;
let viewer: Member;
beforeAll(async () => {
  house = await consoleHouse({ city: false });
  dispatcher = await house.member('dispatcher', 'Иван');
  viewer = await house.member('viewer', 'Зала');
});
afterAll(() => house.close());

describe('S11: the console is this table exactly', () => {
  it('has every route of the table and no other', () => {
    // No route is asked: the parts are never touched.
    const parts = new Proxy({}, { get: () => new Proxy({}, { get: () => () => undefined }) }) as ConsoleParts;
    expect(routesOf(consoleRoutes(parts))).toEqual(expectedRoutes());
  });

  it.each(Object.keys(SURFACE))('%s', async (pattern) => {
    const members = { viewer, dispatcher, administrator: house.administrator };
    expect((await crawl(house.url, members, pattern)).odd).toEqual([]);
  });

  it.each(['/', '/other', '/people/x/y', '/audit/x', '/../stops'])('%s is nothing', async (path) => {
    const { status } = await house.administrator.fetch(path);
    expect([400, 404]).toContain(status);
  });
});

describe('S4: whoever acts', () => {
  const invite = { method: 'POST', body: { name: 'Някой', role: 'viewer' } };
  const invited = async () => (await house.administrator.json<{ people: PersonAnswer[] }>('/people')).people.length;

  it('needs the token of the session, not another', async () => {
    const before = await invited();
    for (const token of ['', 'x', dispatcher.session.csrf]) {
      const answer = await house.administrator.fetch('/people', { ...invite, headers: { 'X-CSRF-Token': token } });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ error: { code: 'csrf' } });
    }
    expect(await invited()).toBe(before);
  });

  it.each([['https://evil.example'], ['null'], ['http://127.0.0.1.evil.example'], ['http://127.0.0.1:1'], ['']])(
    'is refused from %j',
    async (Origin) => {
      const answer = await house.administrator.fetch('/people', { ...invite, headers: { Origin } });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ error: { code: 'origin' } });
    },
  );

  it('is refused a form that another page sends', async () => {
    const { cookie } = house.administrator;
    const headers = { Cookie: cookie, Origin: house.url, 'Content-Type': 'application/x-www-form-urlencoded' };
    const body = 'name=x&role=administrator';
    const answer = await fetch(`${house.url}/api/v1/console/people`, { method: 'POST', headers, body });
    expect(answer.status).toBe(403);
  });

  it('gets a cookie that scripts and other sites do not', async () => {
    const body = JSON.stringify({ name: 'Зала', password: PASSWORD });
    const headers = { Origin: house.url, 'Content-Type': 'application/json' };
    const answer = await fetch(`${house.url}/api/v1/console/login`, { method: 'POST', headers, body });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(new RegExp(`^${SESSION_COOKIE}=[\\w-]{43};`));
    for (const word of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/', 'Max-Age=43200'])
      expect(cookie).toContain(word);
    expect(cookie).not.toContain('Domain');
  });

  it('is out at once after signing out, in every request', async () => {
    const guest = await house.member('dispatcher');
    expect((await guest.fetch('/audit')).status).toBe(200);
    const ended: string[] = [];
    const stop = house.server.people.sessions.onEnd((hash) => ended.push(hash));
    expect((await guest.fetch('/logout', { method: 'POST', body: {} })).status).toBe(204);
    stop();
    expect(ended).toHaveLength(1);
    expect((await guest.fetch('/audit')).status).toBe(401);
    expect((await guest.fetch('/present', { method: 'POST', body: {} })).status).toBe(401);
  });

  it('is out when an administrator changes the role or stops the account', async () => {
    for (const change of [{ role: 'viewer' }, { disabled: true }]) {
      const guest = await house.member('dispatcher');
      const { id } = guest.session.account;
      await house.administrator.json(`/people/${id}`, { method: 'PATCH', body: change });
      expect((await guest.fetch('/audit')).status).toBe(401);
    }
  });

  it('cannot come in any more when stopped, and can when let in again', async () => {
    const guest = await house.member('viewer', 'Гост');
    const path = `/people/${guest.session.account.id}`;
    await house.administrator.json(path, { method: 'PATCH', body: { disabled: true } });
    expect((await login('Гост')).status).toBe(401);
    await house.administrator.json(path, { method: 'PATCH', body: { disabled: false } });
    expect((await login('гост')).status).toBe(200);
  });
});

const login = (name: string, password = PASSWORD, code?: string) =>
  fetch(`${house.url}/api/v1/console/login`, {
    method: 'POST',
    headers: { Origin: house.url, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, password, ...(code === undefined ? {} : { code }) }),
  });
const codeIn = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;

describe('accounts', () => {
  it('an administrator sets up a second factor before anything else', async () => {
    const { secret } = await house.administrator.json<LinkAnswer>('/people', {
      method: 'POST',
      body: { name: 'Нова', role: 'administrator' },
    });
    const headers = { Origin: house.url, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ secret, name: 'Нова', password: PASSWORD });
    const answer = await fetch(`${house.url}/api/v1/console/invitation/accept`, { method: 'POST', headers, body });
    const fresh = new Member(house.url, 'Нова', (await answer.json()) as SignedIn, cookieOf(answer), null);
    expect(fresh.session.must_enrol).toBe(true);
    const refused = await fresh.fetch('/people');
    expect(refused.status).toBe(403);
    expect(await codeIn(refused)).toBe('enrol');
    const totp = await fresh.json<{ secret: string }>('/me/totp', { method: 'POST', body: {} });
    expect((await fresh.fetch('/me/totp/confirm', { method: 'POST', body: { code: '000000' } })).status).toBe(403);
    const body2 = { code: codeOf(totp.secret) };
    const { recovery_codes } = await fresh.json<{ recovery_codes: string[] }>('/me/totp/confirm', {
      method: 'POST',
      body: body2,
    });
    expect(recovery_codes).toHaveLength(10);
    expect((await fresh.fetch('/people')).status).toBe(200);
    expect(await codeIn(await fresh.fetch('/me/totp', { method: 'DELETE', body: { password: PASSWORD } }))).toBe(
      'totp_obligatory',
    );

    // Signing in again: password alone, then the code that was used, the next one, and a recovery code, once.
    expect(await codeIn(await login('Нова'))).toBe('code');
    expect(await codeIn(await login('Нова', PASSWORD, body2.code))).toBe('wrong');
    expect((await login('Нова', PASSWORD, codeOf(totp.secret, 1))).status).toBe(200);
    expect((await login('Нова', PASSWORD, recovery_codes[3])).status).toBe(200);
    expect(await codeIn(await login('Нова', PASSWORD, recovery_codes[3]))).toBe('wrong');
  });

  it('a link works once, and not when it is old or made up', async () => {
    const { secret } = await house.administrator.json<LinkAnswer>('/people', {
      method: 'POST',
      body: { name: 'Веднъж', role: 'viewer' },
    });
    await comeByLink(house.url, secret, 'Веднъж');
    await expect(comeByLink(house.url, secret, 'Пак')).rejects.toThrow('410');
    await expect(comeByLink(house.url, 'x'.repeat(43), 'Пак')).rejects.toThrow('410');
  });

  it('a name is one person’s, however it is written', async () => {
    const answer = await house.administrator.fetch('/people', {
      method: 'POST',
      body: { name: 'ИВАН', role: 'viewer' },
    });
    expect(answer.status).toBe(409);
  });

  it('nobody changes their own rights, and the last administrator stays', async () => {
    const { id } = house.administrator.session.account;
    expect(
      await codeIn(await house.administrator.fetch(`/people/${id}`, { method: 'PATCH', body: { role: 'viewer' } })),
    ).toBe('own_account');
  });

  it('a new password ends the other sessions, and needs the old one', async () => {
    const guest = await house.member('viewer', 'Сменя');
    const elsewhere = await login('Сменя');
    const other = new Member(house.url, 'Сменя', (await elsewhere.json()) as SignedIn, cookieOf(elsewhere), null);
    expect((await guest.json<{ sessions: OwnSession[] }>('/me/sessions')).sessions.length).toBe(2);
    const next = 'чехли от мечта и дъжд';
    expect(await codeIn(await guest.fetch('/me/password', { method: 'POST', body: { current: 'x', next } }))).toBe(
      'bad_password',
    );
    expect(
      await codeIn(await guest.fetch('/me/password', { method: 'POST', body: { current: PASSWORD, next: 'къса' } })),
    ).toBe('too_short');
    expect((await guest.fetch('/me/password', { method: 'POST', body: { current: PASSWORD, next } })).status).toBe(204);
    expect((await other.fetch('/me/sessions')).status).toBe(401);
    expect((await guest.fetch('/me/sessions')).status).toBe(200);
    expect((await login('Сменя')).status).toBe(401);
    expect((await login('Сменя', next)).status).toBe(200);
  });

  it('one ends one’s other session', async () => {
    const guest = await house.member('viewer', 'Двама');
    await login('Двама');
    const { sessions } = await guest.json<{ sessions: OwnSession[] }>('/me/sessions');
    const other = sessions.find(({ own }) => !own);
    expect((await guest.fetch(`/me/sessions/${other?.id}`, { method: 'DELETE', body: {} })).status).toBe(204);
    expect((await guest.json<{ sessions: OwnSession[] }>('/me/sessions')).sessions).toHaveLength(1);
  });

  it('a reset link leaves the old password until it is used, then takes password and sessions', async () => {
    const guest = await house.member('dispatcher', 'Забрави');
    const link = await house.administrator.json<LinkAnswer>(`/people/${guest.session.account.id}/link`, {
      method: 'POST',
      body: {},
    });
    expect((await guest.fetch('/audit')).status).toBe(200);
    const again = await comeByLink(house.url, link.secret, 'нещо друго');
    expect(again.session.account).toMatchObject({ id: guest.session.account.id, name: 'Забрави', role: 'dispatcher' });
    expect((await guest.fetch('/audit')).status).toBe(401);
  });
});

describe('the audit', () => {
  it('has who, when, what, whom and from where, and is found by each', async () => {
    const { entries } = await house.administrator.json<AuditAnswer>('/audit?text=Иван&kind=account.invite');
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      name: 'Невена',
      role: 'administrator',
      address: '127.0.0.1',
      scope: { name: 'Иван' },
      detail: { role: 'dispatcher' },
      broken: null,
    });
    expect(Math.abs((entries[0]?.at ?? 0) - Date.now() / 1000)).toBeLessThan(600);
    const account = house.administrator.session.account.id;
    const own = await house.administrator.json<AuditAnswer>(`/audit?account=${account}&kind=session&limit=200`);
    expect(own.entries.map(({ kind }) => kind)).toEqual(['session.begin']);
    expect((await house.administrator.json<AuditAnswer>('/audit?until=1000')).entries).toEqual([]);
  });

  it('is read page by page', async () => {
    const first = await dispatcher.json<AuditAnswer>('/audit?limit=3');
    const second = await dispatcher.json<AuditAnswer>(`/audit?limit=3&before=${first.before}`);
    expect(second.entries[0]?.seq).toBe((first.entries[2]?.seq ?? 0) - 1);
  });
});

describe('S1: the console’s own origins', () => {
  it('are loopback by each of its names, and what is configured, nothing like it', () => {
    const own = ownOrigins('127.0.0.1', 8080, ['https://good.example']);
    expect(own).toEqual([
      'https://good.example',
      'http://127.0.0.1:8080',
      'http://localhost:8080',
      'http://[::1]:8080',
    ]);
    expect(ownOrigins('::1', 80, [])).toContain('http://[::1]');
  });

  it('are the machine’s addresses where it listens on all', () => {
    expect(ownOrigins('0.0.0.0', 8080, [], ['192.168.1.5', '2001:db8::5'])).toEqual([
      'http://127.0.0.1:8080',
      'http://localhost:8080',
      'http://[::1]:8080',
      'http://192.168.1.5:8080',
      'http://[2001:db8::5]:8080',
    ]);
  });
});
