// The boards as they are now: who is connected, and what each glass says against what it was sent. Memory alone.

import type { BoardState, Glass, GlassVerdict } from '../wire/console/boards.js';
import type { Hello, Reload, Shown } from '../wire/messages.js';
import { type BoardFacts, judgeGlass } from './glass.js';
import type { Sent } from './sent.js';

/** A socket, as far as the fleet knows it. */
export interface BoardSocket {
  close(code: 1008 | 1012, reason: string): void;
  say(message: Reload): void;
}

interface Known {
  /** The newest socket that calls itself this board. */
  socket: BoardSocket | null;
  facts: BoardFacts & { glass: Map<string, Glass> };
  build: string | null;
  layout: string | null;
  address: string | null;
  reports: number;
  verdict: GlassVerdict;
  verdictSince: number;
}

/** Registered boards now. */
export class Fleet {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly sent: Sent,
    private readonly now: () => number,
  ) {}

  /** A board was seen before this process: its last time. */
  recall(boardId: string, lastSeen: number): void {
    const one = this.of(boardId);
    one.facts = { ...one.facts, lastSeen: Math.max(one.facts.lastSeen ?? 0, lastSeen) };
  }

  /** A board said hello with its token. An older socket under its name is closed: one board, one glass. */
  came(boardId: string, socket: BoardSocket, hello: Hello, address: string): void {
    const one = this.of(boardId);
    if (one.socket && one.socket !== socket) one.socket.close(1008, 'another display is this board now');
    const now = this.now();
    Object.assign(one, {
      ...{ socket, address, build: hello.client?.build ?? null, layout: hello.client?.layout ?? null },
      facts: { connected: true, since: now, lastSeen: now, glass: new Map() },
    });
  }

  /** It told what its glass says. */
  shown(boardId: string, socket: BoardSocket, { stop, seq, hash, rows, oldest, drawn_at, notices }: Shown): void {
    const one = this.known.get(boardId);
    if (one?.socket !== socket) return;
    const now = this.now();
    one.facts.lastSeen = now;
    one.facts.glass.set(stop, {
      ...{ stop_id: stop, seq, hash, rows, oldest, drawn_at, told_at: now },
      notices: notices ?? null,
    });
  }

  /** It complained of its page. */
  complained(boardId: string): void {
    this.of(boardId).reports++;
  }

  /** Its socket is gone. */
  left(boardId: string, socket: BoardSocket): void {
    const one = this.known.get(boardId);
    if (one?.socket !== socket) return;
    one.socket = null;
    one.facts = { ...one.facts, connected: false, since: this.now() };
  }

  /** Closes the socket of a board whose token was taken away (obligation S3). */
  cutOff(boardId: string, reason: string): void {
    this.known.get(boardId)?.socket?.close(1008, reason);
  }

  /** Asks connected boards to load their page anew, each within a time of its own; tells how many were asked. */
  reload(boardIds: readonly string[], spreadS: number): number {
    const connected = boardIds.map((id) => this.known.get(id)?.socket ?? null).filter((socket) => socket !== null);
    connected.forEach((socket, i) => {
      socket.say({ type: 'reload', within_s: Math.round((spreadS * i) / Math.max(1, connected.length)) });
    });
    return connected.length;
  }

  /** Boards that have drawn a document in which this notice stands, or say that it is on their glass. */
  showing(noticeId: string): number {
    let count = 0;
    for (const { facts } of this.known.values()) {
      const isShown = ({ stop_id, seq, notices }: Glass): boolean => {
        const since = this.sent.since(stop_id, noticeId);
        return notices?.includes(noticeId) ?? (since !== null && seq >= since);
      };
      if (facts.connected && [...facts.glass.values()].some(isShown)) count++;
    }
    return count;
  }

  /** How a board with these stops is; also keeps since when its verdict holds. */
  state(boardId: string, stopIds: readonly string[]): BoardState {
    const one = this.of(boardId);
    const now = this.now();
    const verdict = judgeGlass(one.facts, stopIds, (stopId) => this.sent.of(stopId), now);
    if (verdict !== one.verdict) Object.assign(one, { verdict, verdictSince: now });
    const { facts, build, layout, address, reports, verdictSince } = one;
    return {
      board_id: boardId,
      ...{ verdict, since: verdictSince, connected: facts.connected, last_seen: facts.lastSeen },
      ...{ build, layout, address, reports, glass: [...facts.glass.values()] },
    };
  }

  /** A board that is no longer registered. */
  forget(boardId: string): void {
    this.cutOff(boardId, 'the board is no longer registered');
    this.known.delete(boardId);
  }

  private of(boardId: string): Known {
    const known = this.known.get(boardId);
    if (known) return known;
    const now = this.now();
    const facts = { connected: false, since: now, lastSeen: null, glass: new Map<string, Glass>() };
    const one: Known = {
      ...{ socket: null, facts, build: null, layout: null, address: null, reports: 0 },
      ...{ verdict: 'never_seen', verdictSince: now },
    };
    this.known.set(boardId, one);
    return one;
  }
}
