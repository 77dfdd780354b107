// The server of the fan-out benchmark, in a process of its own: Tablo's hub, or the usual way for comparison.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type WebSocket, WebSocketServer } from 'ws';
import { systemClock } from '../../server/clock.js';
import { Hub } from '../../server/hub/hub.js';
import { Sockets } from '../../server/hub/sockets.js';
import { silentLog } from '../../server/log.js';
import { createMetrics } from '../../server/metrics.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';
import { BenchTown } from './fanout-town.js';

/** What the benchmark asks of its server. */
export type ChildOrder = { do: 'serve'; way: Way; stops: number } | { do: 'change' } | { do: 'weigh' };
/** `hub` is Tablo; `usual` is a document in full, made into JSON for each board and sent with `ws.send`. */
export type Way = 'hub' | 'usual';
/** What it answers. `atNs`: when the change was made, on the machine's monotone clock. */
export type ChildAnswer =
  | { is: 'serving'; port: number }
  | { is: 'changed'; atNs: string }
  | { is: 'weight'; rssBytes: number; heapBytes: number; cpuS: number; stallMs: number; encodes: number };

const town = new BenchTown(Math.floor(systemClock.now()));
const loop = monitorEventLoopDelay({ resolution: 5 });
const metrics = createMetrics(false);
let change: () => void = () => {};

const answer = (message: ChildAnswer): void => {
  process.send?.(message);
};

function serveHub(server: Server, stops: readonly string[]): void {
  const shared = { clock: systemClock, log: silentLog, metrics };
  const hub = new Hub({ ...shared, compose: (stop) => (stops.includes(stop) ? town.compose(stop) : null) });
  new Sockets({ ...shared, hub, build: 'bench', policy: () => DEFAULT_POLICY, ready: () => true }).attach(server);
  change = () => hub.invalidate(stops);
}

function serveUsual(server: Server, stops: readonly string[]): void {
  const boards = new Map<string, Set<WebSocket>>(stops.map((stop) => [stop, new Set()]));
  let seq = 1;
  const state = (stop: string): string => JSON.stringify({ type: 'state', stop, seq, doc: town.compose(stop) });
  new WebSocketServer({ server, path: '/ws', perMessageDeflate: false }).on('connection', (ws) => {
    ws.on('message', (data) => {
      const { stops: wanted } = JSON.parse(String(data)) as { stops: string[] };
      for (const stop of wanted) {
        boards.get(stop)?.add(ws);
        ws.on('close', () => boards.get(stop)?.delete(ws));
        ws.send(state(stop));
      }
    });
  });
  change = () => {
    seq++;
    for (const stop of stops) {
      const doc = town.compose(stop);
      for (const ws of boards.get(stop) ?? []) ws.send(JSON.stringify({ type: 'state', stop, seq, doc }));
    }
  };
}

async function encodesSoFar(): Promise<number> {
  return (await metrics.encodes.get()).values.reduce((sum, one) => sum + one.value, 0);
}

process.on('message', async (order: ChildOrder) => {
  switch (order.do) {
    case 'serve': {
      const server = createServer();
      const stops = Array.from({ length: order.stops }, (_, i) => `s${i}`);
      (order.way === 'hub' ? serveHub : serveUsual)(server, stops);
      server.listen(0, '127.0.0.1', 4_096, () =>
        answer({ is: 'serving', port: (server.address() as AddressInfo).port }),
      );
      return;
    }
    case 'change': {
      loop.enable();
      town.change();
      const atNs = String(process.hrtime.bigint());
      change();
      return answer({ is: 'changed', atNs });
    }
    case 'weigh': {
      const stallMs = loop.max / 1e6;
      loop.disable();
      loop.reset();
      globalThis.gc?.();
      globalThis.gc?.();
      const { rss, heapUsed, external } = process.memoryUsage();
      const { user, system } = process.cpuUsage();
      return answer({
        is: 'weight',
        rssBytes: rss,
        heapBytes: heapUsed + external,
        cpuS: (user + system) / 1e6,
        stallMs,
        encodes: await encodesSoFar(),
      });
    }
  }
});
process.on('disconnect', () => process.exit(0));
