// A real server with a hub on a free port, and boards with real sockets that remember what they heard.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { systemClock } from '../../../server/clock.js';
import { Hub } from '../../../server/hub/hub.js';
import type { HubParts } from '../../../server/hub/hub-parts.js';
import { type SocketParts, Sockets } from '../../../server/hub/sockets.js';
import { silentLog } from '../../../server/log.js';
import { createMetrics, type Metrics } from '../../../server/metrics.js';
import type { BoardMessage, Departure, ServerMessage, StopDepartures } from '../../../server/wire/messages.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';

export const policy = DEFAULT_POLICY;

/** One row whose expected time is `expected`. */
export function row(id: string, expected: number, stop = 's1'): Departure {
  return {
    id,
    trip_id: id,
    start_date: '20260216',
    stop_sequence: 1,
    stop_id: stop,
    route: { route_id: '1', route_short_name: '1', route_type: 3, route_color: null, route_text_color: null },
    headsign: { bg: 'Еленово', en: 'Elenovo' },
    scheduled: 1_771_257_900,
    expected,
    low: null,
    high: null,
    basis: 'vehicle',
    status: 'live',
    as_of: 1_771_257_530,
    vehicle_id: null,
    occupancy: null,
    wheelchair: null,
    platform: null,
    last: false,
  };
}

/** A document of these rows. */
export function documentOf(stop: string, generatedAt: number, departures: Departure[]): StopDepartures {
  return {
    stop: {
      stop_id: stop,
      stop_code: null,
      stop_name: { bg: 'Площад', en: 'Square' },
      stop_lat: null,
      stop_lon: null,
      timezone: 'Europe/Sofia',
    },
    generated_at: generatedAt,
    timetable_version: 'sha256-x',
    freshness: 'live',
    departures,
    alerts: [],
    notices: [],
    next_service: null,
  };
}

/** What a test may set of the server. */
export type HouseOptions = Partial<SocketParts> & Partial<HubParts>;

/** A server that listens. */
export interface House {
  hub: Hub;
  sockets: Sockets;
  server: Server;
  metrics: Metrics;
  port: number;
  close(): Promise<void>;
}

/** Starts a server whose documents come from `compose`. */
export async function startHouse(compose: HubParts['compose'], options: HouseOptions = {}): Promise<House> {
  const metrics = createMetrics(false);
  const shared = { clock: systemClock, log: silentLog, metrics, ...options };
  const hub = new Hub({ ...shared, compose });
  const sockets = new Sockets({ build: 'test', policy: () => policy, ready: () => true, ...shared, hub });
  const server = createServer();
  sockets.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    await sockets.drain(0);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { hub, sockets, server, metrics, port: (server.address() as AddressInfo).port, close };
}

/** A board: everything it heard, and how it ended. */
export class TestBoard {
  readonly heard: ServerMessage[] = [];
  readonly ws: WebSocket;
  readonly closed: Promise<{ code: number; reason: string }>;
  private readonly waiting = new Set<() => void>();

  constructor(port: number, protocol: string | string[] = 'tablo.v1') {
    this.ws = new WebSocket(`ws://127.0.0.1:${port}/ws`, protocol, { perMessageDeflate: false });
    this.ws.on('error', () => {});
    this.ws.on('message', (data) => {
      this.heard.push(JSON.parse(String(data)) as ServerMessage);
      for (const look of this.waiting) look();
    });
    this.closed = new Promise((resolve) =>
      this.ws.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
    );
  }

  async open(): Promise<this> {
    if (this.ws.readyState === WebSocket.OPEN) return this;
    await new Promise<void>((resolve, reject) => {
      this.ws.once('open', resolve);
      this.ws.once('error', reject);
    });
    return this;
  }

  say(message: BoardMessage | object): void {
    this.ws.send(JSON.stringify(message));
  }

  hello(stops: string[], more: object = {}): void {
    this.say({ type: 'hello', protocol: 1, stops, ...more });
  }

  /** The nth message of a type, as soon as it has come. */
  async got<T extends ServerMessage['type']>(type: T, nth = 1): Promise<Extract<ServerMessage, { type: T }>> {
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`no ${type} ${nth}; heard ${this.heard.map((one) => one.type).join(', ') || 'nothing'}`));
      }, 5_000);
      const look = (): void => {
        const found = this.heard.filter((one) => one.type === type)[nth - 1];
        if (!found) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(found as Extract<ServerMessage, { type: T }>);
      };
      this.waiting.add(look);
      look();
    });
  }
}

/** Waits, on the wall. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
