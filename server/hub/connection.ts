// One board's socket: carries out what connection-state and outbox decide, and writes frames that the hub made.

import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { FrameKind } from '../metrics.js';
import type { ErrorCode, Hello, Report, ServerMessage, Shown } from '../wire/messages.js';
import {
  type CloseCode,
  type Command,
  type ConnectionEvent,
  type ConnectionState,
  openedAt,
  step,
} from './connection-state.js';
import { frameOf } from './frame.js';
import { isTooFarBehind, judgeFrame, judgeOwed } from './outbox.js';
import type { Watcher } from './view.js';

/** What a connection asks of the house around it. */
export interface ConnectionHost {
  /** Seconds of the wall. */
  wallS(): number;
  /** The hello was good: say welcome, begin to watch. */
  welcome(connection: Connection, hello: Hello): void;
  /** The board asks for the whole state. */
  resend(connection: Connection, stop: string): 'sent' | 'held';
  shown(connection: Connection, shown: Shown): void;
  /** Something failed on the board's page. */
  report(connection: Connection, report: Report): void;
  heard(): void;
  /** The socket has fallen behind: call `catchUp` until it has not. */
  behind(connection: Connection): void;
  gone(connection: Connection, code: number): void;
}

/** One socket. */
export class Connection implements Watcher {
  private state: ConnectionState;
  private owed: Set<string> | null = null;
  private behindSince = 0;
  /** The Origin of the page that opened it; undefined where it is no page. */
  origin: string | undefined = undefined;
  /** The board's id, where hello named one. */
  board: string | null = null;
  /** The registered board that it is by its token. */
  registered: string | null = null;
  /** From where it comes. */
  address = '';
  /** Stops it watches, for the hub to forget. */
  stops: readonly string[] = [];

  constructor(
    private readonly ws: WebSocket,
    private readonly socket: Duplex,
    private readonly host: ConnectionHost,
    /** Its place in the round of beats. */
    readonly slot: number,
  ) {
    this.state = openedAt(host.wallS());
    ws.on('message', this.onMessage);
    ws.on('pong', this.onPong);
    ws.on('close', this.onClose);
    ws.on('error', ignore);
  }

  /** Has it said hello? */
  get isGreeting(): boolean {
    return this.state.kind === 'greeting';
  }

  /** Time passed: has it said hello? */
  lookAtTime(): void {
    this.on({ on: 'time' });
  }

  /** A beat is due; `frame` is the beat and a ping. True when it was written. */
  beat(frame: Buffer): boolean {
    const [state, commands] = step(this.state, { on: 'beat' }, this.host.wallS());
    this.state = state;
    if (commands[0]?.do === 'cut') this.ws.terminate();
    return (
      commands[0]?.do === 'beat' &&
      this.isOpen() &&
      judgeFrame(this.socket.writableLength, frame.length) === 'send' &&
      this.write(frame)
    );
  }

  deliver(stop: string, frame: Buffer, kind: FrameKind): 'sent' | 'held' {
    if (!this.isOpen()) return 'held';
    const judge = kind === 'state' ? judgeOwed : judgeFrame;
    const verdict = judge(this.socket.writableLength, frame.length);
    if (verdict === 'send') {
      this.write(frame);
      return 'sent';
    }
    if (verdict === 'close') this.on({ on: 'overrun' });
    else if (kind === 'state' || kind === 'patch') this.owe(stop);
    return 'held';
  }

  /** Sends what is owed where there is room; closes a reader that stays behind. True when nothing is owed any more. */
  catchUp(): boolean {
    if (this.owed === null || !this.isOpen()) return true;
    for (const stop of this.owed) {
      this.owed.delete(stop);
      if (this.host.resend(this, stop) === 'held') break;
    }
    if (this.owed.size === 0) {
      this.owed = null;
      return true;
    }
    if (isTooFarBehind(this.behindSince, this.host.wallS())) this.on({ on: 'overrun' });
    return false;
  }

  /** Says why it may not be, and closes. */
  refuse(code: ErrorCode, message: string): void {
    this.tell(code, message);
    this.close(1008, code);
  }

  /** Says something that the hub has no part in. */
  say(message: ServerMessage): void {
    const frame = frameOf(message);
    if (this.isOpen() && judgeFrame(this.socket.writableLength, frame.length) === 'send') this.write(frame);
  }

  /** Ends it with a close code: the server stops, or a token was revoked. */
  close(code: CloseCode, reason: string): void {
    if (this.state.kind === 'closed') return;
    this.state = { kind: 'closed', code };
    this.ws.close(code, reason);
  }

  /** Ends it without a word. */
  cut(): void {
    this.ws.terminate();
  }

  private readonly onMessage = (data: RawData, isBinary: boolean): void => {
    this.host.heard();
    this.on(isBinary ? { on: 'binary' } : { on: 'text', text: String(data) });
  };

  private readonly onPong = (): void => this.on({ on: 'answer' });

  private readonly onClose = (code: number): void => {
    this.state = { kind: 'closed', code: 'dead' };
    this.owed = null;
    this.host.gone(this, code);
  };

  private on(event: ConnectionEvent): void {
    const [state, commands] = step(this.state, event, this.host.wallS());
    this.state = state;
    for (const command of commands) this.carryOut(command);
  }

  private carryOut(command: Command): void {
    switch (command.do) {
      case 'welcome':
        this.board = command.hello.board ?? null;
        this.stops = command.hello.stops;
        this.host.welcome(this, command.hello);
        break;
      case 'state':
        this.host.resend(this, command.stop);
        break;
      case 'shown':
        this.host.shown(this, command.shown);
        break;
      case 'report':
        this.host.report(this, command.report);
        break;
      case 'error':
        this.tell(command.code, command.message, command.stop);
        break;
      case 'close':
        this.ws.close(command.code, command.reason);
        break;
      case 'beat':
        break;
      case 'cut':
        this.ws.terminate();
        break;
    }
  }

  private tell(code: ErrorCode, message: string, stop?: string): void {
    this.say({ type: 'error', code, message, ...(stop === undefined ? {} : { stop }) });
  }

  private owe(stop: string): void {
    if (this.owed === null) {
      this.owed = new Set();
      this.behindSince = this.host.wallS();
      this.host.behind(this);
    }
    this.owed.add(stop);
  }

  private isOpen(): boolean {
    return this.ws.readyState === this.ws.OPEN;
  }

  /** Whole frames between the whole frames that `ws` writes: without compression it writes each at once. */
  private write(frame: Buffer): true {
    this.socket.write(frame);
    return true;
  }
}

function ignore(): void {
  // `ws` closes by itself after an error, with the fitting code; `close` follows.
}
