// The console's socket and what hangs on it: opened while some view watches a topic, opened again when it falls.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  CONSOLE_SOCKET_PATH,
  CONSOLE_SUBPROTOCOL,
  type ConsoleMessage,
  type ConsoleTopic,
} from '../../server/wire/console/live.js';
import { afterMessage, type TopicState } from './topic-state.js';

/** The first wait before the socket is opened again, and the longest. */
export const AGAIN_AFTER_MS = 1_000;
export const AGAIN_AT_MOST_MS = 15_000;
/** A server that beats every 15 s and is not heard for so long is away. */
export const SILENT_AFTER_MS = 40_000;
/** From one view to the next the socket stays open. */
const LINGER_MS = 3_000;

/** One socket for the page. */
export class Live {
  readonly states = new Map<ConsoleTopic, TopicState>();
  /** Is the server heard? */
  connected = false;
  private readonly listeners = new Map<ConsoleTopic, Set<() => void>>();
  private ws: WebSocket | null = null;
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private silence: ReturnType<typeof setTimeout> | null = null;
  private asked = '';
  private aheadMs = 0;

  /** Seconds by the server's clock. */
  now(): number {
    return (Date.now() + this.aheadMs) / 1000;
  }

  /** Watches a topic; `changed` is called with each message and whenever the socket comes or goes. Returns what ends it. */
  watch(topic: ConsoleTopic, changed: () => void): () => void {
    const set = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, set);
    set.add(changed);
    this.ask();
    return () => {
      set.delete(changed);
      if (set.size > 0) return;
      this.listeners.delete(topic);
      this.states.delete(topic);
      if (this.listeners.size > 0) this.ask();
      else setTimeout(() => this.listeners.size === 0 && this.hangUp(), LINGER_MS);
    };
  }

  private ask(): void {
    if (!this.ws) {
      if (this.timer === null) this.open();
      return;
    }
    if (this.ws.readyState !== WebSocket.OPEN) return;
    const topics = [...this.listeners.keys()].sort();
    const text = JSON.stringify({ type: 'watch', topics });
    if (text === this.asked) return;
    this.asked = text;
    this.ws.send(text);
  }

  private open(): void {
    const ws = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${CONSOLE_SOCKET_PATH}`, CONSOLE_SUBPROTOCOL);
    this.ws = ws;
    this.asked = '';
    ws.onopen = () => this.ask();
    ws.onmessage = ({ data }) => {
      if (this.ws === ws) this.hear(JSON.parse(String(data)) as ConsoleMessage);
    };
    ws.onclose = () => {
      if (this.ws === ws) this.fell();
    };
    this.listen();
  }

  private hear(message: ConsoleMessage): void {
    this.attempts = 0;
    this.listen();
    const came = !this.connected;
    this.connected = true;
    if ('now' in message) this.aheadMs = message.now * 1000 - Date.now();
    if ('topic' in message) {
      const next = afterMessage(this.states.get(message.topic) ?? null, message);
      if (next) this.states.set(message.topic, next);
      else this.restart(message.topic);
      for (const changed of this.listeners.get(message.topic) ?? []) changed();
    }
    if (came) this.tellAll();
  }

  /** Something was lost: the topic is left and asked for again, so that it comes whole. */
  private restart(topic: ConsoleTopic): void {
    this.states.delete(topic);
    const others = [...this.listeners.keys()].filter((one) => one !== topic).sort();
    this.ws?.send(JSON.stringify({ type: 'watch', topics: others }));
    this.asked = '';
    this.ask();
  }

  private listen(): void {
    if (this.silence !== null) clearTimeout(this.silence);
    this.silence = setTimeout(() => this.ws?.close(), SILENT_AFTER_MS);
  }

  private fell(): void {
    this.ws = null;
    if (this.silence !== null) clearTimeout(this.silence);
    if (this.connected) {
      this.connected = false;
      this.tellAll();
    }
    if (this.listeners.size === 0 || this.timer !== null) return;
    const waitMs = Math.min(AGAIN_AT_MOST_MS, AGAIN_AFTER_MS * 2 ** this.attempts++) * (0.75 + Math.random() / 2);
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.listeners.size > 0) this.open();
    }, waitMs);
  }

  private hangUp(): void {
    this.connected = false;
    this.ws?.close();
  }

  private tellAll(): void {
    for (const set of this.listeners.values()) for (const changed of set) changed();
  }
}

/** The page's own. */
export const live = new Live();

/** One topic in an element: it is drawn anew when the topic changes. */
export class TopicController<Head, Item> implements ReactiveController {
  private end: (() => void) | null = null;

  constructor(
    host: ReactiveControllerHost,
    private readonly topic: ConsoleTopic,
    /** Instead of drawing the whole element anew. */
    private readonly onChange: () => void = () => host.requestUpdate(),
  ) {
    host.addController(this);
  }

  /** Null before the first message. */
  get state(): TopicState | null {
    return live.states.get(this.topic) ?? null;
  }

  get head(): Head | null {
    return (this.state?.head as Head | undefined) ?? null;
  }

  get items(): ReadonlyMap<string, Item> {
    return (this.state?.items ?? new Map()) as ReadonlyMap<string, Item>;
  }

  /** False where the server is away: what is shown is old. */
  get connected(): boolean {
    return live.connected;
  }

  hostConnected(): void {
    this.end = live.watch(this.topic, this.onChange);
  }

  hostDisconnected(): void {
    this.end?.();
    this.end = null;
  }
}
