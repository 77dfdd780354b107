// The thin shell around the link machine: one WebSocket, one timer, the browser's monotonic clock. No rule lives here.

import { type BoardMessage, SUBPROTOCOL } from '../../server/wire/messages.js';
import { parseServerMessage } from '../../server/wire/parse.js';
import { type Link, type LinkCommand, type LinkEvent, step } from './link.js';

/** The machine is asked this often whether its time has come. */
export const TICK_MS = 1_000;
/** The device's two clocks differ by this much more than at the last tick: it slept, or somebody set it. */
export const SLEPT_MS = 10_000;

/** A session: starts dialling at once and goes on for ever, or until it is stopped. */
export class Session {
  #link: Link;
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #skewMs = Date.now() - performance.now();
  readonly #url: string;
  readonly #changed: (link: Link) => void;

  /** `changed` is called after every event that changed the link. */
  constructor(url: string, link: Link, changed: (link: Link) => void) {
    this.#url = url;
    this.#link = link;
    this.#changed = changed;
  }

  get link(): Link {
    return this.#link;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
    this.#happen({ kind: 'start' });
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#hangUp();
  }

  /** Says a word where the link is open; otherwise the word is lost, and that is right. */
  say(message: BoardMessage): void {
    if (this.#link.phase.kind === 'open') this.#send(message);
  }

  #tick(): void {
    const skewMs = Date.now() - performance.now();
    const hasSlept = Math.abs(skewMs - this.#skewMs) > SLEPT_MS;
    this.#skewMs = skewMs;
    this.#happen({ kind: hasSlept ? 'woke' : 'tick' });
  }

  #happen(event: LinkEvent): void {
    const before = this.#link;
    const [link, commands] = step(before, event, performance.now(), Math.random());
    this.#link = link;
    for (const command of commands) this.#do(command);
    if (link !== before) this.#changed(this.#link);
  }

  #do(command: LinkCommand): void {
    if (command.kind === 'dial') this.#dial();
    else if (command.kind === 'send') this.#send(command.message);
    else this.#hangUp();
  }

  #dial(): void {
    this.#hangUp();
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.#url, SUBPROTOCOL);
    } catch {
      this.#happen({ kind: 'closed' });
      return;
    }
    this.#socket = socket;
    // An old socket's late words are not heard: every handler asks whether it is still the one.
    const isCurrent = () => this.#socket === socket;
    socket.onopen = () => isCurrent() && this.#happen({ kind: 'opened' });
    socket.onclose = () => {
      if (!isCurrent()) return;
      this.#socket = null;
      this.#happen({ kind: 'closed' });
    };
    socket.onmessage = ({ data }) => {
      if (!isCurrent()) return;
      const message = typeof data === 'string' ? parseServerMessage(data) : null;
      if (!message || message.type === 'fault') this.#happen({ kind: 'misunderstood' });
      else this.#happen({ kind: 'message', message });
    };
  }

  #send(message: BoardMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #hangUp(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}

/** The address of the server's socket, beside the page. */
export function socketUrl(location: Location): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
}
