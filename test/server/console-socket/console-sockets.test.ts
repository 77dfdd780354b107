import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ConsoleSockets, SOCKETS_PER_SESSION_AT_MOST } from '../../../server/console-socket/console-sockets.js';
import { readConsoleMessage } from '../../../server/console-socket/said.js';
import {
  CONSOLE_SOCKET_PATH,
  CONSOLE_SUBPROTOCOL,
  type ConsoleMessage,
  type ConsoleTopic,
} from '../../../server/wire/console/live.js';

let server: Server;
let sockets: ConsoleSockets;
let url: string;
let alive: Set<string>;
let endSession: (session: string) => void;
const items = new Map<string, unknown>();

beforeEach(async () => {
  alive = new Set(['s1', 's2']);
  items.clear();
  items.set('501', [42.02, 23.09]);
  server = createServer();
  sockets = new ConsoleSockets({
    door: async ({ headers }) => {
      const hash = String(headers.cookie ?? '');
      return alive.has(hash) ? { session: { hash } } : { refusal: '401 Unauthorized' };
    },
    isAlive: async (session) => alive.has(session),
    onSessionEnd: (listener) => {
      endSession = listener;
    },
    now: () => 1_000,
    log: pino({ level: 'silent' }),
  });
  sockets.register({ name: 'vehicles', head: () => ({ timetable_version: 'v' }), items: () => items });
  sockets.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}${CONSOLE_SOCKET_PATH}`;
});
afterEach(() => {
  sockets.close();
  server.closeAllConnections();
  server.close();
});

/** A console that remembers what it heard. */
async function open(session: string, ...topics: ConsoleTopic[]) {
  const ws = new WebSocket(url, CONSOLE_SUBPROTOCOL, { headers: { cookie: session } });
  const heard: ConsoleMessage[] = [];
  const closed = new Promise<number>((resolve) => ws.on('close', (code) => resolve(code)));
  ws.on('message', (data) => heard.push(JSON.parse(String(data)) as ConsoleMessage));
  await new Promise<void>((resolve, reject) => {
    ws.once('open', () => resolve());
    ws.once('error', reject);
  });
  if (topics.length > 0) ws.send(JSON.stringify({ type: 'watch', topics }));
  return { ws, heard, closed };
}

test('S4: nobody is let in without a session', async () => {
  await expect(open('nobody')).rejects.toThrow('401');
});

test('a console that watches gets all of it, then what changes', async () => {
  const one = await open('s1', 'vehicles', 'notices');
  await expect
    .poll(() => one.heard)
    .toMatchObject([
      { type: 'snapshot', topic: 'vehicles', head: { timetable_version: 'v' }, items: { '501': [42.02, 23.09] } },
      { type: 'snapshot', topic: 'notices', items: {} },
    ]);
  items.set('502', [42, 23]);
  sockets.tell();
  await expect
    .poll(() => one.heard.slice(2))
    .toMatchObject([{ type: 'change', base: 1, seq: 2, put: { '502': [42, 23] } }]);
});

test('who comes later gets what was told last, in the same numbering', async () => {
  const one = await open('s1', 'vehicles');
  await expect.poll(() => one.heard).toHaveLength(1);
  items.set('502', [42, 23]);
  const two = await open('s2', 'vehicles');
  await expect.poll(() => two.heard).toMatchObject([{ type: 'snapshot', seq: 1, items: { '501': [42.02, 23.09] } }]);
  sockets.tell();
  await expect
    .poll(() => [one.heard[1], two.heard[1]])
    .toMatchObject([
      { type: 'change', base: 1, put: { '502': [42, 23] } },
      { type: 'change', base: 1, put: { '502': [42, 23] } },
    ]);
});

test('a topic that is no longer watched is no longer told', async () => {
  const one = await open('s1', 'vehicles');
  await expect.poll(() => one.heard).toHaveLength(1);
  one.ws.send(JSON.stringify({ type: 'watch', topics: ['notices'] }));
  await expect.poll(() => one.heard).toHaveLength(2);
  items.set('502', [42, 23]);
  sockets.tell();
  one.ws.send(JSON.stringify({ type: 'watch', topics: ['notices', 'feeds'] }));
  await expect
    .poll(() => one.heard.map((message) => ('topic' in message ? message.topic : message.type)))
    .toEqual(['vehicles', 'notices', 'feeds']);
});

test('S4: a session that ends takes its sockets with it, at once on logout and else at the next look', async () => {
  const one = await open('s1', 'vehicles');
  const two = await open('s2', 'vehicles');
  endSession('s1');
  expect(await one.closed).toBe(1008);
  expect(one.heard.at(-1)).toMatchObject({ type: 'error', code: 'session_ended' });
  alive.delete('s2');
  await sockets.lookAtSessions();
  expect(await two.closed).toBe(1008);
  await expect.poll(() => sockets.count).toBe(0);
});

test('a word that is none ends the socket, and so do too many', async () => {
  const one = await open('s1');
  one.ws.send('{"type":"cancel everything"}');
  expect(await one.closed).toBe(1008);
  const two = await open('s1');
  for (let i = 0; i < 200; i++) two.ws.send(JSON.stringify({ type: 'watch', topics: [] }));
  expect(await two.closed).toBe(1008);
  const three = await open('s1');
  three.ws.send('x'.repeat(5_000));
  expect(await three.closed).toBe(1009);
  expect(readConsoleMessage('{"type":"watch","topics":["people"]}')).toBeNull();
  expect(readConsoleMessage('[]')).toBeNull();
  expect(readConsoleMessage('{"type":"watch","topics":["watch","watch"]}')).toEqual({
    type: 'watch',
    topics: ['watch'],
  });
});

test('the windows of one session are counted: the oldest makes room', async () => {
  const first = await open('s1');
  for (let i = 0; i < SOCKETS_PER_SESSION_AT_MOST; i++) await open('s1');
  expect(await first.closed).toBe(1013);
  await expect.poll(() => sockets.count).toBe(SOCKETS_PER_SESSION_AT_MOST);
});

test('L4: a console that does not read is owed the latest, and nothing is kept for it between', async () => {
  const slow = await open('s1', 'vehicles');
  await expect.poll(() => slow.heard).toHaveLength(1);
  slow.ws.pause();
  const filler = 'x'.repeat(40_000);
  for (let i = 0; i < 400; i++) {
    items.set('501', `${i} ${filler}`);
    sockets.tell();
  }
  slow.ws.resume();
  await expect
    .poll(
      () => {
        sockets.tell();
        const last = slow.heard.at(-1);
        return last && 'topic' in last ? [last.type, JSON.stringify(last).includes('399 x')] : null;
      },
      { timeout: 20_000 },
    )
    .toEqual(['snapshot', true]);
  expect(slow.heard.length).toBeLessThan(350);
});
