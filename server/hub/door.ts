// The door of the sockets: carries out what admission decides, and keeps those who wait for their turn.

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Admission, type Answer, callIn, knock, opened } from './admission.js';

/** Those who wait are looked at this often. */
const CALL_MS = 10;

/** One request to upgrade. */
export interface Knock {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** One process's door. */
export class Door {
  private bucket: Admission;
  private readonly room: Knock[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(
    /** Seconds of the wall, monotone. */
    private readonly wallS: () => number,
    private readonly enter: (knock: Knock) => void,
  ) {
    this.bucket = opened(wallS());
  }

  /** Lets in, keeps waiting, or sheds: then the caller says so. */
  knock(one: Knock): Answer {
    const [bucket, answer] = knock(this.bucket, this.wallS());
    this.bucket = bucket;
    if (answer === 'admitted') this.enter(one);
    else if (answer === 'waits') {
      this.room.push(one);
      this.timer ??= setInterval(() => this.call(), CALL_MS).unref();
    }
    return answer;
  }

  /** Nobody comes in any more; returns who was waiting. */
  close(): Knock[] {
    this.stop();
    this.bucket = { ...this.bucket, waiting: 0 };
    return this.room.splice(0);
  }

  private call(): void {
    const [bucket, called] = callIn(this.bucket, this.wallS());
    this.bucket = bucket;
    for (const one of this.room.splice(0, called)) if (!one.socket.destroyed) this.enter(one);
    if (this.room.length === 0) this.stop();
  }

  private stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }
}
