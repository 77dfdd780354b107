// The console's surface: every route, its methods, and who at least may use each; and a crawl that compares the server with it.

import type { Router } from 'express';
import type { Member } from '../../support/console.js';

/** Who asks: without a session, or signed in with a role. */
export type Standing = 'nobody' | 'viewer' | 'dispatcher' | 'administrator';
export const STANDINGS: readonly Standing[] = ['nobody', 'viewer', 'dispatcher', 'administrator'];
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];
/** Who at least may use a method; `all` may without a session. */
type Methods = Partial<Record<Method, Standing | 'all'>>;

/**
 * Every route by its pattern. What a method answers to those who may is the business of other tests; here it is anything but
 * 401, 403, 405 and 500. A route that is not here, or not there, fails the test.
 */
export const SURFACE: Readonly<Record<string, Methods>> = {
  '/session': { GET: 'all' },
  '/login': { POST: 'all' },
  '/logout': { POST: 'viewer' },
  '/present': { POST: 'viewer' },
  '/invitation': { POST: 'all' },
  '/invitation/accept': { POST: 'all' },
  '/me/password': { POST: 'viewer' },
  '/me/totp': { POST: 'viewer', DELETE: 'viewer' },
  '/me/totp/confirm': { POST: 'viewer' },
  '/me/sessions': { GET: 'viewer' },
  '/me/sessions/:id': { DELETE: 'viewer' },
  '/people': { GET: 'administrator', POST: 'administrator' },
  '/people/:id': { PATCH: 'administrator' },
  '/people/:id/link': { POST: 'administrator' },
  '/audit': { GET: 'dispatcher' },
  '/audit/chain': { GET: 'dispatcher' },
  '/boards': { GET: 'viewer', POST: 'administrator' },
  '/boards.csv': { GET: 'viewer', PUT: 'administrator' },
  '/boards/reload': { POST: 'dispatcher' },
  '/boards/groups': { POST: 'administrator' },
  '/boards/:id': { PUT: 'administrator', DELETE: 'administrator' },
  '/boards/:id/token': { POST: 'administrator', DELETE: 'administrator' },
  '/history': { GET: 'viewer' },
  '/history/stops/:id': { GET: 'viewer' },
  '/history/failures': { GET: 'viewer' },
  '/history/boards/:id': { GET: 'viewer' },
  '/dispatch': { GET: 'viewer', POST: 'dispatcher' },
  '/dispatch/rehearsal': { POST: 'dispatcher' },
  '/dispatch/silence': { PUT: 'dispatcher' },
  '/dispatch/templates': { PUT: 'dispatcher' },
  '/dispatch/templates/:id': { DELETE: 'dispatcher' },
  '/dispatch/:id/confirm': { POST: 'dispatcher' },
  '/dispatch/:id/withdraw': { POST: 'dispatcher' },
  '/watch': { GET: 'viewer' },
  '/feeds/:name/history': { GET: 'viewer' },
  '/feeds/:name/fetch': { POST: 'dispatcher' },
  '/timetable': { GET: 'viewer' },
  '/timetable/:before/difference/:after': { GET: 'viewer' },
  '/timetable/:version/approve': { POST: 'dispatcher' },
  '/timetable/:version/roll-back': { POST: 'dispatcher' },
  '/timetable/:version/turn-away': { POST: 'dispatcher' },
  '/network': { GET: 'viewer' },
  '/vehicles/:id': { GET: 'viewer' },
  '/strips': { GET: 'viewer' },
  '/strips/:route_id/:direction': { GET: 'viewer' },
};

/** Every route that a router has, with the methods that are not answered by 405. */
export function routesOf(router: Router): Record<string, string[]> {
  const routes: Record<string, string[]> = {};
  for (const layer of router.stack) {
    if (layer.route) {
      const { path, methods } = layer.route as unknown as { path: string; methods: Record<string, boolean> };
      const named = Object.keys(methods).filter((method) => method !== '_all');
      routes[path] = [...(routes[path] ?? []), ...named.map((method) => method.toUpperCase())].sort();
    } else if ('stack' in layer.handle) {
      Object.assign(routes, routesOf(layer.handle as unknown as Router));
    }
  }
  return routes;
}

/** The same from the table. */
export function expectedRoutes(): Record<string, string[]> {
  return Object.fromEntries(Object.entries(SURFACE).map(([path, methods]) => [path, Object.keys(methods).sort()]));
}

/** The members by their standing; nobody has none. */
export type Members = Readonly<Record<Exclude<Standing, 'nobody'>, Member>>;

/** Asks one route by every method in every standing; a line for each answer that is not as in the table. */
export async function crawl(
  base: string,
  members: Members,
  pattern: string,
): Promise<{ asked: number; odd: string[] }> {
  const path = pattern.replaceAll(/:\w+/g, 'x');
  const methods = SURFACE[pattern] ?? {};
  const odd: string[] = [];
  let asked = 0;
  for (const method of METHODS) {
    // HEAD is where GET is.
    const least = methods[method] ?? (method === 'HEAD' ? methods.GET : undefined);
    for (const who of STANDINGS) {
      // Their sessions must last until the end of the table.
      if (pattern === '/logout' && method === 'POST' && who !== 'nobody') continue;
      const member = who === 'nobody' ? null : members[who];
      const { status, headers } = member
        ? await member.fetch(path, { method })
        : await fetch(`${base}/api/v1/console${path}`, { method, headers: { Origin: base } });
      asked++;
      const wanted = least === undefined ? 405 : refusal(who, least);
      const isRight = wanted === null ? ![401, 403, 405, 500].includes(status) : status === wanted;
      if (!isRight) odd.push(`${method} ${pattern} ${who}: ${status}, not ${wanted ?? 'let in'}`);
      if (headers.get('cache-control') !== 'no-store') odd.push(`${method} ${pattern}: may be stored`);
      if (headers.get('access-control-allow-origin') !== null) odd.push(`${method} ${pattern}: read by other pages`);
    }
  }
  return { asked, odd };
}

/** Refused to this standing: 401 or 403. */
function refusal(who: Standing, least: Standing | 'all'): number | null {
  if (least === 'all') return null;
  if (who === 'nobody') return 401;
  return STANDINGS.indexOf(who) < STANDINGS.indexOf(least) ? 403 : null;
}
