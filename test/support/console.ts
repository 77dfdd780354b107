// A whole server with the simulated city and an administrator who is signed in: by `fetch`, and in a browser.

import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { startCity } from '../../fixtures/city/server.js';
import { type CityServer, startServer } from '../../server/city-server.js';
import { type Clock, virtualClock } from '../../server/clock.js';
import { type Settings, settingsFrom } from '../../server/config.js';
import type { Role } from '../../server/dispatch/actor.js';
import { type Log, silentLog } from '../../server/log.js';
import type { SignedIn, TotpAnswer } from '../../server/wire/console/people.js';
import { openPage, type WatchedPage } from './browser.js';
import { Scratch } from './tablo-process.js';

/** 2026-02-17 08:10 in Blagoevgrad: the morning peak of the simulated city. */
export const MORNING = 1_771_308_600;
/** What every account of these tests types; the rules for passwords let it pass. */
export const PASSWORD = 'кестени по тротоара';

/** A signed-in person. */
export class Member {
  constructor(
    readonly base: string,
    readonly name: string,
    public session: SignedIn,
    public cookie: string,
    /** Base32; null where there is no second factor. */
    readonly totpSecret: string | null,
  ) {}

  /** A request as the console's page makes it. The path is below `/api/v1/console`. */
  fetch(path: string, options: { method?: string; body?: unknown; headers?: Record<string, string> } = {}) {
    const { method = 'GET', body, headers = {} } = options;
    return fetch(`${this.base}/api/v1/console${path}`, {
      method,
      redirect: 'manual',
      headers: {
        Cookie: this.cookie,
        Origin: this.base,
        'X-CSRF-Token': this.session.csrf,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The same, answered well: its JSON. Throws with the status and the body where not. */
  async json<T>(path: string, options: Parameters<Member['fetch']>[1] = {}): Promise<T> {
    const answer = await this.fetch(path, options);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${options.method ?? 'GET'} ${path}: ${answer.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  }

  /** The console open in a browser, signed in as this person. */
  async open(browser: Browser, address = '#/', options: Parameters<typeof openPage>[2] = {}): Promise<WatchedPage> {
    const [name = '', value = ''] = this.cookie.split(/=(.*)/s);
    return openPage(browser, `${this.base}/console/${address}`, {
      width: 1366,
      height: 768,
      ...options,
      prepare: async (page: Page) => {
        await page.context().addCookies([
          {
            name,
            value,
            url: this.base.replace('http:', 'https:'),
            secure: true,
            httpOnly: true,
            sameSite: 'Strict',
          },
        ]);
        await options.prepare?.(page);
      },
    });
  }
}

/** A server, and people who are signed in. */
export interface ConsoleHouse {
  server: CityServer;
  url: string;
  clock: Clock;
  dataDir: string;
  administrator: Member;
  /** Another person of this role, by an invitation of the administrator. */
  member(role: Role, name?: string): Promise<Member>;
  close(): Promise<void>;
}

/** The secret of the link that makes the first administrator. */
export function firstSecret(server: CityServer): string {
  const secret = server.firstLink?.split('/link/')[1];
  if (!secret) throw new Error('there is an administrator already');
  return secret;
}

/** Uses a link up, and sets up a second factor where one is obligatory. */
export async function comeByLink(base: string, secret: string, name: string): Promise<Member> {
  const answer = await fetch(`${base}/api/v1/console/invitation/accept`, {
    method: 'POST',
    headers: { Origin: base, 'Content-Type': 'application/json' },
    body: JSON.stringify({ secret, name, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`the link: ${answer.status} ${await answer.text()}`);
  const cookie = cookieOf(answer);
  const session = (await answer.json()) as SignedIn;
  const member = new Member(base, name, session, cookie, null);
  if (!session.must_enrol) return member;
  const totp = await member.json<TotpAnswer>('/me/totp', { method: 'POST', body: {} });
  await member.json('/me/totp/confirm', { method: 'POST', body: { code: codeOf(totp.secret) } });
  return new Member(base, name, await member.json<SignedIn>('/session'), cookie, totp.secret);
}

/** The code of an authenticator now, or `steps` codes later. */
export function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });
}

/** `name=value` of the cookie in an answer. */
export function cookieOf(answer: Response): string {
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** Starts all of it. With `city: false` there are no realtime feeds, which is quicker; the city may live `speed` times as fast as we. */
export async function consoleHouse(
  options: { settings?: Partial<Settings>; log?: Log; city?: boolean; scratch?: Scratch; speed?: number } = {},
): Promise<ConsoleHouse> {
  const scratch = options.scratch ?? new Scratch();
  const clock = virtualClock(MORNING, options.speed ?? 1);
  const city = await startCity({ seed: 7, now: () => clock.now(), dir: scratch.path('city') });
  const { vehiclePositions, tripUpdates, alerts } = city.urls;
  const feeds =
    options.city === false ? {} : { vehicle_positions: vehiclePositions, trip_updates: tripUpdates, alerts };
  const settings: Settings = {
    ...settingsFrom({}),
    ...{ gtfs: city.gtfsPath, ...feeds, poll_s: 1, port: 0, data_dir: scratch.path('data'), prefer: 'vehicle' },
    allow_hosts: [`127.0.0.1:${city.port}`],
    ...options.settings,
  };
  const server = await startServer(settings, clock, options.log ?? silentLog);
  const close = async () => {
    await server.close();
    await city.close();
    if (!options.scratch) scratch.remove();
  };
  try {
    await server.ready;
    const administrator = await comeByLink(server.url, firstSecret(server), 'Невена');
    let others = 0;
    return {
      server,
      clock,
      administrator,
      close,
      url: server.url,
      dataDir: settings.data_dir,
      member: async (role, name = `${role} ${++others}`) => {
        const body = { name, role };
        const { secret } = await administrator.json<{ secret: string }>('/people', { method: 'POST', body });
        return comeByLink(server.url, secret, name);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
