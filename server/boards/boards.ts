// The registry: which boards there are, how each one shows, and which display may call itself by its name.

import { timingSafeEqual } from 'node:crypto';
import { act } from '../dispatch/act.js';
import type { Actor } from '../dispatch/actor.js';
import { hashOf, newSecret } from '../people/secret.js';
import type { Store } from '../store/database.js';
import type {
  BoardSetup,
  EnrolmentAnswer,
  EnrolmentOffer,
  PublicSetup,
  RegisteredBoard,
} from '../wire/console/boards.js';
import type { Hello } from '../wire/messages.js';
import {
  answer,
  CODE_FOR_S,
  CODE_LENGTH,
  CODE_LETTERS,
  collect,
  type Enrolments,
  isShown,
  NONE_WAITING,
  offer,
} from './enrolment.js';
import { queryOf } from './setup.js';

/** Boards of one registry. */
export const BOARDS_AT_MOST = 20_000;

/** Why something is not done; a closed list. */
export type BoardFault = 'unknown_board' | 'board_exists' | 'unknown_code' | 'too_many_boards';

/** The registry forbids it. */
export class BoardRefused extends Error {
  constructor(
    readonly fault: BoardFault,
    message: string,
  ) {
    super(message);
  }
}

/** What is given to the registry. */
export interface BoardParts {
  store: Store;
  /** Seconds of the wall. */
  now: () => number;
  /** A number in [0, n), unguessable. */
  pick: (n: number) => number;
  /** The token of a board is no longer good: whoever holds it is to be closed. */
  onRevoked: (boardId: string, reason: string) => void;
  /** A board shows differently now: its display is to load its page anew. */
  onSetup: (boardIds: readonly string[]) => void;
  /** A board was registered before: when it was last seen. */
  onRecalled: (boardId: string, lastSeen: number) => void;
  onForgotten: (boardId: string) => void;
  onChange: () => void;
}

interface Kept {
  board: RegisteredBoard;
  tokenHash: string | null;
}

/** Every registered board of one city. */
export class Boards {
  private readonly kept = new Map<string, Kept>();
  private waiting: Enrolments = NONE_WAITING;
  private loaded = false;

  constructor(private readonly parts: BoardParts) {}

  /** Reads the registry; to be called again until it is true. */
  async load(): Promise<boolean> {
    if (this.loaded) return true;
    const { store } = this.parts;
    if (store.mode() === 'away') return false;
    for (const row of await store.db.selectFrom('board').selectAll().execute()) {
      const setup = JSON.parse(row.setup) as BoardSetup;
      this.keep(row.id, setup, row.token_hash, row.created_at);
      if (row.last_seen !== null) this.parts.onRecalled(row.id, row.last_seen);
    }
    this.loaded = true;
    this.parts.onChange();
    return true;
  }

  /** All boards, by id. */
  all(): RegisteredBoard[] {
    return [...this.kept.values()].map(({ board }) => board).sort((a, b) => (a.board_id < b.board_id ? -1 : 1));
  }

  /** One board; null where there is none. */
  find(boardId: string): RegisteredBoard | null {
    return this.kept.get(boardId)?.board ?? null;
  }

  /** The stops that a board shows; empty where there is no such board. */
  stopsOf(boardId: string): readonly string[] {
    return this.kept.get(boardId)?.board.stop_ids ?? [];
  }

  /** What a display is told of itself; null where there is no such board. */
  publicSetup(boardId: string): PublicSetup | null {
    const board = this.find(boardId);
    return board && { board_id: boardId, query: queryOf(boardId, board) };
  }

  /**
   * May this hello be? Without a token anybody may watch, and is nobody's board. With one it must be a board's own, and name
   * only that board's stops (obligation S3).
   */
  judgeHello({ board, token, stops }: Hello): { as: string | null } | { refused: string } {
    if (token === undefined) return { as: null };
    const kept = board === undefined ? undefined : this.kept.get(board);
    if (!kept?.tokenHash || !same(kept.tokenHash, hashOf(token))) return { refused: 'The token is not this board’s.' };
    const own = kept.board.stop_ids;
    if (!stops.every((stop) => own.includes(stop))) return { refused: 'That stop is not this board’s.' };
    return { as: kept.board.board_id };
  }

  /** Registers a board, or several as one act (an import): whole or not at all. Known ids are changed where `change` says so. */
  async register(
    wanted: readonly (BoardSetup & { board_id: string })[],
    change: boolean,
    actor: Actor,
  ): Promise<RegisteredBoard[]> {
    const fresh = wanted.filter(({ board_id }) => !this.kept.has(board_id));
    if (!change && fresh.length < wanted.length)
      throw new BoardRefused('board_exists', 'There is a board of this name.');
    if (this.kept.size + fresh.length > BOARDS_AT_MOST)
      throw new BoardRefused('too_many_boards', 'There are too many boards.');
    const { store, now } = this.parts;
    const at = Math.floor(now());
    const scope = { boards: wanted.length > 50 ? wanted.length : wanted.map(({ board_id }) => board_id) };
    const detail =
      wanted.length === 1 ? { ...wanted[0] } : { new: fresh.length, changed: wanted.length - fresh.length };
    await act(store, actor, { kind: 'board.register', scope, detail }, async (trx) => {
      for (const { board_id: id, ...setup } of wanted) {
        const row = { id, setup: JSON.stringify(setup), token_hash: null, created_at: at, last_seen: null };
        await trx
          .insertInto('board')
          .values(row)
          .onConflict((c) => c.column('id').doUpdateSet({ setup: row.setup }))
          .execute();
      }
    });
    // Only what shows differently is loaded anew: a group or a name is for people, not for the glass.
    const changed = wanted
      .filter(({ board_id, ...setup }) => {
        const before = this.kept.get(board_id)?.board;
        return before && queryOf(board_id, before) !== queryOf(board_id, setup);
      })
      .map(({ board_id }) => board_id);
    for (const { board_id: id, ...setup } of wanted) {
      const before = this.kept.get(id);
      this.keep(id, setup, before?.tokenHash ?? null, before?.board.created_at ?? at);
    }
    if (changed.length > 0) this.parts.onSetup(changed);
    this.parts.onChange();
    return wanted.map(({ board_id }) => this.kept.get(board_id)!.board);
  }

  /** Puts boards into a group, or takes them out of it. */
  async regroup(boardIds: readonly string[], group: string, isIn: boolean, actor: Actor): Promise<void> {
    this.mustKnow(boardIds);
    const wanted = [...new Set(boardIds)].map((id) => {
      const { enrolled: _, created_at: __, ...setup } = this.kept.get(id)!.board;
      const others = setup.groups.filter((one) => one !== group);
      return { ...setup, groups: isIn ? [...others, group] : others };
    });
    await this.register(wanted, true, actor);
  }

  /** Takes boards out of the registry; their displays are cut off. */
  async remove(boardIds: readonly string[], actor: Actor): Promise<void> {
    this.mustKnow(boardIds);
    const action = { kind: 'board.remove', scope: { boards: boardIds }, detail: {} };
    await act(this.parts.store, actor, action, async (trx) => {
      for (const id of boardIds) await trx.deleteFrom('board').where('id', '=', id).execute();
    });
    for (const id of boardIds) {
      this.kept.delete(id);
      this.parts.onForgotten(id);
    }
    this.parts.onChange();
  }

  /** A new display waits, and is told the code to show. */
  offer(): EnrolmentOffer {
    const { now, pick } = this.parts;
    const code = Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[pick(CODE_LETTERS.length)]).join('');
    const secret = newSecret();
    this.waiting = offer(this.waiting, code, hashOf(secret), now());
    return { code, secret, expires_at: Math.floor(now()) + CODE_FOR_S };
  }

  /** The display asks whether it is somebody; null where its code has expired. */
  collect(secret: string): EnrolmentAnswer | null {
    const [waiting, found] = collect(this.waiting, hashOf(secret), this.parts.now());
    this.waiting = waiting;
    if (!found) return null;
    const { answer: said } = found;
    return said ? { state: 'enrolled', board_id: said.boardId, token: said.token } : { state: 'waiting' };
  }

  /** The display that shows this code becomes the board; an older display of the board is cut off. */
  async enrol(boardId: string, code: string, actor: Actor): Promise<void> {
    this.mustKnow([boardId]);
    const { now } = this.parts;
    if (!isShown(this.waiting, code, now())) throw new BoardRefused('unknown_code', 'No display shows this code.');
    const token = newSecret();
    await this.setToken(boardId, hashOf(token), 'board.enrol', actor);
    this.waiting = answer(this.waiting, code, boardId, token, now());
  }

  /** Takes the token of a board away: its display is cut off within a second (obligation S3). */
  async revoke(boardId: string, actor: Actor): Promise<void> {
    this.mustKnow([boardId]);
    await this.setToken(boardId, null, 'board.revoke', actor);
  }

  /** Keeps when boards were last seen; no act of anybody's, so no record. */
  async keepSeen(seen: ReadonlyMap<string, number>): Promise<void> {
    const { store } = this.parts;
    if (store.mode() !== 'read-write') return;
    await store.db.transaction().execute(async (trx) => {
      for (const [id, at] of seen) await trx.updateTable('board').set({ last_seen: at }).where('id', '=', id).execute();
    });
  }

  private async setToken(boardId: string, tokenHash: string | null, kind: string, actor: Actor): Promise<void> {
    const action = { kind, scope: { boards: [boardId] }, detail: {} };
    await act(this.parts.store, actor, action, async (trx) => {
      await trx.updateTable('board').set({ token_hash: tokenHash }).where('id', '=', boardId).execute();
    });
    const { board } = this.kept.get(boardId)!;
    this.keep(boardId, board, tokenHash, board.created_at);
    this.parts.onRevoked(boardId, 'the token is no longer good');
    this.parts.onChange();
  }

  private keep(id: string, setup: BoardSetup, tokenHash: string | null, createdAt: number): void {
    this.kept.set(id, {
      tokenHash,
      board: { ...setup, board_id: id, enrolled: tokenHash !== null, created_at: createdAt },
    });
  }

  private mustKnow(boardIds: readonly string[]): void {
    const missing = boardIds.find((id) => !this.kept.has(id));
    if (missing !== undefined) throw new BoardRefused('unknown_board', 'There is no such board.');
  }
}

function same(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
