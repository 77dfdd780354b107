// The boards as they are now: who is connected, and what each glass says against what it was sent. Memory alone.

import type { BoardState, Glass, GlassVerdict } from '../wire/console/boards.js';
import type { NoticeReach } from '../wire/console/dispatch.js';
import type { Hello, Reload, Shown } from '../wire/messages.js';
import { type BoardFacts, judgeGlass } from './glass.js';
import { isWithinHours } from './hours.js';
import { type ConcernedBoard, reachOf } from './notice-reach.js';
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
  /** The notices on its glass, as its page last told; null where the page is too old to tell. */
  notices: readonly string[] | null;
  verdict: GlassVerdict;
  verdictSince: number;
}

/** A registered board, as far as a notice for it is concerned. */
export interface NoticedBoard {
  board_id: string;
  stop_ids: readonly string[];
  quiet: string | null;
  sleep: string | null;
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
      ...{ notices: null, facts: { connected: true, since: now, lastSeen: now, glass: new Map() } },
    });
  }

  /** It told what its glass says. */
  shown(boardId: string, socket: BoardSocket, { stop, seq, hash, rows, oldest, drawn_at, notices }: Shown): void {
    const one = this.known.get(boardId);
    if (one?.socket !== socket) return;
    const now = this.now();
    one.facts.lastSeen = now;
    // One glass: what is told with any stop of it holds for all.
    one.notices = notices ?? null;
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

  /** How far a notice has come among the boards that it is for. `minute`: of the city's day. */
  reach(noticeId: string, boards: Iterable<NoticedBoard>, isSpoken: boolean, minute: number): NoticeReach {
    return reachOf(this.concerned(noticeId, boards, minute), noticeId, isSpoken);
  }

  private *concerned(noticeId: string, boards: Iterable<NoticedBoard>, minute: number): Iterable<ConcernedBoard> {
    const now = this.now();
    // A fleet has few different hours.
    const known = new Map<string, boolean>();
    const isWithin = (hours: string | null): boolean => {
      if (hours === null) return false;
      const found = known.get(hours) ?? isWithinHours(hours, minute);
      known.set(hours, found);
      return found;
    };
    for (const { board_id, stop_ids, sleep, quiet } of boards) {
      const { facts, notices } = this.of(board_id);
      yield {
        ...{ board_id, connected: facts.connected, notices, verdict: this.judged(board_id, stop_ids) },
        drewForS: this.drewForS(facts.glass, noticeId, now),
        ...{ asleep: isWithin(sleep), quiet: isWithin(quiet) },
      };
    }
  }

  /** Seconds since a glass drew a document with the notice; null where it has not. */
  private drewForS(glass: ReadonlyMap<string, Glass>, noticeId: string, now: number): number | null {
    let longest: number | null = null;
    for (const { stop_id, seq } of glass.values()) {
      const came = this.sent.since(stop_id, noticeId);
      if (came && seq >= came.seq) longest = Math.max(longest ?? 0, now - came.at);
    }
    return longest;
  }

  /** How a board with these stops is; also keeps since when its verdict holds. */
  state(boardId: string, stopIds: readonly string[]): BoardState {
    const one = this.of(boardId);
    const verdict = this.judged(boardId, stopIds);
    const { facts, build, layout, address, reports, verdictSince } = one;
    return {
      board_id: boardId,
      ...{ verdict, since: verdictSince, connected: facts.connected, last_seen: facts.lastSeen },
      ...{ build, layout, address, reports, glass: [...facts.glass.values()] },
    };
  }

  private judged(boardId: string, stopIds: readonly string[]): GlassVerdict {
    const one = this.of(boardId);
    const now = this.now();
    const verdict = judgeGlass(one.facts, stopIds, (stopId) => this.sent.of(stopId), now);
    if (verdict !== one.verdict) Object.assign(one, { verdict, verdictSince: now });
    return verdict;
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
      ...{ notices: null, verdict: 'never_seen', verdictSince: now },
    };
    this.known.set(boardId, one);
    return one;
  }
}
