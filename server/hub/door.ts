// The door of the sockets: carries out what admission decides, and keeps those who wait for their turn.

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Admission, type Answer, callIn, knock, opened, WAIT_FOR_READY_S } from './admission.js';

/** Those who wait are looked at this often. */
const CALL_MS = 10;

/** One request to upgrade. */
export interface Knock {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** The house behind the door. */
export interface DoorHouse {
  /** Seconds of the wall, monotone. */
  wallS(): number;
  /** Is there a timetable to serve? */
  ready(): boolean;
  enter(knock: Knock): void;
  sendAway(knock: Knock): void;
}

/** One process's door. */
export class Door {
  private bucket: Admission;
  private readonly room: Knock[] = [];
  private readonly startedS: number;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly house: DoorHouse) {
    this.startedS = house.wallS();
    this.bucket = opened(this.startedS);
  }

  /** Lets in, keeps waiting, or sheds: then the caller says so. */
  knock(one: Knock): Answer {
    const ready = this.house.ready();
    if (!ready && this.isOverdue()) return 'shed';
    const [bucket, answer] = knock(this.bucket, this.house.wallS(), ready);
    this.bucket = bucket;
    if (answer === 'admitted') this.house.enter(one);
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
    if (this.house.ready()) {
      const [bucket, called] = callIn(this.bucket, this.house.wallS());
      this.bucket = bucket;
      for (const one of this.room.splice(0, called)) if (!one.socket.destroyed) this.house.enter(one);
    } else if (this.isOverdue()) for (const one of this.close()) this.house.sendAway(one);
    if (this.room.length === 0) this.stop();
  }

  /** Has the first timetable been waited for long enough? */
  private isOverdue(): boolean {
    return this.house.wallS() - this.startedS >= WAIT_FOR_READY_S;
  }

  private stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }
}
