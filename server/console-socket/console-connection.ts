// One console's socket: which topics it watches, how much may wait in it, what it is owed.

import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { frameOf } from '../hub/frame.js';
import { isTooFarBehind, judgeFrame, judgeOwed } from '../hub/outbox.js';
import type { ConsoleErrorCode, ConsoleTopic } from '../wire/console/live.js';
import { readConsoleMessage, SILENT, say } from './said.js';

/** What a connection asks of the house around it. */
export interface ConsoleHost {
  /** Seconds of the wall, monotone. */
  wallS(): number;
  /** It watches other topics now; those that are new to it are owed to it already. */
  watches(connection: ConsoleConnection): void;
  gone(connection: ConsoleConnection): void;
}

/** Beats that may stay unanswered. */
const UNANSWERED_AT_MOST = 3;

/** One socket. */
export class ConsoleConnection {
  topics: ReadonlySet<ConsoleTopic> = new Set();
  /** Topics of which it must get all there is. */
  readonly owed = new Set<ConsoleTopic>();
  private said = SILENT;
  private unanswered = 0;
  private behindSince: number | null = null;
  private closed = false;

  constructor(
    private readonly ws: WebSocket,
    private readonly socket: Duplex,
    private readonly host: ConsoleHost,
    /** The session that it belongs to. */
    readonly session: string,
  ) {
    ws.on('message', this.onMessage);
    ws.on('pong', () => {
      this.unanswered = 0;
    });
    ws.on('close', () => {
      this.closed = true;
      host.gone(this);
    });
    ws.on('error', ignore);
  }

  /** What changed of a topic: sent where there is room, else all of it is owed. */
  change(topic: ConsoleTopic, frame: Buffer): void {
    if (this.closed || this.owed.has(topic)) return;
    if (judgeFrame(this.socket.writableLength, frame.length) === 'send') this.socket.write(frame);
    else this.owed.add(topic);
  }

  /** Sends what is owed where there is room; who stays behind is sent away. */
  catchUp(frameOfTopic: (topic: ConsoleTopic) => Buffer): void {
    if (this.closed) return;
    for (const topic of this.owed) {
      const frame = frameOfTopic(topic);
      if (judgeOwed(this.socket.writableLength, frame.length) === 'hold') break;
      this.owed.delete(topic);
      this.socket.write(frame);
    }
    const now = this.host.wallS();
    if (this.owed.size === 0) this.behindSince = null;
    else this.behindSince ??= now;
    if (this.behindSince !== null && isTooFarBehind(this.behindSince, now)) this.close(1013, 'behind');
  }

  /** The beat and a ping; who answers none is cut. */
  beat(frame: Buffer): void {
    if (++this.unanswered > UNANSWERED_AT_MOST) this.ws.terminate();
    if (this.closed || judgeFrame(this.socket.writableLength, frame.length) !== 'send') return;
    this.socket.write(frame);
    this.ws.ping();
  }

  /** Says why, and ends it. */
  refuse(code: ConsoleErrorCode, message: string): void {
    if (this.closed) return;
    this.socket.write(frameOf({ type: 'error', code, message }));
    this.close(1008, code);
  }

  close(code: 1008 | 1012 | 1013, reason: string): void {
    if (this.closed) return;
    this.closed = true;
    this.ws.close(code, reason);
  }

  cut(): void {
    this.ws.terminate();
  }

  private readonly onMessage = (data: RawData, isBinary: boolean): void => {
    if (this.closed) return;
    const [said, fault] = say(this.said, this.host.wallS());
    this.said = said;
    const message = isBinary ? null : readConsoleMessage(String(data));
    if (fault) this.refuse(fault, 'Too many messages.');
    else if (message) this.watch(message.topics);
    else this.refuse('bad_message', 'The message cannot be understood.');
  };

  private watch(topics: readonly ConsoleTopic[]): void {
    const before = this.topics;
    this.topics = new Set(topics);
    for (const topic of before) if (!this.topics.has(topic)) this.owed.delete(topic);
    for (const topic of this.topics) if (!before.has(topic)) this.owed.add(topic);
    this.host.watches(this);
  }
}

function ignore(): void {
  // `ws` closes by itself after an error; `close` follows.
}
