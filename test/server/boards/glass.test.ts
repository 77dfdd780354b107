import { describe, expect, it } from 'vitest';
import { AWAY_FOR_S, BEHIND_FOR_S, type BoardFacts, judgeGlass, TOLD_WITHIN_S } from '../../../server/boards/glass.js';
import { Sent } from '../../../server/boards/sent.js';
import type { Glass } from '../../../server/wire/console/boards.js';

const NOW = 10_000;
const said = (seq: number, told_at: number): Glass => ({
  ...{ stop_id: 'A', seq, hash: 'h', rows: 6, oldest: null, drawn_at: told_at, told_at, notices: null },
});
function board(facts: Partial<BoardFacts>): BoardFacts {
  return { connected: true, since: NOW - 3600, lastSeen: NOW, glass: new Map(), ...facts };
}
function sentOf(...changes: [seq: number, at: number][]): Sent {
  const sent = new Sent();
  for (const [seq, at] of changes) sent.note('A', seq, at);
  return sent;
}
const verdict = (facts: BoardFacts, sent: Sent) => judgeGlass(facts, ['A'], (stop) => sent.of(stop), NOW);

describe('does a board show what it should', () => {
  it('yes, when its glass has what was sent last', () => {
    expect(verdict(board({ glass: new Map([['A', said(5, NOW - 30)]]) }), sentOf([4, NOW - 90], [5, NOW - 40]))).toBe(
      'right',
    );
  });

  it('it is catching up for a while after each change', () => {
    const glass = new Map([['A', said(4, NOW - 30)]]);
    expect(verdict(board({ glass }), sentOf([4, NOW - 90], [5, NOW - 20]))).toBe('catching_up');
  });

  it('rows are old when it misses what was sent long ago, however often something newer was sent since', () => {
    const glass = new Map([['A', said(4, NOW - 30)]]);
    const often = sentOf([4, NOW - 300], [5, NOW - BEHIND_FOR_S - 1], [6, NOW - 60], [7, NOW - 2]);
    expect(verdict(board({ glass }), often)).toBe('old_rows');
  });

  it('a board that came just now is not behind what was sent before it came', () => {
    expect(verdict(board({ since: NOW - 5 }), sentOf([4, NOW - 300], [5, NOW - 280]))).toBe('catching_up');
  });

  it('it is connected and draws no more', () => {
    const glass = new Map([['A', said(5, NOW - TOLD_WITHIN_S - 1)]]);
    expect(verdict(board({ glass }), sentOf([5, NOW - 900]))).toBe('not_drawing');
  });

  it('it is silent after a minute away, and was never seen before it came', () => {
    expect(verdict(board({ connected: false, since: NOW - AWAY_FOR_S + 1 }), sentOf())).toBe('catching_up');
    expect(verdict(board({ connected: false, since: NOW - AWAY_FOR_S }), sentOf())).toBe('silent');
    expect(verdict(board({ connected: false, lastSeen: null }), sentOf())).toBe('never_seen');
  });
});
