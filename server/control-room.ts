// The control room of one city: store, people, boards and dispatchers' words joined to the hub and its sockets. No rule lives here.

import { randomInt } from 'node:crypto';
import { wallTime } from '../feeds/service-day.js';
import { Boards } from './boards/boards.js';
import { Claims } from './boards/claims.js';
import { Fleet } from './boards/fleet.js';
import { Sent } from './boards/sent.js';
import { type Clock, systemClock } from './clock.js';
import type { Settings } from './config.js';
import type { TopicSource } from './console-socket/topic.js';
import { Dispatch } from './dispatch/dispatch.js';
import { History } from './history/history.js';
import type { ConsoleParts } from './http/console/parts.js';
import type { Connection } from './hub/connection.js';
import type { Hub } from './hub/hub.js';
import type { SocketParts } from './hub/sockets.js';
import type { Live } from './live/live.js';
import type { Log } from './log.js';
import { People } from './people/people.js';
import { Quality } from './quality/quality.js';
import { Store } from './store/database.js';
import type { BoardsHead } from './wire/console/boards.js';
import type { EntryNow, NoticesHead } from './wire/console/dispatch.js';
import type { StopDepartures } from './wire/messages.js';

/** Notices and orders that begin or end are looked for this often. */
const DISPATCH_TICK_MS = 1_000;
/** When boards were last seen is kept this often. */
const SEEN_KEPT_MS = 300_000;

/** The history is written a little at a time, and what is too old goes. */
const HISTORY_LOOK_MS = 2_000;
const HISTORY_FORGET_MS = 3_600_000;
/** Figures of quality, and what waits to be judged, are written as often as this by the city's clock; it is looked this often. */
const QUALITY_SAVED_S = 60;
const QUALITY_LOOK_MS = 5_000;

/** What it is given. */
export interface ControlRoomParts {
  settings: Settings;
  clock: Clock;
  log: Log;
  live: Live;
  hub: Hub;
  /** Sockets without a registered board. */
  anonymous: () => number;
  /** Origins of the console's own pages. */
  origins: () => readonly string[];
}

/** The control room. */
export class ControlRoom {
  private readonly timers: NodeJS.Timeout[];
  private qualityKept: Promise<void> = Promise.resolve();
  private qualityKeptAt: number;

  private constructor(
    readonly store: Store,
    readonly people: People,
    readonly dispatch: Dispatch,
    readonly boards: Boards,
    readonly fleet: Fleet,
    readonly sent: Sent,
    readonly history: History,
    readonly quality: Quality,
    private readonly parts: ControlRoomParts,
  ) {
    this.qualityKeptAt = parts.clock.now();
    this.timers = [
      setInterval(() => dispatch.tick(), DISPATCH_TICK_MS).unref(),
      setInterval(() => void this.keepSeen(), SEEN_KEPT_MS).unref(),
      setInterval(() => history.look(), HISTORY_LOOK_MS).unref(),
      setInterval(() => void history.forget(), HISTORY_FORGET_MS).unref(),
      setInterval(() => this.lookAtQuality(), QUALITY_LOOK_MS).unref(),
    ];
  }

  /** Opens it; where the disk fails it opens nevertheless, and says so. */
  static async open(parts: ControlRoomParts): Promise<ControlRoom> {
    const { settings, clock, log, live, hub } = parts;
    const now = () => clock.now();
    const store = await Store.open({ dataDir: settings.data_dir, now: systemClock.now, log });
    const sent = new Sent();
    const fleet = new Fleet(sent, now);
    const boards = new Boards({
      store,
      now: systemClock.now,
      pick: randomInt,
      onRevoked: (id, reason) => fleet.cutOff(id, reason),
      onSetup: (ids) => void fleet.reload(ids, 0),
      onRecalled: (id, at) => fleet.recall(id, at),
      onForgotten: (id) => fleet.forget(id),
      onChange: () => dispatch.timetableChanged(),
    });
    const dispatch: Dispatch = new Dispatch({
      store,
      timetable: () => live.timetable,
      now,
      secondPersonAboveStops: settings.second_person_above_stops,
      stopsOfBoard: (id) => boards.stopsOf(id),
      boardsAt: (stopIds) => hub.watching(stopIds),
      onDirty: (stops) => (stops ? hub.invalidate(stops) : hub.invalidateAll()),
      onActions: (actions) => live.takeActions(actions),
    });
    const history = new History({ dataDir: settings.data_dir, now, log });
    const people = new People(store, log);
    const quality = new Quality({
      ...{ store, timetable: () => live.timetable, now },
      onPassed: ({ stopId, at, rowId, vehicleId }) =>
        history.notePassing(stopId, { at, row_id: rowId, vehicle_id: vehicleId }),
      onFailed: ({ kind, at, stopId, routeId, rowId }) =>
        history.noteFailure({ kind, at, stop_id: stopId, route_id: routeId, row_id: rowId }),
    });
    const room = new ControlRoom(store, people, dispatch, boards, fleet, sent, history, quality, parts);
    await room.load();
    await quality.recall().catch((error: unknown) => {
      store.failed(error);
      log.warn({ err: error }, 'what was promised before the start cannot be recalled');
    });
    await room.keepQuality();
    return room;
  }

  /** The hub's document of a stop came to stand at this seq. */
  documented(stopId: string, seq: number, doc: StopDepartures | null): void {
    const notices = doc?.notices.map(({ id }) => id) ?? [];
    this.sent.note(stopId, seq, this.parts.clock.now(), notices);
    if (!doc) return;
    this.history.note(stopId, seq, doc);
    this.quality.note(doc);
  }

  /** What the sockets ask and tell. */
  get socketParts(): Pick<SocketParts, 'judgeHello' | 'onHello' | 'onShown' | 'onReport' | 'onGone'> {
    const { boards, fleet } = this;
    const { origins, log } = this.parts;
    const claims = new Claims({ judge: (hello) => boards.judgeHello(hello), origins, now: systemClock.now, log });
    const as = (board: Connection, then: (id: string) => void) => {
      if (board.registered !== null) then(board.registered);
    };
    return {
      judgeHello: (hello, from) => claims.judge(hello, from),
      onHello: (board, hello) => as(board, (id) => fleet.came(id, board, hello, board.address)),
      onShown: (board, shown) =>
        as(board, (id) => {
          fleet.shown(id, board, shown);
          const { stop, seq, hash, rows, drawn_at } = shown;
          this.history.noteGlass(id, {
            at: Math.floor(this.parts.clock.now()),
            stop_id: stop,
            seq,
            hash,
            rows,
            drawn_at,
          });
        }),
      onReport: (board) => as(board, (id) => fleet.complained(id)),
      onGone: (board) => as(board, (id) => fleet.left(id, board)),
    };
  }

  /** What the console is told of boards and of dispatchers' words. */
  get topics(): TopicSource[] {
    const { boards, dispatch, fleet } = this;
    return [
      {
        name: 'boards',
        head: (): BoardsHead => ({ anonymous: this.parts.anonymous() }),
        items: () =>
          boards.all().map((board) => [board.board_id, fleet.state(board.board_id, board.stop_ids)] as const),
      },
      {
        name: 'notices',
        head: (): NoticesHead => ({ silence: dispatch.silenced }),
        items: () => {
          const all = boards.all();
          const minute = this.minuteOfDay();
          return dispatch.told().map((entry) => {
            const concerned = dispatch.boardsOf(entry, all);
            const isSpoken = entry.content.kind === 'notice' && entry.content.spoken;
            const reach = concerned && fleet.reach(entry.id, concerned, isSpoken, minute);
            const showing = reach ? reach.on_glass + reach.by_document : 0;
            return [entry.id, { entry, showing, reach } satisfies EntryNow] as const;
          });
        },
      },
    ];
  }

  /** What the console's routes are given. */
  consoleParts(eyes: ConsoleParts['eyes']): ConsoleParts {
    const { store, people, dispatch, boards, fleet, history } = this;
    const { origins, anonymous } = this.parts;
    return { store, people, dispatch, eyes, history, fleet: { boards, fleet, anonymous }, origins };
  }

  /** Reads what was said and registered before; the store may come later than the boards. */
  async load(): Promise<void> {
    try {
      await this.boards.load();
      await this.dispatch.load();
    } catch (error) {
      this.store.failed(error);
      this.parts.log.warn({ err: error }, 'the control room could not read its store');
    }
  }

  /** Ends it. */
  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.keepSeen();
    await this.keepQuality();
    await this.history.close();
    await this.store.close();
  }

  /** Minutes since midnight, in the city. */
  private minuteOfDay(): number {
    const { clock, live } = this.parts;
    const { hour, minute } = wallTime(clock.now(), live.timetable?.timezone ?? 'UTC');
    return hour * 60 + minute;
  }

  private lookAtQuality(): void {
    const now = this.parts.clock.now();
    // A clock that was set back counts from there.
    this.qualityKeptAt = Math.min(this.qualityKeptAt, now);
    if (now - this.qualityKeptAt < QUALITY_SAVED_S) return;
    this.qualityKeptAt = now;
    void this.keepQuality();
  }

  /** One writing after another. */
  private keepQuality(): Promise<void> {
    this.qualityKept = this.qualityKept.then(async () => {
      try {
        await this.quality.save();
      } catch (error) {
        this.store.failed(error);
      }
    });
    return this.qualityKept;
  }

  private async keepSeen(): Promise<void> {
    try {
      await this.load();
      const states = this.boards.all().map(({ board_id, stop_ids }) => this.fleet.state(board_id, stop_ids));
      await this.boards.keepSeen(
        new Map(states.flatMap((s) => (s.last_seen === null ? [] : [[s.board_id, Math.floor(s.last_seen)]]))),
      );
    } catch (error) {
      this.store.failed(error);
    }
  }
}
