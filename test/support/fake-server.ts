// A server for the display alone: the built pages under the real content policy, and a scripted `/ws` that speaks the contract.

import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import {
  type BoardMessage,
  type Policy,
  type StopDepartures,
  type StopTimetable,
  SUBPROTOCOL,
  type TripJourney,
} from '../../server/wire/messages.js';
import { parseBoardMessage } from '../../server/wire/parse.js';
import { diff } from '../../server/wire/patch.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';

/** What helmet sends in the real server. */
export const CONTENT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types lit-html tablo default";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

export const TEST_POLICY: Policy = DEFAULT_POLICY;

/** What the fake answers to `GET /api/v1/stops`. */
export interface FoundStop {
  stop_id: string;
  stop_code: string;
  stop_name: { bg: string; en: string };
  stop_lat: number;
  stop_lon: number;
  routes?: string[];
}

export interface FakeOptions {
  /** Folder of the built pages. */
  pages?: string;
  /** POSIX seconds; the wall's by default. */
  now?: () => number;
  policy?: Partial<Policy>;
  stops?: FoundStop[];
  simulated?: boolean;
  timetables?: StopTimetable[];
  journeys?: TripJourney[];
}

/** A running fake. Documents may be set and changed at any time; boards get the state or the patch. */
export class FakeServer {
  readonly #documents = new Map<string, { seq: number; document: StopDepartures }>();
  readonly #watching = new Map<WebSocket, Set<string>>();
  /** Folder of the built pages: another one is another build. */
  pages: string;
  readonly #now: () => number;
  readonly #options: FakeOptions;
  readonly #http: Server;
  readonly #sockets: WebSocketServer;
  #beat: ReturnType<typeof setInterval> | null = null;
  /** Everything that boards said. */
  readonly heard: BoardMessage[] = [];
  port = 0;
  /** True: no new socket is accepted. */
  refusing = false;
  /** True: every path answers 200 with a page to log in, as a captive portal does. */
  portal = false;
  /** Told in `welcome`. */
  build = 'fake';
  /** Paths that are not to be had. */
  readonly missing = new Set<string>();
  /** Every path that was asked for. */
  readonly asked: string[] = [];

  private constructor(options: FakeOptions) {
    this.#options = options;
    this.pages = options.pages ?? process.env['TABLO_PAGES'] ?? join(import.meta.dirname, '../../dist/display');
    this.#now = options.now ?? (() => Date.now() / 1000);
    this.#http = createServer((request, response) => {
      this.#answer(request.url ?? '/').then(
        ({ status, type, body }) => {
          response.writeHead(status, { 'content-type': type, 'content-security-policy': CONTENT_POLICY });
          response.end(body);
        },
        () => response.writeHead(500).end(),
      );
    });
    this.#sockets = new WebSocketServer({
      server: this.#http,
      path: '/ws',
      handleProtocols: () => SUBPROTOCOL,
      verifyClient: () => !this.refusing && !this.portal,
    });
    this.#sockets.on('connection', (socket) => this.#serve(socket));
  }

  /** Listens on `port` (0: a free one). */
  static async start(options: FakeOptions = {}, port = 0): Promise<FakeServer> {
    const fake = new FakeServer(options);
    await new Promise<void>((listening) => fake.#http.listen(port, '127.0.0.1', listening));
    const address = fake.#http.address();
    fake.port = typeof address === 'object' && address ? address.port : 0;
    const beatMs = (options.policy?.beat_s ?? TEST_POLICY.beat_s) * 1000;
    fake.#beat = setInterval(() => fake.beat(), beatMs);
    return fake;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Sets a stop's document; boards that watch it get the state, or the patch from the last one. */
  put(document: StopDepartures): void {
    const stop = document.stop.stop_id;
    const before = this.#documents.get(stop);
    const seq = (before?.seq ?? 0) + 1;
    this.#documents.set(stop, { seq, document });
    const message = before
      ? diff(before.document, document, stop, before.seq, seq)
      : { type: 'state', stop, seq, doc: document };
    for (const [socket, stops] of this.#watching) if (message && stops.has(stop)) socket.send(JSON.stringify(message));
  }

  /** Tells every board what time it is. */
  beat(): void {
    this.#say({ type: 'beat', now: Math.floor(this.#now()) });
  }

  /** Sends any text to every board. */
  #say(message: object): void {
    for (const socket of this.#watching.keys()) socket.send(JSON.stringify(message));
  }

  /** Cuts every socket; boards may come back unless `refusing`. */
  cut(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  /** Ends the server. */
  async close(): Promise<void> {
    if (this.#beat) clearInterval(this.#beat);
    this.cut();
    this.#sockets.close();
    this.#http.closeAllConnections();
    await new Promise((closed) => this.#http.close(closed));
  }

  #serve(socket: WebSocket): void {
    const say = (message: object) => socket.send(JSON.stringify(message));
    const state = (stop: string) => {
      const kept = this.#documents.get(stop);
      if (kept) say({ type: 'state', stop, seq: kept.seq, doc: kept.document });
      else say({ type: 'error', code: 'unknown_stop', message: `No stop ${stop}.`, stop });
    };
    socket.on('close', () => this.#watching.delete(socket));
    socket.on('message', (data) => {
      const message = parseBoardMessage(String(data));
      if (message.type === 'fault') return say({ type: 'error', code: message.code, message: message.message });
      this.heard.push(message);
      if (message.type === 'hello') {
        this.#watching.set(socket, new Set(message.stops));
        const policy = { ...TEST_POLICY, ...this.#options.policy };
        say({ type: 'welcome', protocol: 1, now: Math.floor(this.#now()), build: this.build, policy });
        for (const stop of message.stops) state(stop);
      } else if (message.type === 'ask') state(message.stop);
    });
  }

  /** Of a stop whose document is known: a timetable without departures. */
  #emptyTimetable(stopId: string): StopTimetable | null {
    const document = this.#documents.get(stopId)?.document;
    if (!document) return null;
    const { stop, timetable_version, generated_at } = document;
    const span = { generated_at, from: generated_at, until: generated_at + 48 * 3600 };
    return { stop, timetable_version, ...span, routes: [], headsigns: [], departures: [] };
  }

  async #answer(url: string): Promise<{ status: number; type: string; body: string | Buffer }> {
    const { pathname, searchParams } = new URL(url, 'http://fake');
    const json = (value: unknown, status = 200) => ({
      status,
      type: 'application/json',
      body: JSON.stringify(value),
    });
    this.asked.push(pathname);
    if (this.portal) return { status: 200, type: 'text/html', body: '<!doctype html><h1>Log in</h1>' };
    if (this.missing.has(pathname)) return json({ error: { code: 'not_found', message: 'Gone.' } }, 404);
    const timetable = /^\/api\/v1\/stops\/([^/]+)\/timetable$/.exec(pathname);
    if (timetable) {
      const stopId = decodeURIComponent(timetable[1]!);
      const found =
        this.#options.timetables?.find(({ stop }) => stop.stop_id === stopId) ?? this.#emptyTimetable(stopId);
      return found ? json(found) : json({ error: { code: 'unknown_stop', message: 'No such stop.' } }, 404);
    }
    const journey = /^\/api\/v1\/trips\/([^/]+)$/.exec(pathname);
    if (journey) {
      const found = this.#options.journeys?.find(({ trip_id }) => trip_id === decodeURIComponent(journey[1]!));
      return found ? json(found) : json({ error: { code: 'unknown_trip', message: 'No such trip.' } }, 404);
    }
    if (pathname === '/api/v1/stops') {
      const text = (searchParams.get('search') ?? '').toLowerCase();
      const stops = (this.#options.stops ?? []).filter(({ stop_name }) => stop_name.bg.toLowerCase().includes(text));
      return json({ stops });
    }
    if (pathname === '/healthz') return json({ status: 'ok', simulated: this.#options.simulated ?? false });
    const departures = /^\/api\/v1\/stops\/([^/]+)\/departures$/.exec(pathname);
    if (departures) {
      const kept = this.#documents.get(decodeURIComponent(departures[1]!));
      return kept ? json(kept.document) : json({ error: { code: 'unknown_stop', message: 'No such stop.' } }, 404);
    }
    const layout = searchParams.get('layout') ?? '';
    const page = pathname === '/board/' && /^(led|eink)$/.test(layout) ? `/${layout}.html` : '/index.html';
    const path = pathname.startsWith('/stop/') ? '/stop/index.html' : pathname.replace(/\/$/, page);
    try {
      const body = await readFile(join(this.pages, normalize(path)));
      return { status: 200, type: TYPES[extname(path)] ?? 'application/octet-stream', body };
    } catch {
      return json({ error: { code: 'not_found', message: 'No such page.' } }, 404);
    }
  }
}
