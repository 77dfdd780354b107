import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import gtfsRealtime from 'gtfs-realtime-bindings';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { z } from 'zod';
import {
  errorBody,
  feedList,
  health,
  readiness,
  stopDepartures,
  stopList,
  vehicleList,
} from '../../server/http/schemas.js';
import { type BoardMessage, type ServerMessage, type StopDepartures, SUBPROTOCOL } from '../../server/wire/messages.js';
import { apply, inOrder } from '../../server/wire/patch.js';
import { interrupted, run, Scratch, Tablo } from '../support/tablo-process.js';

/** 2026-02-17 08:10 in Blagoevgrad, a Tuesday: the morning peak. */
const MORNING = 1_771_308_600;
/** The clock runs this fast, so that patches come by the second. */
const SPEED = 10;
/** „Площад Македония“ of the simulated city. */
const STOP = '0051';

const scratch = new Scratch();
let tablo: Tablo;
beforeAll(async () => {
  const args = ['demo', '--port', '0', '--data-dir', scratch.dir, '--clock', `${MORNING}`, '--speed', `${SPEED}`];
  tablo = await Tablo.start(args);
});
afterAll(async () => {
  await tablo.stop();
  scratch.remove();
});

/** A board of its own making: what it heard, in order. */
class Board {
  readonly heard: ServerMessage[] = [];
  /** Documents by stop and seq, as patches made them. */
  readonly documents = new Map<string, { seq: number; doc: StopDepartures }[]>();
  private wake = () => {};

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.take(JSON.parse(String(data)) as ServerMessage);
      this.wake();
    });
  }

  static async open(stops: string[], have?: Record<string, number>): Promise<Board> {
    const socket = new WebSocket(`${tablo.url.replace('http', 'ws')}/ws`, SUBPROTOCOL);
    await once(socket, 'open');
    const board = new Board(socket);
    board.say({ type: 'hello', protocol: 1, stops, ...(have ? { have } : {}) });
    return board;
  }

  say(message: BoardMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Waits until something heard fits. */
  async hears<T extends ServerMessage['type']>(type: T, after = 0): Promise<ServerMessage & { type: T }> {
    for (;;) {
      const found = this.heard.slice(after).find((message) => message.type === type);
      if (found) return found as ServerMessage & { type: T };
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  close(): void {
    this.socket.close();
  }

  private take(message: ServerMessage): void {
    this.heard.push(message);
    if (message.type === 'state') this.documents.set(message.stop, [{ seq: message.seq, doc: message.doc }]);
    if (message.type === 'patch') {
      const history = this.documents.get(message.stop)!;
      const last = history.at(-1)!;
      if (last.seq !== message.base) throw new Error(`a patch on ${message.base} for a board at ${last.seq}`);
      history.push({ seq: message.seq, doc: apply(last.doc, message) });
    }
  }
}

async function answer<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(await tablo.json(path));
}

describe('HTTP (contract, section 2)', () => {
  it('/healthz names each part, and says that the city is simulated', async () => {
    const found = await answer('/healthz', health);
    expect(found.simulated).toBe(true);
    expect(Object.keys(found.parts)).toEqual(['timetable', 'vehicle-positions', 'trip-updates', 'alerts', 'store']);
    expect(await answer('/readyz', readiness)).toEqual({ ready: true });
  });

  it('/metrics is Prometheus text', async () => {
    const response = await fetch(`${tablo.url}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toMatch(/^# HELP \S+ .+\n# TYPE \S+ (counter|gauge|histogram)/);
  });

  it.each(['площад македония', 'ploshtad makedonia', 'makedonia square', STOP])(
    'a stop is found by „%s“',
    async (text) => {
      const { stops } = await answer(`/api/v1/stops?search=${encodeURIComponent(text)}`, stopList);
      expect(stops.map((stop) => stop.stop_id)).toContain(STOP);
    },
  );

  it('stops are found by place, nearest first', async () => {
    const { stops } = await answer('/api/v1/stops?near=42.0115,23.097&limit=5', stopList);
    const distances = stops.map((stop) => stop.distance_m ?? Number.NaN);
    expect(stops).toHaveLength(5);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(distances[0]).toBeLessThan(50);
  });

  it('every stop of the city has a document that keeps the contract', { timeout: 30_000 }, async () => {
    const { stops } = await answer('/api/v1/stops?near=42.0115,23.097&limit=100', stopList);
    expect(stops.length).toBeGreaterThan(60);
    let live = 0;
    for (const { stop_id } of stops) {
      const document = await answer(`/api/v1/stops/${stop_id}/departures`, stopDepartures);
      const { departures } = document;
      expect(new Set(departures.map((row) => row.id)).size, stop_id).toBe(departures.length);
      expect([...departures].sort(inOrder), stop_id).toEqual(departures);
      for (const row of departures) {
        const isBelieved = row.status === 'live' || row.status === 'ageing';
        expect(row.expected !== null, `${stop_id} ${row.id}`).toBe(isBelieved);
        if (!isBelieved) continue;
        if (row.status === 'live') live++;
        expect(row.low! <= row.expected! && row.expected! <= row.high!, `${stop_id} ${row.id}`).toBe(true);
      }
      expect(document.next_service === null || departures.length === 0).toBe(true);
    }
    expect(live).toBeGreaterThan(50);
  });

  it('an unknown stop, an unknown path and a wrong question are told so, without a trace of the inside', async () => {
    for (const [path, status, code] of [
      ['/api/v1/stops/nowhere/departures', 404, 'unknown_stop'],
      ['/api/v1/nothing', 404, 'not_found'],
      ['/api/v1/stops', 400, 'bad_request'],
      ['/api/v1/stops?near=here', 400, 'bad_request'],
      ['/api/v1/stops/%E0%A4%A/departures', 400, 'bad_request'],
      ['/ws', 426, 'upgrade_required'],
    ] as const) {
      const response = await fetch(`${tablo.url}${path}`);
      const text = await response.text();
      expect([path, response.status]).toEqual([path, status]);
      expect(errorBody.parse(JSON.parse(text)).error.code).toBe(code);
      expect(text).not.toMatch(/node_modules|\.js:\d/);
    }
  });

  it('/api/v1/vehicles: each has a prediction or the reason why not', async () => {
    const { vehicles } = await answer('/api/v1/vehicles', vehicleList);
    expect(vehicles.length).toBeGreaterThan(15);
    for (const vehicle of vehicles)
      expect(vehicle.silence !== null || vehicle.stop !== null, vehicle.vehicle_id).toBe(true);
  });

  it('/api/v1/feeds: each feed with its health', async () => {
    await expect.poll(async () => (await answer('/api/v1/feeds', feedList)).feeds.length).toBe(4);
    const { feeds } = await answer('/api/v1/feeds', feedList);
    expect(feeds.map((feed) => feed.kind)).toEqual(['gtfs', 'vehicle-positions', 'trip-updates', 'alerts']);
    expect(feeds.map((feed) => feed.last_error)).toEqual([null, null, null, null]);
  });

  it.each(['trip-updates', 'vehicle-positions', 'alerts'])(
    '/gtfs-realtime/%s.pb decodes, and answers 304',
    async (name) => {
      const response = await fetch(`${tablo.url}/gtfs-realtime/${name}.pb`);
      const body = new Uint8Array(await response.arrayBuffer());
      const feed = gtfsRealtime.transit_realtime.FeedMessage.decode(body);
      expect(Number(feed.header.timestamp)).toBeGreaterThan(MORNING);
      if (name !== 'alerts') expect(feed.entity.length).toBeGreaterThan(10);
      expect(await tablo.json(`/gtfs-realtime/${name}.json`)).toHaveProperty('header');
      // Not by fetch, which bids caches stand aside as soon as a request is conditional.
      const modified = new Date((MORNING + 86_400) * 1000).toUTCString();
      const again = await request(`${tablo.url}/gtfs-realtime/${name}.pb`, {
        headers: { 'if-modified-since': modified },
      });
      expect(again.statusCode).toBe(304);
      await again.body.dump();
    },
  );

  it('/api/v1/openapi.json describes every path of the API', async () => {
    const { openapi, paths } = await tablo.json<{ openapi: string; paths: object }>('/api/v1/openapi.json');
    expect(openapi).toMatch(/^3\.1/);
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/stops',
        '/api/v1/stops/{stop_id}/departures',
        '/api/v1/vehicles',
        '/api/v1/feeds',
        '/gtfs-realtime/trip-updates.pb',
      ]),
    );
  });

  it.each(['/', '/board/?stop=0051', `/stop/${STOP}`])('%s is a page', async (path) => {
    const response = await fetch(`${tablo.url}${path}`);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await response.text()).toMatch(/^<!doctype html>/i);
  });
});

describe('/ws (contract, section 4)', () => {
  it('hello, welcome, state, patches; at each seq the document that HTTP gives', { timeout: 40_000 }, async () => {
    const board = await Board.open([STOP, '0015']);
    const welcome = await board.hears('welcome');
    expect(welcome).toMatchObject({ protocol: 1, policy: { ageing_after_s: 90, timetable_after_s: 300 } });
    expect(welcome.now).toBeGreaterThan(MORNING);
    await board.hears('state');
    expect(board.heard[0]?.type).toBe('welcome');

    const overHttp: StopDepartures[] = [];
    const patches = () => board.heard.filter((message) => message.type === 'patch' && message.stop === STOP).length;
    for (let i = 0; patches() < 12 && i < 200; i++) {
      overHttp.push(await answer(`/api/v1/stops/${STOP}/departures`, stopDepartures));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(patches()).toBeGreaterThanOrEqual(12);
    const history = board.documents.get(STOP)!;
    let next = 0;
    for (const document of overHttp) {
      // HTTP never goes back: each answer is the document of a seq at or after the one before it.
      const found = history.findIndex(({ doc }, i) => i >= next && JSON.stringify(doc) === JSON.stringify(document));
      if (found < 0) expect(history.at(-1)!.doc).toEqual(document);
      next = found;
    }
    expect(next).toBeGreaterThan(5);
    board.close();
  });

  it('ask is answered by the whole state, an unknown stop by an error that is not fatal', async () => {
    const board = await Board.open([STOP, 'nowhere']);
    const { seq } = await board.hears('state');
    expect(await board.hears('error')).toMatchObject({ code: 'unknown_stop', stop: 'nowhere' });
    const before = board.heard.length;
    board.say({ type: 'ask', stop: STOP });
    const state = await board.hears('state', before);
    expect(state.stop).toBe(STOP);
    expect(state.seq).toBeGreaterThanOrEqual(seq);
    board.close();
  });
});

describe('the process', () => {
  it('says one line, is ready, and ends cleanly with its boards told to come again', { timeout: 30_000 }, async () => {
    const own = new Scratch();
    const server = await Tablo.start(['demo', '--port', '0', '--data-dir', own.dir, '--clock', `${MORNING}`]);
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws`, SUBPROTOCOL);
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'hello', protocol: 1, stops: [STOP] }));
    await once(socket, 'message');
    const closed = once(socket, 'close');
    const end = await server.stop();
    expect((await closed)[0]).toBe(1012);
    expect(end.code).toBe(0);
    expect(end.stdout).toBe(`tablo: listening on ${server.url}\n`);
    for (const line of end.stderr.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('level');
    own.remove();
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends it while it is still importing',
    { timeout: 30_000 },
    async (signal) => {
      const own = new Scratch();
      const isImporting = () => existsSync(own.path('timetables'));
      const args = ['demo', '--port', '0', '--data-dir', own.dir, '--clock', `${MORNING}`];
      const end = await interrupted(args, isImporting, signal);
      expect([end.code, end.stderr.includes('timetable in use')]).toEqual([0, false]);
      own.remove();
    },
  );

  it('npx tablo --help works from a checkout', { timeout: 30_000 }, async () => {
    // The compiler writes no executable bit; without it npx is refused where it has linked the checkout before.
    expect(statSync('dist/server/main.js').mode & 0o111).toBe(0o111);
    const { stdout } = await promisify(execFile)('npx', ['tablo', '--help']);
    for (const command of ['serve', 'demo', 'import', 'check', 'replay', 'score']) {
      expect(stdout).toMatch(new RegExp(`^  tablo ${command} `, 'm'));
    }
  });

  it('a port that is taken ends it with one sentence', async () => {
    const own = new Scratch();
    const { code, stdout, stderr } = await run(
      'demo',
      '--port',
      `${tablo.port}`,
      '--data-dir',
      own.dir,
      '--log-level',
      'silent',
    );
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^tablo: .*EADDRINUSE.*\n$/);
    own.remove();
  });
});
