// The console's sockets at `/console/ws`: the door, the topics, each looked at once a second for all who watch it, the end of sessions.

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, WebSocketServer } from 'ws';
import { frameOf, frameOfText } from '../hub/frame.js';
import type { Log } from '../log.js';
import { CONSOLE_SOCKET_PATH, CONSOLE_SUBPROTOCOL, type ConsoleTopic } from '../wire/console/live.js';
import { ConsoleConnection, type ConsoleHost } from './console-connection.js';
import { CONSOLE_MESSAGE_BYTES_AT_MOST } from './said.js';
import { Topic, type TopicSource } from './topic.js';

/** A topic is looked at, and told, at most this often. */
export const TOPIC_EVERY_MS = 1_000;
/** A beat this often. */
export const CONSOLE_BEAT_MS = 15_000;
/** Sessions are looked at again this often (obligation S4 allows 30 min). */
export const SESSION_CHECK_MS = 30_000;
/** Sockets of one session: a person has few windows. */
export const SOCKETS_PER_SESSION_AT_MOST = 8;
/** Sockets in all. */
export const CONSOLE_SOCKETS_AT_MOST = 500;
const CLOSE_TIMEOUT_MS = 5_000;

/** What the sockets are given. */
export interface ConsoleSocketParts {
  /** May this upgrade be, and in which session? Else the status line with which it is refused. */
  door: (request: IncomingMessage) => Promise<{ session: { hash: string } } | { refusal: string }>;
  /** Is the session still there? */
  isAlive: (session: string) => Promise<boolean>;
  /** Calls back when a session ends. */
  onSessionEnd: (listener: (session: string) => void) => void;
  now: () => number;
  log: Log;
  wallS?: () => number;
}

/** Every console's socket of the process. */
export class ConsoleSockets implements ConsoleHost {
  private readonly topics = new Map<ConsoleTopic, Topic>();
  private readonly all = new Set<ConsoleConnection>();
  private readonly server: WebSocketServer;
  private readonly timers: NodeJS.Timeout[];
  private closing = false;
  readonly wallS: () => number;

  constructor(private readonly parts: ConsoleSocketParts) {
    this.wallS = parts.wallS ?? (() => performance.now() / 1000);
    // `closeTimeout` is documented by ws and not yet by its types.
    const options: ServerOptions & { closeTimeout: number } = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: CONSOLE_MESSAGE_BYTES_AT_MOST,
      maxFragments: 4,
      closeTimeout: CLOSE_TIMEOUT_MS,
      handleProtocols: () => CONSOLE_SUBPROTOCOL,
    };
    this.server = new WebSocketServer(options);
    this.timers = [
      setInterval(() => this.tell(), TOPIC_EVERY_MS).unref(),
      setInterval(() => this.beat(), CONSOLE_BEAT_MS).unref(),
      setInterval(() => void this.lookAtSessions(), SESSION_CHECK_MS).unref(),
    ];
    parts.onSessionEnd((session) => this.endSession(session));
  }

  /** An area tells of its topic; the later of two of one name holds. */
  register(source: TopicSource): void {
    this.topics.set(source.name, new Topic(source));
  }

  /** Sockets open now. */
  get count(): number {
    return this.all.size;
  }

  /** Takes the upgrades of a server that are for the console's path, and no others. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (request.url?.split('?', 1)[0] === CONSOLE_SOCKET_PATH) void this.upgrade(request, socket, head);
    });
  }

  /** Ends all. */
  close(): void {
    this.closing = true;
    for (const timer of this.timers) clearInterval(timer);
    for (const connection of this.all) connection.close(1012, 'restart');
    for (const connection of this.all) setTimeout(() => connection.cut(), CLOSE_TIMEOUT_MS).unref();
  }

  watches(connection: ConsoleConnection): void {
    // Who comes to a topic that somebody watches gets it as it was last told; a second later comes what changed since.
    for (const name of connection.owed) {
      const others = [...this.all].some((other) => other !== connection && other.topics.has(name));
      if (!others) this.look(name);
    }
    connection.catchUp((name) => this.snapshot(name));
  }

  gone(connection: ConsoleConnection): void {
    this.all.delete(connection);
  }

  /** Looks at every topic that somebody watches, and tells what changed. */
  tell(): void {
    for (const name of this.topics.keys()) {
      const watchers = [...this.all].filter(({ topics }) => topics.has(name));
      if (watchers.length === 0) continue;
      const change = this.look(name);
      if (change === null) continue;
      const frame = frameOfText(change);
      for (const connection of watchers) connection.change(name, frame);
    }
    for (const connection of this.all) if (connection.owed.size > 0) connection.catchUp((name) => this.snapshot(name));
  }

  /** Sessions that are not there any more lose their sockets. */
  async lookAtSessions(): Promise<void> {
    for (const session of new Set([...this.all].map((connection) => connection.session))) {
      try {
        if (!(await this.parts.isAlive(session))) this.endSession(session);
      } catch (err) {
        this.parts.log.warn({ err }, 'a session could not be looked at');
      }
    }
  }

  private endSession(session: string): void {
    for (const connection of this.all) {
      if (connection.session === session) connection.refuse('session_ended', 'The session has ended.');
    }
  }

  private look(name: ConsoleTopic): string | null {
    try {
      return this.topics.get(name)?.look(this.parts.now()) ?? null;
    } catch (err) {
      this.parts.log.error({ err, topic: name }, 'a topic of the console failed');
      return null;
    }
  }

  private snapshot(name: ConsoleTopic): Buffer {
    const now = this.parts.now();
    const topic = this.topics.get(name);
    const empty = { type: 'snapshot' as const, topic: name, seq: 0, now: Math.floor(now), head: null, items: {} };
    return topic ? frameOfText(topic.snapshot(now)) : frameOf(empty);
  }

  private beat(): void {
    const frame = frameOf({ type: 'beat', now: Math.floor(this.parts.now()) });
    for (const connection of this.all) connection.beat(frame);
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    const refuse = (status: string): void => {
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    };
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    if (!offered.includes(CONSOLE_SUBPROTOCOL)) return refuse('400 Bad Request');
    if (this.closing || this.all.size >= CONSOLE_SOCKETS_AT_MOST) return refuse('503 Service Unavailable');
    let door: Awaited<ReturnType<ConsoleSocketParts['door']>>;
    try {
      door = await this.parts.door(request);
    } catch (err) {
      this.parts.log.error({ err }, 'the door of the console failed');
      return refuse('503 Service Unavailable');
    }
    if ('refusal' in door) {
      // Who is told to wait has been written down often enough.
      if (!door.refusal.startsWith('429'))
        this.parts.log.warn({ origin: request.headers.origin, refusal: door.refusal }, 'a console was not let in');
      return refuse(door.refusal);
    }
    const { hash } = door.session;
    const own = [...this.all].filter(({ session }) => session === hash);
    if (own.length >= SOCKETS_PER_SESSION_AT_MOST) own[0]?.close(1013, 'too many windows');
    if (socket.destroyed) return;
    this.server.handleUpgrade(request, socket, head, (ws) => {
      this.all.add(new ConsoleConnection(ws, socket, this, hash));
    });
  }
}
