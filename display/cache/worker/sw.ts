// The service worker: serves the board and the stop page from a shell that is whole, and takes a new one only when it is whole too (obligation B7).

import { shellOf } from './shell-paths.js';

/** Filled in by the build: its name, a name for the whole shell, and every file of it with the hash of its content. */
declare const __BUILD__: string;
declare const __SHELL_NAME__: string;
declare const __SHELL__: readonly (readonly [path: string, integrity: string])[];

/** What this file needs of a service worker's scope; the DOM's types do not have it. */
interface WorkerEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(kind: 'install' | 'activate', heard: (event: WorkerEvent) => void): void;
  addEventListener(kind: 'fetch', heard: (event: FetchEvent) => void): void;
  addEventListener(kind: 'message', heard: (event: MessageEvent) => void): void;
}

const scope = globalThis as unknown as Scope;
const PREFIX = 'tablo-shell-';
const CACHE = PREFIX + __SHELL_NAME__;
const paths = new Set(__SHELL__.map(([path]) => path));

scope.addEventListener('install', (event) => event.waitUntil(fill()));
scope.addEventListener('activate', (event) => event.waitUntil(dropOthers().then(() => scope.clients.claim())));
scope.addEventListener('message', ({ data, ports }) => {
  if (data === 'take over') void scope.skipWaiting();
  if (data === 'build') ports[0]?.postMessage(__BUILD__);
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') {
    const shell = shellOf(url);
    if (shell) event.respondWith(page(shell, request));
  } else if (paths.has(url.pathname)) event.respondWith(file(url.pathname, request));
});

/** All or nothing: a file that is missing, or is not the one that was built (a portal's page), ends the installation. */
async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(
      __SHELL__.map(async ([path, integrity]) => {
        const response = await fetch(path, { integrity, cache: 'no-cache', redirect: 'error' });
        if (!response.ok) throw new Error(`${path}: ${response.status}`);
        await cache.put(path, response);
      }),
    );
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function dropOthers(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** The kept page while the whole shell is kept; else the server's, and the kept one only where there is no server. */
async function page(shell: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(shell);
  if (kept && (await cache.keys()).length >= paths.size) return kept;
  return fetch(request).catch(() => kept ?? Response.error());
}

async function file(path: string, request: Request): Promise<Response> {
  return (await (await caches.open(CACHE)).match(path)) ?? fetch(request);
}
