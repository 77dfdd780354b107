import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API_REQUESTS_PER_MINUTE, HEADERS_TIMEOUT_S } from '../../../server/http/app.js';
import { openApi } from '../../../server/http/openapi.js';
import { errorBody, feedList, health, stopDepartures, stopList, vehicleList } from '../../../server/http/schemas.js';
import { healthOf, mayScrape } from '../../../server/http/state.js';
import { placeOf } from '../../../server/http/stops.js';
import { type Listening, listen } from './house.js';

let house: Listening;
beforeEach(async () => {
  house = await listen();
});
afterEach(() => house.close());

const get = (path: string, options: RequestInit = {}) => fetch(house.url + path, { redirect: 'manual', ...options });
const CODES = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'] as const;
/** Every path, with what GET, HEAD and the four others answer. */
const SURFACE: [string, number, number][] = [
  ['/', 200, 405],
  ['/healthz', 200, 405],
  ['/readyz', 200, 405],
  ['/metrics', 200, 405],
  ['/ws', 426, 405],
  ['/api/v1/stops', 400, 405],
  ['/api/v1/stops?search=x', 200, 405],
  ['/api/v1/stops?near=42.02,23.09', 200, 405],
  ['/api/v1/stops/a%2Fb/departures', 200, 405],
  ['/api/v1/stops/nowhere/departures', 404, 405],
  ['/api/v1/stops/%E0%A4%A/departures', 400, 400],
  ['/api/v1/stops/a%2Fb/timetable', 200, 405],
  ['/api/v1/stops/a%2Fb/timetable?hours=0', 400, 405],
  ['/api/v1/stops/nowhere/timetable?hours=48', 404, 405],
  ['/api/v1/stops/a%2Fb/speech.wav?lang=bg', 404, 405],
  ['/api/v1/stops/a%2Fb/speech.wav?lang=xx', 400, 405],
  ['/api/v1/trips/t?date=20260216', 200, 405],
  ['/api/v1/trips/t?date=now', 400, 405],
  ['/api/v1/trips/other', 404, 405],
  ['/api/v1/vehicles', 200, 405],
  ['/api/v1/feeds', 200, 405],
  ['/api/v1/quality', 200, 405],
  ['/api/v1/quality?from=20260201&until=20260203', 200, 405],
  ['/api/v1/quality?from=20260203&until=20260201', 400, 405],
  ['/api/v1/quality?from=20250203&until=20260201', 400, 405],
  ['/api/v1/quality?until=20260231', 400, 405],
  ['/api/v1/quality.csv', 200, 405],
  ['/api/v1/openapi.json', 200, 405],
  ['/api/v1/other', 404, 404],
  ['/api/v1', 404, 404],
  ['/gtfs-realtime/trip-updates.pb', 200, 405],
  ['/gtfs-realtime/trip-updates.json', 200, 405],
  ['/gtfs-realtime/vehicle-positions.pb', 200, 405],
  ['/gtfs-realtime/vehicle-positions.json', 200, 405],
  ['/gtfs-realtime/alerts.pb', 503, 405],
  ['/gtfs-realtime/other.pb', 404, 404],
  ['/board', 308, 405],
  ['/board/', 200, 405],
  ['/board/?stop=0363', 200, 405],
  ['/stop/0363', 200, 405],
  ['/stop/%D0%B0%2F1', 200, 405],
  ['/console/', 200, 405],
  ['/gallery/', 404, 405],
  ['/quality', 308, 405],
  ['/assets/board-1a2b3c.js', 200, 404],
  ['/sw.js', 200, 404],
  ['/.secret', 404, 404],
  ['/../package.json', 404, 404],
  ['/%2e%2e%2fpackage.json', 404, 404],
  ['/assets/..%2f..%2fetc/passwd', 404, 404],
  ['/nothing', 404, 404],
];

describe('S11: the surface is this table exactly', () => {
  it.each(SURFACE)('%s', async (path, read, other) => {
    for (const method of CODES) {
      const answer = await get(path, { method });
      const expected = method === 'GET' || method === 'HEAD' ? read : other;
      expect(`${method} ${answer.status}`).toBe(`${method} ${expected}`);
      expect(answer.headers.get('x-powered-by')).toBeNull();
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
      const body = await answer.text();
      if (answer.status >= 400 && method !== 'HEAD') {
        expect(errorBody.parse(JSON.parse(body)).error.message).toBeTruthy();
        expect(body).not.toMatch(/\bat .*:\d+/);
      }
    }
  });

  it('a thrown error is 500 without its reason', async () => {
    await house.close();
    house = await listen((parts) => ({
      ...parts,
      vehicles: () => {
        throw new Error('SELECT secret FROM /etc/passwd');
      },
    }));
    const answer = await get('/api/v1/vehicles');
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ error: { code: 'internal', message: 'The server failed to answer.' } });
  });

  it('figures are for the local network', () => {
    expect(['127.0.0.1', '::1', '::ffff:10.1.2.3', '192.168.1.5', 'fd00::1'].map(mayScrape)).not.toContain(false);
    expect(['8.8.8.8', '2001:4860::1', 'nonsense', undefined].map(mayScrape)).not.toContain(true);
  });

  it('figures are refused to who comes through a proxy from outside', async () => {
    expect((await get('/metrics', { headers: { 'X-Forwarded-For': '8.8.8.8' } })).status).toBe(403);
  });
});

describe('answers', () => {
  const json = async (path: string): Promise<unknown> => (await get(path)).json();

  it('have the shapes that the description promises', async () => {
    expect(stopList.parse(await json('/api/v1/stops?search=мак&limit=7')).stops[0]?.stop_code).toBe('мак:7');
    const near = stopList.parse(await json('/api/v1/stops?near=42.5,-23')).stops[0];
    expect(near).toMatchObject({ stop_lat: 42.5, stop_lon: -23, distance_m: 20 });
    const document = stopDepartures.parse(await json('/api/v1/stops/a%2Fb/departures'));
    expect(document.departures[0]?.expected).toBe(1_771_257_960);
    expect(vehicleList.parse(await json('/api/v1/vehicles'))).toMatchObject({ generated_at: 1_771_257_540 });
    expect(feedList.parse(await json('/api/v1/feeds')).feeds[0]?.findings).toEqual({ E003: 2 });
    expect(health.parse(await json('/healthz'))).toMatchObject({ status: 'degraded', simulated: false });
    expect(await json('/readyz')).toEqual({ ready: true });
  });

  it('an unknown stop is 404 with its own code', async () => {
    expect(await json('/api/v1/stops/nowhere/departures')).toMatchObject({ error: { code: 'unknown_stop' } });
  });

  it('before the timetable is there: alive, not ready', async () => {
    await house.close();
    house = await listen((parts) => ({ ...parts, ready: () => false }));
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(503);
    expect((await get('/api/v1/stops/a%2Fb/departures')).status).toBe(503);
    expect((await get('/api/v1/stops?search=x')).status).toBe(503);
  });

  it('read-only answers may be read from any page, health may not', async () => {
    for (const path of ['/api/v1/vehicles', '/api/v1/stops/nowhere/departures', '/gtfs-realtime/trip-updates.pb']) {
      expect((await get(path)).headers.get('access-control-allow-origin')).toBe('*');
    }
    expect((await get('/healthz')).headers.get('access-control-allow-origin')).toBeNull();
    expect((await get('/api/v1/vehicles', { method: 'OPTIONS' })).status).toBe(204);
  });

  it('a feed that has not changed is 304, by tag and by date', async () => {
    const first = await get('/gtfs-realtime/trip-updates.pb');
    expect(first.headers.get('content-type')).toBe('application/x-protobuf');
    expect([...new Uint8Array(await first.arrayBuffer())]).toEqual([10, 2, 8, 1]);
    expect(first.headers.get('last-modified')).toBe('Mon, 16 Feb 2026 15:58:59 GMT');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{27}-pb"$/);
    const since = first.headers.get('last-modified') ?? '';
    const status = async (headers: Record<string, string>) =>
      (await get('/gtfs-realtime/trip-updates.pb', { headers, cache: 'no-store' })).status;
    expect(await conditional(house.port, '/gtfs-realtime/trip-updates.pb', `If-None-Match: ${etag}`)).toBe(304);
    // `fetch` sends `Cache-Control: no-cache` with every condition of one's own; the origin answers it nevertheless.
    const asked = await get('/gtfs-realtime/trip-updates.pb', { headers: { 'If-None-Match': etag } });
    expect(asked.status).toBe(304);
    expect(await conditional(house.port, '/gtfs-realtime/trip-updates.pb', `If-Modified-Since: ${since}`)).toBe(304);
    expect(await conditional(house.port, '/gtfs-realtime/trip-updates.json', `If-None-Match: ${etag}`)).toBe(200);
    expect(await status({})).toBe(200);
  });

  it('hashed assets are kept for ever, pages are asked for each time', async () => {
    expect((await get('/assets/board-1a2b3c.js')).headers.get('cache-control')).toContain('immutable');
    for (const path of ['/', '/board/', '/stop/1', '/sw.js'])
      expect((await get(path)).headers.get('cache-control')).toBe('no-cache');
    expect((await get('/board?stop=1&lang=bg')).headers.get('location')).toBe('/board/?stop=1&lang=bg');
    expect(await (await get('/stop/0363')).text()).toContain('<title>stop');
    expect(await (await get('/board/?stop=1&layout=led')).text()).toContain('<title>dots');
    for (const layout of ['tft', 'eink', '../stop/index', 'led&layout=tft'])
      expect(await (await get(`/board/?stop=1&layout=${layout}`)).text(), layout).toContain('<title>board');
  });

  it('an address that asks without end is told to wait', async () => {
    let refused: Response | undefined;
    for (let i = 0; i <= API_REQUESTS_PER_MINUTE && !refused; i += 40) {
      const answers = await Promise.all(Array.from({ length: 41 }, () => get('/api/v1/feeds')));
      refused = answers.find((answer) => answer.status === 429);
    }
    expect(errorBody.parse(await refused?.json()).error.code).toBe('too_many_requests');
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await get('/board/')).status).toBe(200);
  });
});

describe('the OpenAPI description', () => {
  it('names every path of the table that is not a page, with every status seen there', async () => {
    const { paths } = openApi('1') as { paths: Record<string, { get: { responses: Record<string, unknown> } }> };
    for (const [path, status] of SURFACE) {
      if (
        !/^\/(api\/v1\/(stops|vehicles|feeds|quality|openapi)|gtfs-realtime\/[tva].*s\.|healthz|readyz|metrics)/.test(
          path,
        )
      )
        continue;
      if (path.includes('%E0')) continue;
      const template = (path.split('?')[0] ?? '').replace(/stops\/[^/]+\//, 'stops/{stop_id}/');
      expect(Object.keys(paths), path).toContain(template);
      expect(Object.keys(paths[template]?.get.responses ?? {}), path).toContain(String(status));
    }
  });

  it('is whole: every reference leads somewhere', async () => {
    const text = await (await get('/api/v1/openapi.json')).text();
    const { components, openapi, info } = JSON.parse(text) as ReturnType<typeof openApi> & {
      components: { schemas: object };
    };
    expect(openapi).toBe('3.1.0');
    expect(info).toMatchObject({ version: '1.2.3' });
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]*)"/g)].map((match) => match[1]);
    expect(references.length).toBeGreaterThan(10);
    for (const name of references) expect(Object.keys(components.schemas)).toContain(name);
    expect(text).not.toContain('$schema');
  });
});

describe('small rules', () => {
  it('the worst part is the state of the whole; what is off is not ill', () => {
    expect(healthOf({}, false).status).toBe('ok');
    expect(healthOf({ a: { state: 'off' }, b: { state: 'ok' } }, false).status).toBe('ok');
    expect(healthOf({ a: { state: 'failed' }, b: { state: 'degraded' } }, false).status).toBe('failed');
  });

  it('a place is LAT,LON within the globe', () => {
    expect(placeOf('42.02, -23.09')).toEqual({ lat: 42.02, lon: -23.09 });
    for (const text of ['', '42', '91,0', '0,181', '1e3,2', 'NaN,1', '1,2,3', '42.02;23.09'])
      expect(placeOf(text)).toBeNull();
  });
});

describe('S12: slow clients', () => {
  it('who drips headers is cut, while others are served', async () => {
    const slow = connect(house.port, '127.0.0.1');
    const started = performance.now();
    slow.on('error', () => {});
    slow.write('GET / HTTP/1.1\r\nHost: x\r\n');
    const drip = setInterval(() => slow.writable && slow.write('X-A: b\r\n'), 500);
    const ended = new Promise<void>((resolve) => slow.on('close', () => resolve()));
    expect((await get('/healthz')).status).toBe(200);
    await ended;
    clearInterval(drip);
    const tookS = (performance.now() - started) / 1000;
    expect(tookS).toBeGreaterThan(HEADERS_TIMEOUT_S - 1);
    expect(tookS).toBeLessThan(HEADERS_TIMEOUT_S + 3);
  }, 20_000);
});

/** `fetch` adds caching headers of its own to conditional requests; this asks bare. */
function conditional(port: number, path: string, header: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n${header}\r\nConnection: close\r\n\r\n`),
    );
    socket.once('data', (data) => {
      resolve(Number(String(data).split(' ')[1]));
      socket.destroy();
    });
    socket.on('error', reject);
  });
}
