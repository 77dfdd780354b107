// The sockets of one process at `/ws`: the door, the beat, the slow ones, and the planned end (contract, section 4).

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, WebSocketServer } from 'ws';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics.js';
import { CONSOLE_SOCKET_PATH } from '../wire/console/live.js';
import { type Hello, type Policy, type Report, type Shown, SUBPROTOCOL } from '../wire/messages.js';
import { retryAfterS } from './admission.js';
import { Connection, type ConnectionHost } from './connection.js';
import { Door, type Knock } from './door.js';
import { frameOf, PING_FRAME } from './frame.js';
import type { Hub } from './hub.js';
import { closingTimes, LINGER_S, SPREAD_S } from './lame-duck.js';

/** Where the sockets are. */
export const SOCKET_PATH = '/ws';
/** Boards say little: a longer message is closed with 1009 (obligation L9). */
export const MAX_MESSAGE_BYTES = 16 * 1024;
/** Fragments of one message (obligation L9). */
export const MAX_FRAGMENTS = 16;
/** Who does not answer a close is cut after this long. */
export const CLOSE_TIMEOUT_S = 5;
/** The beat goes round the fleet in this many parts, so that it is a murmur and not a drum. */
const BEAT_SLOTS = 75;
/** Slow sockets, silent sockets and the hub's own time are looked after this often. */
const CARE_MS = 200;
const HUB_TICK_MS = 1_000;
const PROTOCOL_LENGTH_AT_MOST = 256;

/** What the sockets are given. */
export interface SocketParts {
  hub: Hub;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** Name of this build, told in `welcome`. */
  build: string;
  policy: () => Policy;
  /** False before the first timetable: boards wait a little, then are sent away with 503. */
  ready: () => boolean;
  /** May this hello be? `as` is the registered board that it comes from, null for anybody (obligation S3). */
  judgeHello?: (
    hello: Hello,
    from: { origin: string | undefined; address: string },
  ) => { as: string | null } | { refused: string };
  /** A board said hello, or what is on its glass, or left. */
  onHello?: (board: Connection, hello: Hello) => void;
  onShown?: (board: Connection, shown: Shown) => void;
  /** Something failed on its page. */
  onReport?: (board: Connection) => void;
  onGone?: (board: Connection, code: number) => void;
  /** Seconds of the wall, monotone. */
  wallS?: () => number;
  random?: () => number;
}

/** Every socket of the process. */
export class Sockets implements ConnectionHost {
  private readonly all = new Set<Connection>();
  private readonly greeting = new Set<Connection>();
  private readonly slow = new Set<Connection>();
  private readonly slots: Set<Connection>[] = Array.from({ length: BEAT_SLOTS }, () => new Set());
  private readonly server: WebSocketServer;
  private readonly random: () => number;
  private readonly startedS: number;
  private readonly door: Door;
  private nextSlot = 0;
  private beatsDone = 0;
  private closing = false;
  private readonly timers: NodeJS.Timeout[];
  readonly wallS: () => number;

  constructor(private readonly parts: SocketParts) {
    this.wallS = parts.wallS ?? (() => performance.now() / 1000);
    this.random = parts.random ?? Math.random;
    this.startedS = this.wallS();
    this.door = new Door({
      wallS: this.wallS,
      ready: parts.ready,
      enter: (knock) => this.enter(knock),
      sendAway: ({ socket }) => this.sendAway(socket, this.later()),
    });
    // `closeTimeout` is documented by ws and not yet by its types.
    const options: ServerOptions & { closeTimeout: number } = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: MAX_MESSAGE_BYTES,
      maxFragments: MAX_FRAGMENTS,
      closeTimeout: CLOSE_TIMEOUT_S * 1000,
      handleProtocols: () => SUBPROTOCOL,
    };
    this.server = new WebSocketServer(options);
    this.timers = [
      setInterval(() => this.care(), CARE_MS).unref(),
      setInterval(() => parts.hub.tick(), HUB_TICK_MS).unref(),
    ];
  }

  /** Sockets open now. */
  get count(): number {
    return this.all.size;
  }

  /** Those of them that are a registered board. */
  get registered(): number {
    let count = 0;
    for (const board of this.all) if (board.registered !== null) count++;
    return count;
  }

  /** Takes the upgrades of a server. */
  attach(server: Server): void {
    server.on('upgrade', this.onUpgrade);
  }

  /** Closes all with 1012, spread over `spreadS` for a fleet and at once for a few; resolves when all are gone. */
  async drain(spreadS: number = SPREAD_S): Promise<void> {
    this.closing = true;
    for (const { socket } of this.door.close()) this.sendAway(socket, this.later());
    const boards = [...this.all];
    const started = this.wallS();
    const times = closingTimes(boards.length, spreadS);
    for (const [i, board] of boards.entries()) {
      const waitS = (times[i] ?? 0) - (this.wallS() - started);
      if (waitS > 0.01) await pause(waitS);
      board.close(1012, 'restart');
    }
    for (let waited = 0; this.all.size > 0 && waited < LINGER_S; waited += 0.02) await pause(0.02);
    for (const board of this.all) board.cut();
    for (const timer of this.timers) clearInterval(timer);
  }

  welcome(board: Connection, hello: Hello): void {
    this.greeting.delete(board);
    const { hub, clock, build, policy } = this.parts;
    const judged = this.parts.judgeHello?.(hello, board) ?? { as: null };
    if ('refused' in judged) {
      board.refuse('unauthorised', judged.refused);
      return;
    }
    board.registered = judged.as;
    const frame = frameOf({ type: 'welcome', protocol: 1, now: Math.floor(clock.now()), build, policy: policy() });
    if (board.deliver('', frame, 'welcome') === 'sent') this.tally('welcome', 1, frame.length);
    this.parts.onHello?.(board, hello);
    for (const stop of hello.stops) {
      const have = hello.have && Object.hasOwn(hello.have, stop) ? hello.have[stop] : undefined;
      hub.watch(board, stop, have);
    }
  }

  resend(board: Connection, stop: string): 'sent' | 'held' {
    return this.parts.hub.resend(board, stop);
  }

  shown(board: Connection, shown: Shown): void {
    this.parts.onShown?.(board, shown);
  }

  report(board: Connection, { kind, at }: Report): void {
    this.parts.metrics.reports.inc({ kind });
    this.parts.onReport?.(board);
    this.parts.log.warn({ kind, at, board: board.board }, 'a page reports a failure');
  }

  heard(): void {
    this.parts.metrics.messagesIn.inc();
  }

  behind(board: Connection): void {
    this.slow.add(board);
  }

  gone(board: Connection, code: number): void {
    this.all.delete(board);
    this.greeting.delete(board);
    this.slow.delete(board);
    this.slots[board.slot]?.delete(board);
    this.parts.hub.leave(board, board.stops);
    this.parts.metrics.boards.set(this.all.size);
    this.parts.metrics.closes.inc({ code: String(code) });
    this.parts.onGone?.(board, code);
  }

  private readonly onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // The console has a door of its own.
    if (pathOf(request) === CONSOLE_SOCKET_PATH) return;
    socket.on('error', () => socket.destroy());
    const refusal = this.refusal(request);
    if (refusal) this.sendAway(socket, refusal);
    else if (this.door.knock({ request, socket, head }) === 'shed') this.sendAway(socket, this.later());
  };

  private enter({ request, socket, head }: Knock): void {
    this.server.handleUpgrade(request, socket, head, (ws) => {
      this.parts.metrics.handshakes.inc({ result: 'admitted' });
      const slot = this.nextSlot;
      const board = new Connection(ws, socket, this, slot);
      board.address = request.socket.remoteAddress ?? '';
      board.origin = request.headers.origin;
      this.nextSlot = (slot + 1) % BEAT_SLOTS;
      this.all.add(board);
      this.greeting.add(board);
      this.slots[slot]?.add(board);
      this.parts.metrics.boards.set(this.all.size);
    });
  }

  private sendAway(socket: Duplex, refusal: string): void {
    this.parts.metrics.handshakes.inc({ result: refusal.startsWith('503') ? 'shed' : 'refused' });
    socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }

  private later(): string {
    return `503 Service Unavailable\r\nRetry-After: ${retryAfterS(this.random())}`;
  }

  /** Status line and headers for who is not let in; null for who is. */
  private refusal(request: IncomingMessage): string | null {
    if (pathOf(request) !== SOCKET_PATH) return '404 Not Found';
    if (this.closing) return this.later();
    const offered = request.headers['sec-websocket-protocol'] ?? '';
    if (offered.length > PROTOCOL_LENGTH_AT_MOST || !offered.split(',').some((name) => name.trim() === SUBPROTOCOL))
      return '400 Bad Request';
    return null;
  }

  private care(): void {
    for (const board of this.greeting) board.lookAtTime();
    for (const board of this.slow) if (board.catchUp()) this.slow.delete(board);
    this.beat();
  }

  private beat(): void {
    const slotS = this.parts.policy().beat_s / BEAT_SLOTS;
    const due = Math.floor((this.wallS() - this.startedS) / slotS);
    const first = Math.max(this.beatsDone, due - BEAT_SLOTS);
    this.beatsDone = due;
    if (first >= due) return;
    const beat = frameOf({ type: 'beat', now: Math.floor(this.parts.clock.now()) });
    const frame = Buffer.concat([beat, PING_FRAME]);
    let sent = 0;
    for (let i = first; i < due; i++) {
      for (const board of this.slots[i % BEAT_SLOTS] ?? []) if (!board.isGreeting && board.beat(frame)) sent++;
    }
    this.tally('beat', sent, frame.length);
  }

  private tally(kind: 'welcome' | 'beat', frames: number, bytes: number): void {
    if (frames === 0) return;
    this.parts.metrics.messagesOut.inc({ kind }, frames);
    this.parts.metrics.bytesOut.inc({ kind }, frames * bytes);
  }
}

function pathOf({ url }: IncomingMessage): string | undefined {
  return url?.split('?', 1)[0];
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
