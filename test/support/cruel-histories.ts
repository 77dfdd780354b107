// Histories of a hub and a board with a cruel middle between them: what the board holds is held against what the server had.

import { isDeepStrictEqual } from 'node:util';
import { HandClock } from '../../server/clock.js';
import { type ConnectionState, openedAt, step } from '../../server/hub/connection-state.js';
import { Hub } from '../../server/hub/hub.js';
import type { Watcher } from '../../server/hub/view.js';
import { silentLog } from '../../server/log.js';
import { createMetrics } from '../../server/metrics.js';
import type { StopDepartures } from '../../server/wire/messages.js';
import { inOrder } from '../../server/wire/patch.js';
import { documentOf, row } from '../server/hub/harness.js';
import { chance } from './chance.js';
import { type End, pair } from './pair.js';
import { readFrames } from './swarm/frames.js';

const START = 1_771_257_540;
const CHANGES = 6;

/** What a history needs of a board: it has said hello for stop `s1` when it is made. */
export interface HistoryBoard {
  document(): StopDepartures | null;
  seq(): number;
  /** Does it wait for a state that it asked for? */
  asking(): boolean;
}

/** What was seen over all histories. */
export interface HistoryFigures {
  /** A document that the server did not have at that seq: wrong and silent. */
  wrong: number;
  /** Boards that did not come to the server's document when the middle was kind again. */
  lost: number;
  /** States asked for. */
  asked: number;
  /** The first history that went wrong; null where none did. */
  seed: number | null;
}

/** Plays seeded histories of six changes each: a fifth of the texts is lost, a fifth doubled, a fifth delayed. */
export function playHistories(count: number, boardOn: (end: End, clock: HandClock) => HistoryBoard): HistoryFigures {
  const metrics = createMetrics(false);
  const found: HistoryFigures = { wrong: 0, lost: 0, asked: 0, seed: null };
  for (let seed = 1; seed <= count; seed++) {
    const random = chance(seed);
    const clock = new HandClock(START);
    const wire = pair(random, { drop: 0.2, double: 0.2, delay: 0.2 });
    const jobs: (() => void)[] = [];
    let at = START;
    const compose = (): StopDepartures => {
      const rows = ['a', 'b', 'c', 'd']
        .filter((id) => id === 'a' || random() < 0.8)
        .map((id) => row(id, at + Math.floor(random() * 4)));
      return documentOf('s1', Math.floor(clock.now()), rows.sort(inOrder));
    };
    const shared = { clock, log: silentLog, metrics, random };
    const hub = new Hub({ ...shared, compose, later: (fn) => jobs.push(fn), firstSeq: () => 100 });
    const watcher: Watcher = {
      deliver: (_stop, frame) => {
        readFrames(frame, (_, payload) => wire.server.send(String(payload)));
        return 'sent';
      },
    };
    let state: ConnectionState = openedAt(0);
    wire.server.onText = (text) => {
      const [next, commands] = step(state, { on: 'text', text }, clock.now() - START);
      state = next;
      for (const command of commands) {
        if (command.do === 'welcome') hub.watch(watcher, 's1', command.hello.have?.['s1']);
        else if (command.do === 'state') {
          found.asked++;
          hub.resend(watcher, command.stop);
        }
      }
    };
    const board = boardOn(wire.board, clock);
    const history = new Map<number, StopDepartures>();
    const remember = (): void => {
      const doc = hub.document('s1');
      if (doc && ![...history.values()].includes(doc)) history.set(101 + history.size, doc);
    };
    const blame = (): void => {
      found.seed ??= seed;
    };
    const check = (): void => {
      const doc = board.document();
      if (!doc || isDeepStrictEqual(doc, history.get(board.seq()))) return;
      found.wrong++;
      blame();
    };
    const change = (): void => {
      hub.invalidate(['s1']);
      for (let job = jobs.shift(); job; job = jobs.shift()) job();
      remember();
    };
    wire.settle();
    remember();
    check();
    for (let i = 0; i < CHANGES; i++) {
      clock.wind(10);
      at += Math.floor(random() * 3);
      change();
      wire.flow();
      check();
    }
    wire.settle();
    check();
    clock.wind(10);
    at += 100;
    change();
    wire.settle();
    if (board.asking() || !isDeepStrictEqual(board.document(), hub.document('s1'))) {
      found.lost++;
      blame();
    }
  }
  return found;
}
