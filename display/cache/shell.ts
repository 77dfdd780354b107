// The page's side of its own shell: registers the service worker, and moves to a new build when that is whole, not all boards at once (obligation B7).

import { ownScript } from './trusted.js';

/** A fleet reloads over this long (obligation B7). */
export const RELOAD_SPREAD_S = 600;
/** A new build that could not be installed is tried again this often. */
export const RETRY_S = 600;
/** What the worker is told. */
const TAKE_OVER = 'take over';
const ANSWER_WITHIN_MS = 3_000;

/** What the shell keeps of its page. */
export interface ShellHost {
  /** A word on what failed. */
  complain(at: string): void;
  random(): number;
  /** Seconds between tries; a test may hurry. */
  retryS?: number;
}

/** One page's shell. */
export class Shell {
  readonly #host: ShellHost;
  #registration: ServiceWorkerRegistration | null = null;
  #own: string | null = null;
  #server: string | null = null;
  #isStarted = false;
  #isMoving = false;
  #triedMs = Number.NEGATIVE_INFINITY;

  constructor(host: ShellHost) {
    this.#host = host;
  }

  /** Registers the worker, where this browser has workers for this page (https, or the machine itself). */
  async start(): Promise<void> {
    try {
      if (!('serviceWorker' in navigator)) return;
      const controller = navigator.serviceWorker.controller;
      if (controller) this.#own = await buildOf(controller);
      this.#registration = await navigator.serviceWorker.register(ownScript('/sw.js'), { updateViaCache: 'none' });
    } catch {
      this.#host.complain('sw.js');
    } finally {
      this.#isStarted = true;
    }
  }

  /** The server said which build it has. A page that came from the server itself has the first one that is heard. */
  heard(build: string, atMs: number): void {
    if (!this.#isStarted) return;
    this.#server = build;
    this.#own ??= build;
    if (build === this.#own || this.#isMoving) return;
    if (atMs - this.#triedMs < (this.#host.retryS ?? RETRY_S) * 1000) return;
    this.#triedMs = atMs;
    void this.#move();
  }

  async #move(): Promise<void> {
    this.#isMoving = true;
    try {
      const waiting = await this.#newWorker();
      if (this.#registration && !waiting) return;
      if (!waiting && !(await isServed())) return;
      await pause(this.#host.random() * RELOAD_SPREAD_S * 1000);
      // The server may have gone back to the old build, or away, meanwhile.
      if (this.#server === this.#own) return;
      if (waiting) {
        navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
        waiting.postMessage(TAKE_OVER);
      } else if (await isServed()) location.reload();
    } finally {
      this.#isMoving = false;
    }
  }

  /** The worker of the new build once it is installed whole; null where it is not to be had. */
  async #newWorker(): Promise<ServiceWorker | null> {
    const registration = this.#registration;
    if (!registration) return null;
    try {
      await registration.update();
    } catch {
      this.#host.complain('sw.js');
      return null;
    }
    const { installing } = registration;
    if (installing) await settled(installing);
    if (installing?.state === 'redundant') this.#host.complain('sw.js');
    return registration.waiting;
  }
}

/** Is the page that the server would give now whole: itself, its scripts and its styles? For browsers without a worker. */
export async function isServed(): Promise<boolean> {
  try {
    const options: RequestInit = { cache: 'no-cache', redirect: 'error' };
    const page = await fetch(location.href, options);
    const html = await page.text();
    const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    if (!page.ok || !files.length) return false;
    const answers = await Promise.all(files.map((path) => fetch(path, options)));
    return answers.every(({ ok, headers }) => ok && !headers.get('content-type')?.includes('html'));
  } catch {
    return false;
  }
}

function settled(worker: ServiceWorker): Promise<void> {
  return new Promise((done) => {
    const look = () => worker.state !== 'installing' && done();
    worker.addEventListener('statechange', look);
    look();
  });
}

function buildOf(worker: ServiceWorker): Promise<string | null> {
  return new Promise((told) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => told(typeof data === 'string' ? data : null);
    worker.postMessage('build', [port2]);
    setTimeout(() => told(null), ANSWER_WITHIN_MS);
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms);
  });
}
