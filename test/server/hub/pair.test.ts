import { describe, expect, it } from 'vitest';
import { HandClock } from '../../../server/clock.js';
import { type ConnectionState, openedAt, step } from '../../../server/hub/connection-state.js';
import { Hub } from '../../../server/hub/hub.js';
import type { Watcher } from '../../../server/hub/view.js';
import { silentLog } from '../../../server/log.js';
import { createMetrics } from '../../../server/metrics.js';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { parseServerMessage } from '../../../server/wire/parse.js';
import { apply, inOrder } from '../../../server/wire/patch.js';
import { type End, pair } from '../../support/pair.js';
import { readFrames } from '../../support/swarm/frames.js';
import { documentOf, row } from './harness.js';

const HISTORIES = 10_000;
const START = 1_771_257_540;

/** A seeded source of chance (mulberry32). */
function chance(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The least board that keeps the contract: a state is taken, a patch is taken on its base, anything else is asked for. */
class LeastBoard {
  doc: StopDepartures | null = null;
  seq = -1;
  asking = false;

  constructor(private readonly end: End) {
    end.onText = (text) => this.hear(text);
  }

  private hear(text: string): void {
    const said = parseServerMessage(text);
    if (said.type === 'state') {
      this.doc = said.doc;
      this.seq = said.seq;
      this.asking = false;
    } else if (said.type === 'patch' && said.seq !== this.seq) {
      if (this.doc && said.base === this.seq) {
        this.doc = apply(this.doc, said);
        this.seq = said.seq;
        this.asking = false;
      } else {
        this.asking = true;
        this.end.send('{"type":"ask","stop":"s1"}');
      }
    }
  }
}

describe('B5: patches lost, doubled, reordered', () => {
  it(`${HISTORIES} seeded histories: what a board holds is what the server had at that seq, or it asks`, () => {
    const metrics = createMetrics(false);
    let asked = 0;
    for (let seed = 1; seed <= HISTORIES; seed++) {
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
      const hub = new Hub({
        compose,
        clock,
        log: silentLog,
        metrics,
        later: (fn) => jobs.push(fn),
        firstSeq: () => 100,
        random,
      });
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
          if (command.do === 'welcome') hub.watch(watcher, 's1', command.hello.have?.s1);
          else if (command.do === 'state') {
            asked++;
            hub.resend(watcher, command.stop);
          }
        }
      };
      const board = new LeastBoard(wire.board);
      const history = new Map<number, StopDepartures>();
      const remember = (): void => {
        const doc = hub.document('s1');
        const seq = 100 + history.size;
        if (doc && ![...history.values()].includes(doc)) history.set(seq + 1, doc);
      };
      const check = (): void => {
        if (board.doc) expect(board.doc, `seed ${seed}`).toEqual(history.get(board.seq));
      };
      wire.board.send('{"type":"hello","protocol":1,"stops":["s1"]}');
      wire.settle();
      remember();
      check();
      for (let i = 0; i < 6; i++) {
        clock.wind(10);
        at += Math.floor(random() * 3);
        hub.invalidate(['s1']);
        for (let job = jobs.shift(); job; job = jobs.shift()) job();
        remember();
        wire.flow();
        check();
      }
      wire.settle();
      check();
      at += 100;
      hub.invalidate(['s1']);
      for (let job = jobs.shift(); job; job = jobs.shift()) job();
      remember();
      wire.settle();
      expect(board.asking, `seed ${seed}`).toBe(false);
      expect(board.doc, `seed ${seed}`).toEqual(hub.document('s1'));
    }
    expect(asked).toBeGreaterThan(HISTORIES / 2);
  }, 120_000);
});
